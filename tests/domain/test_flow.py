"""Where steps lead, said and implied, and what can be reached."""

from hypothesis import given

from journeys.domain.document import END, Document, Journey, NextStep, Phase
from journeys.domain.flow import Link, links, onward, reachable
from tests.builders import a_document, a_journey, a_step
from tests.databases import examples
from tests.domain.documents import documents


def test_what_is_not_said_follows_from_the_order() -> None:
    told = NextStep(to="A", condition="Es fehlt etwas")
    steps = (a_step("A"), a_step("B", next=(told, "D")), a_step("C", next=()), a_step("D"))
    assert links(a_journey(steps)) == (
        Link("A", "B", None, said=False),
        Link("B", "A", "Es fehlt etwas", said=True),
        Link("B", "D", None, said=True),
        Link("C", END, None, said=True),
        Link("D", END, None, said=False),
    )
    assert reachable(a_journey(steps)) == {"A", "B", "D"}


def test_order_goes_on_over_phases_and_empty_ones() -> None:
    phases = tuple(
        Phase(id=f"P{n}", name="Phase", steps=steps)
        for n, steps in enumerate(((), (a_step("A"),), (), (a_step("B"),)))
    )
    journey = Journey(id="J", kind="as_is", phases=phases)
    assert [link.target for link in links(journey)] == ["B", END]
    assert reachable(journey) == {"A", "B"}


def test_nothing_leads_nowhere() -> None:
    assert (links(a_journey(0)), reachable(a_journey(0)), onward(a_journey(0))) == ((), frozenset(), {})


def test_a_way_is_told_with_number_and_title() -> None:
    told = onward(a_journey((a_step("A", next=("B", "end")), a_step("B", "Zweiter"))))
    assert [(way.number, way.title, way.said) for way in told["A"]] == [
        (2, "Zweiter", True),
        (None, None, True),
    ]
    assert [(way.id, way.said) for way in told["B"]] == [(END, False)]


@examples(15)
@given(documents())
def test_every_step_leads_somewhere_that_is_there(value: Document) -> None:
    for journey in value.journeys:
        refs = {step.id for step in journey.steps()}
        found = links(journey)
        assert {link.source for link in found} == refs
        assert {link.target for link in found} <= refs | {END}
        assert reachable(journey) <= refs
        known = {ref: [way.id for way in ways] for ref, ways in onward(journey).items()}
        assert known == {ref: [link.target for link in found if link.source == ref] for ref in refs}


def test_a_loop_ends_the_search() -> None:
    value = a_document(a_journey((a_step("A", next=("B",)), a_step("B", next=("A",)))))
    assert reachable(value.journeys[0]) == {"A", "B"}
