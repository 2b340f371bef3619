"""Administrative services (Verwaltungsleistungen) and their facts."""

from typing import Literal

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from journeys.domain import document
from journeys.domain.rows import Changes, Rows
from journeys.domain.sharing import shared
from journeys.domain.tables import AsJson, ListOfText, Part, Row, one_of
from journeys.domain.words import Words

FIELDS = (
    "name",
    "short_name",
    "country",
    "staff_term",
    "key",
    "life_situation",
    "legal_basis",
    "authority",
    "channels",
)
HEAD_FIELDS = ("language", "as_of", "disclaimer")
NAMELESS = Words("Bitte geben Sie der Leistung einen Namen.", "Please name the service.")
FactRole = Literal["fee", "duration", "fact"]


class Service(Row, table=True):
    """`changes` is raised by every accepted change of anything in the service: it names what a picture was drawn of;
    `review` by every change of its versions, comments and approvals."""

    __table_args__ = (UniqueConstraint("project_id", "ref"),)

    project_id: int = Field(foreign_key="project.id", ondelete="CASCADE", index=True)
    ref: str
    position: int = Field(default=0, ge=0)
    revision: int = 1
    changes: int = 1
    review: int = 0
    language: str | None = None
    as_of: str | None = None
    disclaimer: str | None = None
    name: str
    short_name: str | None = None
    country: str | None = None
    staff_term: str | None = None
    key: str | None = None
    life_situation: str | None = None
    legal_basis: list[str] = Field(default_factory=list, sa_type=ListOfText)
    authority: str | None = None
    channels: list[str] = Field(default_factory=list, sa_type=ListOfText)


class Fact(Part, table=True):
    """The fee, the duration, or one of the further facts of a service."""

    __table_args__ = (one_of("role", FactRole),)

    role: str
    text: str
    value: int | float | str | None = Field(default=None, sa_type=AsJson)
    unit: str | None = None


def to_value(row: Service, rows: Rows) -> document.Service:
    facts = {role: _facts(row, role, rows) for role in ("fee", "duration", "fact")}
    return shared(
        document.Service,
        **rows.fields(row, FIELDS),
        fee=next(iter(facts["fee"]), None),
        duration=next(iter(facts["duration"]), None),
        facts=facts["fact"],
    )


def take(row: Service, value: document.Service, records: Changes) -> None:
    records.copy(value, row, FIELDS)
    records.drop(records.of(Fact, "service_id", row))
    _take_facts(row, "fee", (value.fee,) if value.fee else (), records)
    _take_facts(row, "duration", (value.duration,) if value.duration else (), records)
    _take_facts(row, "fact", value.facts, records)


def _facts(row: Service, role: str, rows: Rows) -> tuple[document.Fact, ...]:
    return tuple(
        shared(
            document.Fact,
            **rows.fields(fact, ("text", "value", "unit")),
            sources=rows.cited("fact_id", fact),
        )
        for fact in rows.of(Fact, "service_id", row)
        if fact.role == role
    )


def _take_facts(row: Service, role: FactRole, facts: tuple[document.Fact, ...], records: Changes) -> None:
    for position, value in enumerate(facts):
        fact = Fact(service_id=row.id, role=role, position=position, text=value.text)
        records.copy(value, fact, ("text", "value", "unit"))
        records.add(fact)
        records.cite("fact_id", fact, value.sources)
