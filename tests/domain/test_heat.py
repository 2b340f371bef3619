"""Where it hurts: each note counts once, in its place, and the shares add up to the whole."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.domain.document import Journey, Need, Note, PainPoint, Phase, Quote
from journeys.domain.heat import (
    Heat,
    by_channel,
    by_persona,
    by_phase,
    heat_of,
    heat_of_journey,
    hot_steps,
    level,
    sums_of,
    terms,
    together,
)
from journeys.domain.measures import step_pain_score
from tests.builders import a_journey, a_pain_point, a_step

CHANNELS = ("online", "counter", "mail", None)
FREQUENCIES = ("rarely", "sometimes", "often", "almost_always", None)
personas = st.sampled_from(["a", "b", None])
pains = st.builds(
    PainPoint,
    id=st.just("p"),
    text=st.just("x"),
    severity=st.sampled_from([1, 2, 3, None]),
    frequency=st.sampled_from(FREQUENCIES),
    persona=personas,
)
needs = st.builds(
    Need, id=st.just("n"), text=st.just("x"), priority=st.sampled_from([1, 2, 3, None]), persona=personas
)
quotes = st.builds(Quote, id=st.just("q"), text=st.just("x"), persona=personas)


@st.composite
def journeys(draw: st.DrawFn) -> Journey:
    """Up to four phases of up to four steps, two of them perhaps of one name."""
    phases, count = [], 0
    for n in range(draw(st.integers(0, 4))):
        steps = []
        for _ in range(draw(st.integers(0, 4))):
            count += 1
            fields: dict[str, Any] = {
                name: tuple(draw(st.lists(kind, max_size=3)))
                for name, kind in (("pain_points", pains), ("needs", needs), ("quotes", quotes))
            }
            steps.append(a_step(f"S{count}", channel=draw(st.sampled_from(CHANNELS)), **fields))
        name = draw(st.sampled_from(["Antrag", "Danach"]))
        phases.append(Phase(id=f"P{n}", name=name, steps=tuple(steps)))
    return Journey(id="J", kind="as_is", phases=tuple(phases))


def notes_of(journey: Journey) -> list[Note]:
    return [note for step in journey.steps() for note in step.notes()]


def kinds(notes: Iterable[Note]) -> tuple[int, int, int]:
    listed = list(notes)
    return tuple(sum(isinstance(n, k) for n in listed) for k in (PainPoint, Need, Quote))  # type: ignore[return-value]


@given(journeys())
def test_every_note_counts_once(journey: Journey) -> None:
    heat = heat_of_journey(journey)
    assert (heat.pain_points, heat.needs, heat.quotes) == kinds(notes_of(journey))
    assert heat.score == sum(map(step_pain_score, journey.steps()))


@given(journeys())
def test_steps_phases_channels_and_personas_each_add_up_to_the_journey(journey: Journey) -> None:
    heat = heat_of_journey(journey)
    assert together(hot.heat for hot in hot_steps(journey)) == heat
    assert together(share.heat for _, share in by_phase(journey)) == heat
    assert together(share.heat for share in by_channel(journey).values()) == heat
    assert together(share.heat for share in by_persona(journey).values()) == heat


@given(journeys())
def test_phases_and_channels_share_the_steps(journey: Journey) -> None:
    count = len(journey.steps())
    assert sum(share.steps for _, share in by_phase(journey)) == count
    assert sum(share.steps for share in by_channel(journey).values()) == count
    assert len(by_phase(journey)) == len(journey.phases)


@given(journeys())
def test_channels_are_ranked_and_notes_without_a_persona_come_last(journey: Journey) -> None:
    scores = [share.heat.score for share in by_channel(journey).values()]
    assert scores == sorted(scores, reverse=True)
    named = [key is not None for key in by_persona(journey)]
    assert named == sorted(named, reverse=True)


@given(journeys())
def test_the_terms_of_a_step_add_up_to_its_score(journey: Journey) -> None:
    for step in journey.steps():
        assert sum(severity * weight for severity, weight in terms(step)) == step_pain_score(step)
        assert len(terms(step)) == heat_of(step.notes()).pain_points - heat_of(step.notes()).unrated


@given(journeys())
def test_the_sums_of_a_picture_name_personas_all_or_none(journey: Journey) -> None:
    sums = sums_of(journey)
    assert sums.all == heat_of_journey(journey)
    named = {pain.persona for step in journey.steps() for pain in step.pain_points} - {None}
    assert {key for key, _ in sums.personas} - {None} == named
    assert not sums.personas or sum(score for _, score in sums.personas) == sums.all.score


@pytest.mark.parametrize(
    ("fields", "counted"),
    [
        ({"severity": 3, "frequency": "often"}, Heat(score=9, severe=1)),
        ({"severity": 2, "frequency": "rarely"}, Heat(score=2, obstructive=1)),
        ({"severity": 1, "frequency": "almost_always"}, Heat(score=4, annoying=1)),
        ({"severity": 3}, Heat(unrated=1)),
        ({"frequency": "often"}, Heat(unrated=1)),
        ({}, Heat(unrated=1)),
    ],
)
def test_a_pain_point_is_rated_when_both_is_known(fields: dict[str, Any], counted: Heat) -> None:
    assert heat_of([a_pain_point(**fields)]) == counted


def test_needs_are_told_apart_by_priority_and_add_nothing_to_the_score() -> None:
    some = [Need(id=f"N{n}", text="x", priority=p) for n, p in enumerate((1, 1, 2, 3, None))]
    assert heat_of(some) == Heat(essential=2, important=1, helpful=1, unweighed=1)


@pytest.mark.parametrize(
    ("score", "expected"), [(0, 0), (1, 1), (6, 1), (7, 2), (18, 3), (24, 4), (25, 5), (240, 5)]
)
def test_levels_are_fixed(score: int, expected: int) -> None:
    assert level(score) == expected


def test_a_journey_without_steps_has_nothing_to_count() -> None:
    assert heat_of_journey(a_journey(0)) == Heat() == together([])
    assert by_channel(a_journey(0)) == by_persona(a_journey(0)) == {}
    assert hot_steps(a_journey(0)) == ()
