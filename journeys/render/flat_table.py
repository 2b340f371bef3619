"""The steps with their notes as one flat table (CSV): a row for each note, and one for each step without a note.

What a step says stands in each of its rows, so that filters and pivot tables find it there.
"""

import csv
from collections.abc import Iterator
from io import StringIO

from journeys.domain.document import Document
from journeys.domain.sheets.columns import CSV_IDS, CSV_NOTES, CSV_STEPS, JOURNEY_KIND, SERVICE_NAME
from journeys.domain.sheets.forms import Cell
from journeys.domain.sheets.guard import guarded
from journeys.render.tables import Plain, Row, kind_and_title, notes_on, row_of, step_parts

BEGINNING = (SERVICE_NAME, CSV_STEPS[0], JOURNEY_KIND, *CSV_STEPS[1:])
STEP_IDS, NOTE_IDS = CSV_IDS[:-1], CSV_IDS[-1:]


def for_excel(document: Document) -> bytes:
    """As Excel opens it in Germany: UTF-8 with its mark, semicolons, a comma in numbers."""
    return _text(document, ";", ",").encode("utf-8-sig")


def plain(document: Document) -> bytes:
    """As other programs read it: UTF-8, commas, a point in numbers (RFC 4180)."""
    return _text(document, ",", ".").encode()


def _text(document: Document, delimiter: str, point: str) -> str:
    file = StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
    language = document.words_language
    columns = (*BEGINNING, *CSV_NOTES, *CSV_IDS)
    writer.writerow([column.heading.in_(language) for column in columns])
    for row in _rows(document):
        writer.writerow([_cell(cell, point) for cell in row])
    return file.getvalue()


def _rows(document: Document) -> Iterator[Row]:
    persons = {persona.id: persona.name for persona in document.personas}
    steps = {step.id: step for step in document.steps()}
    journeys = {journey.id: kind_and_title(journey) for journey in document.journeys}
    service = {"#service": document.service.name}
    for part in step_parts(document):
        step = {**part, **journeys[part["@journey"]], **service}
        for note in list(notes_on(steps[part["id"]])) or [{}]:
            yield _row(document, step, _by_name(note, persons))
    for unsorted in document.unsorted_notes:
        yield _row(document, service, unsorted.plain())


def _row(document: Document, step: Plain, note: Plain) -> Row:
    language = document.words_language
    return [
        *row_of(step, BEGINNING, language),
        *row_of(note, CSV_NOTES, language),
        *row_of(step, STEP_IDS, language),
        *row_of(note, NOTE_IDS, language),
    ]


def _by_name(note: Plain, persons: dict[str, str]) -> Plain:
    """The note with its persona's name: this table has no other place for it."""
    return {**note, "persona": persons.get(note["persona"])} if "persona" in note else note


def _cell(cell: Cell, point: str) -> str:
    if cell is None:
        return ""
    return guarded(cell) if isinstance(cell, str) else str(cell).replace(".", point)
