"""The commands that work on the database: migrate, import, export."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from journeys.commands.ending import (
    BAD_INPUT,
    MACHINE_LACKS,
    WRONG_CALL,
    Ended,
    here,
    language,
    tell,
    tell_findings,
)
from journeys.commands.files import read_telling
from journeys.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

    from journeys.database import Database
    from journeys.domain.document import Document
    from journeys.domain.importing import Outcome
    from journeys.domain.projects import Project
    from journeys.domain.services import Service

IMPORTED = "Importiert"


@contextmanager
def migrated() -> Iterator[Database]:
    """The database of this environment, brought up to date; what it lacks ends the command with status 3."""
    from sqlalchemy.exc import SQLAlchemyError

    database = _opened()
    try:
        yield database
    except SQLAlchemyError as error:
        raise Ended(MACHINE_LACKS, no_database(error)) from None


def _opened() -> Database:
    from sqlalchemy.exc import SQLAlchemyError

    from journeys.database import Database
    from journeys.domain.examples import put_in_examples
    from journeys.settings import Settings

    try:
        database = Database(Settings.from_environment().database_url)
        database.migrate(put_in_examples)
    except ValueError as error:
        raise Ended(WRONG_CALL, Words(str(error), str(error))) from None
    except (SQLAlchemyError, OSError, ModuleNotFoundError) as error:
        raise Ended(MACHINE_LACKS, no_database(error)) from None
    return database


def no_database(error: Exception) -> Words:
    """The words for a database that does not answer."""
    cause = str(getattr(error, "orig", None) or error).splitlines()[0]
    return Words(
        f"Die Datenbank antwortet nicht: {cause}. Prüfen Sie JOURNEYS_DATABASE_URL und JOURNEYS_INSTANCE.",
        f"The database does not answer: {cause}. Check JOURNEYS_DATABASE_URL and JOURNEYS_INSTANCE.",
    )


@click.command(help=here("Bringt die Datenbank auf den neuesten Stand.", "Brings the database up to date."))
def migrate() -> None:
    with migrated():
        pass


@click.command(
    "import", help=here("Übernimmt Reisen in die Datenbank.", "Puts journey documents into the database.")
)
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option(
    "--project",
    metavar="NAME",
    help=here("Vorhaben; wird angelegt, wenn es fehlt", "project; made when missing"),
)
@click.option(
    "--update",
    is_flag=True,
    help=here("übernimmt, was sich in der Datei geändert hat", "take over what changed in the file"),
)
def import_(files: tuple[str, ...], project: str | None, update: bool) -> None:
    with migrated() as database:
        good = [_import_file(database, file, project, update) for file in files]
    if not all(good):
        raise Ended(BAD_INPUT)


def _import_file(database: Database, file: str, project: str | None, update: bool) -> bool:
    """Each file for itself, whole or not at all."""
    from journeys.domain.findings import Refused
    from journeys.domain.importing import import_document

    try:
        document = read_telling(file, None)
        with database.writing() as session:
            outcome = import_document(session, _project(session, project), document, update)
    except Refused as error:
        tell_findings(file, error.findings)
        return False
    except Ended as ended:
        if ended.status != BAD_INPUT:
            raise
        for words in ended.messages:
            tell(words)
        return False
    _tell_outcome(file, outcome)
    return True


def _project(session: Session, name: str | None) -> Project:
    from journeys.domain.projects import all_projects, create_project, project_named

    if name is None:
        existing = all_projects(session)
        if len(existing) == 1:
            return existing[0]
        name = IMPORTED
    return project_named(session, name) or create_project(session, name)


def _tell_outcome(file: str, outcome: Outcome) -> None:
    said = {
        "added": Words("übernommen", "added"),
        "same": Words("unverändert", "unchanged"),
        "updated": Words("aktualisiert", "updated"),
    }[outcome.done]
    click.echo(f"{file}: {said.in_(language())} ({outcome.service.ref})")
    for kept in outcome.kept:
        tell(
            Words(
                f"{file}: {kept.item}.{kept.field}: Hier und in der Datei geändert; was hier steht, bleibt.",
                f"{file}: {kept.item}.{kept.field}: changed here and in the file; what is here stays.",
            )
        )


@click.command(help=here("Gibt eine Leistung als Datei aus.", "Writes the journey document of a service."))
@click.argument("service_id", metavar="SERVICE_ID")
@click.option(
    "-o",
    "out",
    metavar="OUT",
    default="-",
    help=here("Zieldatei, sonst die Standardausgabe", "target file, else standard output"),
)
def export(service_id: str, out: str) -> None:
    from pathlib import Path

    from journeys.commands.whole_files import write_whole
    from journeys.domain.writing import to_json, to_yaml

    with migrated() as database, database.reading() as session:
        document = _exported(session, service_id)
    text = to_json(document) if Path(out).suffix.lower() == ".json" else to_yaml(document)
    write_whole(out, text.encode())


def _exported(session: Session, service_id: str) -> Document:
    from journeys.domain.importing import export_document

    return export_document(session, service_named(session, service_id).id)


def service_named(session: Session, service_id: str) -> Service:
    """The service with this id, or PROJECT/ID; none or several end the command with status 2 and the list."""
    from journeys.domain.importing import services_of

    project, _, ref = service_id.rpartition("/")
    found = [(s, p) for s, p in services_of(session, ref) if not project or p.name == project]
    if len(found) == 1:
        return found[0][0]
    raise Ended(WRONG_CALL, *(_several(found) if found else _none(session, service_id)))


def _several(found: list[tuple[Service, Project]]) -> list[Words]:
    ids = [f"{project.name}/{service.ref}" for service, project in found]
    ask = Words(
        "Mehrere Vorhaben haben diese Leistung. Bitte wählen Sie:",
        "Several projects have this service. Please choose:",
    )
    return [ask, *(Words(f"  {name}", f"  {name}") for name in ids)]


def _none(session: Session, service_id: str) -> list[Words]:
    from sqlmodel import select

    from journeys.domain.services import Service

    ids = sorted(set(session.exec(select(Service.ref))))
    ask = Words(
        f"Die Leistung „{service_id}“ gibt es nicht. Vorhanden sind:",
        f"There is no service “{service_id}”. There are:",
    )
    return [ask, *(Words(f"  {name}", f"  {name}") for name in ids)]


COMMANDS: tuple[click.Command, ...] = (migrate, import_, export)
