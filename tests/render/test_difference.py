"""Two states of a journey in one picture: it keeps the rules of every picture, and says what became of each step."""

import random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from journeys.domain.diff.uniting import united
from journeys.domain.document import Document
from journeys.render.drawing import Pen
from journeys.render.layout import Options, lay_out
from journeys.render.pictures import render_difference
from journeys.render.subject import Paper, View
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.render.cases import NAMES, example, texts
from tests.render.shapes import documents
from tests.render.test_layout import faults

slow = settings(
    deadline=None, suppress_health_check=list(HealthCheck), max_examples=10, phases=[Phase.generate]
)
looks = pytest.mark.parametrize("paper", [None, "a3", "a4"], ids=["screen", "A3", "A4"])
views = pytest.mark.parametrize("view", ["journey", "blueprint"])


def changed(document: Document, seed: int) -> Document:
    """The document after somebody took steps out, swapped some, wrote in some and put new ones in."""
    dice = random.Random(seed)
    journey = document.journeys[0]
    phases = []
    for phase in journey.phases:
        steps = [step for step in phase.steps if dice.random() > 0.2]
        if len(steps) > 1 and dice.random() < 0.5:
            steps[0], steps[-1] = steps[-1], steps[0]
        steps = [s.model_copy(update={"backstage": "anders"}) if dice.random() < 0.3 else s for s in steps]
        if dice.random() < 0.5:
            steps.insert(dice.randint(0, len(steps)), a_step(f"neu-{phase.id}", "Neuer Schritt"))
        phases.append(phase.model_copy(update={"steps": tuple(steps)}))
    there = {step.id for phase in phases for step in phase.steps}
    whole = [
        phase.model_copy(
            update={
                "steps": tuple(
                    s.model_copy(update={"next": tuple(n for n in s.next if n.to in there or n.to == "end")})
                    if s.next
                    else s
                    for s in phase.steps
                )
            }
        )
        for phase in phases
    ]
    other = journey.model_copy(update={"phases": tuple(whole)})
    return document.model_copy(update={"journeys": (other, *document.journeys[1:])})


def picture(before: Document, after: Document, view: View, paper: Paper | None) -> set[str]:
    ref = after.journeys[0].id
    both = united(before, after, ref)
    journey = next(one for one in both.document.journeys if one.id == ref)
    drawn = lay_out(both.document, journey, view, Options(paper=paper, became=both.became, about="1 → 2"))
    assert not faults(drawn)
    return texts(drawn)


@pytest.mark.parametrize("name", NAMES)
@views
@looks
def test_the_four_cases_keep_the_rules(name: str, view: View, paper: Paper | None) -> None:
    document = example(name)
    for seed in range(3):
        picture(document, changed(document, seed), view, paper)


@slow
@given(documents(), st.integers(0, 1000))
@views
@looks
def test_journeys_of_all_shapes_keep_the_rules(
    view: View, paper: Paper | None, document: Document, seed: int
) -> None:
    picture(document, changed(document, seed), view, paper)


@pytest.mark.full
@settings(slow, max_examples=60)
@given(documents(least=1, most=150), st.integers(0, 1000))
@views
@looks
def test_long_journeys_keep_the_rules(view: View, paper: Paper | None, document: Document, seed: int) -> None:
    picture(document, changed(document, seed), view, paper)


@views
def test_each_step_says_what_became_of_it(view: View) -> None:
    before = a_document(a_journey(tuple(a_step(ref, f"Schritt {ref}") for ref in "ABCD")))
    after = a_document(
        a_journey(
            (
                a_step("D", "Schritt D"),
                a_step("A", "Schritt A"),
                a_step("C", "Schritt C", channel="app", pain_points=(a_pain_point("P"),)),
                a_step("N", "Schritt N"),
            )
        )
    )
    there = picture(before, after, view, None)
    assert {"neu", "geändert (2)", "verschoben", "entfällt"} <= there
    assert picture(after, after, view, None) & {"neu", "geändert", "verschoben", "entfällt"} == set()


def test_as_svg_it_says_so_to_who_hears_it() -> None:
    pen = Pen()
    before = a_document(a_journey((a_step("A"), a_step("B", "Weg damit"))))
    after = a_document(a_journey((a_step("A", channel="app"), a_step("C"))))
    svg = render_difference(
        before, after, "blueprint", "svg", journey="J1", about="Stand 1 → 2", pen=pen
    ).decode()
    assert "Entfallener Schritt: Weg damit, entfällt" in svg and "Stand 1 → 2" in svg
    assert 'id="step-B"' in svg and "Schritt 1: Schritt A, geändert" in svg
    # What went has no number, those that stayed are counted without it.
    assert "Schritt 2: Schritt C, neu" in svg
    with pytest.raises(KeyError):
        render_difference(before, after, "blueprint", "svg", journey="X", about="", pen=pen)
