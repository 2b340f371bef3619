"""References, slips and limits: each kind with place and words."""

from typing import Any

import pytest

from journeys.domain.checks import limit_findings, plain_reference_findings, reference_findings, slip_findings
from journeys.domain.document import (
    Document,
    Fact,
    Need,
    NextStep,
    Opportunity,
    Persona,
    Phase,
    Quote,
    Service,
    Source,
    Span,
    UnsortedNote,
)
from journeys.settings import LINKS_PER_STEP, LIST_ITEMS, STEPS, TEXT, TITLE
from tests.builders import a_document, a_journey, a_pain_point, a_step

STEP = "journeys[0].phases[0].steps[0]"


def _journeys(**to_be_step: Any) -> Document:
    """As-is S1 to S3 with pain point P1 on S1, to-be T1 with these fields."""
    as_is = a_journey((a_step("S1", pain_points=(a_pain_point("P1"),)), a_step("S2"), a_step("S3")))
    to_be = a_journey((a_step("T1", **to_be_step),), id="J2", kind="to_be")
    return a_document(
        as_is, to_be, personas=(Persona(id="PE", name="Ada"),), sources=(Source(id="Q1", title="x"),)
    )


def test_right_references_are_passed() -> None:
    document = _journeys(replaces=("S1",), resolves=("P1",), next=("T1", "end"))
    opportunity = Opportunity(id="O1", text="x", addresses=("P1",), step="S2", sources=("Q1",))
    assert reference_findings(document.model_copy(update={"opportunities": (opportunity,)})) == []


def test_the_same_id_may_stand_in_different_kinds() -> None:
    step = a_step("X", pain_points=(a_pain_point("X"),))
    document = a_document(a_journey((step,), id="X"), personas=(Persona(id="X", name="x"),))
    assert reference_findings(document) == []


DOUBLES: list[tuple[str, dict[str, Any]]] = [
    ("personas[1].id", {"personas": (Persona(id="A", name="x"), Persona(id="A", name="y"))}),
    ("sources[1].id", {"sources": (Source(id="A", title="x"), Source(id="A", title="y"))}),
    (
        "opportunities[1].id",
        {"opportunities": (Opportunity(id="A", text="x"), Opportunity(id="A", text="y"))},
    ),
    (
        "unsorted_notes[1].id",
        {"unsorted_notes": (UnsortedNote(id="A", text="x"), UnsortedNote(id="A", text="y"))},
    ),
    ("journeys[1].id", {"journeys": (a_journey(1), a_journey(0).model_copy(update={"phases": ()}))}),
    ("journeys[1].phases[0].id", {"journeys": (a_journey(1), a_journey(0).model_copy(update={"id": "J2"}))}),
    ("journeys[1].phases[0].steps[0].id", {"journeys": (a_journey(1), a_journey(1, id="J2", kind="to_be"))}),
    (
        f"{STEP}.needs[0].id",
        {
            "journeys": (
                a_journey((a_step("S1", pain_points=(a_pain_point("A"),), needs=(Need(id="A", text="x"),)),)),
            )
        },
    ),
    (
        "unsorted_notes[0].id",
        {
            "journeys": (a_journey((a_step("S1", quotes=(Quote(id="A", text="x"),)),)),),
            "unsorted_notes": (UnsortedNote(id="A", text="x"),),
        },
    ),
]


@pytest.mark.parametrize(("place", "fields"), DOUBLES, ids=[place for place, _ in DOUBLES])
def test_an_id_stands_once_among_its_kind(place: str, fields: dict[str, Any]) -> None:
    (finding,) = reference_findings(a_document(**fields))
    assert finding.place == place
    assert "gibt es schon bei" in finding.text.de
    assert "is there already at" in finding.text.en


def _on_step(**fields: Any) -> dict[str, Any]:
    return {"journeys": (a_journey((a_step("S1", **fields), a_step("S2"))),)}


GONE: list[tuple[str, dict[str, Any]]] = [
    ("journeys[0].persona", {"journeys": (a_journey(1, persona="XX"),)}),
    ("personas[0].sources[0]", {"personas": (Persona(id="A", name="x", sources=("XX",)),)}),
    ("service.fee.sources[0]", {"service": Service(name="x", fee=Fact(text="x", sources=("XX",)))}),
    ("service.facts[0].sources[0]", {"service": Service(name="x", facts=(Fact(text="x", sources=("XX",)),))}),
    ("opportunities[0].addresses[0]", {"opportunities": (Opportunity(id="A", text="x", addresses=("XX",)),)}),
    ("opportunities[0].step", {"opportunities": (Opportunity(id="A", text="x", step="XX"),)}),
    ("opportunities[0].sources[0]", {"opportunities": (Opportunity(id="A", text="x", sources=("XX",)),)}),
    (f"{STEP}.next[0].to", _on_step(next=("XX",))),
    (f"{STEP}.resolves[0]", _on_step(resolves=("XX",))),
    (f"{STEP}.replaces[0]", _on_step(replaces=("XX",))),
    (f"{STEP}.waiting_time.sources[0]", _on_step(waiting_time=Span(text="x", sources=("XX",)))),
    (f"{STEP}.pain_points[0].persona", _on_step(pain_points=(a_pain_point(persona="XX"),))),
    (f"{STEP}.pain_points[0].sources[0]", _on_step(pain_points=(a_pain_point(sources=("XX",)),))),
    (f"{STEP}.needs[0].persona", _on_step(needs=(Need(id="A", text="x", persona="XX"),))),
    (f"{STEP}.quotes[0].sources[0]", _on_step(quotes=(Quote(id="A", text="x", sources=("XX",)),))),
    ("journeys[0].removed_steps[0]", {"journeys": (a_journey(1, removed_steps=("XX",)),)}),
]


@pytest.mark.parametrize(("place", "fields"), GONE, ids=[place for place, _ in GONE])
def test_a_reference_to_nothing_is_an_error(place: str, fields: dict[str, Any]) -> None:
    (finding,) = reference_findings(a_document(**fields))
    assert (finding.place, finding.level) == (place, "error")
    assert finding.text.de.startswith("Die Kennung „XX“ gibt es nicht; hier gehört ")
    assert finding.text.en.startswith("There is no id “XX”; here belongs ")


WRONG_KIND: list[tuple[str, dict[str, Any], str, str]] = [
    ("replaces[0]", {"replaces": ("T1",)}, "ein Schritt der Ist-Reise", "a step of the as-is journey"),
    ("resolves[0]", {"resolves": ("S1",)}, "ein Schmerzpunkt", "a pain point"),
    (
        "next[0].to",
        {"next": ("S1",)},
        "ein Schritt derselben Reise oder end",
        "a step of the same journey or end",
    ),
    ("waiting_time.sources[0]", {"waiting_time": Span(text="x", sources=("PE",))}, "eine Quelle", "a source"),
]


@pytest.mark.parametrize(("field", "fields", "de", "en"), WRONG_KIND, ids=[w[0] for w in WRONG_KIND])
def test_a_reference_to_the_wrong_kind_says_what_it_found(
    field: str, fields: dict[str, Any], de: str, en: str
) -> None:
    (finding,) = reference_findings(_journeys(**fields))
    assert finding.place == f"journeys[1].phases[0].steps[0].{field}"
    assert f"hier gehört {de} hin" in finding.text.de
    assert f"here belongs {en}" in finding.text.en
    assert " ist ein" in finding.text.de


def test_the_nearest_id_is_offered_or_else_those_there_are() -> None:
    near, far = (reference_findings(_journeys(replaces=(gone,)))[0].text.de for gone in ("S11", "zz"))
    assert "Meinten Sie „S1“?" in near
    assert "Vorhanden sind: S1, S2, S3." in far


def test_in_a_document_with_other_errors_only_sure_things_are_said() -> None:
    plain = a_document(a_journey((a_step("S1", next=("S2", "S9")), a_step("S2")))).plain()
    steps = plain["journeys"][0]["phases"][0]["steps"]
    steps[1]["Id"] = steps[1].pop("id")
    steps.append({"steps": [{"id": "S9"}]})
    assert [f.place for f in plain_reference_findings(plain)] == [f"{STEP}.next[0].to"]


def test_plain_values_of_any_shape_are_walked() -> None:
    for plain in (
        None,
        [],
        "x",
        {"journeys": {"id": "x"}},
        {"personas": [1, None, {"id": []}]},
        {"journeys": [[{"id": 1}]]},
    ):
        assert plain_reference_findings(plain) == []


def _slips(*steps: Any, **fields: Any) -> list[tuple[str, str]]:
    findings = slip_findings(a_document(a_journey(tuple(steps), **fields)))
    assert {f.level for f in findings} <= {"warning"}
    return [(f.place, f.text.de) for f in findings]


def test_a_journey_without_slips_and_one_without_steps_are_silent() -> None:
    branch = (NextStep(to="S2", condition="ja"), NextStep(to="S3", condition="nein"))
    assert _slips(a_step("S1", next=branch), a_step("S2", next=("end",)), a_step("S3")) == []
    assert _slips() == []


def test_a_step_that_no_way_leads_to_is_a_slip() -> None:
    ((place, text),) = _slips(a_step("S1", next=("S3",)), a_step("S2"), a_step("S3"))
    assert place == "journeys[0].phases[0].steps[1]"
    assert "Kein Weg führt zum Schritt „Schritt S2“" in text


def test_places_count_within_their_phase() -> None:
    phases = (
        Phase(id="A", name="a", steps=(a_step("S1", next=("end",)),)),
        Phase(id="B", name="b", steps=(a_step("S2"),)),
    )
    document = a_document(a_journey(0).model_copy(update={"phases": phases}))
    assert [f.place for f in slip_findings(document)] == ["journeys[0].phases[1].steps[0]"]


def test_two_ways_without_condition_are_a_slip_one_is_none() -> None:
    one = (NextStep(to="S2", condition="ja"), NextStep(to="end"))
    assert _slips(a_step("S1", next=one), a_step("S2")) == []
    ((place, text),) = _slips(a_step("S1", next=("S2", "end")), a_step("S2"))
    assert place == f"{STEP}.next"
    assert "keine Bedingung: S2, end" in text


def test_a_branch_that_falls_through_into_its_sibling_is_a_slip() -> None:
    branch = (NextStep(to="S2", condition="ja"), NextStep(to="S3", condition="nein"))
    ((place, text),) = _slips(a_step("S1", next=branch), a_step("S2"), a_step("S3"))
    assert place == "journeys[0].phases[0].steps[1]"
    assert "läuft ohne „next“ in „S3“ weiter" in text


def test_a_loop_without_exit_is_a_slip_said_once() -> None:
    ((place, text),) = _slips(a_step("S1"), a_step("S2", next=("S3",)), a_step("S3", next=("S2",)))
    assert place == STEP
    assert "kein Weg zum Ende der Reise: S1, S2, S3" in text


def test_turned_times_and_to_be_facts_in_an_as_is_journey_are_slips() -> None:
    step = a_step("S1", waiting_time=Span(text="x", min=3, max=2), change="added")
    assert [place for place, _ in _slips(step)] == [f"{STEP}.waiting_time", f"{STEP}.change"]
    assert _slips(a_step("S1", change="added"), kind="to_be") == []


def _texts(title: int, text: int) -> Document:
    return a_document(a_journey((a_step("S1", title="t" * title, backstage="x" * text),)))


def test_lengths_of_texts_are_limited_at_n_and_not_below() -> None:
    assert limit_findings(_texts(TITLE.value - 1, TEXT.value - 1)) == []
    assert limit_findings(_texts(TITLE.value, TEXT.value)) == []
    findings = limit_findings(_texts(TITLE.value + 1, TEXT.value + 1))
    assert [f.place for f in findings] == [f"{STEP}.title", f"{STEP}.backstage"]
    assert "höchstens 200 möglich" in findings[0].text.de
    assert "at most 5000 are possible" in findings[1].text.en


@pytest.mark.parametrize(
    ("steps", "refused"), [(STEPS.value - 1, False), (STEPS.value, False), (STEPS.value + 1, True)]
)
def test_steps_are_limited_over_all_journeys(steps: int, refused: bool) -> None:
    document = a_document(a_journey(steps - 1), a_journey(1, id="J2", kind="to_be", prefix="T"))
    assert [f.place for f in limit_findings(document)] == (["journeys"] if refused else [])


@pytest.mark.parametrize(("count", "most"), [(1, 12), (4, 12), (5, 5 * LINKS_PER_STEP.value)])
def test_links_are_limited_by_steps(count: int, most: int) -> None:
    def with_links(links: int) -> Document:
        rest = count - 1
        first = a_step("S0", next=("end",) * (links - rest))
        return a_document(a_journey((first, *(a_step(f"S{n}") for n in range(1, count)))))

    assert [limit_findings(with_links(n)) == [] for n in (most - 1, most, most + 1)] == [True, True, False]
    assert limit_findings(with_links(most + 1))[0].place == "journeys[0]"


def test_entries_of_a_list_are_limited() -> None:
    assert limit_findings(a_document(service=Service(name="x", legal_basis=("x",) * LIST_ITEMS.value))) == []
    (finding,) = limit_findings(
        a_document(service=Service(name="x", legal_basis=("x",) * (LIST_ITEMS.value + 1)))
    )
    assert finding.place == "service.legal_basis"
