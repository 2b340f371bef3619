"""Two people at the same moment, each in a thread and a transaction of their own, on PostgreSQL.

On SQLite a second write begins when the first one has ended: there nobody is in the middle of two checks at once.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, func, select

from journeys.database import Database
from journeys.domain.editing import edit_service
from journeys.domain.findings import Refused
from journeys.domain.importing import import_document
from journeys.domain.lookup import KINDS
from journeys.domain.people import Person
from journeys.domain.projects import Project, create_project, edit_project, find_project
from journeys.domain.services import Fact, Service
from journeys.domain.starting import start_service
from tests.builders import a_document

Use = Callable[[Session], object]
SECONDS = 30
TABLES = (Project, Service, Fact, *KINDS.values())


@pytest.fixture
def project(postgres: Database) -> int:
    with postgres.writing() as session:
        return create_project(session, "Gemeinsam").id


def at_once(database: Database, *uses: Use) -> list[BaseException | None]:
    """Run each use in its own thread: every one has passed its checks before the first one writes."""
    checked = Barrier(len(uses), timeout=SECONDS)

    def run(use: Use) -> None:
        with database.writing() as session:
            event.listen(session, "before_flush", lambda *_: checked.wait(), once=True)
            use(session)

    with ThreadPoolExecutor(len(uses)) as threads:
        return [running.exception(SECONDS) for running in [threads.submit(run, use) for use in uses]]


def counted(database: Database) -> list[int]:
    with database.reading() as session:
        return [session.exec(select(func.count()).select_from(table)).one() for table in TABLES]


def import_one(project: int) -> Use:
    return lambda session: import_document(session, find_project(session, project), a_document())


def start_one(project: int) -> Use:
    return lambda session: start_service(session, find_project(session, project), "Hundesteuer anmelden")


@pytest.mark.parametrize("use", [import_one, start_one])
def test_one_service_is_stored_whole_and_the_other_refused(
    postgres: Database, project: int, use: Callable[[int], Use]
) -> None:
    refused = [error for error in at_once(postgres, use(project), use(project)) if error is not None]
    assert [type(error) for error in refused] == [Refused]
    assert "Dieselbe Leistung hat gerade jemand anderes" in said(refused[0])
    both = counted(postgres)
    with postgres.writing() as session:
        session.delete(session.exec(select(Service)).one())
    with postgres.writing() as session:
        use(project)(session)
    assert counted(postgres) == both


def test_who_was_refused_succeeds_with_the_next_try(postgres: Database, project: int) -> None:
    at_once(postgres, start_one(project), start_one(project))
    with postgres.writing() as session:
        assert import_one(project)(session)
        start_one(project)(session)
    with postgres.reading() as session:
        refs = set(session.exec(select(Service.ref)))
    assert refs == {"hundesteuer-anmelden", "hundesteuer-anmelden-2", a_document().id}


def said(error: BaseException) -> str:
    assert isinstance(error, Refused)
    return " ".join(finding.text.de for finding in error.findings)


def test_one_project_gets_the_name(postgres: Database) -> None:
    def create(session: Session) -> None:
        create_project(session, "Digitales Bürgeramt")

    [refused] = [error for error in at_once(postgres, create, create) if error is not None]
    assert "Ein Vorhaben mit diesem Namen" in said(refused)
    assert counted(postgres)[0] == 1


def test_renaming_to_a_name_that_is_just_taken_is_refused(postgres: Database, project: int) -> None:
    def rename(session: Session) -> None:
        edit_project(session, project, 1, "Begehrt", "")

    def create(session: Session) -> None:
        create_project(session, "Begehrt")

    [refused] = [error for error in at_once(postgres, rename, create) if error is not None]
    assert "Ein Vorhaben mit diesem Namen" in said(refused)


def test_an_id_that_is_just_taken_is_refused(postgres: Database, project: int) -> None:
    with postgres.writing() as session:
        service = start_service(session, find_project(session, project), "Erst anders")

    def change(session: Session) -> None:
        edit_service(session, service.id, service.revision, {"id": a_document().id})

    [refused] = [error for error in at_once(postgres, change, import_one(project)) if error is not None]
    assert "Dieselbe Leistung" in said(refused)


def test_what_the_database_refuses_for_other_reasons_stays_an_error(postgres: Database) -> None:
    """A fault of ours must not look like somebody else's doing."""
    with pytest.raises(IntegrityError), postgres.writing() as session:
        session.add_all([Person(id=7, name="Eins", folded="a"), Person(id=7, name="Zwei", folded="b")])
