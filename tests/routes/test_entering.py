"""Signing in with a password: who guesses learns nothing and is slowed down; whoever has it comes in."""

from collections import Counter
from datetime import timedelta

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY
from flask import Flask
from sqlmodel import select

from journeys.domain import attempts, passwords, trying
from journeys.domain.audit import AuditEntry
from journeys.domain.people import add_person, disable, person_named
from journeys.domain.tables import now
from journeys.settings import WRONG_PASSWORDS_ACCOUNT, WRONG_PASSWORDS_ADDRESS
from tests.routes.client import CheckingClient, a_browser, parsed, words

ANNA, GOOD = "Anna Berg", "vier blaue Stühle tanzen"
WRONG = "Name oder Passwort stimmen nicht."
SLOWED = "viele falsche Versuche"


@pytest.fixture
def anna(app: Flask) -> str:
    """An account with a password."""
    with app.extensions["database"].writing() as session:
        passwords.set_password(session, add_person(session, ANNA), GOOD, now())
    return ANNA


def told(client: CheckingClient, name: str, password: str) -> tuple[int, str]:
    answer = client.send("/sign-in", name=name, password=password)
    return answer.status_code, words(parsed(answer)) if answer.status_code != 303 else answer.location


@pytest.mark.parametrize("name", ["Anna Berg", "anna berg", "  ANNA   BERG ", "Ａｎｎａ Berg"])
def test_the_name_counts_however_it_is_typed(app: Flask, anna: str, name: str) -> None:
    assert told(a_browser(app), name, GOOD) == (303, "/")


def test_who_was_led_to_the_page_goes_on_to_where_they_wanted(app: Flask, anna: str) -> None:
    client = a_browser(app)
    client.page("/sign-in?next=/help/start")
    assert told(client, anna, GOOD) == (303, "/help/start")


@pytest.mark.parametrize("wanted", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_nobody_is_led_elsewhere(app: Flask, anna: str, wanted: str) -> None:
    client = a_browser(app)
    client.get("/sign-in", query_string={"next": wanted})
    assert told(client, anna, GOOD) == (303, "/")


def test_nothing_tells_whether_there_is_such_an_account(app: Flask, anna: str) -> None:
    """A wrong password, nobody of this name, an account without a password, a disabled one: one answer."""
    with app.extensions["database"].writing() as session:
        add_person(session, "Ohne Passwort")
        gone = add_person(session, "Gesperrt")
        passwords.set_password(session, gone, GOOD, now())
        disable(session, gone, now())
    answers = {
        (status, said.replace(name, "…"))
        for name, password in (
            (anna, "falsch"),
            ("Niemand", "falsch"),
            ("Ohne Passwort", ""),
            ("Gesperrt", GOOD),
        )
        for status, said in [told(a_browser(app), name, password)]
    }
    ((status, said),) = answers
    assert status == 422 and WRONG in said


@pytest.mark.real_hash
@pytest.mark.parametrize("name", [ANNA, "Niemand", "Ohne Passwort"])
def test_looking_takes_as_long_for_who_is_not_there(
    app: Flask, anna: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """What takes the time is one Argon2 hash with the same parameters, whoever is asked for."""
    with app.extensions["database"].writing() as session:
        add_person(session, "Ohne Passwort")
    looked_at: list[str] = []
    real = PasswordHasher.verify

    def verify(hasher: PasswordHasher, kept: str, password: str) -> bool:
        looked_at.append(kept)
        return bool(real(hasher, kept, password))

    monkeypatch.setattr(PasswordHasher, "verify", verify)
    told(a_browser(app), name, "falsch")
    (kept,) = looked_at
    assert extract_parameters(kept) == RFC_9106_LOW_MEMORY


def test_a_sign_in_makes_a_new_session(app: Flask, anna: str) -> None:
    """Whoever laid a cookie into the browser beforehand does not come in with it afterwards."""
    client = a_browser(app)
    client.page("/sign-in")
    laid = client.get_cookie("journeys")
    with client.session_transaction() as session:
        session["left"] = "by somebody else"
    told(client, anna, GOOD)
    with client.session_transaction() as session:
        assert "left" not in session
    other = a_browser(app)
    assert laid
    other.set_cookie("journeys", laid.value)
    assert other.get("/help").status_code == 404


def test_guessing_at_an_account_is_slowed_down_from_wherever_it_comes(app: Flask, anna: str) -> None:
    statuses = [
        told(a_browser(app, f"192.0.2.{n}"), anna, f"geraten {n}")[0]
        for n in range(WRONG_PASSWORDS_ACCOUNT.value + 3)
    ]
    assert statuses == [422] * WRONG_PASSWORDS_ACCOUNT.value + [429] * 3
    status, said = told(a_browser(app, "192.0.2.99"), anna, GOOD)
    assert status == 429 and SLOWED in said
    with app.extensions["database"].reading() as session:
        refused = session.exec(select(AuditEntry).where(AuditEntry.what == "sign_in_refused")).all()
    assert [entry.about for entry in refused] == [anna]


def test_a_browser_that_was_here_before_is_not_kept_out_by_who_guesses_elsewhere(
    app: Flask, anna: str
) -> None:
    hers = a_browser(app)
    told(hers, anna, GOOD)
    hers.send("/sign-out")
    for n in range(WRONG_PASSWORDS_ACCOUNT.value + 1):
        told(a_browser(app, f"192.0.2.{n}"), anna, "geraten")
    assert told(hers, anna, GOOD)[0] == 303


def test_that_browser_has_no_more_tries_than_others(app: Flask, anna: str) -> None:
    hers = a_browser(app)
    told(hers, anna, GOOD)
    hers.send("/sign-out")
    statuses = Counter(told(hers, anna, "geraten")[0] for _ in range(WRONG_PASSWORDS_ACCOUNT.value + 2))
    assert statuses == {422: WRONG_PASSWORDS_ACCOUNT.value, 429: 2}


def test_one_address_that_tries_many_accounts_is_slowed_down(app: Flask, anna: str) -> None:
    with app.extensions["database"].writing() as session:
        for n in range(WRONG_PASSWORDS_ADDRESS.value):
            assert trying.count_try(session, f"Name {n}", trying.bounds(f"Name {n}", "192.0.2.7"), now()) == 0
    assert told(a_browser(app, "192.0.2.7"), anna, GOOD)[0] == 429
    assert told(a_browser(app, "192.0.2.8"), anna, GOOD)[0] == 303


def test_right_passwords_use_no_tries_up(app: Flask, anna: str) -> None:
    for _ in range(WRONG_PASSWORDS_ACCOUNT.value + 2):
        assert told(a_browser(app), anna, GOOD)[0] == 303


def test_a_pause_ends_though_somebody_goes_on_trying(app: Flask, anna: str) -> None:
    counted, moment = trying.bounds(anna, "192.0.2.1"), now()
    database = app.extensions["database"]
    with database.writing() as session:
        waits = [
            trying.count_try(session, anna, counted, moment)
            for _ in range(WRONG_PASSWORDS_ACCOUNT.value + 20)
        ]
        assert max(waits) == attempts.FIRST_PAUSE.total_seconds()
        later = moment + attempts.FIRST_PAUSE + timedelta(seconds=1)
        assert attempts.pause(session, counted, later) == 0


@pytest.mark.full
def test_ten_thousand_wrong_passwords_are_refused(app: Flask, anna: str) -> None:
    """From ever new browsers and addresses: no more than the bound are looked at in each window of time."""
    ten_thousand_tries(app, anna, 10_000)


def test_many_wrong_passwords_are_refused(app: Flask, anna: str) -> None:
    ten_thousand_tries(app, anna, 60)


def ten_thousand_tries(app: Flask, anna: str, tries: int) -> None:
    counts = Counter(
        told(a_browser(app, f"10.{n // 250 // 250}.{n // 250 % 250}.{n % 250}"), anna, f"geraten {n}")[0]
        for n in range(tries)
    )
    assert counts.total() == tries and set(counts) == {422, 429}
    with app.extensions["database"].reading() as session:
        theirs = person_named(session, anna)
        assert passwords.verified(theirs.password_hash, GOOD)
    looked_at = counts[422]
    assert looked_at <= WRONG_PASSWORDS_ACCOUNT.value + tries // 100
