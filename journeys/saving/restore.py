"""Bringing a backup back: all that there is goes and all that was saved comes, in one transaction.

Who reads meanwhile sees the old or the new; whatever ends the process leaves the old. The audit trail is the one table
that is not replaced: what happened here stays, and what the backup knows besides is added.
"""

from collections.abc import Mapping, Sequence
from time import sleep
from typing import Any

from sqlalchemy import Connection, Table, select, text
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlmodel import Session

from journeys.database import Database
from journeys.domain.backups import after_restore
from journeys.domain.tables import now
from journeys.saving.checking import AGAINST_THE_RULES, Copy
from journeys.saving.manifest import refuse
from journeys.saving.scratch import rows_of

TRAIL = "audit_entry"
TRIES, PAUSE = 50, 0.1
LOCK_MILLISECONDS = 400
"""Shorter than PostgreSQL waits before it looks for who waits in a circle: it is we who step back, not a writer."""


def replace_all(database: Database, copy: Copy, name: str) -> None:
    """Put the backup in the place of everything in the database, which must be up to date. `name`: for the trail.

    Raises Refused when the database does not take it, OperationalError when it does not come to it.
    """
    try:
        with database.writing(can_wait=True) as session:
            _replace(session, copy)
            after_restore(session, name, now())
    except (IntegrityError, DataError):
        raise refuse(AGAINST_THE_RULES) from None


def _replace(session: Session, copy: Copy) -> None:
    connection, replaced = session.connection(), [table for table in copy.tables if table.name != TRAIL]
    if connection.dialect.name == "postgresql":
        _hold_writers(connection, [table.name for table in copy.tables])
    for table in reversed(replaced):
        connection.execute(table.delete())
    for table in replaced:
        for rows in rows_of(copy.connection, table):
            connection.execute(table.insert(), rows)
    for table in copy.tables:
        if table.name == TRAIL:
            _add_what_is_missing(connection, table, copy)
    if connection.dialect.name == "postgresql":
        for table in replaced:
            connection.execute(text(NEXT_NUMBER.format(table=table.name)))


NEXT_NUMBER = """SELECT setval(it, GREATEST(nextval(it), (SELECT COALESCE(max(id), 0) FROM "{table}")))
FROM (SELECT pg_get_serial_sequence('"{table}"', 'id')::regclass AS it) AS sequences"""
"""Never back: no transaction takes back what happens to a sequence, and the old rows may stay after all."""


def _hold_writers(connection: Connection, tables: list[str]) -> None:
    """From here on nobody else writes before this transaction ends; who reads goes on. SQLite does so by itself."""
    names = ", ".join(f'"{name}"' for name in tables)
    for n in range(TRIES):
        try:
            with connection.begin_nested():
                connection.execute(text(f"SET LOCAL lock_timeout = {LOCK_MILLISECONDS}"))
                connection.execute(text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))
                connection.execute(text("SET LOCAL lock_timeout = 0"))
                return
        except OperationalError:
            if n == TRIES - 1:
                raise
            sleep(PAUSE)


def _add_what_is_missing(connection: Connection, trail: Table, copy: Copy) -> None:
    """Entries get numbers of their own here: theirs may be taken."""
    for rows in rows_of(copy.connection, trail):
        moments = trail.c.at.in_([row["at"] for row in rows])
        there = {_said(row) for row in connection.execute(select(trail).where(moments)).mappings()}
        missing = [dict(zip(SAID, _said(row), strict=True)) for row in rows if _said(row) not in there]
        if missing:
            connection.execute(trail.insert(), missing)


SAID = ("at", "what", "by", "about")


def _said(row: Mapping[Any, Any]) -> Sequence[Any]:
    return tuple(row[name] for name in SAID)
