"""What is written is read again as the same document, by our reader and by readers of other YAML versions."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, seed, settings

from journeys.domain.document import Document
from journeys.domain.intake import read
from journeys.domain.schema import schema, schema_findings
from journeys.domain.writing import to_json, to_yaml
from tests.builders import a_document, a_journey, a_step
from tests.domain.documents import TRAPS, documents

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
SLOW = settings(
    max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None
)


@SLOW
@given(documents())
def test_yaml_then_json_then_yaml_is_the_same_document(document: Document) -> None:
    _comes_back(document)


@pytest.mark.full
@settings(SLOW, max_examples=1_000)
@given(documents())
def test_a_thousand_documents_are_the_same_after_yaml_json_and_yaml(document: Document) -> None:
    _comes_back(document)


def _comes_back(document: Document) -> None:
    text = to_yaml(document)
    first = read(text.encode(), "yaml")
    second = read(to_json(first).encode(), "json")
    assert first == document
    assert second == document
    assert to_yaml(second) == text


@SLOW
@given(documents())
def test_a_reader_of_yaml_1_1_reads_the_same_values(document: Document) -> None:
    assert yaml.safe_load(to_yaml(document)) == document.plain()


@SLOW
@given(documents())
def test_generated_documents_are_what_the_schema_says(document: Document) -> None:
    assert schema_findings(document.plain()) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_four_cases_go_out_as_they_came_in(path: Path) -> None:
    document = read(path.read_bytes(), "yaml")
    assert document.plain() == yaml.safe_load(path.read_text("utf-8"))
    assert json.loads(to_json(document)) == document.plain()
    assert yaml.safe_load(to_yaml(document)) == document.plain()


@pytest.mark.parametrize("text", TRAPS)
def test_a_text_that_looks_like_something_else_stays_a_text(text: str) -> None:
    document = a_document(a_journey((a_step(title=text or " "),), summary=text))
    again = read(to_yaml(document).encode(), "yaml")
    assert again.journeys[0].summary == text


def test_yaml_is_made_for_people() -> None:
    lines = to_yaml(
        a_document(a_journey(1, summary="Zeile eins\nZeile „zwei“ 😀"), as_of="2024-01-01")
    ).splitlines()
    assert lines[:3] == ["format: journeys/1", "id: wohngeld-beantragen", "language: de"]
    assert lines[3] == "as_of: '2024-01-01'"
    assert "  summary: |-" in lines
    assert "    Zeile „zwei“ 😀" in lines


def test_an_empty_next_is_written_because_it_means_an_end() -> None:
    document = a_document(a_journey((a_step("S1", next=()), a_step("S2"))))
    again = read(to_yaml(document).encode(), "yaml")
    assert [s.next for s in again.steps()] == [(), None]


def test_the_strategies_make_every_field_of_the_schema() -> None:
    """In some rounds: what a round makes depends on the modules that the other tests have loaded."""
    wanted = set(_fields(schema(), schema()))
    made: set[str] = set()
    for number in range(6):

        @seed(number)
        @settings(SLOW, max_examples=75, database=None)
        @given(documents())
        def collect(document: Document) -> None:
            made.update(_present(document.plain(), ""))

        collect()
        if wanted <= made:
            break
    assert wanted - made == set()


def _fields(shape: dict[str, Any], root: dict[str, Any], path: str = "") -> list[str]:
    """Every field that the schema knows, as `journeys.phases.steps.id`."""
    while "$ref" in shape:
        shape = root["$defs"][shape["$ref"].rsplit("/", 1)[1]]
    if "items" in shape:
        return _fields(shape["items"], root, path)
    out = []
    for name, inner in shape.get("properties", {}).items():
        here = f"{path}.{name}" if path else name
        out += [here, *_fields(inner, root, here)]
    return out


def _present(value: Any, path: str) -> list[str]:
    if isinstance(value, list):
        return [name for entry in value for name in _present(entry, path)]
    if not isinstance(value, dict):
        return []
    out = []
    for name, inner in value.items():
        here = f"{path}.{name}" if path else name
        out += [here, *_present(inner, here)]
    return out
