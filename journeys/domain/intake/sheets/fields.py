"""What a column of somebody's table can mean, and the headings by which it is guessed."""

import re
from collections.abc import Iterator

from journeys.domain.intake.sheets.headings import UNDERSTOOD
from journeys.domain.sheets.forms import TITLE, plain_word
from journeys.domain.sheets.lists import IDS, LANE_TEXTS, MOODS, TEXTS
from journeys.domain.sheets.making import KIND, Column
from journeys.domain.sheets.note_columns import NOTES
from journeys.domain.sheets.step_columns import STEPS
from journeys.domain.words import Words

NOTHING = "nothing"
SERVICE_NAME = "service.name"
TEXT_OF_NOTE = {"note.pain_point": "pain_point", "note.need": "need", "note.quote": "quote"}
"""Columns beside a step whose cells are notes of this kind, one a line."""


OURS_ONLY = (IDS, MOODS, LANE_TEXTS)
"""What names other parts by their ids: only tables of ours have that."""


def _columns() -> Iterator[tuple[str, Column]]:
    kind = Column("@journey.kind", Words("Ist oder Soll", "As-is or to-be"), KIND, 10)
    yield SERVICE_NAME, Column("name", Words("Leistung", "Service"), TITLE, 24)
    yield "step.@journey.kind", kind
    yield from ((f"step.{c.field}", c) for c in STEPS.columns if c.form not in OURS_ONLY)
    yield from (
        (f"note.{c.field}", c) for c in NOTES.columns if c.field[0] not in "@#" and c.form not in OURS_ONLY
    )
    yield "note.pain_point", Column("text", Words("Schmerzpunkte", "Pain points"), TEXTS)
    yield "note.need", Column("text", Words("Eigene Bedarfe", "Own needs"), TEXTS)
    yield "note.quote", Column("text", Words("O-Töne", "Quotes"), TEXTS)


COLUMNS: dict[str, Column] = dict(_columns())
"""By field: how its cells are read."""

FIELDS: dict[str, Words] = {
    NOTHING: Words("nicht übernehmen", "do not take"),
    **{field: column.heading for field, column in COLUMNS.items()},
    "note.persona": Words("Persona des Hinweises", "Persona of the note"),
}
"""What a column can mean, in the words of a menu."""

_KNOWN: dict[str, str] = {}
for _field, _column in COLUMNS.items():
    for _heading in (*_column.heading, *UNDERSTOOD.get(_field, ())):
        _KNOWN.setdefault(plain_word(_heading) or _heading, _field)
_ENGLISH = {plain_word(c.heading.en) for c in COLUMNS.values()} - {
    plain_word(c.heading.de) for c in COLUMNS.values()
}
_PIECES = re.compile(r"[/,;:|()\[\]\n?!–—]|\s-\s")


def guessed(heading: str) -> str:
    """The field that a heading most likely means, `nothing` where none is like it."""
    whole = _KNOWN.get(plain_word(heading) or heading.strip())
    if whole is not None:
        return whole
    pieces = (_KNOWN.get(plain_word(piece)) for piece in _PIECES.split(heading)[:8] if plain_word(piece))
    return next((field for field in pieces if field is not None), NOTHING)


def is_english(headings: list[str]) -> bool:
    """Whether more of the headings are English than German."""
    words = [plain_word(heading) for heading in headings]
    english = sum(word in _ENGLISH for word in words)
    return english > sum(word in _KNOWN and word not in _ENGLISH for word in words)
