"""Opportunities (Maßnahmen): what would remove pain points."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from journeys.domain import document
from journeys.domain.rows import Changes, Rows
from journeys.domain.sharing import shared
from journeys.domain.tables import Item, Part, one_of, within

FIELDS = ("text", "impact", "effort", "horizon")


class Opportunity(Item, table=True):
    __table_args__ = (
        UniqueConstraint("service_id", "ref"),
        within("impact", 1, 5),
        within("effort", 1, 5),
        one_of("horizon", document.Horizon),
    )

    text: str
    impact: int | None = None
    effort: int | None = None
    horizon: str | None = None
    step_id: int | None = Field(default=None, foreign_key="step.id", ondelete="SET NULL", index=True)


class OpportunityAddress(Part, table=True):
    """A pain point that an opportunity would remove."""

    opportunity_id: int = Field(foreign_key="opportunity.id", ondelete="CASCADE", index=True)
    note_id: int = Field(foreign_key="note.id", ondelete="CASCADE", index=True)


def to_value(row: Opportunity, rows: Rows) -> document.Opportunity:
    return shared(
        document.Opportunity,
        id=row.ref,
        **rows.fields(row, FIELDS),
        addresses=rows.linked(OpportunityAddress, "opportunity_id", row, "note_id", "notes"),
        step=rows.ref_of("steps", row.step_id),
        sources=rows.cited("opportunity_id", row),
    )


def take(row: Opportunity, value: document.Opportunity, records: Changes) -> None:
    records.copy(value, row, FIELDS)
    row.step_id = records.id_of("steps", value.step, "step")
    records.link(OpportunityAddress, "opportunity_id", row, "note_id", "notes", value.addresses)
    records.cite("opportunity_id", row, value.sources)
