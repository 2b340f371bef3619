"""Workbooks (XLSX) and CSV files into a journey document: our own as they were, others by what their columns mean.

What a column means is guessed by its heading, and may be said otherwise (`mapping`). Rows and values that are unclear
are warnings with line and heading; columns that mean nothing here are left out, and said to be.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from journeys.domain.findings import Finding
from journeys.domain.intake.sheets import own_workbook
from journeys.domain.intake.sheets import refusals as say
from journeys.domain.intake.sheets.csv_cells import grid_of
from journeys.domain.intake.sheets.document import Found, document_of
from journeys.domain.intake.sheets.fields import COLUMNS, FIELDS, NOTHING, guessed, is_english
from journeys.domain.intake.sheets.foreign_tables import Rows, parts_of, service_name
from journeys.domain.intake.sheets.grids import Grid, left_out, place
from journeys.domain.intake.sheets.ids import slug
from journeys.domain.intake.sheets.parts import Findings
from journeys.domain.intake.sheets.tables import Table, records_of, table_of
from journeys.domain.intake.sheets.workbook_cells import sheets_of
from journeys.domain.sheets.forms import text_of
from journeys.domain.wording import shown
from journeys.domain.words import Words

if TYPE_CHECKING:
    from journeys.domain.intake import Plain

__all__ = ["FIELDS", "Column", "columns", "read_sheet"]
SheetFormat = Literal["xlsx", "csv"]
SAMPLES = 3
OWN_IDS = frozenset(("step.id", "step.@phase", "step.@journey", "note.id"))
"""A CSV file with all of these columns is one of ours."""
UNNAMED = Words("Leistung", "Service")


class Column(NamedTuple):
    """A column of somebody's table: its heading, some of its cells, and the field of FIELDS that it most likely is."""

    heading: str
    samples: tuple[str, ...]
    field: str


def columns(data: bytes, format: SheetFormat) -> list[Column]:
    """The columns of all tables in a file, each heading once; none for a workbook of ours, where nothing is guessed.

    Raises Refused like `read_sheet`.
    """
    grids, _ = _grids(data, format)
    out: dict[str, Column] = {}
    for table in [] if own_workbook.is_ours(grids) else _tables(grids, None):
        fields = _guess(table)
        for column, heading in table.headings.items():
            cells = (line.cells.get(column) for line in table.lines)
            samples = [shown(text_of(cell)) for cell in cells if cell is not None]
            some = tuple(dict.fromkeys(samples[: 20 * SAMPLES]))[:SAMPLES]
            out.setdefault(heading, Column(heading, some, fields[heading]))
    return list(out.values())


def read_sheet(
    data: bytes, name: str, format: SheetFormat, mapping: Mapping[str, str] | None = None
) -> "Plain":
    """The plain document in a file, with what is unclear and left out.

    `name` is the file's, without its end; `mapping` says of headings which field (of FIELDS) they mean, None stands for
    the guess. Raises Refused for what can not be read at all.
    """
    from journeys.domain.intake import Plain

    grids, noticed = _grids(data, format)
    findings = Findings(noticed)
    if own_workbook.is_ours(grids):
        found = own_workbook.found_in(grids, name, findings)
    else:
        found = _foreign(_tables(grids, mapping, findings), name, mapping, findings)
    return Plain(document_of(found, findings), findings)


def _grids(data: bytes, format: SheetFormat) -> tuple[list[Grid], list[Finding]]:
    if format == "csv":
        grid, findings = grid_of(data)
        grids = [grid]
    else:
        grids, findings = sheets_of(data)
    if not any(grid.lines for grid in grids):
        say.refuse(say.EMPTY)
    return grids, findings


def _tables(
    grids: list[Grid], mapping: Mapping[str, str] | None, findings: list[Finding] | None = None
) -> list[Table]:
    """The tables with a column that means something, all of them where none has one; the others are said to be left
    out."""

    def is_known(heading: str) -> bool:
        return (mapping or {}).get(heading, guessed(heading)) != NOTHING

    tables = [table for grid in grids if (table := table_of(grid, is_known)) is not None]
    known = [t for t in tables if any(is_known(heading) for heading in t.headings.values())]
    for table in tables:
        if known and findings is not None and table not in known:
            de, en = "Das Blatt enthält keine Schritte oder Hinweise.", "The sheet holds no steps or notes."
            findings.append(left_out(table.name, de, en))
    return known or tables


def _guess(table: Table) -> dict[str, str]:
    """What each heading means; of what only one column can mean, the first."""
    out: dict[str, str] = {}
    taken: set[str] = set()
    for heading in table.headings.values():
        field = guessed(heading)
        again = field in taken and field != NOTHING and not COLUMNS[field].form.wide
        out[heading] = NOTHING if again else field
        taken.add(field)
    return out


def _foreign(
    tables: list[Table], name: str, mapping: Mapping[str, str] | None, findings: list[Finding]
) -> Found:
    forms = {field: column.form for field, column in COLUMNS.items()}
    rows = []
    for table in tables:
        fields = {**_guess(table), **{h: f for h, f in (mapping or {}).items() if f in FIELDS}}
        findings += table.findings
        findings += _unmapped(table, fields)
        here = frozenset(fields[heading] for heading in table.headings.values())
        rows.append(Rows(here - {NOTHING}, records_of(table, fields, forms, findings)))
    _refuse_meaningless(rows)
    ours = any(r.fields >= OWN_IDS for r in rows)
    said = service_name(rows, ours, findings)
    title, *rest = [text for table in tables for text in table.above] or [""]
    findings += [
        left_out("", f"„{shown(t)}“ über der Tabelle.", f"“{shown(t)}” above the table.") for t in rest
    ]
    headings = [heading for table in tables for heading in table.headings.values()]
    language: Literal["de", "en"] = "en" if is_english(headings) else "de"
    named = said if said is not None else title.strip() or name.strip() or UNNAMED.in_(language)
    head: dict[str, Any] = {
        "format": own_workbook.OURS,
        "id": slug(name) or slug(named) or "leistung",
        "language": language,
        "service": {"name": named},
    }
    return Found(head, parts_of(rows, ours, findings), language, makes_personas=True)


def _refuse_meaningless(rows: list[Rows]) -> None:
    needed = {"step.title", "note.text", "note.pain_point", "note.need", "note.quote"}
    if any(r.fields & needed for r in rows):
        return
    say.refuse(
        Words(
            "Keine Spalte nennt Schritte oder Hinweise. Geben Sie an, welche es ist, oder nennen Sie die Überschrift "
            "„Schritt“ oder „Hinweis“.",
            "No column names steps or notes. Say which one it is, or call its heading “Step” or “Note”.",
        )
    )


def _unmapped(table: Table, fields: Mapping[str, str]) -> list[Finding]:
    out = []
    for column, heading in table.headings.items():
        first = next((line.cells[column] for line in table.lines if column in line.cells), None)
        if fields[heading] == NOTHING and first is not None:
            said = shown(text_of(first))
            de, en = (
                f"Die Spalte ist nicht übernommen, etwa „{said}“.",
                f"The column is not taken, such as “{said}”.",
            )
            out.append(left_out(place(table.name, None, heading), de, en))
    return out
