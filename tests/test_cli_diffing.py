"""`journeys diff`: what changed between two files, as sentences, JSON and a picture."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from journeys.cli import run
from journeys.domain.diff.alterations import Alteration, Place
from journeys.domain.diff.applying import applied
from journeys.domain.diff.items import normal
from journeys.domain.document import Document
from journeys.domain.writing import to_json, to_yaml
from tests.builders import a_document, a_journey, a_pain_point, a_step

BEFORE = a_document(
    a_journey((a_step("A", "Antrag"), a_step("B", "Warten", pain_points=(a_pain_point("P"),))), id="ist"),
    a_journey((a_step("Z"),), id="soll", kind="to_be"),
)
AFTER = a_document(
    a_journey((a_step("N", "Termin"), a_step("A", "Antrag", channel="online")), id="ist"),
    a_journey((a_step("Z"),), id="soll", kind="to_be"),
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    old, new = tmp_path / "alt.yaml", tmp_path / "neu.json"
    old.write_text(to_yaml(BEFORE), "utf-8")
    new.write_text(to_json(AFTER), "utf-8")
    return str(old), str(new)


def test_sentences(files: tuple[str, str], capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["diff", *files]) == 0
    told = capsysbinary.readouterr().out.decode().splitlines()
    assert told == [
        "Neu: Schritt „Termin“ in der Phase „Antrag stellen“, an erster Stelle.",
        "Schritt „Antrag“: Kanal neu: Online.",
        "Schritt „Warten“ entfällt, mit 1 Hinweis.",
    ]
    assert run(["diff", files[0], files[0]]) == 0
    assert capsysbinary.readouterr().out.decode() == "Beide Dateien sagen dasselbe.\n"


def test_json_is_complete_for_other_programs(files: tuple[str, str], tmp_path: Path) -> None:
    out = tmp_path / "diff.json"
    assert run(["diff", *files, "--format", "json", "-o", str(out)]) == 0
    changes: list[dict[str, Any]] = json.loads(out.read_text())["changes"]
    asked = {"kind", "what", "id", "field", "before", "after", "text"}
    assert all(asked <= change.keys() for change in changes)
    assert [(c["kind"], c["what"], c["id"]) for c in changes] == [
        ("added", "step", "N"),
        ("changed", "step", "A"),
        ("removed", "step", "B"),
        ("removed", "note", "P"),
    ]
    assert applied(BEFORE, [_back(change) for change in changes]) == normal(AFTER)
    assert run(["diff", files[0], files[0], "--format", "json", "-o", str(out)]) == 0
    assert json.loads(out.read_text()) == {"changes": []}


def _back(change: dict[str, Any]) -> Alteration:
    place = Place(change["place"]["in"], change["place"]["behind"]) if change["place"] else None
    said = (change[name] for name in ("kind", "what", "id", "field", "before", "after"))
    return Alteration(*said, place)  # type: ignore[misc]


def test_the_picture_is_of_what_changed(files: tuple[str, str], tmp_path: Path) -> None:
    out = tmp_path / "diff.svg"
    assert run(["diff", *files, "--format", "svg", "-o", str(out)]) == 0
    svg = ElementTree.parse(out).getroot()
    assert {"step-N", "step-A", "step-B"} <= {each.get("id") for each in svg.iter()}
    assert run(["diff", *files, "--format", "svg", "--journey", "soll", "-o", str(out)]) == 0
    assert "step-Z" in {each.get("id") for each in ElementTree.parse(out).getroot().iter()}


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["alt.yaml", "fehlt.yaml"], 1),
        (["alt.yaml", "kaputt.yaml"], 1),
        (["kaputt.yaml", "alt.yaml"], 1),
        (["alt.yaml"], 2),
        (["alt.yaml", "alt.yaml", "--format", "docx"], 2),
        (["alt.yaml", "alt.yaml", "--format", "svg", "--journey", "X"], 2),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    arguments: list[str],
    status: int,
    files: tuple[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "kaputt.yaml").write_text("format: journeys/1\nid: 3\n")
    named = [str(tmp_path / each) if each.endswith(".yaml") else each for each in arguments]
    assert run(["diff", *named]) == status
    told = capsys.readouterr()
    assert told.out == "" and told.err and "Traceback" not in told.err


def test_documents_beyond_the_limits_are_told_but_not_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def long(count: int) -> Document:
        return a_document(a_journey(tuple(a_step(f"S{n}") for n in range(count))))

    old, new = tmp_path / "alt.json", tmp_path / "neu.json"
    old.write_text(to_json(long(2)))
    new.write_text(to_json(long(401)))
    assert run(["diff", str(old), str(new)]) == 0
    assert run(["diff", str(old), str(new), "--format", "svg"]) == 1
    assert "401" in capsys.readouterr().err
