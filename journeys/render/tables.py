"""A document as tables of plain cells: what a workbook and a CSV file are made of."""

from collections.abc import Iterator
from typing import Any

from journeys.domain.document import Document, Journey, Step
from journeys.domain.sheets.columns import SHEETS
from journeys.domain.sheets.forms import Cell
from journeys.domain.sheets.making import Column
from journeys.domain.sheets.service_columns import FACTS, FORMAT, LISTED, SERVICE_ROWS
from journeys.domain.words import KIND, Language

Row = list[Cell]
Plain = dict[str, Any]


def tables_of(document: Document) -> dict[str, list[Row]]:
    """The rows of every sheet of SHEETS, without headings."""
    language = document.words_language
    parts = {
        "personas": [p.plain() for p in document.personas],
        "journeys": [j.plain() for j in document.journeys],
        "phases": [{**p.plain(), "@journey": j.id} for j in document.journeys for p in j.phases],
        "lanes": [{**lane.plain(), "@journey": j.id} for j in document.journeys for lane in j.lanes],
        "steps": list(step_parts(document)),
        "notes": list(note_parts(document)),
        "opportunities": [o.plain() for o in document.opportunities],
        "sources": [s.plain() for s in document.sources],
    }
    rows = {name: [row_of(part, SHEETS[name].columns, language) for part in parts[name]] for name in parts}
    return {"service": list(_service_rows(document, language)), **rows}


def row_of(part: Plain, columns: tuple[Column, ...], language: Language) -> Row:
    """The cells of a part, one for each of the columns."""
    found = ((column.form, _found(part, column.field)) for column in columns)
    return [None if value is None else form.put(value, language) for form, value in found]


def _found(part: Plain, field: str) -> Any:
    """What stands under `waiting_time.min`; a name with @ or # is one of its own."""
    if field[0] in "@#":
        return part.get(field)
    for key in field.split("."):
        part = part.get(key, {})
    return None if part == {} else part


def step_parts(document: Document) -> Iterator[Plain]:
    """The steps of all journeys with where they belong and their number."""
    for journey in document.journeys:
        number = 0
        for phase in journey.phases:
            for step in phase.steps:
                number += 1
                yield {
                    **step.plain(),
                    "@journey": journey.id,
                    "@journey.title": journey.title or KIND[journey.kind].in_(document.words_language),
                    "@phase": phase.id,
                    "@phase.name": phase.name,
                    "@number": number,
                }


def note_parts(document: Document) -> Iterator[Plain]:
    """All notes, those on steps first, in the order of the steps."""
    for journey in document.journeys:
        for number, step in enumerate(journey.steps(), 1):
            where = {"#step.number": number, "@step.title": step.title, "@step": step.id}
            yield from ({**note, **where} for note in notes_on(step))
    yield from (note.plain() for note in document.unsorted_notes)


def notes_on(step: Step) -> Iterator[Plain]:
    """The notes on a step, each with its kind."""
    for kind, notes in (("pain_point", step.pain_points), ("need", step.needs), ("quote", step.quotes)):
        yield from ({**note.plain(), "kind": kind} for note in notes)


def kind_and_title(journey: Journey) -> Plain:
    """A journey as rows of other things name it."""
    return {"@journey": journey.id, "@journey.title": journey.title, "@journey.kind": journey.kind}


def _service_rows(document: Document, language: Language) -> Iterator[Row]:
    plain = document.plain()
    yield [FORMAT.in_(language), document.format, None, None, None]
    for field, (label, form) in SERVICE_ROWS.items():
        value = _found(plain, field)
        for entry in (value or []) if field in LISTED else [value]:
            if entry is None:
                continue
            fact = entry if field in FACTS else {"text": entry}
            texts = {**fact, "text": form.put(fact["text"], language)}
            first, *rest = SHEETS["service"].columns[1:]
            yield [label.in_(language), texts[first.field], *row_of(fact, tuple(rest), language)]
