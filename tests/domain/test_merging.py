"""A file that is imported again: whose change is whose, and a result that is always right."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from journeys.domain.checks import reference_findings
from journeys.domain.differences import flat
from journeys.domain.document import Document, NextStep, Phase, UnsortedNote
from journeys.domain.merging import Merged, fingerprint, merge
from journeys.domain.replaying import woven
from journeys.domain.schema import schema_findings
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.databases import examples
from tests.domain.changes import same_ids
from tests.domain.test_storing import assert_equal

REFERENCES = {
    "sources",
    "persona",
    "personas",
    "moods",
    "in_lanes",
    "next",
    "replaces",
    "resolves",
    "removed_steps",
    "addresses",
    "step",
}
HOLD_REFERENCES = {"fee", "duration", "facts", "waiting_time", "processing_time", "cost"}


def merged(here: Document, file: Document, base: Document) -> Merged:
    return merge(here, file, {key: fingerprint(value) for key, value in flat(base).items()})


def says(value: Document) -> dict[tuple[str, str], Any]:
    """Fields that stand for themselves, by item and name."""
    return {
        key: field
        for key, field in flat(value).items()
        if key[0] != "order" and not key[1].startswith("@") and key[1] not in REFERENCES | HOLD_REFERENCES
    }


def items(value: Document) -> set[str]:
    return {item for item, _ in flat(value)} - {"order"}


def laws(base: Document, here: Document, file: Document) -> None:
    # Journeys can not be deleted here.
    assume({j.id for j in base.journeys} <= {j.id for j in here.journeys})
    assert_equal(merged(here, base, base).document, here)
    assert_equal(merged(base, file, base).document, file)
    out, kept = merged(here, file, base)
    assert schema_findings(out.plain()) == []
    assert reference_findings(out) == []
    assert_equal(merged(out, file, file).document, out)
    assert items(out) <= items(here) | items(file)
    assert items(here) - items(base) <= items(out), "what was recorded here survives any file"
    was, mine, new, now = says(base), says(here), says(file), says(out)
    types = {item: type_ for (item, field), type_ in flat(out).items() if field == "@type"}
    for key in {*mine, *new}:
        item = key[0]
        if item not in items(out) or types.get(item) != flat(here).get((item, "@type"), types.get(item)):
            continue
        if item in items(here) and mine.get(key) != was.get(key):
            assert now.get(key) == mine.get(key), f"{key}: the change here is kept"
            differs = item in items(file) and new.get(key) not in (mine.get(key), was.get(key))
            assert not differs or key in {(d.item, d.field) for d in kept}, f"{key}: and it is said"
        elif item in items(file) and types.get(item) == flat(file).get((item, "@type")):
            assert now.get(key) == new.get(key), f"{key}: what the file says comes in"


three = given(base=same_ids(3), here=same_ids(3), file=same_ids(3))
test_laws_of_merging = examples(25)(three(laws))


@pytest.mark.full
@examples(2_000)
@three
def test_laws_of_merging_two_thousand_times(base: Document, here: Document, file: Document) -> None:
    laws(base, here, file)


def doc(*steps: Any, **fields: Any) -> Document:
    return a_document(a_journey(steps), **fields)


def titles(value: Document) -> list[str]:
    return [step.title for step in value.steps()]


A, B, C = a_step("A"), a_step("B"), a_step("C")


def test_each_side_changes_another_field() -> None:
    here, file = doc(a_step("A", evidence="hier")), doc(a_step("A", "Neu"))
    out, kept = merged(here, file, doc(A))
    assert (out.journeys[0].steps(), kept) == ((a_step("A", "Neu", evidence="hier"),), [])


def test_both_change_the_same_field() -> None:
    out, kept = merged(doc(a_step("A", "Hier")), doc(a_step("A", "Datei")), doc(A))
    assert titles(out) == ["Hier"]
    assert [tuple(d) for d in kept] == [("steps/A", "title", "Hier", "Datei")]


def test_both_change_it_to_the_same() -> None:
    assert merged(doc(a_step("A", "Neu")), doc(a_step("A", "Neu")), doc(A)).kept == []


def test_a_note_from_here_keeps_its_step_and_phase_when_the_file_drops_them() -> None:
    phases = (Phase(id="P1", name="Eins", steps=(A,)), Phase(id="P2", name="Zwei", steps=(B, C)))
    noted = phases[1].model_copy(update={"steps": (a_step("B", pain_points=(a_pain_point(),)), C)})

    def with_phases(*phases: Phase) -> Document:
        return a_document(a_journey(1).model_copy(update={"phases": phases}))

    out = merged(with_phases(phases[0], noted), with_phases(phases[0]), with_phases(*phases)).document
    assert titles(out) == ["Schritt A", "Schritt B"]
    assert out.journeys[0].phases[1].steps[0].pain_points == (a_pain_point(),)


def test_an_emptied_field_counts_as_touched() -> None:
    """Somebody took the evidence away here: then the step is no longer only the file's."""
    out = merged(doc(A, B), doc(A), doc(A, a_step("B", evidence="Brief"))).document
    assert titles(out) == ["Schritt A", "Schritt B"]


def test_only_what_is_needed_stays_of_what_the_file_dropped() -> None:
    here = doc(a_step("A", next=("B",)), B, C)
    assert titles(merged(here, doc(A), doc(A, B, C)).document) == ["Schritt A", "Schritt B"]


def test_a_step_deleted_here_stays_deleted_and_the_files_new_ways_to_it_are_left_out() -> None:
    ways = (NextStep(to="B", condition="neu"), NextStep(to="C"))
    out, _ = merged(doc(A, C), doc(a_step("A", next=ways), B, C), doc(A, B, C))
    assert out.journeys[0].steps() == (a_step("A", next=("C",)), C)


def test_what_the_file_puts_on_a_step_that_was_deleted_here_is_said() -> None:
    noted = a_step("B", pain_points=(a_pain_point("P1"),))
    out, kept = merged(doc(A), doc(A, noted), doc(A, B))
    assert titles(out) == ["Schritt A"]
    assert ("notes/P1", "@in", None, "B") in [tuple(d) for d in kept]


def test_a_slip_that_was_sorted_here_and_changed_there_is_in_one_place() -> None:
    base = doc(A, B, unsorted_notes=(UnsortedNote(id="N", text="Zu lange", kind="pain_point"),))
    here = doc(a_step("A", pain_points=(a_pain_point("N", "Zu lange"),)), B)
    file = doc(A, a_step("B", pain_points=(a_pain_point("N", "Viel zu lange"),)))
    out, _ = merged(here, file, base)
    assert out.journeys[0].steps() == (a_step("A", pain_points=(a_pain_point("N", "Viel zu lange"),)), B)


@pytest.mark.parametrize(
    ("here", "file", "order"),
    [
        ("ABC", "ABXC", "ABXC"),
        ("ABC", "XABC", "XABC"),
        ("CBA", "ABCX", "CXBA"),
        ("AHBC", "ABXC", "AHBXC"),
        ("ABC", "CAB", "CAB"),
        ("ACB", "BAC", "ACB"),
    ],
)
def test_new_steps_stand_behind_their_predecessor_and_an_order_from_here_stays(
    here: str, file: str, order: str
) -> None:
    out = merged(doc(*map(a_step, here)), doc(*map(a_step, file)), doc(A, B, C)).document
    assert "".join(step.id for step in out.steps()) == order


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.lists(st.sampled_from("abcdef"), unique=True))
def test_weaving_loses_nothing_and_keeps_the_first_order(first: list[str], second: list[str]) -> None:
    out = woven(first, second)
    assert sorted(out) == sorted({*first, *second})
    assert [ref for ref in out if ref in first] == first
