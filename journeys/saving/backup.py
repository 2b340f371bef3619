"""A backup: all tables as they are at one moment, while people go on writing."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Table, text

from journeys import __version__
from journeys.database import Database
from journeys.domain.tables import now
from journeys.domain.words import Words
from journeys.saving.archive import Writing, open_archive
from journeys.saving.draft import draft_of
from journeys.saving.lines import to_line
from journeys.saving.manifest import Manifest
from journeys.saving.scratch import OWN, known_revisions, rows_of, scratch


class Unready(Exception):
    """The database can not be saved or replaced as it is now; carries why."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.en)


EMPTY = Words("Die Datenbank ist noch leer.", "The database is still empty.")
TOO_NEW = Words(
    "Die Datenbank ist von einer neueren Version der Anwendung. Bitte aktualisieren Sie zuerst die Anwendung.",
    "The database is of a newer version of the app. Please update the app first.",
)


def back_up(database: Database, target: Path, may_replace: bool = False) -> Manifest:
    """Save everything into `target`, and read it back before it gets its name.

    The database may be of an older version: it is saved as it is. Raises Unready when it is empty or of a newer one,
    Refused when there is too much in it, FileExistsError when the name is taken.
    """
    with draft_of(target, may_replace) as file:
        with database.reading() as session, Writing(file, now()) as writing:
            manifest = _write(session.connection(), writing)
        file.flush()
        with open_archive(file) as archive:
            for table in archive.manifest.tables:
                for _ in archive.lines(table):
                    pass
        return manifest


def revision_of(connection: Connection) -> str:
    """The revision of a database, empty where there is none; raises Unready when we do not know it."""
    if not connection.dialect.has_table(connection, OWN):
        return ""
    revision = str(connection.execute(text(f"SELECT version_num FROM {OWN}")).scalar() or "")
    if revision and revision not in known_revisions(connection):
        raise Unready(TOO_NEW)
    return revision


def _write(connection: Connection, writing: Writing) -> Manifest:
    revision = revision_of(connection)
    if not revision:
        raise Unready(EMPTY)
    with scratch() as shape:
        tables = shape.upgrade(revision)
    for table in tables:
        writing.add(table.name, _lines(connection, table))
    return writing.finish(__version__, revision)


def _lines(connection: Connection, table: Table) -> Iterator[bytes]:
    for rows in rows_of(connection, table):
        yield from (to_line(row) for row in rows)
