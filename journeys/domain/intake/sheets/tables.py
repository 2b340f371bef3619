"""Headings and rows of a table somewhere in a sheet: a title may be above it, columns may lack a heading."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from journeys.domain.findings import Finding
from journeys.domain.intake.sheets.grids import Grid, Line, cell_name, place, warning
from journeys.domain.sheets.forms import Form, text_of
from journeys.domain.wording import shown

LOOKED_AT = 20


class Said(NamedTuple):
    """What stands in a cell, and under which heading."""

    heading: str
    cell: str | int | float


class Record(NamedTuple):
    """A row: what it says, by field."""

    sheet: str
    line: int
    cells: dict[str, Said]

    def place(self, heading: str = "") -> str:
        return place(self.sheet, self.line, heading)


class Table(NamedTuple):
    """`headings` by column; `above` are the texts over it."""

    name: str
    headings: dict[int, str]
    lines: list[Line]
    above: list[str]
    findings: list[Finding]


def table_of(grid: Grid, is_known: Callable[[str], bool]) -> Table | None:
    """The table of a sheet: its headings are in the row with most of those that are known, else with most cells."""
    if not grid.lines:
        return None
    first = grid.lines[:LOOKED_AT]
    known = [sum(is_known(_heading(cell)) for cell in line.cells.values()) for line in first]
    score = known if any(known) else [len(line.cells) for line in first]
    at = score.index(max(score))
    lines = grid.lines[at + 1 :]
    findings: list[Finding] = []
    headings = _headings(grid.lines[at], lines, grid.name, findings)
    above = [text_of(cell) for line in first[:at] for cell in line.cells.values()]
    return Table(grid.name, headings, lines, above, findings)


def _heading(cell: str | int | float) -> str:
    return " ".join(text_of(cell).split())


def _headings(line: Line, lines: list[Line], name: str, findings: list[Finding]) -> dict[int, str]:
    """Each column's heading, once: one that stands twice gets a number, a missing one the column's letter."""
    used = sorted({column for row in lines for column in row.cells} | set(line.cells))
    out: dict[int, str] = {}
    taken: set[str] = set()
    for column in used:
        letter = cell_name(column, 0)[:-1]
        said = _heading(line.cells.get(column, "")) or f"Spalte {letter}"
        heading, count = said, 1
        while heading in taken:
            count += 1
            heading = f"{said} ({count})"
        if count > 1:
            de = f"Die Überschrift „{shown(said)}“ steht mehrfach da; diese heißt hier „{shown(heading)}“."
            en = f"The heading “{shown(said)}” stands there several times; this one is called “{shown(heading)}”."
            findings.append(warning(place(name, line.number), de, en))
        taken.add(heading)
        out[column] = heading
    return out


def records_of(
    table: Table, fields: Mapping[str, str], forms: Mapping[str, Form], findings: list[Finding]
) -> list[Record]:
    """The rows by field; `fields` is what each heading means. Long texts of several columns are put together; of others
    the first one counts."""
    out = []
    wanted = [(c, h, fields[h]) for c, h in table.headings.items() if h in fields and fields[h] in forms]
    for line in table.lines:
        cells: dict[str, Said] = {}
        for column, heading, field in wanted:
            cell = line.cells.get(column)
            if cell is not None:
                _put(
                    cells, field, Said(heading, cell), forms[field], place(table.name, line.number), findings
                )
        if cells:
            out.append(Record(table.name, line.number, cells))
    return out


def _put(
    cells: dict[str, Said], field: str, said: Said, form: Form, where: str, findings: list[Finding]
) -> None:
    before = cells.get(field)
    if before is None:
        cells[field] = said
    elif form.wide:
        both = f"{text_of(before.cell)}\n{text_of(said.cell)}"
        cells[field] = Said(before.heading, both)
    elif before.cell != said.cell:
        heading = shown(before.heading)
        de = f"„{shown(said.cell)}“ ist nicht übernommen; es gilt die Spalte „{heading}“."
        en = f"“{shown(said.cell)}” is not taken; the column “{heading}” counts."
        findings.append(warning(f"{where}, Spalte „{said.heading}“", de, en))
