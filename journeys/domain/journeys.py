"""Journeys (Bürgerreisen), their phases and their own lanes."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from journeys.domain import document
from journeys.domain.rows import Changes, Rows
from journeys.domain.sharing import shared
from journeys.domain.tables import Item, Part, UtcDateTime, one_of

FIELDS = ("kind", "title", "summary")
PHASE_FIELDS = ("name", "goal")
LANE_FIELDS = ("name", "kind", "hidden")


class Journey(Item, table=True):
    __table_args__ = (UniqueConstraint("service_id", "ref"), one_of("kind", document.Kind))

    kind: str
    title: str | None = None
    summary: str | None = None
    persona_id: int | None = Field(default=None, foreign_key="persona.id", ondelete="SET NULL", index=True)


class JourneyPersona(Part, table=True):
    """A further persona of a journey, beside the one that it is about."""

    journey_id: int = Field(foreign_key="journey.id", ondelete="CASCADE", index=True)
    persona_id: int = Field(foreign_key="persona.id", ondelete="CASCADE", index=True)


class RemovedStep(Part, table=True):
    """A step of the as-is journey that this to-be journey drops without a successor."""

    journey_id: int = Field(foreign_key="journey.id", ondelete="CASCADE", index=True)
    step_id: int = Field(foreign_key="step.id", ondelete="CASCADE", index=True)


class Phase(Item, table=True):
    __table_args__ = (UniqueConstraint("service_id", "ref"),)

    journey_id: int = Field(foreign_key="journey.id", ondelete="CASCADE", index=True)
    name: str
    goal: str | None = None


class Lane(Item, table=True):
    """A journey's own lane. A deleted one keeps its row, and what steps say in it, until it is removed for good."""

    __table_args__ = (UniqueConstraint("service_id", "ref"), one_of("kind", document.LaneKind))

    journey_id: int = Field(foreign_key="journey.id", ondelete="CASCADE", index=True)
    name: str
    kind: str
    hidden: bool | None = None
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def to_value(
    row: Journey,
    rows: Rows,
    phases: tuple[document.Phase, ...] = (),
    lanes: tuple[document.Lane, ...] = (),
) -> document.Journey:
    """The journey with these phases and lanes."""
    return shared(
        document.Journey,
        id=row.ref,
        **rows.fields(row, FIELDS),
        persona=rows.ref_of("personas", row.persona_id),
        personas=rows.linked(JourneyPersona, "journey_id", row, "persona_id", "personas"),
        lanes=lanes,
        removed_steps=rows.linked(RemovedStep, "journey_id", row, "step_id", "steps"),
        phases=phases,
    )


def take(row: Journey, value: document.Journey, records: Changes) -> None:
    records.copy(value, row, FIELDS)
    row.persona_id = records.id_of("personas", value.persona, "persona")
    records.link(JourneyPersona, "journey_id", row, "persona_id", "personas", value.personas)
    records.link(RemovedStep, "journey_id", row, "step_id", "steps", value.removed_steps)


def phase_to_value(row: Phase, rows: Rows, steps: tuple[document.Step, ...] = ()) -> document.Phase:
    """The phase with these steps."""
    return shared(document.Phase, id=row.ref, **rows.fields(row, PHASE_FIELDS), steps=steps)


def take_phase(row: Phase, value: document.Phase, records: Changes) -> None:
    records.copy(value, row, PHASE_FIELDS)


def lane_to_value(row: Lane, rows: Rows) -> document.Lane:
    return shared(document.Lane, id=row.ref, **rows.fields(row, LANE_FIELDS))


def take_lane(row: Lane, value: document.Lane, records: Changes) -> None:
    records.copy(value, row, LANE_FIELDS)
