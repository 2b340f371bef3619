"""What changed between two documents: complete, and no more than was done."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.domain.diff.alterations import Alteration, Place, alterations
from journeys.domain.diff.applying import applied
from journeys.domain.diff.items import normal
from journeys.domain.document import Document, Need, NextStep, Persona, Phase, Step, UnsortedNote
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.databases import examples
from tests.domain.changes import same_ids
from tests.domain.documents import documents


def steps(*ids: str, **fields: Any) -> tuple[Step, ...]:
    return tuple(a_step(ref, **fields) for ref in ids)


def told(before: Document, after: Document) -> list[tuple[Any, ...]]:
    return [(a.kind, a.what, a.id, a.field) for a in alterations(before, after)]


def leads_there(before: Document, after: Document) -> None:
    found = alterations(before, after)
    assert applied(before, found) == normal(after)
    assert (found == []) == (normal(before) == normal(after))


@examples(50)
@given(same_ids(), same_ids())
def test_applied_to_the_first_document_the_changes_give_the_second(before: Document, after: Document) -> None:
    leads_there(before, after)


@pytest.mark.full
@examples(1_000)
@given(same_ids(), same_ids())
def test_a_thousand_pairs_lead_there(before: Document, after: Document) -> None:
    leads_there(before, after)


@examples(30)
@given(documents())
def test_equal_documents_differ_in_nothing(document: Document) -> None:
    assert alterations(document, document) == []
    assert applied(document, []) == normal(document)


@examples(60)
@given(
    st.lists(st.integers(0, 9), unique=True, max_size=8), st.lists(st.integers(0, 9), unique=True, max_size=8)
)
def test_steps_in_any_two_orders_lead_there(before: list[int], after: list[int]) -> None:
    one, other = (a_document(a_journey(steps(*(f"S{n}" for n in order)))) for order in (before, after))
    leads_there(one, other)
    stayed = [n for n in before if n in after]
    assert sum(kind == "moved" for kind, *_ in told(one, other)) <= max(len(stayed) - 1, 0)


def test_one_step_that_is_carried_far_is_one_move() -> None:
    before, after = (a_document(a_journey(steps(*order))) for order in ("ABCDEF", "BCDEFA"))
    assert alterations(before, after) == [
        Alteration(
            "moved",
            "step",
            "A",
            "place",
            {"in": "J1-P", "behind": None},
            {"in": "J1-P", "behind": "F"},
            Place("J1-P", "F"),
        )
    ]


def test_a_new_step_is_no_change_of_its_neighbours() -> None:
    said = a_step("A", next=(NextStep(to="B"),))
    before = a_document(a_journey((said, a_step("B"), a_step("C", next=()))))
    through = a_step("A", next=(NextStep(to="N"),))
    after = a_document(
        a_journey(
            (
                through,
                a_step("N"),
                a_step("B"),
                a_step("C"),
            )
        )
    )
    assert told(before, after) == [("added", "step", "N", None)]
    around = a_document(a_journey((said, a_step("N"), a_step("B"), a_step("C"))))
    assert ("changed", "step", "A", "next") in told(before, around)


def test_a_way_under_a_condition_is_a_change() -> None:
    before = a_document(a_journey(steps("A", "B")))
    after = a_document(a_journey((a_step("A", next=(NextStep(to="B", condition="online"),)), a_step("B"))))
    assert told(before, after) == [("changed", "step", "A", "next")]


def test_what_a_step_holds_is_told_for_itself() -> None:
    before = a_document(a_journey(steps("A")))
    grown = a_step("B", pain_points=(a_pain_point("P"),))
    after = a_document(a_journey((*steps("A"), grown)))
    assert told(before, after) == [("added", "step", "B", None), ("added", "note", "P", None)]
    added, note = alterations(before, after)
    assert added.after == {"title": "Schritt B"} and added.place == Place("J1-P", "A")
    assert note.after["kind"] == "pain_point" and note.place == Place("B", None)
    assert told(after, before) == [("removed", "step", "B", None), ("removed", "note", "P", None)]


def test_a_note_that_becomes_another_kind_is_one_change() -> None:
    before = a_document(a_journey((a_step("A", pain_points=(a_pain_point("N", "Zu wenig Zeit"),)),)))
    after = a_document(a_journey((a_step("A", needs=(Need(id="N", text="Zu wenig Zeit"),)),)))
    assert told(before, after) == [("changed", "note", "N", "kind")]
    assert alterations(before, after)[0][4:] == ("pain_point", "need", Place("A", None))


def test_a_note_that_is_sorted_has_moved() -> None:
    note = UnsortedNote(id="N", text="Zu wenig Zeit", kind="need")
    before = a_document(a_journey(steps("A")), unsorted_notes=(note,))
    after = a_document(a_journey((a_step("A", needs=(Need(id="N", text="Zu wenig Zeit"),)),)))
    assert told(before, after) == [("moved", "note", "N", "place")]


def test_a_step_in_another_phase_has_moved_once() -> None:
    def two(first: str, second: str) -> Document:
        phases = (
            Phase(id="P1", name="Vorher", steps=steps(*first)),
            Phase(id="P2", name="Nachher", steps=steps(*second)),
        )
        return a_document(a_journey(()).model_copy(update={"phases": phases}))

    assert told(two("AB", "C"), two("A", "BC")) == [("moved", "step", "B", "place")]
    assert told(two("AB", "C"), two("AB", "C")) == []


def test_head_service_and_personas_are_told() -> None:
    before = a_document(a_journey(steps("A")), personas=(Persona(id="B", name="Bo"),))
    after = before.model_copy(
        update={
            "as_of": "2026-11",
            "service": before.service.model_copy(update={"authority": "Bürgeramt"}),
            "personas": (Persona(id="B", name="Bo", age=70),),
        }
    )
    assert told(before, after) == [
        ("changed", "document", "", "as_of"),
        ("changed", "service", "", "authority"),
        ("changed", "persona", "B", "age"),
    ]


def test_changes_of_another_document_are_refused() -> None:
    found = alterations(a_document(a_journey(steps("A"))), a_document(a_journey(steps("A", "B"))))
    with pytest.raises((KeyError, ValueError)):
        applied(a_document(a_journey(steps("X"), id="K")), found)
