"""Migrations: from nothing to the tables of the code, once however many start at once, whole or not at all."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import URL, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, func, select

import journeys.domain.everything  # noqa: F401
from journeys.database import Database, alembic_config
from journeys.domain.examples import FILES, put_in_examples
from journeys.domain.projects import Project, create_project
from journeys.domain.services import Service
from tests.databases import made_on, sqlite_at


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database in which nothing is yet; the SQLite file and its folder are not even there."""
    if request.param == "sqlite":
        database = sqlite_at(tmp_path / "new" / "folder" / "journeys.sqlite")
        yield database
        database.engine.dispose()
        return
    server: URL = request.getfixturevalue("postgres_server")
    with made_on(server) as database:
        yield database


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


def projects(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.exec(select(Project.name)))


def test_migrations_make_the_tables_of_the_code(empty: Database) -> None:
    empty.migrate()
    assert tables(empty) == set(SQLModel.metadata.tables) | {"alembic_version"}
    with empty.engine.connect() as connection:
        command.check(alembic_config(connection))


def test_migrating_again_changes_nothing(empty: Database) -> None:
    empty.migrate()
    with empty.writing() as session:
        create_project(session, "Bleibt")
    empty.migrate(at_first=lambda session: pytest.fail("the database was not new"))
    assert projects(empty) == ["Bleibt"]


def test_first_content_comes_with_the_tables_or_neither(empty: Database) -> None:
    def breaks(session: Session) -> None:
        create_project(session, "Halb")
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="power"):
        empty.migrate(breaks)
    assert tables(empty) == set()
    empty.migrate(put_in_examples)
    with empty.reading() as session:
        assert session.exec(select(func.count()).select_from(Service)).one() == len(FILES)


def test_foreign_keys_count_again_afterwards(empty: Database) -> None:
    empty.migrate()
    with pytest.raises(IntegrityError), empty.writing() as session:
        session.add(Service(project_id=99, ref="x", name="Ohne Vorhaben"))


MIGRATE = """
import sys
from journeys.database import Database
from journeys.domain.examples import put_in_examples
Database(sys.argv[1]).migrate(put_in_examples)
"""


def test_processes_that_start_at_once_migrate_once(empty: Database) -> None:
    url = empty.url.render_as_string(hide_password=False)
    started = [
        subprocess.Popen([sys.executable, "-c", MIGRATE, url], stderr=subprocess.PIPE) for _ in range(3)
    ]
    errors = [process.communicate()[1].decode() for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], errors
    with empty.reading() as session:
        assert session.exec(select(func.count()).select_from(Project)).one() == 1
        assert session.exec(select(func.count()).select_from(Service)).one() == len(FILES)


def test_a_process_killed_while_it_fills_a_new_database_leaves_nothing(tmp_path: Path) -> None:
    """The next start begins anew, with the examples."""
    database = sqlite_at(tmp_path / "journeys.sqlite")
    code = MIGRATE.replace("put_in_examples)", "lambda s: (put_in_examples(s), os.kill(os.getpid(), 9)))")
    url = str(database.url)
    killed = subprocess.run([sys.executable, "-c", "import os" + code, url], capture_output=True)
    assert killed.returncode == -9
    assert tables(database) == set()
    database.migrate(put_in_examples)
    assert len(projects(database)) == 1
    assert sqlite3.connect(tmp_path / "journeys.sqlite").execute("PRAGMA integrity_check").fetchall() == [
        ("ok",)
    ]


def test_a_migration_that_would_break_references_is_not_stored(sqlite: Database) -> None:
    """Foreign keys are off while tables are rebuilt: they are checked before the end instead."""
    with sqlite.engine.execution_options(writes=True, foreign_keys=False).connect() as connection:
        columns = "project_id, ref, name, position, revision, changes, review, legal_basis, channels"
        insert = f"INSERT INTO service ({columns}) "
        connection.execute(text(insert + "VALUES (99, 'x', 'Verwaist', 0, 1, 1, 0, '[]', '[]')"))
        connection.commit()
    with pytest.raises(RuntimeError, match="references"):
        sqlite.migrate()
