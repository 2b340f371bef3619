"""docs/security.md goes through every item of the standard once, and what it names is there."""

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from journeys.settings import LIMITS, SETTINGS

ROOT = Path(__file__).parent.parent
DOCUMENT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ITEMS = ROOT / "tests" / "asvs-5.0-items.txt"
COUNTED = re.compile(
    r"of the (\d+) items of its levels 1 and 2 \((\d+) and (\d+)\), (\d+) are met, (\d+) not applicable, "
    r"(\d+) open and (\d+) for whoever runs it"
)
STATES = ("met", "not applicable", "open", "operator")
FOR_THE_OPERATOR = "### For whoever runs it"
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| L(\d) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
OPERATORS_ROW = re.compile(
    r"^\| (\d+\.\d+\.\d+ \(L\d\)(?:, \d+\.\d+\.\d+ \(L\d\))*) \| ([^|]+) \|$", re.MULTILINE
)
ITEM = re.compile(r"(\d+\.\d+\.\d+) \(L(\d)\)")
PLACE = re.compile(
    r"`((?:journeys|tests|docs|templates|static|migrations|script)/[^`\s]*|[\w.-]+\.(?:txt|toml|json))`"
)


class Line(NamedTuple):
    number: str
    level: str
    state: str
    words: str


def lines() -> list[Line]:
    """Every row of the tables of items, the operator's as one for each item."""
    ours, operators = DOCUMENT.split(FOR_THE_OPERATOR)
    found = [Line(*row) for row in ROW.findall(ours)]
    return found + [
        Line(number, level, "operator", words)
        for items, words in OPERATORS_ROW.findall(operators)
        for number, level in ITEM.findall(items)
    ]


def standard() -> list[tuple[str, str]]:
    """Number and level of the items, as the standard lists them."""
    rows = ITEMS.read_text(encoding="utf-8").splitlines()
    return [(row.split()[0], row.split()[1]) for row in rows if not row.startswith("#")]


def test_every_item_stands_in_it_once_with_its_level() -> None:
    found = Counter((line.number, line.level) for line in lines())
    assert found == Counter(standard())
    mentioned = re.findall(r"^\| \d+\.\d+\.\d+\b", DOCUMENT, re.MULTILINE)
    read = ROW.findall(DOCUMENT) + OPERATORS_ROW.findall(DOCUMENT)
    assert len(mentioned) == len(read), "a row that is no row of these tables"


def test_items_stand_in_the_chapter_of_their_number() -> None:
    ours, _ = DOCUMENT.split(FOR_THE_OPERATOR)
    chapters = re.split(r"^### (\d+) .+$", ours, flags=re.MULTILINE)[1:]
    for chapter, text in zip(chapters[::2], chapters[1::2], strict=True):
        numbers = [row[0] for row in ROW.findall(text)]
        assert numbers and {number.split(".")[0] for number in numbers} == {chapter}
        assert numbers == sorted(numbers, key=lambda n: [int(part) for part in n.split(".")])


def test_states_are_the_allowed_ones_and_their_counts_stand_at_the_beginning() -> None:
    found = Counter(line.state for line in lines())
    assert set(found) <= set(STATES)
    said = COUNTED.search(" ".join(DOCUMENT.split("## ")[0].split()))
    assert said, "the first paragraph says how many there are of each"
    levels = Counter(line.level for line in lines())
    assert [int(count) for count in said.groups()] == [
        len(lines()),
        levels["1"],
        levels["2"],
        *(found[state] for state in STATES),
    ]


def test_what_is_named_is_there() -> None:
    gone = {place for place in PLACE.findall(DOCUMENT) if not (ROOT / place).exists()}
    assert not gone
    known = {*LIMITS, *(setting.name for setting in SETTINGS)}
    named = set(re.findall(r"\bsettings\.([A-Z_]+)", DOCUMENT)) | set(
        re.findall(r"\bJOURNEYS_[A-Z_]+\b", DOCUMENT)
    )
    assert named and named <= known


def test_what_is_met_says_where() -> None:
    without = [
        line.number
        for line in lines()
        if line.state == "met"
        and not PLACE.search(line.words)
        and not re.search(r"under “[^”]+” above", line.words)
    ]
    assert not without


def test_what_stands_above_stands_above() -> None:
    parts = set(re.findall(r"under “([^”]+)” above", DOCUMENT))
    above = DOCUMENT.split("## OWASP ASVS")[0]
    assert parts and all(re.search(rf"^\*\*{re.escape(part)}\.?\*\*", above, re.MULTILINE) for part in parts)
