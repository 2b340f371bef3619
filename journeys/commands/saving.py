"""The commands that save everything and bring it back: backup, restore."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from journeys.commands.ending import (
    BAD_INPUT,
    MACHINE_LACKS,
    WRONG_CALL,
    Ended,
    file_name,
    here,
    language,
    tell,
    tell_findings,
)
from journeys.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from journeys.database import Database
    from journeys.domain.backups import Holdings
    from journeys.saving.manifest import Manifest

NO_KEY = Words(
    "Der geheime Schlüssel (secret-key) ist nicht darin: Bewahren Sie ihn getrennt auf.",
    "The secret key (secret-key) is not in it: keep it elsewhere.",
)
AFTERWARDS = Words(
    "Alle Anmeldungen sind beendet. Bitte starten Sie die Anwendung neu. "
    "Einen Link zum Anmelden macht „journeys sign-in-link“.",
    "All sign-ins have ended. Please restart the app. “journeys sign-in-link” makes a link to sign in.",
)


@click.command(
    help=here(
        "Sichert alles in eine Datei, auch während gearbeitet wird. " + NO_KEY.de,
        "Saves everything into a file, also while people work. " + NO_KEY.en,
    )
)
@click.argument("file", metavar="FILE")
@click.option("--force", is_flag=True, help=here("ersetzt eine Datei, die es schon gibt", "replaces a file"))
def backup(file: str, force: bool) -> None:
    from journeys.domain.audit import remember
    from journeys.saving.backup import back_up

    target = _target(file, force)
    with _database() as database, _told(file):
        try:
            manifest = back_up(database, target, force)
        except FileExistsError:
            raise _is_there(file) from None
        if _is_up_to_date(database):
            with database.writing(can_wait=True) as session:
                remember(session, "backed_up", None, file_name(target.name))
        database.engine.dispose()
    held, name = _held(manifest), file_name(file)
    _say(Words(f"{name}: gesichert: {held.de}.", f"{name}: saved: {held.en}."))


@click.command(
    help=here(
        "Ersetzt alles durch den Stand einer Sicherung; ohne --yes wird sie nur geprüft, wenn es schon Daten gibt.",
        "Replaces everything by what a backup holds; without --yes it is only checked where there are data already.",
    )
)
@click.argument("file", metavar="FILE")
@click.option(
    "--yes", is_flag=True, help=here("ersetzt die Daten, die es gibt", "replaces the data there are")
)
def restore(file: str, yes: bool) -> None:
    from journeys.saving.checking import checked
    from journeys.saving.restore import replace_all

    name = file_name(file)
    with _database() as database, _opened(file) as opened, _told(file), checked(opened) as copy:
        there = _prepared(database)
        if any(there) and not yes:
            raise Ended(WRONG_CALL, *_would_replace(name, copy.manifest, there))
        replace_all(database, copy, file_name(Path(file).name))
        database.engine.dispose()
        held = _held(copy.manifest)
    _say(Words(f"{name}: eingespielt: {held.de}.", f"{name}: restored: {held.en}."))
    tell(AFTERWARDS)


def _say(words: Words) -> None:
    """What was done, on standard output."""
    click.echo(words.in_(language()))


@contextmanager
def _database() -> Iterator[Database]:
    """The database as it is; what it lacks ends the command with status 3."""
    from alembic.util.exc import CommandError
    from sqlalchemy.exc import SQLAlchemyError

    from journeys.commands.running import settings_here
    from journeys.commands.stored import no_database
    from journeys.database import Database
    from journeys.saving.backup import TOO_NEW, Unready

    settings = settings_here()
    try:
        yield Database(settings.database_url)
    except Unready as unready:
        raise Ended(MACHINE_LACKS, unready.words) from None
    except CommandError:  # a revision that our migrations do not know
        raise Ended(MACHINE_LACKS, TOO_NEW) from None
    except (SQLAlchemyError, ModuleNotFoundError) as error:
        raise Ended(MACHINE_LACKS, no_database(error)) from None


@contextmanager
def _told(file: str) -> Iterator[None]:
    """What is wrong with the file ends the command with status 1."""
    from journeys.domain.findings import Refused

    try:
        yield
    except Refused as refused:
        tell_findings(file, refused.findings)
        raise Ended(BAD_INPUT) from None


def _target(file: str, force: bool) -> Path:
    """Where the file goes; a wrong place ends the command with status 2."""
    from journeys.commands.whole_files import place_for

    path = place_for(file)
    if path.exists() and not (force and path.is_file()):
        raise _is_there(file)
    return path


def _is_there(file: str) -> Ended:
    name = file_name(file)
    return Ended(
        WRONG_CALL,
        Words(
            f"{name}: Das gibt es schon. Wählen Sie einen anderen Namen; --force ersetzt eine Datei.",
            f"{name}: This is there already. Choose another name; --force replaces a file.",
        ),
    )


def _opened(file: str) -> BinaryIO:
    from journeys.commands.whole_files import why

    try:
        if stat.S_ISREG(Path(file).stat().st_mode):
            return Path(file).open("rb")
        code = errno.EISDIR if Path(file).is_dir() else errno.EINVAL
        raise OSError(code, os.strerror(code))
    except (OSError, ValueError) as error:
        reason, name = why(error), file_name(file)
        raise Ended(BAD_INPUT, Words(f"{name}: {reason.de}", f"{name}: {reason.en}")) from None


def _is_up_to_date(database: Database) -> bool:
    """Whether the audit trail of this version is there to note something in."""
    from journeys.saving.backup import revision_of
    from journeys.saving.scratch import known_revisions

    with database.reading() as session:
        connection = session.connection()
        return revision_of(connection) == known_revisions(connection)[0]


def _prepared(database: Database) -> Holdings:
    """Bring the database up to date, without the examples; what it holds."""
    from journeys.commands.stored import no_database
    from journeys.domain.backups import holdings

    try:
        database.migrate()
    except OSError as error:  # no folder can be made there
        raise Ended(MACHINE_LACKS, no_database(error)) from None
    with database.reading() as session:
        return holdings(session)


def _held(manifest: Manifest) -> Words:
    return _counted(*(manifest.rows(table) for table in ("project", "service", "workshop")))


def _counted(projects: int, services: int, workshops: int) -> Words:
    return Words(
        f"Vorhaben: {projects}, Leistungen: {services}, Workshops: {workshops}",
        f"projects: {projects}, services: {services}, workshops: {workshops}",
    )


def _would_replace(name: str, manifest: Manifest, there: Holdings) -> list[Words]:
    new, old, at = _held(manifest), _counted(*there), f"{manifest.made_at:%Y-%m-%d %H:%M} UTC"
    return [
        Words(
            f"{name}: Die Sicherung ist in Ordnung ({at}; {new.de}).",
            f"{name}: The backup is sound ({at}; {new.en}).",
        ),
        Words(
            f"Sie würde alles ersetzen, was es jetzt gibt ({old.de}). Nichts ist geändert. Zum Ersetzen: --yes.",
            f"It would replace all there is now ({old.en}). Nothing is changed. To replace: --yes.",
        ),
    ]


COMMANDS: tuple[click.Command, ...] = (backup, restore)
