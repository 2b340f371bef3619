"""`journeys validate` for other programs: findings as JSON, a status to go by, nothing needed around it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import validate as must_be

from journeys.cli import run
from journeys.places import place

FOLDER = place("docs/format/conformance")
SHAPE = {
    "type": "object",
    "required": ["valid", "files"],
    "properties": {
        "valid": {"type": "boolean"},
        "files": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["file", "valid", "findings"],
                "properties": {
                    "findings": {
                        "type": "array",
                        "items": {"type": "object", "required": ["level", "place", "text"]},
                    }
                },
            },
        },
    },
}


def as_json(capsys: pytest.CaptureFixture[str], *files: object) -> tuple[int, dict[str, Any], str]:
    status = run(["validate", "--json", *map(str, files)])
    told = capsys.readouterr()
    found: dict[str, Any] = json.loads(told.out)
    must_be(found, SHAPE)
    return status, found, told.err


def test_the_whole_folder_of_conformance(capsys: pytest.CaptureFixture[str]) -> None:
    index = {entry["file"]: entry for entry in json.loads((FOLDER / "index.json").read_text())}
    status, found, err = as_json(capsys, *(FOLDER / name for name in index))
    assert (status, found["valid"], len(found["files"])) == (1, False, len(index))
    for entry, one in zip(index.values(), found["files"], strict=True):
        assert one["valid"] == entry["valid"] and one["file"].endswith(entry["file"])
        assert [f["place"] for f in one["findings"]] == (
            [entry["finding"]["place"]] if "finding" in entry else []
        )
    assert len(err.splitlines()) == sum("finding" in entry for entry in index.values())


def test_valid_ones_end_with_0_and_one_bad_one_with_1(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    good = FOLDER / "valid/ways.yaml"
    assert as_json(capsys, good)[:2] == (
        0,
        {"valid": True, "files": [{"file": str(good), "valid": True, "findings": []}]},
    )
    warned = as_json(capsys, FOLDER / "valid/warning-unreachable.yaml")
    assert (warned[0], warned[1]["files"][0]["findings"][0]["level"]) == (0, "warning")
    missing = as_json(capsys, good, tmp_path / "fehlt.yaml", tmp_path / "a.txt")
    assert (missing[0], [one["valid"] for one in missing[1]["files"]]) == (1, [True, False, False])
    assert run(["validate", "--json"]) == 2


def test_all_findings_are_in_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    plain = {
        "format": "journeys/1",
        "id": "a",
        "service": {"name": "x"},
        "journeys": [],
        "unsorted_notes": [1] * 250,
    }
    path.write_text(json.dumps(plain))
    _, found, err = as_json(capsys, path)
    assert len(found["files"][0]["findings"]) == 251
    assert len(err.splitlines()) == 101


def test_a_name_steers_no_terminal_and_breaks_no_json(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / 'a\x1b[31m"\n.yaml'
    path.write_text("")
    _, found, err = as_json(capsys, path)
    assert "\x1b" not in err and "\x1b" not in json.dumps(found, ensure_ascii=False)


def test_it_needs_no_home_no_database_and_no_place_to_write(tmp_path: Path) -> None:
    """As a pipeline runs it: in an empty folder that cannot be written to, with nothing set."""
    tmp_path.chmod(0o555)
    command = [sys.executable, "-c", "from journeys.cli import main; main()", "validate", "--json"]
    environ = {"PATH": os.environ["PATH"]}
    ran = subprocess.run(
        [*command, FOLDER / "valid/ways.yaml"], cwd=tmp_path, env=environ, capture_output=True, text=True
    )
    assert (ran.returncode, ran.stderr, json.loads(ran.stdout)["valid"]) == (0, "", True)
    assert list(tmp_path.iterdir()) == []
