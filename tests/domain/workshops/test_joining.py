"""Joining, coming back, names that are nobody's, and codes that can be read aloud."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from journeys.database import Database
from journeys.domain import attempts
from journeys.domain.findings import Refused, Unknown
from journeys.domain.workshops import joining, running
from journeys.domain.workshops.codes import (
    LENGTH,
    bounds,
    new_code,
    new_return_code,
    pseudonym,
    spoken_code,
    typed_code,
    typed_return_code,
)
from journeys.domain.workshops.tables import Participant
from journeys.settings import WRONG_CODES_ADDRESS, WRONG_CODES_BROWSER
from tests.domain.workshops.room import NOON, Room


def test_codes_have_no_signs_that_look_alike_and_survive_being_typed() -> None:
    for _ in range(200):
        code = new_code()
        assert len(code) == LENGTH
        assert not set(code) & set("01OQILZSBV")
        assert typed_code(f" {spoken_code(code).lower()}-") == code


def test_who_reads_the_other_of_two_signs_that_look_alike_is_understood() -> None:
    assert typed_code("s2b9 vacd") == typed_code("5Z89-UACD") == "5289UACD"


def test_return_codes_survive_umlauts_blanks_and_capitals() -> None:
    assert typed_return_code(" Käfer Linde 47 MÜHLE") == "kaefer-linde-47-muehle"
    code = new_return_code()
    assert typed_return_code(code.replace("-", " ").upper()) == code


def test_nine_hundred_names_come_before_one_comes_again() -> None:
    for start in (0, 7, 4_294_967_295):
        names = [pseudonym(start, n) for n in range(960 * 2)]
        assert len(set(names[:960])) == 960
        assert len(set(names)) == len(names)


def test_many_at_once_get_names_of_their_own(either: Database) -> None:
    room = Room(either)
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda _: room.join(), range(36)))
    with either.reading() as session:
        names = [row[0] for row in session.connection().execute(text("SELECT pseudonym FROM participant"))]
    assert len(names) == len(set(names)) == 36


def test_a_code_joins_only_an_open_workshop_and_wrong_closed_and_planned_look_alike(either: Database) -> None:
    room = Room(either)
    code = room.workshop().code
    with either.reading() as session:
        found = joining.open_workshop_of(session, code.lower())
        assert found is not None and found.id == room.id
        assert joining.open_workshop_of(session, "ABCD EFGH") is None
    with either.writing() as session:
        running.close_workshop(session, room.id)
    with either.writing() as session:
        assert joining.open_workshop_of(session, code) is None
        with pytest.raises(Unknown):
            joining.join(session, room.id)


def test_who_comes_back_on_another_device_is_the_same_and_the_first_device_stays_known(
    either: Database,
) -> None:
    room = Room(either)
    with either.writing() as session:
        first = joining.join(session, room.id)
        joining.answer(session, first.participant.id, "in")
    with either.writing() as session:
        workshop = room.workshop()
        again = joining.come_back(session, workshop, first.return_code.upper().replace("-", " "))
        assert again is not None and again.token != first.token
        assert joining.come_back(session, workshop, "ahorn-ahorn-10-ahorn") is None
    with either.reading() as session:
        for token in (first.token, again.token):
            found = joining.member_of(session, token, workshop.code)
            assert found is not None
            assert (found.id, found.workshop.id) == (first.participant.id, room.id)
        assert joining.member_of(session, "somebody else's", workshop.code) is None
        assert joining.member_of(session, first.token, "ABCD2345") is None


def test_nothing_of_token_and_return_code_is_stored(either: Database) -> None:
    room = Room(either)
    with either.writing() as session:
        joined = joining.join(session, room.id)
    with either.reading() as session:
        kept = str(session.connection().execute(text("SELECT * FROM participant, device")).all())
    assert joined.token not in kept and joined.return_code not in kept


def test_a_name_of_ones_own_is_free_short_and_plain(either: Database) -> None:
    room = Room(either)
    with either.writing() as session:
        assert joining.join(session, room.id, "  Roter   Mohn ").participant.pseudonym == "Roter Mohn"
    for wanted in ("Roter Mohn", "x" * 41, "a\x00b", "   "):
        with either.writing() as session, pytest.raises(Refused):
            joining.join(session, room.id, wanted)
    with either.reading() as session:
        assert len(session.connection().execute(text("SELECT 1 FROM participant")).all()) == 1


def test_not_today_can_be_taken_back(either: Database) -> None:
    room = Room(either)
    who = room.join("not_today")
    with either.writing() as session:
        joining.answer(session, who, "in")
    with either.reading() as session:
        assert session.get_one(Participant, who).answer == "in"


def test_who_guesses_codes_waits_longer_and_longer_and_a_hall_is_no_guesser(either: Database) -> None:
    def wrong(browser: str, times: int) -> int:
        with either.writing() as session:
            for _ in range(times):
                attempts.count_wrong(session, bounds(browser, "10.0.0.1"), NOON)
            return attempts.pause(session, bounds(browser, "10.0.0.1"), NOON)

    assert wrong("one", WRONG_CODES_BROWSER.value) == 0
    assert [wrong("one", 1) for _ in range(3)] == [30, 60, 120]
    assert wrong("another", 1) == 0
    assert [wrong(f"phone {n}", 9) for n in range(30)] == [0] * 30
    with either.reading() as session:
        assert attempts.pause(session, bounds("one", "10.0.0.1"), NOON + timedelta(seconds=121)) == 0


def test_an_address_that_guesses_with_ever_new_browsers_is_stopped_too(either: Database) -> None:
    with either.writing() as session:
        for n in range(WRONG_CODES_ADDRESS.value + 1):
            attempts.count_wrong(session, bounds(f"browser {n}", "10.0.0.2"), NOON)
        assert attempts.pause(session, bounds("a fresh one", "10.0.0.2"), NOON) == 30
        assert attempts.pause(session, bounds("a fresh one", "10.0.0.3"), NOON) == 0
