"""Polls of phones: next to nothing is asked of the database, and what they know is never older than half a second."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep

import pytest
from flask import Flask
from sqlalchemy import event

from journeys.database import Database
from journeys.domain.workshops import planning
from journeys.routes.attendance import FRESH
from tests.routes.phone.hall import Hall


@pytest.fixture
def hall(app: Flask) -> Hall:
    return Hall(app, "short")


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    asked: list[str] = []

    def note(*what: object) -> None:
        asked.append(str(what[2]))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def test_many_polls_ask_the_database_next_to_nothing(hall: Hall) -> None:
    phones = [hall.phone().join() for _ in range(3)]
    for phone in phones:
        phone.client.get(f"/w/{hall.code}/scene")
    with statements(hall.database) as asked:
        for _ in range(20):
            for phone in phones:
                assert phone.client.get(f"/w/{hall.code}/scene").status_code == 200
    assert sum("participant" in statement for statement in asked) == 0
    assert len(asked) < 40


def test_who_is_not_in_the_workshop_gets_nothing(app: Flask, hall: Hall) -> None:
    other = Hall(app, "short")
    phone = hall.phone().join()
    assert phone.client.get(f"/w/{hall.code}/scene").status_code == 200
    assert phone.client.get(f"/w/{other.code}/scene").status_code == 404
    assert hall.phone().client.get(f"/w/{hall.code}/scene").status_code == 404


def test_a_rehearsal_that_was_removed_is_gone_for_polls_too(app: Flask) -> None:
    hall = Hall(app, "short", is_rehearsal=True)
    phone = hall.phone().join()
    assert phone.client.get(f"/w/{hall.code}/scene").status_code == 200
    with hall.database.writing() as session:
        planning.remove_rehearsal(session, hall.id)
    sleep(FRESH)
    for _ in range(2):
        assert phone.client.get(f"/w/{hall.code}/scene").status_code == 404
