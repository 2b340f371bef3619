"""The cells of a workbook (XLSX), sheet by sheet, as a stream: what a formula last gave, days as days, merged cells."""

import re
from bisect import bisect_left
from typing import NamedTuple

from journeys.domain.findings import Finding
from journeys.domain.intake.sheets import refusals as say
from journeys.domain.intake.sheets.grids import (
    NAMED,
    Count,
    Grid,
    Line,
    cell_name,
    left_out,
    line_of,
    place,
    warning,
)
from journeys.domain.intake.sheets.workbook_book import Book, Listed, book_of, letters
from journeys.domain.intake.sheets.workbook_parts import Parts
from journeys.domain.intake.sheets.workbook_values import REF, column, day, smooth, whole
from journeys.domain.sheets.forms import Cell, is_empty
from journeys.settings import SHEET_CELLS

_NUMBER = re.compile(r"-?\d{1,20}(\.\d{1,330})?([eE][+-]?\d{1,3})?", re.ASCII)


class Sheets(NamedTuple):
    """The sheets that people see, with what was noticed."""

    grids: list[Grid]
    findings: list[Finding]


def sheets_of(data: bytes) -> Sheets:
    """All sheets of a workbook; raises Refused for what is none, is locked, holds macros or is beyond a limit."""
    parts = Parts(data)
    book = book_of(parts)
    grids, findings, count = [], _beside(parts), Count()
    for sheet in book.sheets:
        if not sheet.shown:
            findings.append(left_out(sheet.name, "Das Blatt ist ausgeblendet.", "The sheet is hidden."))
            continue
        reader = _Reader(sheet, book, count)
        parts.stream(sheet.part, reader.start, reader.end, reader.text)
        grids.append(reader.finish())
        findings += reader.findings()
    return Sheets(grids, findings)


def _beside(parts: Parts) -> list[Finding]:
    """What a workbook holds beside cells."""
    names = " ".join(parts.names()).lower()
    found = (
        ("/comments", "Kommentare an Zellen", "Comments on cells"),
        ("/media/", "Bilder", "Pictures"),
        ("/charts/", "Diagramme", "Charts"),
        ("/externallinks/", "Verweise auf andere Arbeitsmappen", "Links to other workbooks"),
    )
    return [left_out("", f"{de}.", f"{en}.") for part, de, en in found if part in names]


class _Reader:
    """Takes the events of one sheet."""

    def __init__(self, sheet: Listed, book: Book, count: Count) -> None:
        self._name, self._book, self._count = sheet.name, book, count
        self._lines: list[Line] = []
        self._row: list[tuple[int, Cell]] = []
        self._number, self._column = 0, -1
        self._kind = self._style = ""
        self._formula: list[str] | None = None
        self._said: list[str] = []
        self._take = self._aside = False
        self._merged: list[tuple[int, int, int]] = []
        self._noticed: dict[str, list[str]] = {"value": [], "formula": [], "error": [], "merged": []}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._aside = self._aside or tag == "rPh"
        self._take = tag in ("v", "t", "f") and not self._aside
        if tag == "row":
            self._number = whole(attributes.get("r"), self._number + 1)
            self._row, self._column = [], -1
        elif tag == "c":
            self._column = column(attributes.get("r"), self._column + 1)
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._formula, self._said = None, []
        elif tag == "f":
            self._formula = []
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, text: str) -> None:
        if self._take:
            self._said.append(text)

    def end(self, tag: str) -> None:
        self._take = False
        if tag == "f":
            self._formula, self._said = self._said, []
        elif tag == "rPh":
            self._aside = False
        elif tag == "c":
            cell = self._cell("".join(self._said))
            if not is_empty(cell):
                self._row.append((self._column, cell))
        elif tag == "row":
            line = line_of(self._number, self._row, self._count)
            self._row = []
            if line is not None:
                self._lines.append(line)

    def _cell(self, said: str) -> Cell:
        if self._kind == "e":
            self._notice("error")
            return None
        if self._formula is not None:
            self._notice("value" if said else "formula")
            if not said:
                return "=" + "".join(self._formula)
        return self._value(said)

    def _value(self, said: str) -> Cell:
        if self._kind == "s":
            texts = self._book.texts
            return texts[int(said)] if said.isdecimal() and len(said) < 8 and int(said) < len(texts) else None
        if self._kind == "b":
            return "ja" if said.strip() == "1" else "nein"
        if self._kind != "n" or not _NUMBER.fullmatch(said):
            return letters(said)
        number = float(said) if re.search("[.eE]", said) or len(said) > 15 else int(said)
        is_day = self._style.isdecimal() and int(self._style) in self._book.days
        return day(number, self._book.from_1904) if is_day else smooth(number)

    def _notice(self, what: str) -> None:
        if len(self._noticed[what]) <= NAMED:
            self._noticed[what].append(cell_name(self._column, self._number))

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        top, bottom = REF.fullmatch(first), REF.fullmatch(last)
        if top and bottom and int(bottom[2]) > int(top[2]):
            self._merged.append((column(first, 0), int(top[2]), int(bottom[2])))
            self._noticed["merged"] += [ref] if len(self._noticed["merged"]) <= NAMED else []
        if len(self._merged) > SHEET_CELLS.value:
            say.too_many(say.CELLS, SHEET_CELLS)

    def finish(self) -> Grid:
        """The sheet, with the value of merged cells in each of their rows, as one sees it."""
        self._lines.sort(key=lambda line: line.number)
        numbers = [line.number for line in self._lines]
        for at, top, bottom in self._merged:
            start, stop = bisect_left(numbers, top), bisect_left(numbers, bottom + 1)
            covered = self._lines[start:stop]
            if not covered or covered[0].number != top or at not in covered[0].cells:
                continue
            for line in covered[1:]:
                self._count.cell(at, covered[0].cells[at])
                line.cells[at] = covered[0].cells[at]
        return Grid(self._name, self._lines)

    def findings(self) -> list[Finding]:
        return [
            warning(place(self._name), f"{_some(cells)}: {de}", f"{_some(cells)}: {en}")
            for (de, en), cells in zip(_SAYS, self._noticed.values(), strict=True)
            if cells
        ]


_SAYS = (
    (
        "Hier stehen Formeln; übernommen ist, was sie zuletzt ergaben.",
        "here are formulas; what they gave last is taken.",
    ),
    (
        "Hier stehen Formeln ohne Ergebnis; übernommen ist ihr Text.",
        "here are formulas without a result; their text is taken.",
    ),
    (
        "Hier steht ein Fehlerwert; er ist nicht übernommen.",
        "here is an error value; it is not taken.",
    ),
    (
        "Die Zellen sind verbunden; ihr Wert gilt für jede ihrer Zeilen.",
        "the cells are merged; their value holds for each of their rows.",
    ),
)


def _some(names: list[str]) -> str:
    return ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
