"""The format as an offer to others: what lies under docs/format/ keeps its word."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from journeys.domain.intake import examine, guess_format, read_plain
from journeys.domain.schema import schema
from journeys.places import place

FORMAT = place("docs/format")
FOLDER = FORMAT / "conformance"
INDEX: list[dict[str, Any]] = json.loads((FOLDER / "index.json").read_text("utf-8"))
INVALID, VALID = [e for e in INDEX if not e["valid"]], [e for e in INDEX if e["valid"]]


def looked_at(path: Path) -> tuple[bool, list[tuple[str, str, str, str]]]:
    document, findings = examine(path.read_bytes(), guess_format(path), path.stem)
    return document is not None, [(f.level, f.place, f.text.de, f.text.en) for f in findings]


@pytest.mark.parametrize("entry", INDEX, ids=lambda e: e["file"])
def test_each_document_is_taken_or_refused_as_the_index_says(entry: dict[str, Any]) -> None:
    is_valid, found = looked_at(FOLDER / entry["file"])
    assert is_valid == entry["valid"] and entry["about"].endswith(".")
    assert entry["file"].split("/")[0] == ("valid" if entry["valid"] else "invalid")
    if "finding" not in entry:
        assert is_valid and found == []
        return
    ((level, where, de, en),) = found
    wanted = entry["finding"]
    assert (level, where) == (wanted["level"], wanted["place"])
    assert level == ("warning" if entry["valid"] else "error")
    assert wanted.get("word", "") in de and wanted.get("word", "") in en


@pytest.mark.parametrize("entry", INVALID, ids=lambda e: e["file"])
def test_it_is_found_by_what_the_index_says(entry: dict[str, Any]) -> None:
    """By a validator of JSON Schema alone, or only by what the schema cannot say."""
    path = FOLDER / entry["file"]
    if entry["found_by"] == "syntax":
        return
    plain = read_plain(path.read_bytes(), guess_format(path))
    assert plain.findings == []
    takes = Draft202012Validator(schema()).is_valid(plain.value)
    assert takes == (entry["found_by"] == "rule")


def test_every_file_of_the_folder_is_in_the_index_once() -> None:
    files = sorted(str(f.relative_to(FOLDER)) for f in FOLDER.glob("*/*"))
    assert sorted(entry["file"] for entry in INDEX) == files
    assert len(VALID) >= 15 and len({entry["found_by"] for entry in INVALID}) == 3


REFUSES = {
    "type",
    "required",
    "additionalProperties",
    "const",
    "enum",
    "pattern",
    "minimum",
    "maximum",
    "minItems",
    "not",
}


def test_every_kind_of_error_of_the_schema_is_tried() -> None:
    """Each keyword with which the schema can refuse something does so in one of the documents."""
    tried = set()
    for entry in INVALID:
        if entry["found_by"] == "schema":
            path = FOLDER / entry["file"]
            plain = read_plain(path.read_bytes(), guess_format(path)).value
            for error in Draft202012Validator(schema()).iter_errors(plain):
                tried |= {str(one.validator) for one in (error, *(error.context or ()))}
    assert tried >= REFUSES & keywords(schema())


def keywords(shape: Any) -> set[str]:
    if isinstance(shape, list):
        return {word for entry in shape for word in keywords(entry)}
    if not isinstance(shape, dict):
        return set()
    return set(shape) | {word for entry in shape.values() for word in keywords(entry)}


def fields(shape: Any, at: str = "") -> set[str]:
    """Every field that the schema knows, by its path."""
    if "$ref" in shape:
        shape = schema()["$defs"][shape["$ref"].rpartition("/")[2]]
    found: set[str] = set()
    for name, inner in shape.get("properties", {}).items():
        found |= {f"{at}.{name}"} | fields(inner, f"{at}.{name}")
    return found | (fields(shape["items"], at) if "items" in shape else set())


def said(value: Any, at: str = "") -> set[str]:
    if isinstance(value, list):
        return {path for entry in value for path in said(entry, at)}
    if not isinstance(value, dict):
        return set()
    return {f"{at}.{k}" for k in value} | {path for k, v in value.items() for path in said(v, f"{at}.{k}")}


def test_the_example_says_every_field_and_is_valid() -> None:
    path = FORMAT / "example.yaml"
    assert looked_at(path) == (True, [])
    plain = read_plain(path.read_bytes(), "yaml").value
    reused = re.compile(r"\.(fee|duration|facts|cost|waiting_time|processing_time)\.|origin\.date$")
    left = fields(schema()) - said(plain)
    assert {field for field in left if not reused.search(field)} == set(), "no example of these"
    assert said(plain) <= fields(schema())


def test_the_small_document_of_the_readme_is_valid() -> None:
    text = (FORMAT / "README.md").read_text("utf-8")
    document, findings = examine(text.split("```yaml\n")[1].split("```")[0].encode(), "yaml")
    assert document is not None and findings == ()


def test_every_field_stands_in_the_changelog_or_in_the_first_form() -> None:
    """The days of the changelog go down, and nothing is promised for a format that is not there."""
    text = (FORMAT / "CHANGELOG.md").read_text("utf-8")
    days = re.findall(r"^### (\d{4}-\d{2}-\d{2})$", text, re.MULTILINE)
    assert days == sorted(days, reverse=True) and len(set(days)) == len(days) >= 3
    known = {field.rpartition(".")[2] for field in fields(schema())} | {"worry", "keep", "unsorted_notes"}
    named = set(re.findall(r"`([a-z_]+)`", text))
    assert named <= known


def test_what_the_papers_name_is_there() -> None:
    for name in ("README.md", "CHANGELOG.md", "validating.md", "conformance/README.md"):
        file = FORMAT / name
        for path in re.findall(r"`((?:\.\./)?[\w/-]+\.(?:yaml|json|md))`", file.read_text("utf-8")):
            assert (file.parent / path).exists() or place("docs").parent.joinpath(path).exists(), (
                f"{name}: {path}"
            )
