"""Two states of a journey as one: nothing that is there is missing, what went stands where it stood."""

import pytest
from hypothesis import given

from journeys.domain.diff.uniting import Became, united
from journeys.domain.document import Document, Need
from journeys.domain.flow import links
from journeys.domain.references import findings_of
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.databases import examples
from tests.domain.changes import same_ids


def two(before: str, after: str) -> tuple[Document, Document]:
    return tuple(a_document(a_journey(tuple(a_step(ref) for ref in order))) for order in (before, after))  # type: ignore[return-value]


def order_of(before: str, after: str) -> str:
    return "".join(step.id for step in united(*two(before, after), "J1").document.journeys[0].steps())


@pytest.mark.parametrize(
    ("before", "after", "both"),
    [
        ("ABC", "AC", "ABC"),
        ("ABC", "BC", "ABC"),
        ("AB", "A", "AB"),
        ("ABC", "", "ABC"),
        ("", "AB", "AB"),
        ("ABC", "CXA", "CXAB"),
    ],
)
def test_what_went_stands_behind_what_it_followed(before: str, after: str, both: str) -> None:
    assert order_of(before, after) == both


def test_steps_are_told_by_what_became_of_them() -> None:
    before = a_document(
        a_journey((a_step("A"), a_step("B"), a_step("C", pain_points=(a_pain_point("P"),)), a_step("D")))
    )
    after = a_document(
        a_journey(
            (
                a_step("D"),
                a_step("B", channel="app"),
                a_step("C", needs=(Need(id="N", text="Zeit"),)),
                a_step("E"),
            )
        )
    )
    assert united(before, after, "J1").became == {
        "A": Became("removed"),
        "B": Became("changed", 1),
        "C": Became("changed", 2),
        "D": Became("same", 0, moved=True),
        "E": Became("added"),
    }


def test_those_that_stayed_lead_where_they_lead_now() -> None:
    journey = united(*two("ABC", "AC"), "J1").document.journeys[0]
    assert [(link.source, link.target) for link in links(journey)] == [("A", "C"), ("B", "end"), ("C", "end")]


def test_a_journey_that_went_is_shown_whole() -> None:
    before, _ = two("AB", "A")
    gone = a_document(a_journey((a_step("X"),), id="K"))
    found = united(before, gone, "J1")
    assert {ref: one.fate for ref, one in found.became.items()} == {"A": "removed", "B": "removed"}
    with pytest.raises(KeyError):
        united(before, gone, "M")


@examples(40)
@given(same_ids(), same_ids())
def test_every_step_of_both_sides_is_there_once(before: Document, after: Document) -> None:
    for journey in after.journeys:
        found = united(before, after, journey.id)
        drawn = [step.id for step in next(j for j in found.document.journeys if j.id == journey.id).steps()]
        there = [step.id for step in journey.steps()]
        assert len(drawn) == len(set(drawn))
        assert [ref for ref in drawn if ref in there] == there
        assert {ref for ref in drawn if ref not in there} == {
            ref for ref, one in found.became.items() if one.fate == "removed"
        }
        twice = [f.place for f in findings_of(found.document.plain()) if f.place.endswith(".id")]
        assert [place for place in twice if ".steps[" in place] == []
