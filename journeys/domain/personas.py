"""Personas: whose journey it is."""

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field

from journeys.domain import document
from journeys.domain.tables import Item, ListOfText, one_of

if TYPE_CHECKING:
    from journeys.domain.records import Records

FIELDS = ("name", "role", "age", "situation", "goals", "barriers", "digital_skill")


class Persona(Item, table=True):
    __table_args__ = (
        UniqueConstraint("service_id", "ref"),
        one_of("role", document.Actor),
        one_of("digital_skill", document.DigitalSkill),
    )

    name: str
    role: str | None = None
    age: int | None = Field(default=None, sa_type=BigInteger)
    situation: str | None = None
    goals: list[str] = Field(default_factory=list, sa_type=ListOfText)
    barriers: list[str] = Field(default_factory=list, sa_type=ListOfText)
    digital_skill: str | None = None


def to_value(row: Persona, records: "Records") -> document.Persona:
    return document.Persona(
        id=row.ref, **records.fields(row, FIELDS), sources=records.cited("persona_id", row)
    )


def take(row: Persona, value: document.Persona, records: "Records") -> None:
    records.copy(value, row, FIELDS)
    records.cite("persona_id", row, value.sources)
