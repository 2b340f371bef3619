"""What a file would become, before anything is stored: counts, an outline, what differs from what is here."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flask import request

from journeys.domain.differences import differences
from journeys.domain.document import Document, Journey
from journeys.domain.findings import Finding, Refused
from journeys.domain.importing import Prospect
from journeys.domain.intake import examine
from journeys.domain.intake.mapping import TABLES, Column, Table
from journeys.domain.words import Words
from journeys.routes.import_words import Line, lines, without_details
from journeys.settings import CARRIED_BYTES

SHOWN = 200
MOST_COLUMNS = 300
NAME = 200
SENT_BADLY = Words(
    "Die Datei ist auf dem Weg verloren gegangen. Bitte wählen Sie sie noch einmal aus.",
    "The file got lost on the way. Please choose it again.",
)


class Sent(NamedTuple):
    """A file as it was chosen, or as it came back from a form of ours with what its columns mean."""

    name: str
    data: bytes
    mapping: dict[str, str] | None = None


class Counted(NamedTuple):
    """A journey with the number of notes on its steps."""

    journey: Journey
    notes: int


class Mapped(NamedTuple):
    """The columns of a table as a form shows them, with what somebody `said` they mean; `file` is the table itself on
    its way back."""

    columns: Sequence[Column]
    table: Table
    file: str
    said: Mapping[str, str]


def sent_file() -> Sent:
    """What the form carries; raises Refused where what comes back is broken."""
    file = request.files.get("file")
    if file is not None and file.filename:
        return Sent(file.filename[-NAME:], file.read())
    name = request.form.get("name", "")[-NAME:]
    if "file64" not in request.form:
        return Sent(name, b"")
    try:
        data = base64.b64decode(request.form["file64"], validate=True)
    except (binascii.Error, ValueError):
        raise Refused([Finding("file", SENT_BADLY)]) from None
    numbers = range(MOST_COLUMNS)
    pairs = ((request.form.get(f"heading-{n}"), request.form.get(f"field-{n}")) for n in numbers)
    return Sent(
        name, data, {heading: field for heading, field in pairs if heading is not None and field is not None}
    )


def sent_back() -> Document:
    """The document that our own form carried; raises Refused."""
    document, findings = examine(request.form.get("document", "").encode(), "json")
    if document is None:
        raise Refused(findings)
    return document


def mapped(sent: Sent, format: str | None) -> Mapped | None:
    """The columns of a table that is not too large to travel in a form; None for everything else."""
    if format not in TABLES or len(sent.data) > CARRIED_BYTES.value:
        return None
    table = TABLES[format]()
    try:
        found = table.columns(sent.data)[:MOST_COLUMNS]
    except Refused:
        return None
    said = sent.mapping or {}
    return Mapped(found, table, base64.b64encode(sent.data).decode(), said) if found else None


def counted(document: Document) -> list[Counted]:
    """The journeys with their notes counted."""
    return [
        Counted(journey, sum(len(step.notes()) for step in journey.steps())) for journey in document.journeys
    ]


def changes(prospect: Prospect, file: Document) -> tuple[list[Line], list[Line]]:
    """What would change where nobody decides anything, and what somebody has to decide."""
    if prospect.here is None:
        return [], []
    sides = (prospect.after, prospect.here, file)
    changed = without_details(differences(prospect.here, prospect.after))
    return lines(changed, *sides), lines(prospect.contested, *sides)
