"""A workbook that we wrote: every sheet and column is known, so nothing is guessed."""

from typing import Any

from journeys.domain.findings import Finding
from journeys.domain.intake.sheets.document import Found
from journeys.domain.intake.sheets.grids import Grid, left_out, place, warning
from journeys.domain.intake.sheets.ids import slug
from journeys.domain.intake.sheets.parts import Part, part_of, unclear
from journeys.domain.intake.sheets.tables import Table, records_of, table_of
from journeys.domain.sheets.columns import CONTENTS, SHEETS
from journeys.domain.sheets.forms import Unclear, plain_word, text_of
from journeys.domain.sheets.service_columns import FACTS, FORMAT, LISTED, SERVICE_ROWS
from journeys.domain.wording import shown

OURS = "journeys/1"
_BY_TITLE = {plain_word(title): name for name, sheet in SHEETS.items() for title in sheet.title}
_LABELS = {plain_word(word): field for field, (label, _) in SERVICE_ROWS.items() for word in label}


def is_ours(grids: list[Grid]) -> bool:
    """Whether one of the tables says that it is of our format."""
    lines = (line for grid in grids for line in grid.lines)
    return any(line.cells.get(0) in FORMAT and line.cells.get(1) == OURS for line in lines)


def found_in(grids: list[Grid], name: str, findings: list[Finding]) -> Found:
    """The parts in the sheets of a workbook of ours."""
    tables: dict[str, Table] = {}
    for grid in grids:
        sheet = _BY_TITLE.get(plain_word(grid.name))
        table = table_of(grid, _headings(sheet).__contains__) if sheet else None
        if table is not None and sheet is not None and sheet not in tables:
            tables[sheet] = table
        elif sheet is None and grid.lines and grid.name not in CONTENTS:
            findings.append(left_out(grid.name, "Das Blatt ist nicht von uns.", "The sheet is not ours."))
    parts = {sheet: _parts(sheet, table, findings) for sheet, table in tables.items()}
    found = Found({}, parts)
    _head(found, name, findings)
    return found


def _headings(sheet: str | None) -> dict[str, str]:
    """What each heading of a sheet means, in both languages."""
    if sheet is None:
        return {}
    return {heading: c.field for c in SHEETS[sheet].columns for heading in c.heading}


def _parts(sheet: str, table: Table, findings: list[Finding]) -> list[Part]:
    columns = {column.field: column for column in SHEETS[sheet].columns}
    fields = _headings(sheet)
    findings += table.findings
    for column, heading in table.headings.items():
        if heading not in fields and any(column in line.cells for line in table.lines):
            where = place(table.name, None, heading)
            findings.append(left_out(where, "Diese Spalte ist nicht von uns.", "This column is not ours."))
    forms = {field: column.form for field, column in columns.items()}
    records = records_of(table, fields, forms, findings)
    shown_only = {field for field in columns if field[0] == "#"} - {"#what"}
    records = [record for record in records if record.cells.keys() - shown_only]
    return [part_of(record, columns.items(), True, findings) for record in records]


def _head(found: Found, name: str, findings: list[Finding]) -> None:
    head: dict[str, Any] = {"format": OURS, "service": {}}
    for part in found.of("service"):
        label = part.record.cells.get("#what")
        said = text_of(label.cell) if label else ""
        field = _LABELS.get(plain_word(said))
        if field is not None:
            _row(head, field, part, findings)
        elif said not in FORMAT:
            de, en = f"Die Angabe „{shown(said)}“ ist nicht bekannt.", f"“{shown(said)}” is not known."
            findings.append(left_out(part.place(), de, en))
    head.setdefault("id", slug(name) or "leistung")
    head["service"].setdefault("name", name or "Leistung")
    found.head = head
    found.language = "de" if (head.get("language") or "de") == "de" else "en"


def _row(head: dict[str, Any], field: str, part: Part, findings: list[Finding]) -> None:
    said = part.record.cells.get("text")
    if said is None:
        return
    outer, _, inner = field.rpartition(".")
    into, key = (head[outer], inner) if outer else (head, field)
    try:
        value = SERVICE_ROWS[field][1].take(said.cell, True)
    except Unclear as why:
        findings.append(unclear(part.place(said.heading), said.cell, why))
        return
    if field in FACTS:
        part.plain["text"] = value
        value = part.plain
    if field in LISTED:
        into.setdefault(key, []).append(value)
    elif key in into:
        findings.append(
            warning(part.place(), "Das steht schon weiter oben.", "This stands further up already.")
        )
    else:
        into[key] = value
