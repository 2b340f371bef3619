"""docs/diagrams.md: every test and every place that it names is there, and every point of the checklist has its row."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCUMENT = (ROOT / "docs" / "diagrams.md").read_text(encoding="utf-8")
POINTS = 23


def written() -> set[str]:
    files = (ROOT / "tests").rglob("test_*.py")
    return {
        node.name
        for file in files
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }


def test_every_test_that_it_names_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", DOCUMENT))
    assert len(named) > 20 and named <= written()


def test_every_place_that_it_names_is_there() -> None:
    named = set(re.findall(r"`((?:journeys|tests|bench|script)/[\w/.]+)`", DOCUMENT))
    assert named and not [place for place in named if not (ROOT / place).exists()]


def test_every_point_has_one_row() -> None:
    assert [int(n) for n in re.findall(r"^\| (\d+) \|", DOCUMENT, re.MULTILINE)] == [*range(1, POINTS + 1)]
