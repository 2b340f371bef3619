"""One question at a time, whatever somebody skips, puts off or pauses."""

from functools import partial

import pytest
from hypothesis import strategies as st

from journeys.database import Database
from journeys.domain.arranging import delete_step
from journeys.domain.findings import Unknown
from journeys.domain.workshops import guiding, joining, running
from journeys.domain.workshops.tables import Participant
from tests.databases import Examples
from tests.domain.workshops.room import NOON, Room
from tests.domain.workshops.test_cards import SILENT


def guide(room: Room, who: int) -> guiding.Guide:
    with room.database.reading() as session:
        return guiding.guide(session, room.workshop(), session.get_one(Participant, who))


def do(room: Room, what: object, *said: object) -> None:
    with room.database.writing() as session:
        what(session, *said)  # type: ignore[operator]


def test_first_the_role_then_what_the_agenda_says(either: Database) -> None:
    room = Room(either)
    who = room.join(None)
    assert guide(room, who).stage == "role"
    do(room, joining.answer, who, "not_today")
    assert guide(room, who).stage == "not_today"
    do(room, joining.answer, who, "in")
    stages = {}
    for title in ("Rahmen und Rolle", "Schritte prüfen", SILENT, "Eigener Bedarf", "Pause", "Wählen"):
        room.run(title)
        stages[title] = guide(room, who).stage
    assert list(stages.values()) == ["listen", "listen", "write", "write", "break", "listen"]
    do(room, running.close_workshop, room.id)
    assert guide(room, who).stage == "heard"


def test_each_item_asks_its_own_question_on_each_dealt_step(either: Database) -> None:
    room = Room(either, steps=5)
    who = room.join()
    room.run(SILENT)
    asked = []
    while (now := guide(room, who)).ask is not None:
        assert now.left == 3 - len(asked)
        asked.append((now.ask.place.number, now.ask.kind))
        do(room, guiding.finish, who, now.ask.place.id, now.ask.kind)
    assert asked == [(1, "pain_point"), (2, "pain_point"), (3, "pain_point")]
    assert guide(room, who).stage == "finished"
    room.run("Eigener Bedarf")
    now = guide(room, who)
    assert now.ask is not None
    assert (now.ask.kind, now.ask.place.number, now.left) == ("need", 1, 3)


def test_at_ones_own_pace_both_questions_come_step_by_step(either: Database) -> None:
    room = Room(either, "self_paced", steps=2)
    who = room.join()
    now = guide(room, who)
    assert now.ask is not None
    asks = [now.ask, *now.coming]
    assert [(ask.place.number, ask.kind) for ask in asks] == [
        (1, "pain_point"),
        (1, "need"),
        (2, "pain_point"),
        (2, "need"),
    ]
    assert (asks[0].before, asks[0].after and asks[0].after.number) == (None, 2)
    assert (asks[2].before and asks[2].before.number, asks[2].after) == (1, None)


def test_later_puts_the_step_at_the_end_and_enough_ends_politely(either: Database) -> None:
    room = Room(either, "self_paced", steps=3)
    who = room.join()
    first, second, third = room.steps()
    do(room, guiding.later, who, first)
    now = guide(room, who)
    assert now.ask is not None
    assert [ask.place.id for ask in (now.ask, *now.coming)] == [second, second, third, third, first, first]
    do(room, guiding.enough, who, True)
    assert guide(room, who).stage == "heard"
    do(room, guiding.enough, who, False)
    assert guide(room, who).stage == "write"


def test_at_three_cards_on_a_step_another_one_is_no_longer_offered(either: Database) -> None:
    room = Room(either)
    who = room.join()
    room.run(SILENT)
    offered = []
    for n in range(4):
        now = guide(room, who)
        assert now.ask is not None
        offered.append(now.ask.may_add)
        room.write(who, f"Hinweis {n}")
    assert offered == [True, True, True, False]


def test_a_deleted_step_is_not_asked_for(either: Database) -> None:
    room = Room(either, "self_paced", steps=2)
    who = room.join()
    do(room, delete_step, room.steps()[0])
    now = guide(room, who)
    assert now.ask is not None and now.left == 1


def test_rating_asks_for_the_cards_that_are_not_rated_whole(either: Database) -> None:
    room = Room(either, "half_day")
    who = room.join()
    room.run("Schmerzpunkte")
    room.write(who, "halb", severity=2)
    room.write(who, "ganz", severity=2, frequency="often", certainty="seen")
    room.write(who, "Bedarf", "need")
    room.write(who, "Sorge", "worry")
    room.run("Einschätzen")
    now = guide(room, who)
    assert (now.stage, now.left, now.rating and now.rating.text) == ("rate", 2, "halb")


def test_nobody_can_finish_a_step_that_was_not_dealt_to_them(either: Database) -> None:
    room = Room(either, steps=6)
    who = room.join()
    with pytest.raises(Unknown):
        do(room, guiding.finish, who, room.steps()[5], "need")


def test_whatever_somebody_does_every_question_comes_until_it_is_done(
    either: Database, few: Examples
) -> None:
    moves = st.lists(st.sampled_from(["finish", "later", "again", "leave"]), max_size=25)
    few(partial(every_question_comes_until_it_is_done, either), moves=moves)


def every_question_comes_until_it_is_done(database: Database, moves: list[str]) -> None:
    room = Room(database, "self_paced", steps=3)
    who = room.join()
    open_questions = {(step, kind) for step in room.steps() for kind in guiding.ASKED_IN_TURN}
    for move in moves:
        now = guide(room, who)
        if now.ask is None:
            break
        step, kind = now.ask.place.id, now.ask.kind
        if move == "finish":
            do(room, guiding.finish, who, step, kind)
            open_questions.discard((step, kind))
        elif move == "later":
            do(room, guiding.later, who, step)
        elif move == "again":
            do(room, guiding.ask_again, who, step, "pain_point")
            open_questions.add((step, "pain_point"))
        now = guide(room, who)
        left = {(ask.place.id, ask.kind) for ask in (*([now.ask] if now.ask else []), *now.coming)}
        assert left == open_questions


def test_the_clock_is_the_servers(either: Database) -> None:
    assert Room(either).workshop().started_at == NOON
