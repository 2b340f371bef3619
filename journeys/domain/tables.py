"""What all tables share: names of constraints, times in UTC, rows that people edit."""

import json
import re
from datetime import UTC, datetime
from typing import Any, get_args

from sqlalchemy import JSON, CheckConstraint, DateTime, Dialect, Text, TypeDecorator
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

# Set before the first model, so that every constraint has a name that a migration can find.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

ListOfText = JSON(none_as_null=True)


class AsJson(TypeDecorator[Any]):
    """A number or a text, kept as JSON in a text column: in a JSON column SQLite would take what looks like a number
    for one, and round its last digit."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware and in UTC on both sides, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC) if value else None


def now() -> datetime:
    """The server's clock, in UTC: the only one that counts."""
    return datetime.now(UTC)


def one_of(column: str, literal: Any) -> CheckConstraint:
    """The column holds one of the values of a `Literal` type, or nothing."""
    values = ", ".join(f"'{value}'" for value in get_args(literal))
    return CheckConstraint(f"{column} IN ({values})", name=column)


def within(column: str, low: int, high: int) -> CheckConstraint:
    """The column holds a whole number from `low` to `high`, or nothing."""
    return CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=column)


class Row(SQLModel):
    """A row with a number of its own; its table is named like the class, in small letters: `step_link`."""

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    # None until the row is stored; typed as what it is from then on.
    id: int = Field(default=None, primary_key=True)


class Part(Row):
    """A row that belongs to a service and goes with it."""

    service_id: int = Field(foreign_key="service.id", ondelete="CASCADE", index=True)
    position: int = Field(default=0, ge=0)


class Item(Part):
    """A part that people edit: `ref` is its document id, `revision` locks it, `position` is its place."""

    ref: str
    revision: int = 1
