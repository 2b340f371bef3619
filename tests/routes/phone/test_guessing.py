"""Codes guessed by machine: nothing is found, it gets slower, and a hall behind the same address still gets in."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from journeys.database import Database
from journeys.domain import attempts
from journeys.domain.tables import now
from journeys.domain.workshops import joining
from journeys.domain.workshops.codes import bounds, new_code
from journeys.settings import WRONG_CODES_ADDRESS, WRONG_CODES_BROWSER
from tests.domain.workshops.room import Room
from tests.routes.client import CheckingClient
from tests.routes.phone.hall import Hall

SLOWED = "Es waren viele falsche Codes. Bitte warten Sie"


def browser(app: Flask) -> CheckingClient:
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client


def a_machine_guesses(app: Flask, guesses: int, hall: int) -> None:
    """Each guess comes from a browser of its own, as a machine would send it, so that only the address tells."""
    room = Hall(app)
    for n in range(guesses):
        answer = FlaskClient(app, app.response_class).get(f"/w/{new_code()}")
        assert answer.status_code == 404
        assert (SLOWED in answer.text) is (n >= WRONG_CODES_ADDRESS.value), n
    for _ in range(hall):
        room.phone().join("in")
    assert len(room.people()) == hall


def test_one_browser_is_slowed_down_and_the_hall_gets_in(app: Flask) -> None:
    room, machine = Hall(app), browser(app)
    told = [SLOWED in machine.get(f"/w/{new_code()}").text for _ in range(WRONG_CODES_BROWSER.value + 3)]
    assert told == [False] * WRONG_CODES_BROWSER.value + [True] * 3
    for _ in range(5):
        room.phone().join("in")
    assert len(room.people()) == 5


@pytest.mark.full
def test_ten_thousand_guesses_find_nothing_and_three_hundred_get_in(app: Flask) -> None:
    a_machine_guesses(app, 10_000, 300)


def test_codes_that_are_tried_are_nobodys_and_each_makes_the_pause_longer(either: Database) -> None:
    room, moment = Room(either), now()
    with either.reading() as session:
        assert not any(joining.workshop_of(session, new_code()) for _ in range(1_000))
        assert joining.workshop_of(session, room.workshop().code) is not None
    pauses = []
    for n in range(WRONG_CODES_ADDRESS.value + 12):
        with either.writing() as session:
            attempts.count_wrong(session, bounds(f"browser {n}", "192.0.2.1"), moment)
        if n >= WRONG_CODES_ADDRESS.value - 1:
            with either.reading() as session:
                pauses.append(attempts.pause(session, bounds("another", "192.0.2.1"), moment))
    assert pauses[:4] == [0, 30, 60, 120]
    assert pauses == sorted(pauses) and pauses[-1] == timedelta(hours=1).total_seconds()
