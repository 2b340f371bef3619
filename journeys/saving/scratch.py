"""A database for a moment: what the tables of a revision look like, and where a backup is tried before it counts.

SQLite keeps it in memory and, as far as that does not suffice, in a temporary file without a name: nobody else sees it,
and nothing of it is left, however the process ends.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    select,
)
from sqlalchemy.types import TypeEngine

from journeys.database import Database, alembic_config
from journeys.domain.tables import UtcDateTime

PLAIN: tuple[tuple[type[TypeEngine[Any]], TypeEngine[Any]], ...] = (
    (Boolean, Boolean()),
    (Integer, BigInteger()),
    (DateTime, UtcDateTime()),
    (Date, Date()),
    (String, String()),
    (LargeBinary, LargeBinary()),
)
"""A type as a database names it, and the one with which we read and write its values. Whatever the code makes of a
text is none of its business here: it stays the text that it is."""
ROWS = 500
"""Rows that are in memory at a time."""
OWN = "alembic_version"


class Scratch:
    """An empty database whose tables can be brought from revision to revision."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def upgrade(self, revision: str = "head") -> list[Table]:
        """Bring it to this revision: its tables, parents before their children."""
        command.upgrade(alembic_config(self.connection), revision)
        found = MetaData()
        found.reflect(self.connection)
        return [_plain(table) for table in found.sorted_tables if table.name != OWN]

    def fill(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Put in some rows. Raises what SQLAlchemy does when one breaks a rule of its table."""
        self.connection.execute(table.insert(), rows)

    def loose_ends(self) -> list[str]:
        """The tables in which rows refer to rows that are not there."""
        return sorted({row[0] for row in self.connection.exec_driver_sql("PRAGMA foreign_key_check")})


@contextmanager
def scratch() -> Iterator[Scratch]:
    """A database without any table; it ends with the block."""
    database = Database("sqlite:///file:?uri=true")
    # Nothing is ever committed: the pages of one transaction are all there is.
    options: dict[str, Any] = {"writes": True, "foreign_keys": False}
    try:
        with database.engine.execution_options(**options).connect() as connection:
            yield Scratch(connection)
    finally:
        database.engine.dispose()


def known_revisions(connection: Connection) -> list[str]:
    """The revisions that this version of the app knows, the newest first."""
    script = ScriptDirectory.from_config(alembic_config(connection))
    return [step.revision for step in script.walk_revisions()]


def rows_of(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """All rows in the order of their numbers, some at a time."""
    found = connection.execute(select(table).order_by(table.c.id), execution_options={"yield_per": ROWS})
    for some in found.partitions():
        yield [row._asdict() for row in some]


def _plain(table: Table) -> Table:
    columns = [Column(c.name, _plain_type(c), primary_key=c.primary_key) for c in table.columns]
    return Table(table.name, MetaData(), *columns)


def _plain_type(column: Column[Any]) -> TypeEngine[Any]:
    if isinstance(column.type, JSON):
        return JSON(none_as_null=bool(column.nullable))
    for kind, plain in PLAIN:
        if isinstance(column.type, kind):
            return plain
    raise TypeError(f"{column.table.name}.{column.name}: nobody knows how to save a {column.type}")
