"""Which picture the beamer shows, what it holds back, and how a long way is laid out in rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.database import Database
from journeys.domain.workshops import curating, planning, running
from journeys.domain.workshops.board import Column
from journeys.domain.workshops.steps import Place
from journeys.domain.workshops.watching import CHOICES, Watched, counters, rows_of, watch
from tests.domain.workshops.room import Room

WRITING = "Schmerzpunkte"


def seen(room: Room, wanted: str = "") -> Watched:
    with room.database.reading() as session:
        return watch(session, room.workshop(), wanted)


def reveal(room: Room, title: str) -> None:
    with room.database.writing() as session:
        item = next(each for each in planning.agenda_of(session, room.id) if each.title == title)
        running.reveal(session, item.id)


@given(st.lists(st.sampled_from("abc"), max_size=60), st.integers(1, 15))
def test_a_way_of_any_length_is_whole_and_no_row_longer_than_allowed(phases: list[str], most: int) -> None:
    steps = [
        Column(Place(n, n, f"S{n}", phase, f"S{n}", ""), 0, 0, 0) for n, phase in enumerate(sorted(phases), 1)
    ]
    rows = rows_of(steps, most)
    assert [step for row in rows for step in row.columns] == steps
    assert all(0 < len(row.columns) <= most for row in rows)
    assert all(sum(count for _, count in row.phases) == len(row.columns) for row in rows)


@pytest.mark.parametrize("wanted", ["", *CHOICES, "nonsense"])
def test_silent_writing_hides_texts_whatever_is_asked_for(either: Database, wanted: str) -> None:
    room = Room(either)
    item = room.run(WRITING)
    room.write(room.join(), "Geheim")
    found = seen(room, wanted)
    assert found.is_silent and not found.latest and not found.wall
    assert found.picture == ("join" if wanted == "join" else "counts")
    assert found.tallest == 1
    reveal(room, item.title)
    assert seen(room).picture == "wall" and [c.text for c in seen(room, "counts").latest] == ["Geheim"]


def test_at_ones_own_pace_open_notes_show_at_once_and_silent_ones_when_revealed(either: Database) -> None:
    paced, days = Room(either, "self_paced"), Room(either, "days")
    for room in (paced, days):
        room.write(room.join(), "Etwas")
    assert [c.text for c in seen(paced).latest] == ["Etwas"] and seen(paced).picture == "counts"
    assert seen(days).is_silent and not seen(days, "wall").wall
    reveal(days, "Mittwoch: Schmerzpunkte")
    assert [c.text for c in seen(days).latest] == ["Etwas"]


def test_cards_on_no_step_are_on_the_wall_and_people_a_sum(either: Database) -> None:
    room = Room(either)
    item = room.run(WRITING)
    who = room.join()
    room.join("not_today"), room.join(None)
    card = room.write(who, "Ohne Ort")
    with either.writing() as session:
        curating.put_on_step(session, card.id, 1, None)
    reveal(room, item.title)
    found = seen(room)
    assert [(chapter.place, [c.text for c in chapter.cards]) for chapter in found.wall] == [
        (None, ["Ohne Ort"])
    ]
    assert found.taking_part == 1


def test_counters_move_with_the_workshop_and_with_its_service(either: Database) -> None:
    room = Room(either)
    with either.reading() as session:
        first = counters(session, room.id)
        assert first and counters(session, room.id + 1) is None
    item = room.run(WRITING)
    room.write(room.join(), "Etwas")
    reveal(room, item.title)
    with either.reading() as session:
        later = counters(session, room.id)
    assert later and later[0] == first[0] and later[1] > first[1] and later[2] > first[2]
