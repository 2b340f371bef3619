"""Sources and where they are cited."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from journeys.domain import document
from journeys.domain.rows import Changes, Rows
from journeys.domain.sharing import shared
from journeys.domain.tables import Item, Part, one_of

FIELDS = ("title", "publisher", "url", "date", "used_for", "verified", "reliability")
OWNERS = ("fact_id", "persona_id", "span_id", "note_id", "opportunity_id", "cost_id")
_ONE_OWNER = " + ".join(f"CASE WHEN {owner} IS NULL THEN 0 ELSE 1 END" for owner in OWNERS)


class Source(Item, table=True):
    __table_args__ = (
        UniqueConstraint("service_id", "ref"),
        one_of("reliability", document.Reliability),
    )

    title: str
    publisher: str | None = None
    url: str | None = None
    date: str | None = None
    used_for: str | None = None
    verified: bool | None = None
    reliability: str | None = None


class Citation(Part, table=True):
    """A source that one fact, persona, span, note, opportunity or cost rests on."""

    __table_args__ = (CheckConstraint(f"{_ONE_OWNER} = 1", name="one_owner"),)

    source_id: int = Field(foreign_key="source.id", ondelete="CASCADE", index=True)
    fact_id: int | None = Field(default=None, foreign_key="fact.id", ondelete="CASCADE", index=True)
    persona_id: int | None = Field(default=None, foreign_key="persona.id", ondelete="CASCADE", index=True)
    span_id: int | None = Field(default=None, foreign_key="span.id", ondelete="CASCADE", index=True)
    note_id: int | None = Field(default=None, foreign_key="note.id", ondelete="CASCADE", index=True)
    opportunity_id: int | None = Field(
        default=None, foreign_key="opportunity.id", ondelete="CASCADE", index=True
    )
    cost_id: int | None = Field(default=None, foreign_key="cost.id", ondelete="CASCADE", index=True)


def to_value(row: Source, rows: Rows) -> document.Source:
    return shared(document.Source, id=row.ref, **rows.fields(row, FIELDS))


def take(row: Source, value: document.Source, records: Changes) -> None:
    records.copy(value, row, FIELDS)
