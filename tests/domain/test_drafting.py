"""A to-be journey out of the as-is: a faithful copy that leaves the as-is alone, and an honest list of what is open."""

from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.database import Database
from journeys.domain.arranging import delete_step
from journeys.domain.checks import reference_findings
from journeys.domain.document import Document, Journey, NextStep, Span, Step
from journeys.domain.drafting import drop_step, keep_step, mark_step, reopen, resolve, start_to_be, unresolved
from journeys.domain.findings import Refused, Unknown
from journeys.domain.flow import links
from journeys.domain.records import Records
from journeys.domain.schema import schema_findings
from journeys.domain.services import Service
from journeys.domain.unsolved import Unresolved
from journeys.settings import STEPS
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.databases import Examples, Fresh, examples, try_examples
from tests.domain.documents import documents, ids_of
from tests.domain.test_storing import put_in, revisions, store_again, stored

WITH_AS_IS = documents(most_steps=7).filter(lambda value: value.journeys[0].kind == "as_is")
WITH_BOTH = documents(most_steps=5).filter(lambda value: len(value.journeys) == 2)
KEPT = {"id", "next", "in_lanes", "change", "replaces", "resolves", "pain_points", "needs", "quotes"}
"""The fields of a step that are not simply the same in its copy."""


class Numbers(NamedTuple):
    """Row numbers by document id."""

    steps: dict[str, int]
    notes: dict[str, int]
    journeys: dict[str, int]


def numbers(database: Database, service_id: int) -> Numbers:
    with database.reading() as session:
        records = Records(session, session.get_one(Service, service_id))
        kinds = ("steps", "notes", "journeys")
        return Numbers(*({row.ref: row.id for row in records.live(kind)} for kind in kinds))


def begin(database: Database, service_id: int) -> Journey:
    """A to-be journey out of the first journey."""
    origin = stored(database, service_id).journeys[0].id
    with database.writing() as session:
        ref = start_to_be(session, numbers(database, service_id).journeys[origin]).ref
    found = stored(database, service_id).journey(ref)
    assert found is not None
    return found


def do(database: Database, use_case: Any, *arguments: Any) -> None:
    with database.writing() as session:
        use_case(session, *arguments)


def without_copied(step: Step) -> dict[str, Any]:
    return {name: value for name, value in step.plain().items() if name not in KEPT}


def is_copied(fresh: Fresh, value: Document, gone: list[int]) -> None:
    with fresh() as database:
        service_id = put_in(database, value)
        rows, steps = numbers(database, service_id).steps, value.journeys[0].steps()
        for ref in {steps[n % len(steps)].id for n in gone}:
            do(database, delete_step, rows[ref])
        before, at = stored(database, service_id), revisions(database, service_id)
        copy = begin(database, service_id)
        after = stored(database, service_id)
        assert after.model_copy(update={"journeys": after.journeys[:-1]}) == before
        assert {key: n for key, n in revisions(database, service_id).items() if key in at} == at
        assert schema_findings(after.plain()) == [] and reference_findings(after) == []
        says_the_same(before.journeys[0], copy)
        open_now = unresolved(after, copy)
        pains = [pain.id for step in before.journeys[0].steps() for pain in step.pain_points]
        assert sorted(pain.id for each in open_now.pains for pain in each.pains) == sorted(pains)
        assert not (open_now.unplaced or open_now.differing or open_now.doubled or open_now.solved)


def says_the_same(as_is: Journey, copy: Journey) -> None:
    """Phase by phase, step by step, way by way."""
    assert (copy.kind, copy.persona, copy.removed_steps) == ("to_be", as_is.persona, ())
    assert [(p.name, p.goal, len(p.steps)) for p in copy.phases] == [
        (p.name, p.goal, len(p.steps)) for p in as_is.phases
    ]
    for old, new in zip(as_is.steps(), copy.steps(), strict=True):
        assert (new.change, new.replaces, new.resolves, new.notes()) == ("unchanged", (old.id,), (), ())
        assert without_copied(new) == without_copied(old)
    back = {step.id: step.replaces[0] for step in copy.steps()} | {"end": "end"}
    ways = [(back[way.source], back[way.target], way.condition, way.said) for way in links(copy)]
    assert ways == [tuple(way) for way in links(as_is)]
    assert not set(back) - {"end"} & {step.id for step in as_is.steps()}


GONE = st.lists(st.integers(0, 20), max_size=2)


def test_it_begins_as_a_copy(fresh: Fresh, few: Examples) -> None:
    few(lambda value, gone: is_copied(fresh, value, gone), value=WITH_AS_IS, gone=GONE)


@pytest.mark.full
def test_it_begins_as_a_copy_often(fresh: Fresh) -> None:
    try_examples(300, lambda value, gone: is_copied(fresh, value, gone), value=WITH_AS_IS, gone=GONE)


def test_there_may_be_several_with_names_of_their_own(either: Database) -> None:
    service_id = put_in(either, a_document())
    assert [begin(either, service_id).title for _ in range(3)] == ["Soll", "Soll 2", "Soll 3"]
    assert len({step.id for step in stored(either, service_id).steps()}) == 12


def test_in_english_it_is_called_to_be(sqlite: Database) -> None:
    assert begin(sqlite, put_in(sqlite, a_document(language="en"))).title == "To-be"


@pytest.mark.parametrize("more", [0, 1])
def test_the_limit_counts_the_whole_service(either: Database, more: int) -> None:
    others = STEPS.value - 2 * 3 + more
    journeys = (a_journey(3), a_journey(others, id="J2", prefix="O"))
    service_id = put_in(either, a_document(*journeys))
    before = stored(either, service_id)
    if not more:
        assert len(begin(either, service_id).steps()) == 3
        return
    with pytest.raises(Refused, match=f"would have {STEPS.value + 1}.*At most {STEPS.value}"):
        begin(either, service_id)
    assert stored(either, service_id) == before


def test_a_to_be_journey_is_no_as_is_to_begin_from(sqlite: Database) -> None:
    service_id = put_in(sqlite, a_document(a_journey(kind="to_be")))
    with pytest.raises(Refused, match="to-be journey already"):
        begin(sqlite, service_id)
    with pytest.raises(Unknown), sqlite.writing() as session:
        start_to_be(session, 99)


SOME = st.integers(0, 50)


def is_taken_back(fresh: Fresh, value: Document, n: int, m: int) -> None:
    """Each act twice is the act once, and its opposite brings the document of before."""
    with fresh() as database:
        service_id = put_in(database, value)
        as_is, to_be = stored(database, service_id).journeys
        at = numbers(database, service_id)
        journey = at.journeys[to_be.id]
        new = to_be.steps()[n % len(to_be.steps())]
        old = as_is.steps()[m % len(as_is.steps())]
        pains = [pain for step in as_is.steps() for pain in step.pain_points if pain.id not in new.resolves]
        acts: list[tuple[Any, Any, tuple[int, ...]]] = []
        if old.id not in to_be.removed_steps and not any(old.id in step.replaces for step in to_be.steps()):
            acts.append((drop_step, keep_step, (at.steps[old.id],)))
        acts += [(resolve, reopen, (at.steps[new.id], at.notes[pain.id])) for pain in pains[:1]]
        for act, opposite, about in acts:
            before = stored(database, service_id)
            do(database, act, journey, *about)
            once = stored(database, service_id)
            assert once != before and reference_findings(once) == []
            do(database, act, journey, *about)
            assert stored(database, service_id) == once
            do(database, opposite, journey, *about)
            assert stored(database, service_id) == before


def test_what_is_dropped_or_resolved_can_be_taken_back(fresh: Fresh, few: Examples) -> None:
    few(lambda value, n, m: is_taken_back(fresh, value, n, m), value=WITH_BOTH, n=SOME, m=SOME)


@pytest.fixture
def pair(either: Database) -> int:
    """An as-is journey of three steps with two pain points on the second, and its to-be journey."""
    third = a_pain_point("P3", severity=2, frequency="often")
    pains = (
        a_pain_point("P1", severity=1, frequency="rarely"),
        a_pain_point("P2", severity=3, frequency="often"),
    )
    steps = (a_step("A"), a_step("B", pain_points=pains), a_step("C", pain_points=(third,)))
    to_be = (a_step("X", replaces=("A",)), a_step("Y", replaces=("B",)))
    return put_in(either, a_document(a_journey(steps), a_journey(to_be, id="J2", kind="to_be")))


def open_of(database: Database, service_id: int) -> Unresolved:
    value = stored(database, service_id)
    return unresolved(value, value.journeys[1])


def test_a_pain_point_is_solved_by_choosing_its_step(either: Database, pair: int) -> None:
    at = numbers(either, pair)
    assert [pain.id for each in open_of(either, pair).pains for pain in each.pains] == ["P2", "P1", "P3"]
    assert [
        each.successors[0].step.id if each.successors else "" for each in open_of(either, pair).pains
    ] == [
        "Y",
        "",
    ]
    do(either, resolve, at.journeys["J2"], at.steps["X"], at.notes["P2"])
    found = open_of(either, pair)  # in the order of before, though the worst one of its step is gone
    assert [pain.id for each in found.pains for pain in each.pains] == ["P1", "P3"]
    assert [(one.pain.id, one.place.number, one.by[0].number) for one in found.solved] == [("P2", 2, 1)]
    assert (len(found.solved), found.total) == (1, 3)


def test_a_step_is_dropped_on_purpose(either: Database, pair: int) -> None:
    at = numbers(either, pair)
    assert [place.step.id for place in open_of(either, pair).unplaced] == ["C"]
    do(either, drop_step, at.journeys["J2"], at.steps["C"])
    found = open_of(either, pair)
    assert found.unplaced == () and [place.step.id for place in found.dropped] == ["C"]
    assert "P3" in {pain.id for each in found.pains for pain in each.pains}, (
        "dropping a step answers no pain point"
    )


def test_a_step_with_a_successor_is_not_dropped(either: Database, pair: int) -> None:
    at = numbers(either, pair)
    with pytest.raises(Refused, match="has a successor"):
        do(either, drop_step, at.journeys["J2"], at.steps["A"])
    assert stored(either, pair).journeys[1].removed_steps == ()


def test_only_what_belongs_together_is_joined(either: Database, pair: int) -> None:
    at = numbers(either, pair)
    value = stored(either, pair)
    put_in(either, a_document(id="andere"), "Anderes Vorhaben")
    elsewhere = max(numbers(either, 2).steps.values())
    to_be, as_is = at.journeys["J2"], at.journeys["J1"]
    wrong: list[tuple[Any, ...]] = [
        (drop_step, as_is, at.steps["C"]),
        (drop_step, to_be, at.steps["X"]),
        (drop_step, to_be, elsewhere),
        (keep_step, to_be, 99),
        (resolve, to_be, at.steps["A"], at.notes["P1"]),
        (resolve, to_be, elsewhere, at.notes["P1"]),
        (resolve, to_be, at.steps["X"], 99),
        (mark_step, to_be, at.steps["A"], "changed"),
        (mark_step, as_is, at.steps["A"], "changed"),
    ]
    for use_case, *arguments in wrong:
        with pytest.raises(Unknown):
            do(either, use_case, *arguments)
    assert stored(either, pair) == value


def test_a_step_marked_unchanged_that_differs_is_named_with_its_fields(either: Database) -> None:
    wait = Span(text="2 Tage", min=2, max=2, unit="days")
    service_id = put_in(
        either, a_document(a_journey((a_step("A", waiting_time=wait, emotion=-2), a_step("B"))))
    )
    copy = begin(either, service_id)
    value = stored(either, service_id)
    new = copy.steps()[0].model_copy(
        update={"title": "Anders", "emotion": 2, "waiting_time": wait.model_copy(update={"text": "1 Tag"})}
    )
    phase = copy.phases[0].model_copy(update={"steps": (new, *copy.steps()[1:])})
    changed = copy.model_copy(update={"phases": (phase,)})
    store_again(either, service_id, value.model_copy(update={"journeys": (*value.journeys[:-1], changed)}))
    (found,) = open_of(either, service_id).differing
    assert (found.place.step.title, found.replaced.step.id) == ("Anders", "A")
    assert found.fields == ("title", "waiting_time")
    at = numbers(either, service_id)
    do(either, mark_step, at.journeys[copy.id], at.steps[new.id], "changed")
    assert open_of(either, service_id).differing == ()
    do(either, mark_step, at.journeys[copy.id], at.steps[new.id], "unchanged")
    assert len(open_of(either, service_id).differing) == 1


def test_of_two_replaced_steps_the_nearest_counts() -> None:
    one, other = a_step("A", "Antrag"), a_step("B", "Beratung", channel="phone")
    for title, fields in (("Beratung", ()), ("Antrag", ()), ("Neu", ("title",))):
        channel = "phone" if title == "Beratung" else None
        new = a_step("X", title, change="unchanged", replaces=("A", "B"), channel=channel)
        value = a_document(a_journey((one, other)), a_journey((new,), id="J2", kind="to_be"))
        found = unresolved(value, value.journeys[1]).differing
        assert [each.fields for each in found] == ([fields] if fields else [])


def test_a_step_replaced_twice_is_listed_and_no_open_question() -> None:
    new = (a_step("X", replaces=("A",)), a_step("Y", replaces=("A",)))
    value = a_document(a_journey(1, prefix="A"), a_journey(new, id="J2", kind="to_be"))
    value = a_document(a_journey((a_step("A"),)), value.journeys[1])
    found = unresolved(value, value.journeys[1])
    ((place, by),) = found.doubled
    assert (place.step.id, [each.step.id for each in by]) == ("A", ["X", "Y"])
    assert found.is_done


def test_of_several_as_is_journeys_those_count_that_it_comes_from() -> None:
    first = a_journey((a_step("A", pain_points=(a_pain_point("P1"),)),))
    second = a_journey((a_step("B", pain_points=(a_pain_point("P2"),)),), id="J2")
    to_be = a_journey((a_step("X", replaces=("B",)),), id="J3", kind="to_be")
    value = a_document(first, second, to_be)
    assert [pain.id for each in unresolved(value, to_be).pains for pain in each.pains] == ["P2"]
    fresh_one = to_be.model_copy(update={"phases": ()})
    assert unresolved(value, fresh_one).unplaced[0].step.id == "A", "without any tie it is the first"


def test_without_an_as_is_nothing_is_open() -> None:
    to_be = a_journey(kind="to_be")
    found = unresolved(a_document(to_be), to_be)
    assert found.is_done and found.total == 0


@st.composite
def drafts(draw: Any) -> Document:
    """As-is steps with up to two pain points each, and to-be steps that replace and resolve some of them."""
    counts = draw(st.lists(st.integers(0, 2), max_size=5))
    old = tuple(
        a_step(f"A{n}", pain_points=tuple(a_pain_point(f"P{n}-{k}") for k in range(count)))
        for n, count in enumerate(counts)
    )
    refs, pains = [step.id for step in old], [pain.id for step in old for pain in step.pain_points]
    new = tuple(
        a_step(f"B{n}", replaces=draw(ids_of(refs)), resolves=draw(ids_of(pains)))
        for n in range(draw(st.integers(0, 4)))
    )
    to_be = a_journey(new, id="J2", kind="to_be", removed_steps=draw(ids_of(refs)))
    return a_document(a_journey(old), to_be)


@examples(200)
@given(drafts())
def test_nothing_is_lost_between_open_and_settled(value: Document) -> None:
    """Each pain point is open or solved; each step has a successor, is dropped, or stands in the list."""
    as_is, to_be = value.journeys
    found = unresolved(value, to_be)
    still = [pain.id for each in found.pains for pain in each.pains]
    solved = [one.pain.id for one in found.solved]
    assert sorted([*still, *solved]) == sorted(pain.id for step in as_is.steps() for pain in step.pain_points)
    resolving = {ref for step in to_be.steps() for ref in step.resolves}
    assert resolving.isdisjoint(still) and set(solved) <= resolving
    replaced = {ref for step in to_be.steps() for ref in step.replaces}
    placed = replaced | set(to_be.removed_steps)
    assert [place.step.id for place in found.unplaced] == [s.id for s in as_is.steps() if s.id not in placed]


def test_a_way_to_the_end_and_a_loop_are_kept(sqlite: Database) -> None:
    steps = (
        a_step("A", next=(NextStep(to="B", condition="ja"), "end")),
        a_step("B", next=("A",)),
        a_step("C"),
    )
    service_id = put_in(sqlite, a_document(a_journey(steps)))
    copy = begin(sqlite, service_id)
    first, second, _ = copy.steps()
    assert first.next == (NextStep(to=second.id, condition="ja"), NextStep(to="end"))
    assert second.next == (NextStep(to=first.id),)
