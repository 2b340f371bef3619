"""The agenda: opened, next, back, more time, held; two who press at once go on by one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from journeys.database import Database
from journeys.domain.findings import Refused, Stale, Unknown
from journeys.domain.workshops import planning, running
from journeys.domain.workshops.dealing import steps_in_play
from journeys.domain.workshops.tables import AgendaItem, Workshop
from journeys.domain.workshops.templates import TEMPLATES
from tests.domain.workshops.room import NOON, Room


@pytest.mark.parametrize(("people", "seconds"), [(0, 0.0), (20, 0.4), (300, 6.0), (2000, 8.0)])
def test_the_phones_of_a_full_hall_come_one_after_the_other(people: int, seconds: float) -> None:
    assert running.unhurried_seconds(Workshop(number_of_joins=people)) == pytest.approx(seconds)


def now_running(room: Room) -> AgendaItem:
    with room.database.reading() as session:
        item = running.running_item(session, room.workshop())
        assert item
        return item


def left(room: Room, minutes: float) -> int:
    found = running.clock(room.workshop(), now_running(room), NOON + timedelta(minutes=minutes))
    assert found
    return found.left


def agenda(room: Room) -> list[AgendaItem]:
    with room.database.reading() as session:
        return planning.agenda_of(session, room.id)


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_makes_a_workshop_that_runs_to_its_end(either: Database, template: str) -> None:
    room = Room(either, template)
    assert [item.title for item in agenda(room)] == [entry.title for entry in TEMPLATES[template].entries]
    seen = [now_running(room).title]
    for _ in agenda(room)[1:]:
        with either.writing() as session:
            running.go(session, room.id, 1, None, NOON)
        seen.append(now_running(room).title)
    assert seen == [item.title for item in agenda(room)]
    with either.writing() as session:
        running.go(session, room.id, 1, None, NOON)
    assert now_running(room).title == seen[-1], "behind the last there is nothing"


def test_the_half_day_takes_240_minutes_and_the_short_one_90() -> None:
    sums = {name: sum(entry.minutes for entry in template.entries) for name, template in TEMPLATES.items()}
    assert (sums["half_day"], sums["short"], sums["remote"]) == (240, 90, 240)


def test_the_clock_runs_is_held_runs_on_and_gets_more_time(either: Database) -> None:
    room = Room(either)
    assert left(room, 4) == 6 * 60
    with either.writing() as session:
        running.hold(session, room.id, NOON + timedelta(minutes=4))
    assert left(room, 30) == 6 * 60
    with either.writing() as session:
        running.go_on(session, room.id, NOON + timedelta(minutes=30))
        running.extend(session, room.id, 5)
    assert left(room, 31) == 10 * 60
    assert left(room, 42) == -60


def test_two_who_press_next_at_once_go_on_by_one(either: Database) -> None:
    room = Room(either)
    seen = room.workshop().item_id

    def press(_: int) -> None:
        with either.writing() as session:
            running.go(session, room.id, 1, seen, NOON)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(press, range(8)))
    assert now_running(room).title == agenda(room)[1].title


def test_closing_can_be_undone(either: Database) -> None:
    room = Room(either)
    with either.writing() as session:
        running.close_workshop(session, room.id)
    with either.writing() as session, pytest.raises(Refused):
        running.open_workshop(session, room.id, NOON)
    with either.writing() as session:
        running.reopen_workshop(session, room.id, NOON)
    assert room.workshop().state == "open"


def test_items_are_added_edited_moved_removed_and_the_order_stays_whole(either: Database) -> None:
    room = Room(either)
    with either.writing() as session:
        item = planning.add_item(session, room.id, "Begrüßung", 5)
        planning.move_item(session, item.id, -100)
    assert [item.title for item in agenda(room)][:2] == ["Begrüßung", "Rahmen und Rolle"]
    with either.writing() as session:
        planning.edit_item(session, item.id, 1, {"minutes": 7, "result": "Alle da."})
    with either.writing() as session, pytest.raises(Stale):
        planning.edit_item(session, item.id, 1, {"minutes": 8})
    with either.writing() as session, pytest.raises(Refused):
        planning.edit_item(session, item.id, 2, {"minutes": -1})
    with either.writing() as session:
        planning.remove_item(session, item.id)
    assert [item.title for item in agenda(room)] == [entry.title for entry in TEMPLATES["short"].entries]
    with either.writing() as session, pytest.raises(Refused):
        planning.remove_item(session, now_running(room).id)


def test_the_plan_is_locked_by_its_own_revision_not_by_arriving_cards(either: Database) -> None:
    room = Room(either)
    revision = room.workshop().plan_revision
    room.write(room.join())
    with either.writing() as session:
        planning.edit_workshop(session, room.id, revision, {"title": " Neu ", "expected": ["a", " ", "b "]})
    assert (room.workshop().title, room.workshop().expected) == ("Neu", ["a", "b"])
    with either.writing() as session, pytest.raises(Stale) as stale:
        planning.edit_workshop(session, room.id, revision, {"title": "Anders"})
    assert stale.value.theirs == {"title": "Neu"}


@pytest.mark.parametrize(
    "changes", [{"title": ""}, {"cards_per_step": 0}, {"break_after": 500}, {"title": "x" * 201}]
)
def test_what_the_plan_cannot_be_is_refused(either: Database, changes: dict[str, object]) -> None:
    room = Room(either)
    with either.writing() as session, pytest.raises(Refused):
        planning.edit_workshop(session, room.id, 1, changes)


def test_steps_in_play_are_the_journeys_own_in_its_order(either: Database) -> None:
    room = Room(either)
    with either.writing() as session:
        workshop = session.get_one(Workshop, room.id)
        planning.put_in_play(session, workshop, [*reversed(room.steps()[1:3]), 10**6])
    with either.writing() as session, pytest.raises(Refused):
        planning.put_in_play(session, session.get_one(Workshop, room.id), [])
    with either.reading() as session:
        assert steps_in_play(session, room.workshop()) == room.steps()[1:3]


def test_only_a_rehearsal_can_be_removed(either: Database) -> None:
    room = Room(either)
    with either.writing() as session, pytest.raises(Unknown):
        planning.remove_rehearsal(session, room.id)
    with either.writing() as session:
        rehearsal = planning.plan_workshop(session, room.service_id, "short", is_rehearsal=True)
        planning.remove_rehearsal(session, rehearsal.id)
