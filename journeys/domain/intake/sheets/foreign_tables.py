"""Tables of others: rows with steps, rows with notes, and rows with both, by what each column means."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from journeys.domain.findings import Finding
from journeys.domain.intake.sheets.fields import COLUMNS, SERVICE_NAME, TEXT_OF_NOTE
from journeys.domain.intake.sheets.grids import left_out, warning
from journeys.domain.intake.sheets.notes import ON_STEP
from journeys.domain.intake.sheets.parts import Part, lacks, part_of
from journeys.domain.intake.sheets.tables import Record, Said
from journeys.domain.sheets.forms import plain_word, text_of
from journeys.domain.wording import shown

STEP = [(field, column) for field, column in COLUMNS.items() if field.startswith("step.")]
NOTE = [(f, c) for f, c in COLUMNS.items() if f.startswith("note.") and f not in TEXT_OF_NOTE]
TEXTS = [(field, COLUMNS[field], kind) for field, kind in TEXT_OF_NOTE.items()]
NAMES = frozenset(("step.title", "step.@number", "step.id"))
PLACES = frozenset(
    (
        "step.@journey",
        "step.@journey.title",
        "step.@journey.kind",
        "step.@phase",
        "step.@phase.name",
        "step.@number",
        "step.id",
    )
)
BESIDE = frozenset(("persona", "origin"))
"""What alone makes no note."""
BESIDE_FIELDS = ("note.persona", "note.origin.workshop", "note.origin.date")
Key = tuple[Any, ...]


@dataclass
class Rows:
    """The rows of one table; `fields` are all that its columns mean."""

    fields: frozenset[str]
    records: list[Record]

    @property
    def has_notes(self) -> bool:
        return any(field.startswith("note.") for field in self.fields)

    @property
    def only_notes(self) -> bool:
        """Whether this is a table of note slips, whose rows name a step and say nothing of it."""
        steps = {field for field in self.fields if field.startswith("step.")}
        return "note.text" in self.fields and steps <= NAMES


def parts_of(tables: list[Rows], ours: bool, findings: list[Finding]) -> dict[str, list[Part]]:
    """The steps and notes of all tables. Where no table says steps, those that note slips name are made."""
    steps: dict[Key, Record] = {}
    notes: list[tuple[Record, Key | None]] = []
    full = [rows for rows in tables if not rows.only_notes] or tables
    for number, rows in enumerate(full):
        for record in rows.records:
            key = _step(record, rows, number, steps, findings)
            notes.append((record, key))
    made = {key: part_of(record, STEP, ours, findings) for key, record in steps.items()}
    out = [
        part
        for record, key in notes
        for part in _notes(record, made.get(key) if key else None, ours, findings)
    ]
    for rows in tables:
        if rows not in full:
            out += [part for record in rows.records for part in _slips(record, ours, findings)]
    return {"steps": list(made.values()), "notes": out}


def _step(
    record: Record, rows: Rows, number: int, steps: dict[Key, Record], findings: list[Finding]
) -> Key | None:
    """Remember the step of a row; where it was said before, what is new of it comes to that."""
    cells = {field: said for field, said in record.cells.items() if field.startswith("step.")}
    if "step.title" not in cells:
        if cells.keys() - PLACES:
            lacks(Part({}, {}, record), "title", "Schritt", findings)
        return None
    key = _key(cells, rows, number, record.line)
    before = steps.get(key)
    if before is None:
        steps[key] = record._replace(cells=cells)
        return key
    for field, said in cells.items():
        there = before.cells.setdefault(field, said)
        if there.cell != said.cell and field != "step.@number":
            findings.append(_differs(record, said, there, before.line))
    return key


def _key(cells: dict[str, Said], rows: Rows, number: int, line: int) -> Key:
    if not rows.has_notes:
        return ("row", number, line)
    if "step.id" in cells:
        return ("id", text_of(cells["step.id"].cell).strip())
    names = ("step.@journey", "step.@journey.title", "step.@journey.kind", "step.@phase.name", "step.title")
    return ("name", *(plain_word(text_of(cells[n].cell)) if n in cells else "" for n in names))


def _differs(record: Record, said: Said, there: Said, line: int) -> Finding:
    now, first = shown(said.cell), shown(there.cell)
    de = f"„{now}“ ist nicht übernommen: In Zeile {line} steht bei diesem Schritt „{first}“."
    en = f"“{now}” is not taken: row {line} says “{first}” of this step."
    return warning(record.place(said.heading), de, en)


def _notes(record: Record, step: Part | None, ours: bool, findings: list[Finding]) -> Iterator[Part]:
    """The notes of a row: that of the column for notes, and the lines of columns for one kind."""
    note = part_of(record, NOTE, ours, findings)
    note.where["@part"] = step
    texts = list(_of_kinds(record, note, ours))
    if "text" in note.plain or (note.plain.keys() - BESIDE and not texts):
        yield note
    elif not texts:
        findings += [_of_no_note(record, said) for f, said in record.cells.items() if f in BESIDE_FIELDS]
    yield from texts


def _of_no_note(record: Record, said: Said) -> Finding:
    de, en = f"„{shown(said.cell)}“ steht bei keinem Hinweis.", f"“{shown(said.cell)}” is beside no note."
    return left_out(record.place(said.heading), de, en)


def _of_kinds(record: Record, note: Part, ours: bool) -> Iterator[Part]:
    for field, column, kind in TEXTS:
        said = record.cells.get(field)
        for text in column.form.take(said.cell, ours) if said else ():
            known = ON_STEP[kind][1].model_fields
            shared = (
                {}
                if "text" in note.plain
                else {k: v for k, v in note.plain.items() if k in known and k != "id"}
            )
            yield Part({**shared, "text": text, "kind": kind}, dict(note.where), record, dict(note.said))


def _slips(record: Record, ours: bool, findings: list[Finding]) -> Iterator[Part]:
    """The notes of a row that only names its step."""
    where = part_of(
        record._replace(cells={f: s for f, s in record.cells.items() if f in NAMES}), STEP, ours, findings
    )
    for note in _notes(record, None, ours, findings):
        del note.where["@part"]
        for field, name in (("title", "@step.title"), ("id", "@step")):
            if field in where.plain:
                note.where[name] = where.plain[field]
                note.said[name] = where.said[field]
        if "@number" in where.where:
            note.where["@number"] = where.where["@number"]
        yield note


def service_name(tables: list[Rows], ours: bool, findings: list[Finding]) -> str | None:
    """What the column for the service says; only one service is read at a time."""
    first: Said | None = None
    for record in (record for rows in tables for record in rows.records):
        said = record.cells.get(SERVICE_NAME)
        first = first or said
        if said is not None and first is not None and said.cell != first.cell:
            de = f"Eine andere Leistung („{shown(said.cell)}“); alles kommt zu „{shown(first.cell)}“."
            en = f"Another service (“{shown(said.cell)}”); everything goes to “{shown(first.cell)}”."
            findings.append(warning(record.place(said.heading), de, en))
    return None if first is None else str(COLUMNS[SERVICE_NAME].form.take(first.cell, ours))
