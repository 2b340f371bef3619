"""Steps, where they lead, and how long they take."""

from datetime import datetime
from typing import Literal

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from journeys.domain import document, step_facts
from journeys.domain.rows import Changes, Rows
from journeys.domain.sharing import shared
from journeys.domain.tables import AsJson, Item, ListOfText, Part, UtcDateTime, one_of, within

FIELDS = (
    "title",
    "actor",
    "optional",
    "channel",
    "touchpoint",
    "evidence",
    "citizen_action",
    "frontstage",
    "backstage",
    "support_systems",
    "documents",
    "reused",
    "legal_basis",
    "emotion",
    "marks",
    "fim_activity",
    "change",
)
MATURITY_FIELDS = ("model", "level", "date")
SpanRole = Literal["waiting_time", "processing_time"]
SPAN_ROLES: tuple[SpanRole, ...] = ("waiting_time", "processing_time")


class Step(Item, table=True):
    """`says_next` tells an empty list of links (an end) from none (on to the step that follows).

    A deleted step keeps its row, its place and its links until it is removed for good, so that undoing brings back
    exactly what was there; every reading leaves it out.
    """

    __table_args__ = (
        UniqueConstraint("service_id", "ref"),
        one_of("actor", document.Actor),
        one_of("channel", document.Channel),
        one_of("change", document.Change),
        within("emotion", -2, 2),
        one_of("maturity_model", document.MaturityModel),
        within("maturity_level", 0, 7),
        within("fim_activity", 1, 8),
    )

    phase_id: int = Field(foreign_key="phase.id", ondelete="CASCADE", index=True)
    title: str
    actor: str | None = None
    optional: bool | None = None
    channel: str | None = None
    touchpoint: str | None = None
    evidence: str | None = None
    citizen_action: str | None = None
    frontstage: str | None = None
    backstage: str | None = None
    support_systems: list[str] = Field(default_factory=list, sa_type=ListOfText)
    documents: list[str] = Field(default_factory=list, sa_type=ListOfText)
    reused: list[str] = Field(default_factory=list, sa_type=ListOfText)
    legal_basis: list[str] = Field(default_factory=list, sa_type=ListOfText)
    emotion: int | None = None
    marks: list[str] = Field(default_factory=list, sa_type=ListOfText)
    maturity_model: str | None = None
    maturity_level: int | None = None
    maturity_date: str | None = None
    fim_activity: int | None = None
    says_next: bool = False
    change: str | None = None
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class StepLink(Part, table=True):
    """One way onward under a condition; without a target the journey ends there."""

    step_id: int = Field(foreign_key="step.id", ondelete="CASCADE", index=True)
    target_id: int | None = Field(default=None, foreign_key="step.id", ondelete="CASCADE", index=True)
    condition: str | None = None


class Span(Part, table=True):
    """A step's waiting or processing time."""

    __table_args__ = (
        UniqueConstraint("step_id", "role"),
        one_of("role", SpanRole),
        one_of("unit", document.Unit),
    )

    step_id: int = Field(foreign_key="step.id", ondelete="CASCADE", index=True)
    role: str
    text: str
    min: int | float | None = Field(default=None, sa_type=AsJson)
    max: int | float | None = Field(default=None, sa_type=AsJson)
    unit: str | None = None


class StepReplaces(Part, table=True):
    """An as-is step that a to-be step takes the place of."""

    step_id: int = Field(foreign_key="step.id", ondelete="CASCADE", index=True)
    replaced_id: int = Field(foreign_key="step.id", ondelete="CASCADE", index=True)


class StepResolves(Part, table=True):
    """A pain point that a to-be step removes."""

    step_id: int = Field(foreign_key="step.id", ondelete="CASCADE", index=True)
    note_id: int = Field(foreign_key="note.id", ondelete="CASCADE", index=True)


def to_value(row: Step, rows: Rows, **on_step: tuple[document.Note, ...]) -> document.Step:
    """The step with these lists of notes."""
    return shared(
        document.Step,
        id=row.ref,
        **rows.fields(row, FIELDS),
        waiting_time=_span(row, "waiting_time", rows),
        processing_time=_span(row, "processing_time", rows),
        cost=step_facts.cost(row, rows),
        moods=step_facts.moods(row, rows),
        maturity=_maturity(row),
        in_lanes=step_facts.in_lanes(row, rows),
        next=rows.next_of(row),
        replaces=rows.linked(StepReplaces, "step_id", row, "replaced_id", "steps"),
        resolves=rows.linked(StepResolves, "step_id", row, "note_id", "notes"),
        **on_step,
    )


def take(row: Step, value: document.Step, records: Changes) -> None:
    """Put everything the step says into its rows, but for its notes."""
    records.copy(value, row, FIELDS)
    for role in SPAN_ROLES:
        _take_span(row, role, getattr(value, role), records)
    for field in MATURITY_FIELDS:
        setattr(row, f"maturity_{field}", getattr(value.maturity, field, None))
    step_facts.take_cost(row, value.cost, records)
    step_facts.take_moods(row, value.moods, records)
    step_facts.take_in_lanes(row, value.in_lanes, records)
    _take_next(row, value.next, records)
    records.link(StepReplaces, "step_id", row, "replaced_id", "steps", value.replaces)
    records.link(StepResolves, "step_id", row, "note_id", "notes", value.resolves)


def _maturity(row: Step) -> document.Maturity | None:
    if row.maturity_model is None:
        return None
    fields = {field: getattr(row, f"maturity_{field}") for field in MATURITY_FIELDS}
    return shared(document.Maturity, **fields)


def _span(row: Step, role: SpanRole, rows: Rows) -> document.Span | None:
    span = next((s for s in rows.of(Span, "step_id", row) if s.role == role), None)
    if span is None:
        return None
    fields = rows.fields(span, ("text", "min", "max", "unit"))
    return shared(document.Span, **fields, sources=rows.cited("span_id", span))


def _take_span(row: Step, role: SpanRole, value: document.Span | None, records: Changes) -> None:
    if _span(row, role, records) == value:
        return
    records.drop([s for s in records.of(Span, "step_id", row) if s.role == role])
    if value is not None:
        span = Span(service_id=row.service_id, step_id=row.id, role=role, text=value.text)
        records.copy(value, span, ("text", "min", "max", "unit"))
        records.add(span)
        records.cite("span_id", span, value.sources)


def _take_next(row: Step, value: tuple[document.NextStep, ...] | None, records: Changes) -> None:
    if records.next_of(row) == value:
        return
    row.says_next = value is not None
    records.drop(records.of(StepLink, "step_id", row))
    if records.next_of(row) is not None and value is None:
        # A deleted step in between leads elsewhere: then the step that follows has to be named.
        row.says_next, value = True, (document.NextStep(to=records.follower_of(row)),)
    for position, way in enumerate(value or ()):
        target = None if way.to == document.END else records.id_of("steps", way.to, f"next[{position}].to")
        records.add(
            StepLink(
                service_id=row.service_id,
                step_id=row.id,
                position=position,
                target_id=target,
                condition=way.condition,
            )
        )
