"""Everything that can be wrong with a backup is found before anything is replaced: it is brought back into a database
for a moment, by its own revision's rules, and from there to today's."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import BinaryIO, NamedTuple

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError, OperationalError, StatementError

from journeys.domain.words import Words
from journeys.saving.archive import Archive, open_archive
from journeys.saving.lines import NoRow, from_line
from journeys.saving.manifest import DAMAGED, NEWER, Manifest, refuse
from journeys.saving.scratch import ROWS, Scratch, known_revisions, scratch

LOOSE = Words(
    "In der Sicherung fehlen Zeilen, auf die sich andere beziehen.",
    "In the backup rows are missing that others refer to.",
)
AGAINST_THE_RULES = Words(
    "In der Sicherung steht, was die Datenbank nicht annimmt.",
    "The backup holds what the database does not take.",
)


class Copy(NamedTuple):
    """A backup that is sound, with its tables as they are today and the database for a moment that holds them."""

    manifest: Manifest
    tables: list[Table]
    connection: Connection


@contextmanager
def checked(file: BinaryIO) -> Iterator[Copy]:
    """The backup in this file, for as long as the block; raises Refused when anything is wrong with it."""
    with open_archive(file) as archive, scratch() as tried:
        revision, known = archive.manifest.revision, known_revisions(tried.connection)
        if revision not in known:
            raise refuse(NEWER)
        tables = tried.upgrade(revision)
        if {table.name for table in tables} != set(archive.manifest.tables):
            raise refuse(DAMAGED)
        for table in tables:
            _fill(tried, table, archive)
        _check_references(tried)
        if revision != known[0]:
            tables = tried.upgrade()
            _check_references(tried)
        yield Copy(archive.manifest, tables, tried.connection)


def _fill(tried: Scratch, table: Table, archive: Archive) -> None:
    lines = archive.lines(table.name)
    rows = (_row(table, line, number) for number, line in enumerate(lines, 1))
    while some := list(islice(rows, ROWS)):
        try:
            tried.fill(table, some)
        except OperationalError:  # the disk is full
            raise
        except (DBAPIError, StatementError):
            raise refuse(AGAINST_THE_RULES, table.name) from None


def _row(table: Table, line: bytes, number: int) -> dict[str, object]:
    try:
        return from_line(table, line)
    except NoRow:
        raise refuse(DAMAGED, f"{table.name}:{number}") from None


def _check_references(tried: Scratch) -> None:
    loose = tried.loose_ends()
    if loose:
        raise refuse(LOOSE, loose[0])
