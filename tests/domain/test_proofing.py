"""What somebody should look at in a journey."""

import pytest
from hypothesis import given

from journeys.domain.document import Document, NextStep, Persona, Phase
from journeys.domain.proofing import CELL_LETTERS, proofs
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.databases import examples
from tests.domain.documents import documents

SAID = {"citizen_action": "Ruft an"}


def said(document: Document, n: int = 0) -> list[tuple[str | None, str]]:
    return [(proof.step, proof.text.de) for proof in proofs(document, document.journeys[n])]


def test_a_sound_journey_has_nothing_to_look_at() -> None:
    steps = (
        a_step("A", **SAID, next=["B", NextStep(to="end", condition="wenn erledigt")]),
        a_step("B", **SAID),
    )
    assert said(a_document(a_journey(steps))) == []


@pytest.mark.parametrize(
    ("steps", "step", "part"),
    [
        (
            (a_step("A", **SAID, next=["C"]), a_step("B", **SAID), a_step("C", **SAID)),
            "B",
            "Kein Weg führt hierher",
        ),
        ((a_step("A", **SAID), a_step("B", **SAID, next=["A"])), "A", "kein Weg zum Ende"),
        ((a_step("A", **SAID, next=["A", "end"]),), "A", "Mehrere Wege haben keine Bedingung"),
        ((a_step("A", citizen_action="x" * (CELL_LETTERS + 1)),), "A", "länger als"),
        ((a_step("A"),), "A", "wer was tut"),
        (
            (
                a_step(
                    "A", **SAID, next=[NextStep(to="B", condition="ja"), NextStep(to="C", condition="nein")]
                ),
                a_step("B", **SAID),
                a_step("C", **SAID),
            ),
            "B",
            "in den Zweig daneben",
        ),
    ],
)
def test_a_slip_is_found_at_its_step(steps: tuple, step: str, part: str) -> None:  # type: ignore[type-arg]
    found = said(a_document(a_journey(steps)))
    assert [at for at, text in found if part in text] == [step]


def test_a_journey_without_steps_an_empty_phase_and_nobody_whose_it_is() -> None:
    empty = a_journey(0)
    assert said(a_document(empty)) == [(None, "Diese Reise hat noch keine Schritte.")]
    one = a_journey((a_step("A", **SAID),))
    one = one.model_copy(update={"phases": (*one.phases, Phase(id="leer", name="Danach", steps=()))})
    found = said(a_document(one, personas=(Persona(id="B", name="Lena"),)))
    assert [text for _, text in found] == [
        "Die Phase „Danach“ hat keine Schritte.",
        "Es ist nicht gesagt, wessen Reise das ist. Wählen Sie eine Persona.",
    ]


def test_a_to_be_says_what_is_replaced_twice_and_what_is_not_solved() -> None:
    pains = (a_pain_point("P1"), a_pain_point("P2"), a_pain_point("P3"))
    as_is = a_journey((a_step("A", "Antrag abgeben", **SAID, pain_points=pains),))
    to_be = a_journey(
        (a_step("T1", **SAID, replaces=("A",), resolves=("P1",)), a_step("T2", **SAID, replaces=("A",))),
        id="J2",
        kind="to_be",
    )
    found = said(a_document(as_is, to_be), 1)
    assert [at for at, text in found if "Ersetzt „Antrag abgeben“" in text] == ["T1", "T2"]
    assert (None, "2 von 3 Schmerzpunkten löst noch kein Schritt im Soll.") in found


@examples(25)
@given(documents(most_steps=5))
def test_every_step_that_is_named_is_there(document: Document) -> None:
    for n, journey in enumerate(document.journeys):
        assert {step for step, _ in said(document, n)} <= {None, *(step.id for step in journey.steps())}
