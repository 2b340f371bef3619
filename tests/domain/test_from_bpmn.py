"""BPMN in: our own files come back whole, with what was changed; models of others are read, with what was left out."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from journeys.domain.document import Document, Journey, NextStep, Span
from journeys.domain.findings import Finding, Refused
from journeys.domain.intake import examine, read
from journeys.render.bpmn import write
from journeys.settings import BPMN_ELEMENTS, STEPS, UPLOAD_BYTES
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.databases import examples
from tests.domain.documents import documents
from tests.render.cases import NAMES, example

DATA = Path(__file__).parents[1] / "data"
MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">'
SAMPLES = os.environ.get("BPMN_SAMPLES", "")
Change = Callable[[etree._Element], None]


def sample(name: str) -> tuple[Document, tuple[Finding, ...]]:
    document, findings = examine((DATA / name).read_bytes(), "bpmn", Path(name).stem)
    assert document is not None, findings
    return document, findings


def ways(journey: Journey) -> dict[str, list[tuple[str, str | None]] | None]:
    return {
        step.id: None if step.next is None else [(n.to, n.condition) for n in step.next]
        for step in journey.steps()
    }


@pytest.mark.parametrize("name", NAMES)
def test_an_example_comes_back_as_it_was(name: str) -> None:
    document, findings = examine(write(example(name)), "bpmn", name)
    assert document == example(name)
    assert findings == ()


@examples(80)
@given(documents())
def test_generated_documents_come_back_as_they_were(document: Document) -> None:
    assert read(write(document), "bpmn") == document


@pytest.mark.full
@settings(examples(1_000), derandomize=True)
@given(documents(most_steps=6))
def test_a_thousand_generated_documents_come_back_as_they_were(document: Document) -> None:
    assert read(write(document), "bpmn") == document


# What somebody changes in a modeller, as it is in the file afterwards.

STEPS_OF_ALL = (
    a_step("S1", citizen_action="Füllt aus", documents=("Antrag",), pain_points=(a_pain_point(),)),
    a_step(
        "S2", actor="clerk", citizen_action="Wartet", backstage="Prüft", support_systems=("Akte", "Portal")
    ),
    a_step(
        "S3",
        actor="clerk",
        backstage="Entscheidet",
        waiting_time=Span(text="zwei Wochen", min=2, max=2, unit="weeks", sources=()),
        next=(NextStep(to="S1", condition="abgelehnt"), NextStep(to="S4", condition="bewilligt")),
    ),
    a_step("S4", citizen_action="Bekommt Bescheid"),
)


def changed(*changes: Change, steps: tuple[object, ...] = STEPS_OF_ALL) -> Document:
    root = etree.fromstring(write(a_document(a_journey(steps))))  # type: ignore[arg-type]
    for change in changes:
        change(root)
    return read(etree.tostring(root), "bpmn")


def by_id(root: etree._Element, id: str) -> etree._Element:
    (found,) = (e for e in root.iter() if e.get("id") == id)
    return found


def renamed(id: str, name: str) -> Change:
    return lambda root: by_id(root, id).set("name", name)


def removed(*ids: str) -> Change:
    """Elements with their drawing, the references to them and the flows and lines that end at them."""

    def change(root: etree._Element) -> None:
        gone = set(ids)
        gone |= {
            str(e.get("id"))
            for e in root.iter()
            if {e.get("sourceRef"), e.get("targetRef")} & gone and e.get("id")
        }
        for element in list(root.iter()):
            known = {element.get("id"), element.get("bpmnElement"), element.text}
            if known & gone and (parent := element.getparent()) is not None:
                parent.remove(element)

    return change


def led(flow: str, target: str) -> Change:
    return lambda root: by_id(root, flow).set("targetRef", target)


def added(process: str, tag: str, id: str, **fields: str) -> Change:
    def change(root: etree._Element) -> None:
        etree.SubElement(by_id(root, process), f"{MODEL}{tag}", id=id, **fields)

    return change


def flow_between(root_of: Document, source: str, target: str) -> str:
    root = etree.fromstring(write(root_of))
    (found,) = (
        e.get("id")
        for e in root.iter(f"{MODEL}sequenceFlow")
        if (e.get("sourceRef"), e.get("targetRef")) == (source, target)
    )
    return str(found)


ALL = a_document(a_journey(STEPS_OF_ALL))


def test_a_renamed_task_with_the_title_is_a_new_title_and_the_rest_stays() -> None:
    steps = changed(renamed("citizen_S1", "Antrag stellen")).journeys[0].steps()
    assert steps[0] == STEPS_OF_ALL[0].model_copy(update={"title": "Antrag stellen"})
    assert steps[1:] == STEPS_OF_ALL[1:]


def test_other_renamed_things_are_new_texts_of_their_fields() -> None:
    document = changed(
        renamed("citizen_S2", "Wartet zu Hause"),
        renamed("systems_S2", "Akte, Register"),
        renamed("wait_authority_S3", "drei Wochen"),
        renamed("papers_S1", "Antrag, Ausweis"),
    )
    first, second, third, _ = document.journeys[0].steps()
    assert (second.citizen_action, second.support_systems) == ("Wartet zu Hause", ("Akte", "Register"))
    assert (third.waiting_time, first.documents) == (Span(text="drei Wochen"), ("Antrag", "Ausweis"))


def test_a_changed_annotation_changes_its_note_and_a_deleted_one_deletes_it() -> None:
    def write_note(root: etree._Element) -> None:
        by_id(root, "note_P1")[-1].text = "Schmerzpunkt (schlimm): Niemand versteht es"

    (note,) = changed(write_note).journeys[0].steps()[0].pain_points
    assert (note.id, note.text, note.severity) == ("P1", "Niemand versteht es", None)
    assert changed(removed("note_P1")).journeys[0].steps()[0].pain_points == ()


def test_a_new_annotation_at_a_task_is_a_note_of_its_step() -> None:
    def annotate(root: etree._Element) -> None:
        for ref, text in (("neu", "Eigener Bedarf: Vorlage"), ("frei", "Fragen wir nach?")):
            note = etree.SubElement(by_id(root, "collaboration_1"), f"{MODEL}textAnnotation", id=ref)
            etree.SubElement(note, f"{MODEL}text").text = text
        tie = {"id": "strich", "sourceRef": "neu", "targetRef": "backstage_S2"}
        etree.SubElement(by_id(root, "collaboration_1"), f"{MODEL}association", tie)

    document = changed(annotate)
    assert [(n.id, n.text) for n in document.journeys[0].steps()[1].needs] == [("neu", "Vorlage")]
    assert [(n.id, n.text) for n in document.unsorted_notes] == [("frei", "Fragen wir nach?")]


def test_a_changed_condition_is_the_condition_of_its_link() -> None:
    flow = flow_between(ALL, "split_citizen_S3", "citizen_S4")
    assert ways(changed(renamed(flow, "positiv")).journeys[0])["S3"] == [
        ("S1", "abgelehnt"),
        ("S4", "positiv"),
    ]


def test_a_deleted_task_empties_its_field_and_the_last_one_deletes_the_step() -> None:
    """As bpmn-js does it: what led to the task leads on."""
    into, out = flow_between(ALL, "citizen_S2", "split_citizen_S3"), "citizen_S2"
    before = flow_between(ALL, "citizen_S1", "citizen_S2")
    one = changed(led(before, "split_citizen_S3"), removed(out, into)).journeys[0]
    assert one.steps()[1] == STEPS_OF_ALL[1].model_copy(update={"citizen_action": None})
    assert ways(one) == ways(ALL.journeys[0])
    last = flow_between(ALL, "begin_authority_1", "join_authority_S2")
    both = changed(
        led(before, "split_citizen_S3"),
        led(last, "backstage_S3"),
        led(flow_between(ALL, "split_authority_S3", "join_authority_S2"), "backstage_S3"),
        removed(out, into, "backstage_S2", "systems_S2", "join_authority_S2"),
    ).journeys[0]
    assert [s.id for s in both.steps()] == ["S1", "S3", "S4"]
    assert ways(both) == {"S1": None, "S3": [("S1", "abgelehnt"), ("S4", "bewilligt")], "S4": None}


def test_a_task_put_on_a_flow_is_a_step_between() -> None:
    flow = flow_between(ALL, "citizen_S1", "citizen_S2")
    document = changed(
        added("process_citizen_1", "task", "Neu_1", name="Absenden"),
        led(flow, "Neu_1"),
        added("process_citizen_1", "sequenceFlow", "Neu_2", sourceRef="Neu_1", targetRef="citizen_S2"),
    )
    journey = document.journeys[0]
    assert [s.id for s in journey.steps()] == ["S1", "Neu_1", "S2", "S3", "S4"]
    assert (journey.steps()[1].title, journey.steps()[1].actor) == ("Absenden", "citizen")
    assert ways(journey) == {"Neu_1": None, **ways(ALL.journeys[0])}


def test_a_task_put_before_a_branch_takes_the_branch_over() -> None:
    flow = flow_between(ALL, "wait_authority_S3", "split_authority_S3")
    journey = changed(
        added("process_authority_1", "userTask", "Neu_1", name="Unterschreiben"),
        led(flow, "Neu_1"),
        added(
            "process_authority_1", "sequenceFlow", "Neu_2", sourceRef="Neu_1", targetRef="split_authority_S3"
        ),
    ).journeys[0]
    found = ways(journey)
    assert found["S3"] is None and [s.id for s in journey.steps()][3] == "Neu_1"
    assert found["Neu_1"] == [("S1", "abgelehnt"), ("S4", "bewilligt")]


def test_a_new_flow_is_a_new_link_and_a_deleted_one_is_gone() -> None:
    flow = flow_between(ALL, "split_authority_S3", "join_authority_S2")
    assert ways(changed(removed(flow)).journeys[0])["S3"] == [("S4", "bewilligt")]
    journey = changed(
        added(
            "process_citizen_1",
            "sequenceFlow",
            "x",
            name="eilig",
            sourceRef="citizen_S1",
            targetRef="citizen_S4",
        )
    ).journeys[0]
    assert ways(journey)["S1"] == [("S2", None), ("S4", "eilig")]


def test_elements_with_other_ids_are_known_by_what_we_kept() -> None:
    """Some tools number all elements anew."""
    text = write(ALL).decode()
    root = etree.fromstring(text.encode())
    names = {e.get("id"): f"sid-{n}" for n, e in enumerate(root.iter()) if e.get("id")}
    for element in root.iter():
        for name in ("id", "sourceRef", "targetRef", "processRef", "bpmnElement", "default", "dataObjectRef"):
            if element.get(name) in names:
                element.set(name, names[element.get(name)])
        if (
            element.tag != "{urn:buergerreise:journeys:bpmn:1}document"
            and (element.text or "").strip() in names
        ):
            element.text = names[(element.text or "").strip()]
    assert read(etree.tostring(root), "bpmn") == ALL


def test_a_copy_of_a_task_is_a_new_step() -> None:
    def copy(root: etree._Element) -> None:
        twin = etree.fromstring(etree.tostring(by_id(root, "citizen_S4")))
        twin.set("id", "Kopie")
        by_id(root, "process_citizen_1").append(twin)

    assert [s.id for s in changed(copy).journeys[0].steps()] == ["S1", "S2", "S3", "S4", "Kopie"]


def test_a_deleted_diagram_is_a_journey_less_and_nothing_refers_to_it() -> None:
    document = example("wohngeld-beantragen")
    root = etree.fromstring(write(document))
    second = by_id(root, "collaboration_2")
    root.remove(second)
    assert [j.id for j in read(etree.tostring(root), "bpmn").journeys] == [document.journeys[0].id]


@pytest.mark.parametrize("tag", ["document", "written"])
def test_what_we_kept_may_be_damaged_and_the_model_is_still_read(tag: str) -> None:
    root = etree.fromstring(write(ALL))
    (kept,) = root.iter(f"{{urn:buergerreise:journeys:bpmn:1}}{tag}")
    kept.text = str(kept.text)[:-20]
    document, findings = examine(etree.tostring(root), "bpmn", "x")
    assert document is not None and len(document.journeys[0].steps()) == 6
    assert any("beschädigt" in f.text.de and f.level == "warning" for f in findings)


# Models of others.


def test_a_model_of_another_tool_becomes_a_journey_in_the_order_of_its_flow() -> None:
    document, findings = sample("hundesteuer.bpmn")
    (journey,) = document.journeys
    assert (document.id, document.service.name, journey.title) == (
        "hundesteuer",
        "Hund anmelden",
        "Hundesteuer",
    )
    said = [(s.id, s.actor, s.citizen_action, s.frontstage, s.backstage) for s in journey.steps()]
    assert said == [
        ("ausfuellen", "citizen", "Trägt Rasse und Datum ein", None, None),
        ("senden", "citizen", "Anmeldung senden", None, None),
        ("pruefen", "clerk", None, "Angaben prüfen", None),
        ("nachfragen", "clerk", None, None, "Nachfragen"),
        ("eintragen", "system", None, None, "Hund eintragen"),
        ("bescheid", "clerk", None, "Bescheid senden", None),
        ("zahlen", "citizen", "Steuer zahlen", None, None),
    ]
    assert ways(journey) == {
        **dict.fromkeys(("ausfuellen", "senden", "eintragen", "bescheid", "zahlen")),
        "pruefen": [("nachfragen", "nein"), ("eintragen", "alles da")],
        "nachfragen": [("pruefen", None)],
    }
    steps = {s.id: s for s in journey.steps()}
    assert steps["ausfuellen"].documents == ("Impfpass",) and steps["nachfragen"].waiting_time == Span(
        text="zwei Wochen"
    )
    assert steps["eintragen"].support_systems == ("Fachverfahren",)
    assert [n.text for n in document.unsorted_notes] == ["Die Rasse steht nicht zur Auswahl"]
    left = [f.text.de for f in findings if f.level == "left_out"]
    assert any("Bescheid ist da" in text for text in left) and any(
        "Nachrichtenflüssen (2: Anmeldung)" in t for t in left
    )
    assert not any("zwei Wochen" in text for text in left)


def test_sub_processes_are_dissolved_and_times_at_an_edge_are_conditions() -> None:
    document, findings = sample("teilprozess.bpmn")
    found = ways(document.journeys[0])
    assert found == {
        "beschreiben": None,
        "ablegen": [("aushang", None), ("suche", None)],
        "aushang": [],
        "suche": [("end", None), ("versteigern", "nach sechs Monaten")],
        "versteigern": None,
    }
    left = "\n".join(f.text.de for f in findings if f.level == "left_out")
    for words in (
        "Fund aufnehmen",
        "parallele Gateways (1: Beides)",
        "anderer Programme (1)",
        "an nichts beginnen",
    ):
        assert words in left
    assert any(f.level == "warning" and "wer hier handelt" in f.text.de for f in findings)


def test_the_same_file_gives_the_same_ids() -> None:
    assert sample("hundesteuer.bpmn")[0] == sample("hundesteuer.bpmn")[0]


@pytest.mark.parametrize("name", ["hundesteuer.bpmn", "teilprozess.bpmn"])
def test_what_was_read_goes_out_and_comes_back(name: str) -> None:
    document, _ = sample(name)
    assert read(write(document), "bpmn") == document


@pytest.mark.parametrize("name", ["A.1.0", "A.4.1", "B.1.0", "C.9.1"])
def test_files_of_the_interchange_working_group_are_read_and_go_out_again(name: str) -> None:
    if not SAMPLES:
        pytest.skip(
            "BPMN_SAMPLES names no folder: the files of the BPMN interchange working group were not tried"
        )
    data = (Path(SAMPLES) / f"miwg-{name}.bpmn").read_bytes()
    document, findings = examine(data, "bpmn", name)
    assert document is not None, findings
    tasks = {
        " ".join(e.get("name", "").split())
        for e in etree.fromstring(data).iter()
        if str(e.tag).lower().endswith("task") and "globalTask" not in str(e.tag)
    }
    assert tasks <= {step.title for step in document.steps()}
    assert [f for f in findings if f.level == "left_out"]
    assert read(write(document), "bpmn") == document


# Bad input.


def refused(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read(data, "bpmn")
    return "\n".join(f.text.de for f in caught.value.findings)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "kein gültiges XML"),
        (b"<svg/>", "keine BPMN-2.0-Datei"),
        (f"{HEAD}</definitions>".encode(), "keine einzige Aufgabe"),
        (f"<!DOCTYPE d [<!ENTITY a 'b'>]>{HEAD}&a;</definitions>".encode(), "DOCTYPE"),
        (f"{HEAD}{'<process>' * 70}".encode(), "verschachtelt"),
        (b"<a>" + b" " * UPLOAD_BYTES.value, "zu groß"),
        (
            f"{HEAD}<process id='p'>{'<task/>' * (STEPS.value + 1)}</process></definitions>".encode(),
            "401 Aufgaben",
        ),
        (
            f"{HEAD}<process id='p'>{'<task/>' * (BPMN_ELEMENTS.value + 1)}</process></definitions>".encode(),
            "zu groß",
        ),
    ],
    ids=["empty", "svg", "nothing", "entity", "deep", "large", "tasks", "elements"],
)
def test_what_cannot_be_a_journey_is_refused_with_a_sentence(data: bytes, said: str) -> None:
    assert said in refused(data)


def test_loops_without_tasks_and_sub_processes_within_themselves_end() -> None:
    gateways = "".join(f'<exclusiveGateway id="g{n}"/>' for n in range(3_000))
    flows = "".join(
        f'<sequenceFlow id="f{n}" sourceRef="g{n}" targetRef="g{(n + 1) % 3_000}"/>' for n in range(3_000)
    )
    inner = '<subProcess id="s"><task id="t" name="A"/><boundaryEvent id="b" attachedToRef="b"/></subProcess>'
    more = '<sequenceFlow id="x" sourceRef="t" targetRef="g0"/><sequenceFlow id="y" sourceRef="s" targetRef="s"/>'
    data = f'{HEAD}<process id="p">{gateways}{flows}{inner}{more}</process></definitions>'
    assert [s.title for s in read(data.encode(), "bpmn").journeys[0].steps()] == ["A"]


PIECES = st.sampled_from(
    [
        "",
        "<",
        '"',
        "id=",
        'id="S1"',
        "citizen_S1",
        "S2",
        "end",
        "]]>",
        "<task/>",
        '{"',
        "&#9;",
        "&#x85;",
        "bpmn:",
        "of=",
    ]
)


@examples(120)
@given(st.data(), st.integers(1, 4), st.sampled_from(["own", "hundesteuer.bpmn", "teilprozess.bpmn"]))
def test_mutated_files_are_read_or_refused(data: st.DataObject, cuts: int, name: str) -> None:
    text = write(ALL).decode() if name == "own" else (DATA / name).read_text()
    for _ in range(cuts):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 30)))
        text = text[:start] + data.draw(PIECES) + text[end:]
    document, findings = examine(text.encode(), "bpmn", "x")
    assert (document is None) == any(f.level == "error" for f in findings)
    if document is not None:
        assert read(write(document), "bpmn") == document


ATTRIBUTES = ("id", "sourceRef", "targetRef", "attachedToRef", "processRef", "of", "name")


@examples(120)
@given(st.data(), st.sampled_from(["own", "hundesteuer.bpmn", "teilprozess.bpmn"]))
def test_files_with_shuffled_references_are_read_or_refused(data: st.DataObject, name: str) -> None:
    root = etree.fromstring(write(ALL) if name == "own" else (DATA / name).read_bytes())
    places = [(e, a) for e in root.iter() for a in ATTRIBUTES if e.get(a) is not None]
    for _ in range(data.draw(st.integers(1, 12))):
        (to, field), (source, other) = data.draw(st.sampled_from(places)), data.draw(st.sampled_from(places))
        to.set(field, source.get(other, ""))
    document, findings = examine(etree.tostring(root), "bpmn", "x")
    assert (document is None) == any(f.level == "error" for f in findings)
