"""`journeys user …`: accounts from the terminal."""

import pytest

from journeys.database import Database
from journeys.domain import audit
from journeys.domain.passwords import set_password
from journeys.domain.people import person_named
from journeys.domain.signing_in import begin_sign_in, person_of, use_sign_in_link
from journeys.domain.tables import now
from tests.test_cli_stored import Call, call, database  # noqa: F401

ANNA = "Anna Berg"


def enter(database: Database, link: str) -> str | None:  # noqa: F811
    with database.writing() as session:
        person = use_sign_in_link(session, link.strip().rpartition("/")[2], now())
        return begin_sign_in(session, person.id, now()) if person else None


def test_somebody_new_signs_in_with_the_link_that_is_printed(call: Call, database: Database) -> None:  # noqa: F811
    status, out, err = call("user", "add", ANNA)
    assert (status, err) == (0, "") and out.startswith("http://127.0.0.1:5000/sign-in/")
    assert enter(database, out)
    assert call("user", "list")[1].splitlines() == ["Anna Berg"]


def test_an_administrator_is_marked(call: Call) -> None:  # noqa: F811
    call("user", "add", "--admin", ANNA)
    assert call("user", "list")[1] == "Anna Berg\tadministrator\n"
    assert call("user", "list", lang="de_DE")[1] == "Anna Berg\tverwaltet\n"


def test_a_disabled_account_is_out_and_comes_back(call: Call, database: Database) -> None:  # noqa: F811
    token = enter(database, call("user", "add", ANNA)[1])
    assert token and call("user", "disable", "anna berg")[0] == 0
    with database.reading() as session:
        assert person_of(session, token, now()) is None
    assert "disabled" in call("user", "list")[1]
    assert call("user", "enable", ANNA)[0] == 0 and "disabled" not in call("user", "list")[1]


def test_a_reset_takes_the_password_away(call: Call, database: Database) -> None:  # noqa: F811
    call("user", "add", ANNA)
    with database.writing() as session:
        set_password(session, person_named(session, ANNA), "vier blaue Stühle tanzen", now())
    assert "with password" in call("user", "list")[1]
    assert enter(database, call("user", "reset", ANNA)[1])
    assert "with password" not in call("user", "list")[1]


@pytest.mark.parametrize("what", ["disable", "enable", "reset"])
def test_nobody_of_that_name_is_a_wrong_call(call: Call, what: str) -> None:  # noqa: F811
    status, out, err = call("user", what, "Niemand", lang="de_DE")
    assert (status, out) == (2, "") and "Ein Konto „Niemand“ gibt es nicht." in err


def test_a_name_that_is_taken_is_bad_input(call: Call) -> None:  # noqa: F811
    call("user", "add", ANNA)
    status, out, err = call("user", "add", "ANNA berg", lang="de_DE")
    assert (status, out) == (1, "") and "So heißt hier schon jemand." in err


def test_the_last_administrator_stays(call: Call) -> None:  # noqa: F811
    call("user", "add", "--admin", ANNA)
    status, _, err = call("user", "disable", ANNA)
    assert status == 1 and "only administrator" in err


def test_the_trail_tells_what_was_done_here(call: Call, database: Database) -> None:  # noqa: F811
    call("user", "add", ANNA)
    call("user", "reset", ANNA)
    with database.reading() as session:
        assert [(e.what, e.by, e.about) for e in reversed(audit.entries(session))] == [
            ("account_added", "", ANNA),
            ("link_made", "", ANNA),
            ("link_made", "", ANNA),
        ]
