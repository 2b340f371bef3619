"""What was saved comes back, each value of its kind, on either database and from one to the other."""

import tracemalloc
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlmodel import col, select

from journeys.database import Database
from journeys.domain import audit, mail_wishes, outbox
from journeys.domain.api_tokens import grant_of, make_token, revoke_token
from journeys.domain.audit import AuditEntry
from journeys.domain.document import Document
from journeys.domain.importing import import_document
from journeys.domain.members import start_project
from journeys.domain.people import all_people
from journeys.domain.projects import Project, create_project
from journeys.domain.review.share_links import make_link, shared_by
from journeys.domain.review.versions import freeze
from journeys.domain.signing_in import SignIn, SignInLink, begin_sign_in, make_sign_in_link, person_of
from journeys.domain.tables import now
from tests.domain.whole import whole_document
from tests.saving.files import CHANGED, bring_back, contents, everything, saved, without

LINK = {"name": "Rat", "days": "30", "version": "", "may_comment": "", "password": "", "embedded_in": ""}


def test_there_is_something_in_every_table(either: Database) -> None:
    everything(either)
    assert [name for name, rows in contents(either).items() if not rows] == []


@pytest.mark.parametrize("target", ["sqlite", "postgres"])
def test_what_was_saved_comes_back(
    either: Database, target: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    everything(either)
    before, file = contents(either), saved(either, tmp_path)
    found: Database = request.getfixturevalue(target)
    with found.writing() as session:
        session.execute(text("DELETE FROM project"))
        create_project(session, "Was vorher da war")
    bring_back(found, file)
    after = contents(found)
    assert without(after, *CHANGED) == without(before, *CHANGED)
    assert len(after["sign_in"]) == len(before["sign_in"])
    assert set(before["audit_entry"]) <= set(after["audit_entry"])


def test_numbers_go_on_behind_those_that_came(sqlite: Database, postgres: Database, tmp_path: Path) -> None:
    for source, target in ((sqlite, postgres), (postgres, sqlite)):
        with source.writing() as session:
            highest = [create_project(session, f"{source.url.drivername} {n}").id for n in range(7)][-1]
        bring_back(target, saved(source, tmp_path))
        with target.writing() as session:
            assert create_project(session, f"Danach {target.url.drivername}").id > highest


def test_a_backup_of_what_was_brought_back_holds_the_same_lines(
    sqlite: Database, postgres: Database, tmp_path: Path
) -> None:
    everything(sqlite)
    bring_back(postgres, saved(sqlite, tmp_path, "a.zip"))
    bring_back(sqlite, saved(postgres, tmp_path, "b.zip"))
    assert without(contents(sqlite), *CHANGED) == without(contents(postgres), *CHANGED)


def test_an_old_backup_lets_nobody_in(either: Database, tmp_path: Path) -> None:
    with either.writing() as session:
        make_sign_in_link(session, "", now())
        (person,) = all_people(session)
        old = begin_sign_in(session, person.id, now())
        project = start_project(session, "Vorhaben", "", person)
        typed = {"name": "Auswertung", "scope": "documents", "days": "30"}
        token, secret = make_token(session, project.id, typed, person, now())
        assert grant_of(session, secret, now())
        service = import_document(session, project, Document.from_plain(whole_document())).service
        freeze(session, service, person)
        _, shared = make_link(session, service.id, LINK, person, now())
        assert shared_by(session, shared, now())
        mail_wishes.choose(session, person, "daily", "ada@amt.example", "de", now())
    file = saved(either, tmp_path)
    with either.writing() as session:
        later = begin_sign_in(session, person.id, now())
        revoke_token(session, project.id, token.id, person)
    bring_back(either, file)
    with either.reading() as session:
        assert person_of(session, old, now()) is None and person_of(session, later, now()) is None
        assert session.exec(select(SignInLink)).all() == []
        assert grant_of(session, secret, now()) is None and shared_by(session, shared, now()) is None
        assert not outbox.is_due(session, now()) and mail_wishes.wish_of(session, person.id)
        assert [one.ended_at is None for one in session.exec(select(SignIn))] == [False]


def told(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        rows = session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))
        return [(row.what, row.about) for row in rows]


def test_the_audit_trail_keeps_what_is_here_and_takes_what_is_missing(
    sqlite: Database, postgres: Database, tmp_path: Path
) -> None:
    with sqlite.writing() as session:
        audit.remember(session, "project_created", None, "Dort")
    with postgres.writing() as session:
        audit.remember(session, "project_created", None, "Hier")
    file = saved(sqlite, tmp_path)
    here, there = ("project_created", "Hier"), ("project_created", "Dort")
    bring_back(postgres, file)
    assert told(postgres) == [here, there, ("restored", "a.zip")]
    bring_back(postgres, file)
    assert told(postgres) == [here, there, ("restored", "a.zip"), ("restored", "a.zip")]
    bring_back(sqlite, file)
    assert told(sqlite) == [there, ("restored", "a.zip")]


def test_entries_that_are_too_old_for_the_trail_do_not_come_back(
    sqlite: Database, postgres: Database, tmp_path: Path
) -> None:
    with sqlite.writing() as session:
        session.add(AuditEntry(at=now() - timedelta(days=400), what="exported", about="Vor langem"))
    bring_back(postgres, saved(sqlite, tmp_path))
    assert told(postgres) == [("restored", "a.zip")]


def test_the_file_is_for_its_owner_alone_and_nothing_lies_beside_it(sqlite: Database, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    file = saved(sqlite, folder)
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(folder.iterdir()) == [file]


def test_many_rows_are_saved_some_at_a_time(either: Database, tmp_path: Path) -> None:
    with either.writing() as session:
        session.add_all([Project(name=f"Vorhaben {n:04}") for n in range(1234)])
    before, file = contents(either)["project"], saved(either, tmp_path)
    with either.writing() as session:
        session.execute(text("DELETE FROM project"))
    bring_back(either, file)
    assert contents(either)["project"] == before


@pytest.mark.full
def test_memory_does_not_grow_with_what_there_is(sqlite: Database, tmp_path: Path) -> None:
    with sqlite.writing() as session:
        rows = [{"name": str(n), "description": f"{n} " * 1000, "revision": 1} for n in range(10_000)]
        session.execute(insert(Project), rows)
        much = sum(len(row["description"]) for row in rows)
        del rows
    tracemalloc.start()
    try:
        bring_back(sqlite, saved(sqlite, tmp_path))
        assert tracemalloc.get_traced_memory()[1] < much / 2
    finally:
        tracemalloc.stop()
