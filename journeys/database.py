"""The database: engine, transactions, migrations. SQLite by default, PostgreSQL by its address."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from journeys.domain.taken import refused_by
from journeys.places import place
from journeys.turns import Turns

KEPT = 16
"""Connections that are kept open: one for each thread of a process, or they are made anew under load."""
MIGRATION_LOCK, WAITING_LOCK = (
    7_236_114_905,
    7_236_114_906,
)  # numbers that nobody else takes as advisory locks
_WAIT = text("SELECT pg_advisory_xact_lock(:lock)")


class Database:
    """One database. Reads see one moment; writes are serial on SQLite and durable once they are acknowledged."""

    def __init__(self, url: str) -> None:
        self.url = make_url(_with_driver(url))
        self.engine = _engine(self)
        self._turns = Turns(self.url.database) if self.is_sqlite else None

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session in a read transaction; nothing that happens in it is stored, its rows can be read afterwards."""
        # PostgreSQL otherwise lets every query see another moment.
        options = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        # Closing rolls back and lets the rows go as they are; a rollback of its own would empty them first.
        with Session(self.engine.execution_options(**options), expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self, can_wait: bool = False) -> Iterator[Session]:
        """A session in a write transaction: all of it is stored when the block ends well, else nothing.

        `can_wait`: of all such writes one at a time queues among the others, which so wait for one of them at most.
        Raises Refused when somebody else took the same name or id at the same moment.
        """
        options = self.engine.execution_options(writes=True)
        with self._turn(can_wait), Session(options, expire_on_commit=False) as session:
            if can_wait and not self.is_sqlite:
                session.connection().execute(_WAIT, {"lock": WAITING_LOCK})
            try:
                yield session
                session.commit()
            except IntegrityError as error:
                refused = refused_by(error)
                if refused is None:
                    raise
                raise refused from error

    def _turn(self, can_wait: bool) -> AbstractContextManager[None]:
        return self._turns.mine(can_wait) if self._turns else nullcontext()

    def check(self) -> None:
        """Ask the database something; raises SQLAlchemyError when it does not answer."""
        with self.reading() as session:
            session.connection().execute(text("SELECT 1"))

    def wipe(self) -> None:
        """Make what was deleted or replaced unreadable in the database's files too, as far as that is in our hands.

        SQLite overwrites what it deletes (`secure_delete`); here the file is written anew, without what older versions
        left in free pages, and the write-ahead log is emptied. PostgreSQL frees old row versions for reuse; its own log
        and backups are the server's. Raises SQLAlchemyError or the driver's error when the database does not answer.
        """
        with self._turn(True):
            raw = self.engine.raw_connection()
            try:
                _wipe_sqlite(raw.driver_connection) if self.is_sqlite else _wipe_postgresql(
                    raw.driver_connection
                )
            finally:
                raw.close()

    def migrate(self, at_first: Callable[[Session], None] | None = None) -> None:
        """Bring an empty or older database up to date; several processes may call it at once.

        `at_first` fills a database that was empty, in the same transaction: it is there with its content or not at all.
        """
        if self.is_sqlite and self.url.database not in (None, "", ":memory:"):
            _make_folder(str(self.url.database))
        # Foreign keys are off while tables are rebuilt: dropping a parent would delete its children by cascade.
        options: dict[str, Any] = {"writes": True, "foreign_keys": False}
        with self.engine.execution_options(**options).connect() as connection:
            if not self.is_sqlite:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
            is_new = not self.engine.dialect.has_table(connection, "alembic_version")
            command.upgrade(alembic_config(connection), "head")
            if is_new and at_first is not None:
                with Session(connection, expire_on_commit=False) as session:
                    at_first(session)
                    session.flush()
            if self.is_sqlite:
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise RuntimeError(f"the migration would break references: {broken[:3]}")
            connection.commit()


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration for our migrations, on an open connection."""
    config = Config()
    config.set_main_option("script_location", str(place("migrations")))
    config.attributes["connection"] = connection
    return config


def _with_driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _make_folder(database: str) -> None:
    Path(database).parent.mkdir(0o700, parents=True, exist_ok=True)  # what is in it is for nobody else


def _engine(database: Database) -> Engine:
    # What somebody wrote is in no message of an error: those are logged.
    if not database.is_sqlite:
        return create_engine(database.url, pool_pre_ping=True, pool_size=KEPT, hide_parameters=True)
    kept: dict[str, Any] = {} if database.url.database in (None, "", ":memory:") else {"pool_size": KEPT}
    options = {"timeout": 15, "check_same_thread": False}
    engine = create_engine(database.url, connect_args=options, hide_parameters=True, **kept)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Autocommit in the driver: transactions begin where we say so, see _begin_sqlite.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "busy_timeout=15000",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _wipe_sqlite(connection: Any) -> None:
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _wipe_postgresql(connection: Any) -> None:
    before, connection.autocommit = connection.autocommit, True
    try:
        connection.execute("VACUUM")
    finally:
        connection.autocommit = before


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    # Set outside of any transaction, where SQLite heeds it; every connection says what it needs.
    connection.exec_driver_sql(f"PRAGMA foreign_keys={'ON' if options.get('foreign_keys', True) else 'OFF'}")
    # A write that begins by reading must hold the lock from its first moment on, or it fails with "locked".
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")
