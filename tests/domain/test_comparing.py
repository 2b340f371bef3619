"""As-is against to-be: what becomes of each step, which pain points are resolved, and figures along one way."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.domain.comparing import Comparison, compare, first_of, to_be_of
from journeys.domain.counting import is_citizens, sums_of
from journeys.domain.document import END, Actor, Channel, Journey, Kind, Span, Step, Unit
from journeys.domain.durations import in_minutes, rounded, unit_for
from journeys.domain.figures import counted_ways, figures, in_ranges
from journeys.domain.findings import Refused
from journeys.domain.flow import links, reachable, usual_way
from tests.builders import a_document, a_journey, a_pain_point, a_step


def ids(letter: str, count: int, most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    """A few of `letter1`, `letter2` …, and now and then one that is not there."""
    some = st.lists(st.integers(1, count + 1), max_size=most, unique=True)
    return some.map(lambda numbers: tuple(f"{letter}{n}" for n in numbers))


SPANS = st.builds(
    Span,
    text=st.just("x"),
    min=st.none() | st.integers(-5, 90),
    max=st.none() | st.integers(0, 90),
    unit=st.sampled_from([None, *get_args(Unit)]),
)


@st.composite
def journeys(draw: st.DrawFn, letter: str, kind: Kind, most: int = 8, **more: Any) -> Journey:
    """A journey of up to `most` steps with ways of all kinds; `more` are strategies for further fields of a step."""
    count = draw(st.integers(0, most))
    targets = [f"{letter}{n}" for n in range(1, count + 1)] + [END]
    fields = {
        "actor": st.none() | st.sampled_from(get_args(Actor)),
        "channel": st.none() | st.sampled_from(get_args(Channel)),
        "waiting_time": st.none() | SPANS,
        "next": st.none() | st.lists(st.sampled_from(targets), max_size=3, unique=True).map(tuple),
        **more,
    }
    drawn = [
        a_step(f"{letter}{n}", **{name: draw(values) for name, values in fields.items()})
        for n in range(1, count + 1)
    ]
    return a_journey(tuple(drawn), id=letter, kind=kind)


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """Two journeys of a service, with pain points P1, P2 … on the as-is."""
    as_is = draw(journeys("S", "as_is"))
    counts = iter(draw(st.lists(st.integers(0, 3), min_size=8, max_size=8)))
    number = iter(range(1, 99))
    steps = tuple(
        step.model_copy(
            update={"pain_points": tuple(a_pain_point(f"P{next(number)}") for _ in range(next(counts)))}
        )
        for step in as_is.steps()
    )
    resolves, replaces = ids("P", next(number)), ids("S", len(steps))
    after = draw(journeys("T", "to_be", resolves=resolves, replaces=replaces))
    return compare(
        a_journey(steps, id="S"), after.model_copy(update={"removed_steps": draw(ids("S", len(steps)))})
    )


def to_be(*steps: Step, **fields: object) -> Journey:
    return a_journey(steps, id="J2", kind="to_be", **fields)


@given(comparisons())
def test_every_as_is_step_has_one_fate(comparison: Comparison) -> None:
    replaced = {ref for step in comparison.to_be.steps() for ref in step.replaces}
    assert [one.step for one in comparison.before] == list(comparison.as_is.steps())
    assert [one.step for one in comparison.after] == list(comparison.to_be.steps())
    for one in comparison.before:
        wanted = "dropped" if one.step.id in comparison.to_be.removed_steps else "unassigned"
        assert one.fate == ("replaced" if one.step.id in replaced else wanted)


@given(comparisons())
def test_pairs_are_what_is_said_seen_from_either_side(comparison: Comparison) -> None:
    pairs = {(pair.before.step.id, pair.after.step.id) for pair in comparison.pairs}
    there = {one.step.id for one in comparison.before}
    assert len(pairs) == len(comparison.pairs)
    assert pairs == {(one.step.id, ref) for one in comparison.before for ref in one.successors}
    assert pairs == {(ref, one.step.id) for one in comparison.after for ref in one.replaces}
    assert pairs == {(r, s.id) for s in comparison.to_be.steps() for r in s.replaces if r in there}


@given(comparisons())
def test_a_pain_point_is_resolved_or_left_and_never_both(comparison: Comparison) -> None:
    named = {ref for step in comparison.to_be.steps() for ref in step.resolves}
    every = [pain.id for step in comparison.as_is.steps() for pain in step.pain_points]
    assert [pain.note.id for pain in comparison.pains] == every
    assert {pain.note.id for pain in comparison.unresolved} == set(every) - named
    assert [pain.number for pain in comparison.pains] == list(range(1, len(every) + 1))


@given(journeys("S", "as_is"))
def test_the_usual_way_follows_links_and_passes_no_step_twice(journey: Journey) -> None:
    way = usual_way(journey)
    follows = {(link.source, link.target) for link in links(journey)}
    assert len(set(way.steps)) == len(way.steps)
    assert set(pairwise(way.steps)) <= follows
    assert way.steps[:1] == tuple(step.id for step in journey.steps()[:1])
    if way.ends and way.steps:
        assert (way.steps[-1], END) in follows


@given(journeys("S", "as_is"))
def test_a_way_that_does_not_end_means_that_none_does(journey: Journey) -> None:
    targets = {link.target for link in links(journey) if link.source in reachable(journey)}
    assert usual_way(journey).ends == (END in targets or not journey.steps())


@given(journeys("S", "as_is"))
def test_no_way_to_the_end_takes_earlier_branches(journey: Journey) -> None:
    """Of all ways that pass no step twice it is the first, in the order in which branches are named."""
    way = usual_way(journey)
    assert not way.ends or not journey.steps() or way.steps == next(simple_ways(journey))


def simple_ways(journey: Journey, walked: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every way to the end without repetition, tried one by one."""
    walked = walked or (journey.steps()[0].id,)
    for link in links(journey):
        if link.source == walked[-1] and link.target == END:
            yield walked
        elif link.source == walked[-1] and link.target not in walked:
            yield from simple_ways(journey, (*walked, link.target))


@pytest.mark.parametrize(
    ("steps", "way"),
    [
        ((a_step("A", next=("B", "C")), a_step("B", next=("D",)), a_step("C"), a_step("D")), "ABD"),
        ((a_step("A"), a_step("B", next=("A", "C")), a_step("C")), "ABC"),
        ((a_step("A", next=("B", "C")), a_step("B", next=("A",)), a_step("C")), "AC"),
        ((a_step("A"), a_step("B", next=("A",)), a_step("C")), "AB"),
        ((a_step("A", next=("A",)),), "A"),
        ((a_step("A", next=()), a_step("B")), "A"),
    ],
    ids=["first branch", "loop back first", "branch into a loop", "no exit", "itself", "ends at once"],
)
def test_the_first_way_that_leads_on_is_taken(steps: tuple[Step, ...], way: str) -> None:
    assert "".join(usual_way(a_journey(steps)).steps) == way


@given(journeys("S", "as_is"))
def test_figures_are_sums_over_the_steps_of_the_way_alone(journey: Journey) -> None:
    sums = sums_of(journey)
    on_way = [step for step in journey.steps() if step.id in sums.way.steps]
    assert sums.citizen_steps == sum(map(is_citizens, on_way)) <= len(on_way)
    assert len(sums.channels) <= sums.contacts <= sums.citizen_steps
    said = [step.id for step in on_way if step.waiting_time]
    assert sorted((*sums.waiting.counted, *sums.waiting.unknown)) == sorted(said)
    assert sums.waiting.most is None or sums.waiting.least <= sums.waiting.most


@given(comparisons())
def test_figures_can_be_said_for_any_two_journeys(comparison: Comparison) -> None:
    said = figures(comparison)
    assert len({figure.key for figure in said}) == len(said) == 6
    assert all(text for figure in said for words in figure[1:] for text in words)


WAITS = st.tuples(
    st.integers(0, 500), st.integers(0, 500), st.sampled_from(["minutes", "hours", "days", "weeks"])
)


@given(st.lists(WAITS, max_size=8))
def test_waiting_adds_up_whatever_the_units(waits: list[tuple[int, int, str]]) -> None:
    spans = [Span(text="x", min=min(a, b), max=max(a, b), unit=unit) for a, b, unit in waits]  # type: ignore[arg-type]
    steps = tuple(a_step(f"S{n}", waiting_time=span) for n, span in enumerate(spans))
    waiting = sums_of(a_journey(steps)).waiting
    minutes = {"minutes": 1, "hours": 60, "days": 1440, "weeks": 10080}
    assert waiting.least == sum(min(a, b) * minutes[unit] for a, b, unit in waits)
    assert waiting.most == sum(max(a, b) * minutes[unit] for a, b, unit in waits)


def test_waiting_without_numbers_is_named_and_not_counted() -> None:
    known = a_step("A", waiting_time=Span(text="2 Tage", min=2, max=2, unit="days"))
    vague = a_step("B", waiting_time=Span(text="lange"))
    unitless = a_step("C", waiting_time=Span(text="3", min=3))
    open_ = a_step("D", waiting_time=Span(text="ab 1 Tag", min=1, unit="days"))
    waiting = sums_of(a_journey((known, vague, unitless))).waiting
    assert (waiting.counted, waiting.unknown) == (("A",), ("B", "C"))
    assert sums_of(a_journey((known, open_))).waiting == (3 * 1440, None, ("A", "D"), ())
    figure = figures(compare(a_journey((known, vague, unitless)), to_be(open_)))[1]
    assert (figure.before.de, figure.after.de) == ("2 Tage", "mindestens 1 Tag")
    assert "Ohne Zahl und nicht gezählt: Ist 2, 3." in figure.how.de


def test_waiting_over_a_branch_is_that_of_one_way() -> None:
    wait = Span(text="1 Woche", min=1, max=1, unit="weeks")
    steps = (a_step("A", next=("B", "C")), a_step("B", next=("end",), waiting_time=wait))
    journey = a_journey((*steps, a_step("C", waiting_time=wait)))
    comparison = compare(journey, to_be())
    assert figures(comparison)[1].before.de == "7 Tage"
    assert "Ist: Schritt 1, 2 (2 von 3)" in counted_ways(comparison).de
    assert "Soll: noch keine Schritte" in counted_ways(comparison).de


def test_short_and_long_waiting_are_said_in_the_same_unit() -> None:
    short = a_step("A", waiting_time=Span(text="10 Minuten", min=10, max=10, unit="minutes"))
    long = a_step("B", waiting_time=Span(text="9 Wochen", min=9, max=9, unit="weeks"))
    figure = figures(compare(a_journey((long,)), to_be(short)))[1]
    assert (figure.before.de, figure.after.de) == ("63 Tage", "unter 1 Tag")


@pytest.mark.parametrize(
    ("fields", "counted"),
    [
        ({"actor": "citizen"}, True),
        ({"actor": "clerk"}, False),
        ({"actor": "clerk", "channel": "counter"}, True),
        ({"actor": "citizen", "channel": "self"}, True),
        ({"actor": "clerk", "channel": "internal"}, False),
        ({}, True),
    ],
)
def test_a_step_counts_as_the_citizens_where_they_take_part(fields: dict[str, str], counted: bool) -> None:
    assert is_citizens(a_step(**fields)) is counted


def test_what_refers_to_other_journeys_counts_nothing() -> None:
    other = a_journey((a_step("X", pain_points=(a_pain_point("PX"),)),), id="J3")
    as_is = a_journey((a_step("A"),))
    comparison = compare(as_is, to_be(a_step("T", replaces=("X",), resolves=("PX",))))
    assert other and not comparison.pairs and not comparison.pains
    assert comparison.before[0].fate == "unassigned"
    assert comparison.after[0].change == "changed"


def test_channels_that_change_are_told_from_those_that_stay_or_are_unknown() -> None:
    as_is = a_journey((a_step("A", channel="counter"), a_step("B", channel="online"), a_step("C")))
    after = to_be(a_step("T", channel="online", replaces=("A", "B", "C")))
    assert [pair.is_moved for pair in compare(as_is, after).pairs] == [True, False, False]


def test_what_is_left_comes_worst_first() -> None:
    pains = (
        a_pain_point("P1", severity=1, frequency="rarely"),
        a_pain_point("P2", severity=3, frequency="often"),
        a_pain_point("P3", severity=2, frequency="often"),
    )
    as_is = a_journey((a_step("A", pain_points=pains),))
    comparison = compare(as_is, to_be(a_step("T", resolves=("P3",))))
    assert [pain.note.id for pain in comparison.unresolved] == ["P2", "P1"]
    by_key = {figure.key: figure for figure in figures(comparison)}
    assert (by_key["pain_score"].before.de, by_key["pain_score"].after.de) == ("16", "10")
    assert (by_key["pain_points"].before.en, by_key["pain_points"].after.en) == ("3", "2 open")


@pytest.mark.parametrize(
    ("journeys", "id", "said"),
    [
        ((a_journey(),), None, "Soll-Reise"),
        ((to_be(a_step("T")),), None, "Ist-Reise"),
        ((a_journey(), to_be(a_step("T"))), "J1", "„J1“"),
        ((a_journey(), to_be(a_step("T"))), "nope", "Vorhanden: J2"),
    ],
    ids=["no to-be", "no as-is", "an as-is", "unknown"],
)
def test_a_comparison_without_its_journeys_is_refused(
    journeys: tuple[Journey, ...], id: str | None, said: str
) -> None:
    with pytest.raises(Refused) as refused:
        to_be_of(a_document(*journeys), id)
    assert said in refused.value.findings[0].text.de


def test_the_first_of_each_kind_is_compared_unless_another_is_named() -> None:
    second = to_be(a_step("U")).model_copy(update={"id": "J3"})
    document = a_document(to_be(a_step("T")), a_journey(), second)
    assert (to_be_of(document).id, to_be_of(document, "J3").id, first_of(document, "as_is").id) == (
        "J2",
        "J3",
        "J1",
    )


@pytest.mark.parametrize(
    ("numbers", "said"), [([], ""), ([4], "4"), ([1, 2], "1, 2"), ([1, 2, 3, 7, 12, 13, 14], "1–3, 7, 12–14")]
)
def test_runs_of_numbers_are_said_as_ranges(numbers: list[int], said: str) -> None:
    assert in_ranges(numbers) == said


def test_lengths_are_converted_and_rounded() -> None:
    assert in_minutes(5, "working_days") == in_minutes(1, "weeks") == in_minutes(7, "days")
    assert in_minutes(0.5, "hours") == 30
    assert [rounded(Fraction(minutes), "hours") for minutes in (29, 30, 89, 90)] == [0, 1, 1, 2]
    assert [unit_for(Fraction(minutes)) for minutes in (59, 60, 2879, 2880)] == [
        "minutes",
        "hours",
        "hours",
        "days",
    ]
