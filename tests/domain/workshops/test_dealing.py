"""Dealing: few steps for each, all steps for the group."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from journeys.database import Database
from journeys.domain.workshops.dealing import dealt, turns_of
from journeys.domain.workshops.joining import answer
from tests.domain.workshops.room import Room


@given(st.integers(1, 30), st.integers(1, 12), st.integers(0, 60))
def test_every_step_is_seen_by_about_as_many_as_any_other(steps: int, each: int, people: int) -> None:
    coverage: Counter[int] = Counter()
    for _ in range(people):
        mine = dealt(range(steps), coverage, each)
        assert mine == sorted(set(mine)), "in the order of the journey, none twice"
        assert len(mine) == min(each, steps)
        coverage.update(mine)
        assert max(coverage.values()) - min(coverage[n] for n in range(steps)) <= 1


def test_who_says_not_today_covers_nothing_and_answering_again_deals_nothing_twice(either: Database) -> None:
    room = Room(either, steps=6)
    first = room.join()
    room.join("not_today")
    second = room.join()
    with either.reading() as session:
        mine, theirs = ([turn.step_id for turn in turns_of(session, who)] for who in (first, second))
        assert sorted(mine + theirs) == room.steps()
    with either.writing() as session:
        answer(session, second, "in")
    with either.reading() as session:
        assert [turn.step_id for turn in turns_of(session, second)] == theirs
