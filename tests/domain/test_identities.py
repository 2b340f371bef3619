"""Whose account an identity of the office is: found by issuer and subject alone, made once, with a free name."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import strategies as st
from sqlmodel import Session, select

from journeys.database import Database
from journeys.domain import identities, people
from journeys.domain.findings import Refused
from journeys.domain.identities import Disabled, Identity, person_of_identity
from journeys.domain.people import Person, add_person
from journeys.domain.tables import now
from journeys.settings import TITLE
from tests.databases import Examples, Fresh

ISSUER = "https://anmelden.amt.example/realms/amt"


def come(session: Session, subject: str = "7f3a", name: str = "Anna Muster", issuer: str = ISSUER) -> Person:
    return person_of_identity(session, issuer, subject, name, (), ())


def test_an_identity_leads_to_one_account(either: Database) -> None:
    found = []
    for name in ("Anna Muster", "Anna Beispiel"):
        with either.writing() as session:
            found.append(come(session, name=name))
    assert found[0].id == found[1].id and found[1].name == "Anna Muster"


@pytest.mark.parametrize("other", [("7F3A", ISSUER), ("7f3a ", ISSUER), ("7f3a", f"{ISSUER}/")])
def test_whatever_differs_in_it_is_somebody_else(either: Database, other: tuple[str, str]) -> None:
    with either.writing() as session:
        mine = come(session)
        theirs = come(session, other[0], issuer=other[1])
        assert mine.id != theirs.id and theirs.name == "Anna Muster (2)"


def test_an_account_with_the_same_name_is_not_taken_over(either: Database) -> None:
    with either.writing() as session:
        there = add_person(session, "Anna Muster", is_admin=True)
        came = come(session, name=" anna  MUSTER ")
        assert came.id != there.id and came.name == "anna MUSTER (2)" and not came.is_admin


@pytest.mark.parametrize("name", ["", "  ", "\u200b\u202e", "\x00\n"])
def test_who_has_no_name_gets_one(either: Database, name: str) -> None:
    with either.writing() as session:
        assert [come(session, subject, name).name for subject in "ab"] == [
            "Konto des Hauses",
            "Konto des Hauses (2)",
        ]


def test_any_name_makes_an_account_that_can_be_shown(fresh: Fresh, few: Examples) -> None:
    def check(name: str) -> None:
        with fresh() as database, database.writing() as session:
            for subject in "ab":
                made = come(session, subject, name).name
                assert made.strip() == made != "" and len(made) <= TITLE.value and made.isprintable()

    few(check, name=st.text(max_size=3 * TITLE.value))


def test_a_disabled_account_stays_out_and_nothing_of_it_changes(either: Database) -> None:
    with either.writing() as session:
        people.disable(session, come(session), now())
    with pytest.raises(Disabled), either.writing() as session:
        come(session)
    with either.reading() as session:
        assert session.exec(select(Person.disabled_at)).one() is not None


def test_after_deleting_the_account_the_identity_is_free(either: Database) -> None:
    with either.writing() as session:
        mine = come(session)
        people.disable(session, mine, now())
        people.delete_person(session, mine)
    with either.writing() as session:
        assert session.exec(select(Identity)).all() == []
        assert come(session).disabled_at is None


def test_linking_is_for_free_identities_and_for_accounts_without_one(either: Database) -> None:
    with either.writing() as session:
        ada, ben = add_person(session, "Ada"), add_person(session, "Ben")
        identities.link_identity(session, ada, ISSUER, "ada", (), ())
        identities.link_identity(session, ada, ISSUER, "ada", (), ())
        with pytest.raises(Refused, match="belongs to another account"):
            identities.link_identity(session, ben, ISSUER, "ada", (), ())
        with pytest.raises(Refused, match="linked with another account"):
            identities.link_identity(session, ada, ISSUER, "another", (), ())
        identities.link_identity(session, ben, ISSUER, "ben", (), ())
        assert [come(session, subject).name for subject in ("ada", "ben")] == ["Ada", "Ben"]


def test_two_windows_at_once_make_one_account(either: Database) -> None:
    def come_once(_n: int) -> bool:
        try:
            with either.writing() as session:
                come(session)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert any(pool.map(come_once, range(4)))
    with either.reading() as session:
        assert session.exec(select(Person.name)).all() == ["Anna Muster"]
