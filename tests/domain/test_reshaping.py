"""Splitting, merging and doubling steps."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from journeys.database import Database
from journeys.domain.checks import reference_findings
from journeys.domain.document import Document, NextStep, Opportunity, Span, Step
from journeys.domain.findings import Refused
from journeys.domain.flow import links, reachable
from journeys.domain.reshaping import duplicate, merge_with_next, reshape, split
from journeys.domain.schema import schema_findings
from journeys.domain.steps import Step as Row
from journeys.settings import STEPS, TITLE
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.databases import examples
from tests.domain.documents import documents
from tests.domain.test_storing import put_in, stored


def first(document: Document, ref: str) -> Step:
    return next(step for step in document.steps() if step.id == ref)


def notes(document: Document) -> Counter[str]:
    return Counter(note.id for step in document.steps() for note in step.notes())


def words(document: Document) -> set[str]:
    """Every word that some step says in its texts and lists."""
    said = [
        text
        for step in document.steps()
        for text in (step.evidence, step.citizen_action, step.frontstage, step.backstage)
        if text
    ]
    said += [text for step in document.steps() for text in (*step.support_systems, *step.documents)]
    return {word for text in said for word in text.split()}


def is_right(document: Document) -> None:
    assert schema_findings(document.plain()) == [] and reference_findings(document) == []


@examples(25)
@given(documents(most_steps=4), st.integers(0, 5))
def test_whatever_is_merged_nothing_that_was_said_is_lost(document: Document, n: int) -> None:
    pairs = [(j, s) for j in document.journeys for s in j.steps()[:-1]]
    if not pairs:
        return
    journey, step = pairs[n % len(pairs)]
    second = journey.steps()[journey.steps().index(step) + 1]
    after, ref = merge_with_next(document, step.id)
    is_right(after)
    assert ref == step.id and len(list(after.steps())) == len(list(document.steps())) - 1
    assert notes(after) == notes(document) and words(after) == words(document)
    was = reachable(journey)
    now = reachable(next(j for j in after.journeys if j.id == journey.id))
    assert now >= was - {second.id} if step.next is None or second.id in {w.to for w in step.next} else True


@examples(25)
@given(documents(most_steps=4), st.integers(0, 5))
def test_whatever_is_split_or_doubled_the_rest_stays_and_what_was_reached_is_reached(
    document: Document, n: int
) -> None:
    pairs = [(j, s) for j in document.journeys for s in j.steps()]
    if not pairs:
        return
    journey, step = pairs[n % len(pairs)]
    for shape in (split("Danach"), duplicate):
        after, new = shape(document, step.id)
        is_right(after)
        assert [s.id for s in after.steps() if s.id != new] == [s.id for s in document.steps()]
        assert notes(after) == notes(document) and words(after) >= words(document)
        there = next(j for j in after.journeys if j.id == journey.id)
        extra = {new} if step.id in reachable(journey) else set()
        assert reachable(there) == reachable(journey) | extra


def test_a_split_step_hands_its_branches_to_the_second_one() -> None:
    steps = (a_step("A", channel="counter", next=["B", "C"]), a_step("B", next=["C"]), a_step("C"))
    after, new = split("Antrag prüfen")(a_document(a_journey(steps)), "A")
    titles = [step.title for step in after.steps()]
    assert titles == ["Schritt A", "Antrag prüfen", "Schritt B", "Schritt C"]
    ways = {(link.source, link.target) for link in links(after.journeys[0])}
    assert {("A", new), (new, "B"), (new, "C")} <= ways and ("A", "B") not in ways
    assert first(after, new).channel == "counter" and first(after, new).frontstage is None


def test_merged_steps_say_everything_once() -> None:
    one = a_step(
        "A",
        citizen_action="Ruft an",
        support_systems=("Fachverfahren",),
        emotion=1,
        waiting_time=Span(text="2 bis 3 Tage", min=2, max=3, unit="days"),
        pain_points=(a_pain_point("P1"),),
        next=["B", NextStep(to="C", condition="wenn es eilt")],
    )
    two = a_step(
        "B",
        citizen_action="Wartet",
        support_systems=("Fachverfahren", "DMS"),
        emotion=-2,
        channel="mail",
        waiting_time=Span(text="1 Tag", min=1, max=1, unit="days"),
        pain_points=(a_pain_point("P2"),),
    )
    back = a_step("C", next=[NextStep(to="B", condition="wenn etwas fehlt"), "end"])
    idea = Opportunity(id="M", text="Vorlage", step="B")
    to_be = a_journey((a_step("T1", replaces=("A", "B")),), id="J2", kind="to_be", removed_steps=("B",))
    document = a_document(a_journey((one, two, back)), to_be, opportunities=(idea,))
    after, _ = merge_with_next(document, "A")
    merged = first(after, "A")
    assert merged.title == "Schritt A und Schritt B" and merged.citizen_action == "Ruft an\nWartet"
    assert merged.support_systems == ("Fachverfahren", "DMS")
    assert (merged.emotion, merged.channel) == (-2, "mail")
    assert merged.waiting_time == Span(text="3 bis 4 Tage", min=3, max=4, unit="days")
    assert [pain.id for pain in merged.pain_points] == ["P1", "P2"]
    assert (
        merged.next == (NextStep(to="C", condition="wenn es eilt"), NextStep(to="C")) or merged.next is None
    )
    assert first(after, "C").next == (NextStep(to="A", condition="wenn etwas fehlt"), NextStep(to="end"))
    assert first(after, "T1").replaces == ("A",) and after.journeys[1].removed_steps == ("A",)
    assert after.opportunities[0].step == "A"
    is_right(after)


def test_the_last_step_has_nothing_to_be_merged_with() -> None:
    with pytest.raises(Refused, match="No step follows"):
        merge_with_next(a_document(), "S3")


@pytest.mark.parametrize("title", ["", "   ", "x" * (TITLE.value + 1)])
def test_the_second_step_needs_a_right_title(title: str) -> None:
    with pytest.raises(Refused):
        split(title)


def test_a_long_title_stays_within_its_limit() -> None:
    long = "x" * TITLE.value
    document = a_document(a_journey((a_step("A", long), a_step("B"))))
    assert all(len(s.title) <= TITLE.value for s in duplicate(document, "A")[0].steps())
    assert first(merge_with_next(document, "A")[0], "A").title == long


def test_it_is_stored_and_no_step_too_many(either: Database) -> None:
    service_id = put_in(either, a_document(a_journey(STEPS.value)))
    with either.reading() as session:
        step = session.exec(select(Row).where(Row.ref == "S2")).one()
    with pytest.raises(Refused, match=str(STEPS.value)), either.writing() as session:
        reshape(session, step.id, duplicate)
    with either.writing() as session:
        assert reshape(session, step.id, merge_with_next).id == step.id
    with either.writing() as session:
        new = reshape(session, step.id, split("Neu"))
        assert (new.title, new.ref != step.ref) == ("Neu", True)
    assert [s.title for s in stored(either, service_id).steps()][1:3] == ["Schritt S2 und Schritt S3", "Neu"]
