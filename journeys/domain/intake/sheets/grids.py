"""Tables as they stand in a file: cells by row and column, and what was noticed on the way."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from journeys.domain.findings import Finding
from journeys.domain.intake.letters import FORBIDDEN, LINE_END
from journeys.domain.intake.sheets import refusals as say
from journeys.domain.sheets.forms import Cell, is_empty
from journeys.domain.words import Words
from journeys.settings import SHEET_CELLS, SHEET_COLUMNS, SHEET_LETTERS, SHEET_ROWS

NAMED = 20


@dataclass
class Line:
    """A row with its number and its cells that are not empty, by column (the first is 0)."""

    number: int
    cells: dict[int, str | int | float]


@dataclass
class Grid:
    """A sheet, or a whole CSV file, whose name is then empty."""

    name: str
    lines: list[Line] = field(default_factory=list)


class Count:
    """Counts what is taken over all sheets of a file; raises Refused beyond the limits."""

    def __init__(self) -> None:
        self._rows = self._cells = self._letters = 0

    def row(self) -> None:
        self._rows += 1
        if self._rows > SHEET_ROWS.value:
            say.too_many(say.ROWS, SHEET_ROWS)

    def cell(self, column: int, cell: Cell) -> None:
        self._cells += 1
        self._letters += len(cell) if isinstance(cell, str) else 1
        if column >= SHEET_COLUMNS.value:
            say.too_many(say.COLUMNS, SHEET_COLUMNS)
        if self._cells > SHEET_CELLS.value:
            say.too_many(say.CELLS, SHEET_CELLS)
        if self._letters > SHEET_LETTERS.value:
            say.too_many(say.LETTERS, SHEET_LETTERS)


def line_of(number: int, cells: Iterable[tuple[int, Cell]], count: Count) -> Line | None:
    """The row, counted, with clean texts; None when nothing stands in it."""
    kept: dict[int, str | int | float] = {}
    for column, cell in cells:
        if cell is None or is_empty(cell):
            continue
        count.cell(column, cell)
        kept[column] = clean(cell) if isinstance(cell, str) else cell
    kept = {column: cell for column, cell in kept.items() if not is_empty(cell)}
    if not kept:
        return None
    count.row()
    return Line(number, kept)


def clean(text: str) -> str:
    """The text with one kind of line end and without characters that nobody can see and no file can hold."""
    if "\r" in text:
        text = LINE_END.sub("\n", text)
    return text if text.isprintable() else FORBIDDEN.sub("", text)


def place(name: str, line: int | None = None, heading: str = "") -> str:
    """Where something stands, in the words of a table: `Schritte, Zeile 5, Spalte „Kanal“`."""
    parts = [name, f"Zeile {line}" if line else "", f"Spalte „{heading}“" if heading else ""]
    return ", ".join(part for part in parts if part)


def warning(place: str, de: str, en: str) -> Finding:
    return Finding(place, Words(de, en), "warning")


def left_out(place: str, de: str, en: str) -> Finding:
    return Finding(place, Words(de, en), "left_out")


def cell_name(column: int, row: int) -> str:
    """`C5` of column 2 and row 5."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
