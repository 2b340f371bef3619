"""Notes (Hinweise): what VFAs recorded, on a step or not yet sorted. A note has no author."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from journeys.domain import document
from journeys.domain.note_lists import VALUES, kind_of
from journeys.domain.rows import Changes, Rows
from journeys.domain.sharing import shared
from journeys.domain.tables import Item, UtcDateTime, one_of, within

FIELDS: dict[str, tuple[str, ...]] = {
    "pain_point": ("text", "severity", "frequency", "certainty"),
    "need": ("text", "priority"),
    "quote": ("text", "speaker", "invented"),
}
UNSORTED: tuple[str, ...] = ("text", "kind")
ON_STEP = tuple(FIELDS)
_ALL = frozenset(name for names in FIELDS.values() for name in names)
ASKED: dict[str, tuple[str, ...]] = {
    "pain_point": ("text", "severity", "frequency"),
    "need": ("text", "priority"),
    "quote": ("text", "speaker"),
}
"""What somebody is asked who records or changes a note; the rest comes from documents and stays as it is."""


class Note(Item, table=True):
    """Without a step it is unsorted; a deleted one keeps its row so that undoing brings it back."""

    __table_args__ = (
        UniqueConstraint("service_id", "ref"),
        UniqueConstraint("service_id", "form_key"),
        one_of("kind", document.NoteKind),
        one_of("frequency", document.Frequency),
        one_of("certainty", document.Certainty),
        within("severity", 1, 3),
        within("priority", 1, 3),
        CheckConstraint(
            "step_id IS NULL OR (kind IS NOT NULL AND kind IN ('pain_point', 'need', 'quote'))",
            name="kind_on_step",
        ),
    )

    step_id: int | None = Field(default=None, foreign_key="step.id", ondelete="CASCADE", index=True)
    kind: str | None = None
    text: str
    severity: int | None = None
    frequency: str | None = None
    certainty: str | None = None
    priority: int | None = None
    speaker: str | None = None
    invented: bool | None = None
    persona_id: int | None = Field(default=None, foreign_key="persona.id", ondelete="SET NULL", index=True)
    card_id: int | None = Field(default=None, foreign_key="card.id", ondelete="SET NULL", unique=True)
    origin_title: str | None = None
    origin_date: str | None = None
    form_key: str | None = None
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def to_value(row: Note, rows: Rows) -> document.Note | document.UnsortedNote:
    """The note as the document holds it; its kind decides the type."""
    if row.step_id is None or row.kind is None:
        return shared(document.UnsortedNote, id=row.ref, **rows.fields(row, UNSORTED), origin=_origin(row))
    value: document.Note = shared(
        VALUES[row.kind],
        id=row.ref,
        **rows.fields(row, FIELDS[row.kind]),
        persona=rows.ref_of("personas", row.persona_id),
        sources=rows.cited("note_id", row),
        origin=_origin(row),
    )
    return value


def _origin(row: Note) -> document.Origin | None:
    if row.origin_title is None:
        return None
    return shared(document.Origin, workshop=row.origin_title, date=row.origin_date)


def take(row: Note, value: document.Note | document.UnsortedNote, records: Changes) -> None:
    """Put everything the note says into its row."""
    unsorted = isinstance(value, document.UnsortedNote)
    said = UNSORTED if unsorted else FIELDS[kind_of(value)]
    for name in _ALL.difference(said):
        setattr(row, name, None)  # it may have said this while it was of another kind
    records.copy(value, row, said)
    row.persona_id = records.id_of("personas", getattr(value, "persona", None), "persona")
    records.cite("note_id", row, getattr(value, "sources", ()))
    row.origin_title = value.origin.workshop if value.origin else None
    row.origin_date = value.origin.date if value.origin else None
