"""Moods are shown for groups of five only, and never so that the last answer could be told."""

import pytest

from journeys.database import Database
from journeys.domain.findings import Refused
from journeys.domain.workshops.moods import group_mood, say_mood
from tests.domain.workshops.room import Room


def test_fewer_than_five_are_never_shown_and_a_sixth_does_not_change_the_sum(either: Database) -> None:
    room = Room(either, "self_paced")
    seen = []
    for value in (1, 2, 3, 3, 5, 4):
        who = room.join()
        with either.writing() as session:
            say_mood(session, who, "start", value)
        with either.reading() as session:
            seen.append(group_mood(session, room.workshop(), "start"))
            assert group_mood(session, room.workshop(), "end") is None
    assert seen[:4] == [None] * 4
    assert seen[4] == seen[5] == {1: 1, 2: 1, 3: 2, 4: 0, 5: 1}


def test_another_tap_replaces_the_first_and_a_sixth_answer_does_not_exist(either: Database) -> None:
    room = Room(either, "self_paced")
    people = [room.join() for _ in range(5)]
    for who in people:
        for value in (1, 4):
            with either.writing() as session:
                say_mood(session, who, "end", value)
    with either.reading() as session:
        assert group_mood(session, room.workshop(), "end") == {1: 0, 2: 0, 3: 0, 4: 5, 5: 0}
    with either.writing() as session, pytest.raises(Refused):
        say_mood(session, people[0], "end", 6)
