"""Writes that can not be finished: a full disk, a locked database, an error in the middle. Nothing is half stored."""

import sqlite3

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, OperationalError

from journeys.database import Database
from journeys.domain.document import Document
from journeys.domain.intake import read_file
from journeys.domain.projects import create_project
from journeys.domain.recording import record_note
from journeys.domain.storing import add_service
from journeys.places import place
from tests.builders import a_document
from tests.domain.test_storing import cells, put_in, store_again, stored
from tests.domain.whole import whole_document


def test_a_full_disk_stores_nothing_and_later_all_is_well(sqlite: Database) -> None:
    service_id = put_in(sqlite, a_document())
    pages = []

    def bound(connection: sqlite3.Connection, *_: object) -> None:
        (count,) = connection.execute("PRAGMA page_count").fetchone()
        pages.append(connection.execute(f"PRAGMA max_page_count={count}").fetchone())

    event.listen(sqlite.engine, "checkout", bound)
    with pytest.raises(OperationalError, match="full"), sqlite.writing() as session:
        for n in range(200):
            record_note(session, 1, "need", {"text": f"{n} " * 1000}, f"k{n}")
    assert pages
    assert stored(sqlite, service_id) == a_document()
    event.remove(sqlite.engine, "checkout", bound)
    sqlite.engine.dispose()
    with sqlite.writing() as session:
        record_note(session, 1, "need", {"text": "Wieder Platz"}, "k")
    assert stored(sqlite, service_id).journeys[0].steps()[0].needs[0].text == "Wieder Platz"


def test_a_database_that_stays_locked_ends_in_an_error_and_stores_nothing(sqlite: Database) -> None:
    service_id = put_in(sqlite, a_document())
    other = sqlite3.connect(str(sqlite.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with sqlite.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
    with pytest.raises(OperationalError, match="locked"), sqlite.writing() as session:
        record_note(session, 1, "need", {"text": "Wartet"}, "k")
    assert stored(sqlite, service_id) == a_document(), "readers do not wait"
    other.execute("ROLLBACK")
    with sqlite.writing() as session:
        record_note(session, 1, "need", {"text": "Jetzt"}, "k")
    assert len(stored(sqlite, service_id).journeys[0].steps()[0].needs) == 1


@pytest.mark.parametrize("statement", range(0, 120, 7))
def test_an_error_at_any_statement_leaves_what_was_there(sqlite: Database, statement: int) -> None:
    """A document replaced by another one: the n-th change to the database fails."""
    old = Document.from_plain({**whole_document(), "id": "wohngeld-beantragen"})
    service_id = put_in(sqlite, old)
    before = cells(sqlite)
    new = read_file(place("examples") / "wohngeld-beantragen.yaml")
    count = 0

    def fail(_connection: object, _cursor: object, sql: str, *_: object) -> None:
        nonlocal count
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            count += 1
            if count > statement:
                raise OperationalError(sql, {}, Exception("disk I/O error"))

    event.listen(sqlite.engine, "before_cursor_execute", fail)
    with pytest.raises(DBAPIError, match="disk"):
        store_again(sqlite, service_id, new)
    event.remove(sqlite.engine, "before_cursor_execute", fail)
    assert cells(sqlite) == before
    store_again(sqlite, service_id, new)
    assert stored(sqlite, service_id) == new


def test_a_server_that_ends_the_connection_stores_nothing(postgres: Database) -> None:
    service_id = put_in(postgres, a_document())
    with pytest.raises(DBAPIError), postgres.writing() as session:
        record_note(session, 1, "need", {"text": "Verloren"}, "k")
        mine = session.connection().execute(text("SELECT pg_backend_pid()")).scalar_one()
        with postgres.engine.connect() as other:
            other.execute(text(f"SELECT pg_terminate_backend({mine})"))
    assert stored(postgres, service_id) == a_document()
    with postgres.writing() as session:
        record_note(session, 1, "need", {"text": "Neu verbunden"}, "k")


def test_a_read_only_database_is_read_and_not_written(sqlite: Database) -> None:
    put_in(sqlite, a_document())
    with sqlite.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    with pytest.raises(OperationalError, match="readonly"), sqlite.writing() as session:
        add_service(session, create_project(session, "Nein"), a_document())
    assert stored(sqlite, 1) == a_document()
