"""Backups of older versions: saved as they are, and brought up to date before anything is replaced."""

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from journeys.database import Database, alembic_config
from journeys.saving.backup import Unready, back_up
from journeys.saving.scratch import known_revisions, scratch
from tests.databases import sqlite_at
from tests.saving.files import bring_back, contents

REVISIONS = [
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
]
OLD_ROWS = (
    "INSERT INTO project (id, name, description, revision, created_at) "
    "VALUES (7, 'Von früher', '', 3, '2026-01-02 03:04:05')",
    "INSERT INTO service (id, project_id, ref, name, position, revision, changes, legal_basis, channels) "
    "VALUES (5, 7, 's', 'Wohngeld', 0, 1, 1, '[\"§ 1\"]', '[]')",
)


def database_of(folder: Path, revision: str) -> Database:
    """A database as a version of that time left it."""
    database = sqlite_at(folder / "old.sqlite")
    with database.engine.execution_options(writes=True, foreign_keys=False).connect() as connection:
        command.upgrade(alembic_config(connection), revision)
        columns = {c[1] for c in connection.exec_driver_sql("PRAGMA table_info(project)")}
        project, service = OLD_ROWS
        if "retention_months" in columns:
            project = project.replace("revision,", "retention_months, revision,").replace(
                "'', 3", "'', 12, 3"
            )
        if "review" in {c[1] for c in connection.exec_driver_sql("PRAGMA table_info(service)")}:
            service = service.replace("changes,", "changes, review,").replace("1, 1, '", "1, 1, 0, '")
        for statement in (project, service):
            connection.execute(text(statement))
        if "folded" not in {c[1] for c in connection.exec_driver_sql("PRAGMA table_info(person)")}:
            columns = {c[1] for c in connection.exec_driver_sql("PRAGMA table_info(person)")}
            more = (", is_admin", ", 1") if "is_admin" in columns else ("", "")
            connection.execute(
                text(
                    f"INSERT INTO person (id, name, created_at{more[0]}) "
                    f"VALUES (1, 'Ada  Beispiel', '2026-01-02 03:04:05'{more[1]})"
                )
            )
        connection.commit()
    return database


def test_every_revision_is_looked_at() -> None:
    with scratch() as shape:
        assert known_revisions(shape.connection)[::-1] == REVISIONS


@pytest.mark.parametrize("revision", REVISIONS)
def test_an_older_backup_is_brought_up_to_date(
    request: pytest.FixtureRequest, tmp_path: Path, revision: str
) -> None:
    old, file = database_of(tmp_path, revision), tmp_path / "old.zip"
    assert back_up(old, file).revision == revision
    with old.reading() as session:
        assert session.execute(text("SELECT version_num FROM alembic_version")).scalar() == revision
    old.migrate()
    target: Database = request.getfixturevalue("postgres" if revision < "0004" else "sqlite")
    bring_back(target, file)
    found, wanted = contents(target), contents(old)
    assert [found[name] for name in ("project", "service")] == [
        wanted[name] for name in ("project", "service")
    ]
    assert len(found["project"]) == len(found["service"]) == 1
    assert len(found["person"]) == len(wanted["person"])


def test_an_empty_database_is_not_saved(tmp_path: Path) -> None:
    with pytest.raises(Unready, match="empty"):
        back_up(sqlite_at(tmp_path / "new.sqlite"), tmp_path / "a.zip")
    assert not (tmp_path / "a.zip").exists()


def test_a_database_of_a_newer_version_is_not_saved(sqlite: Database, tmp_path: Path) -> None:
    with sqlite.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Unready, match="newer"):
        back_up(sqlite, tmp_path / "a.zip")
