"""Personas: whose journey it is."""

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field

from journeys.domain import document
from journeys.domain.rows import Changes, Rows
from journeys.domain.sharing import shared
from journeys.domain.tables import Item, ListOfText, one_of

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


def to_value(row: Persona, rows: Rows) -> document.Persona:
    cited = rows.cited("persona_id", row)
    return shared(document.Persona, id=row.ref, **rows.fields(row, FIELDS), sources=cited)


def take(row: Persona, value: document.Persona, records: Changes) -> None:
    records.copy(value, row, FIELDS)
    records.cite("persona_id", row, value.sources)
