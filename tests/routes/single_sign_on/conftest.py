"""The app of an office that has an identity provider: one that forges."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from journeys.office import Office
from journeys.provider import Grant
from tests.routes.client import CheckingClient
from tests.routes.single_sign_on.forger import Forger, forging

START = "/sign-in/office"
Trusting = Callable[..., Office]


@pytest.fixture
def forger() -> Iterator[Forger]:
    with forging() as forger:
        yield forger


@pytest.fixture
def trust(app: Flask, forger: Forger) -> Trusting:
    """Lets the app trust the forger, with these grants."""

    def trust(*grants: Grant, **more: object) -> Office:
        app.extensions["office"] = Office(forger.provider(*grants, **more))
        found: Office = app.extensions["office"]
        return found

    return trust


@pytest.fixture
def office(trust: Trusting) -> Office:
    """The provider, whose groups give nothing."""
    return trust()


def way_out(client: CheckingClient) -> str:
    """Where pressing the button sends somebody."""
    answer = client.get(START)
    assert answer.status_code == 303 and answer.headers["Cache-Control"] == "no-store"
    return answer.location


def come_in(client: CheckingClient, forger: Forger) -> str:
    """Sign in with the office's account; where that leads."""
    answer = client.get(forger.authorize(way_out(client)))
    assert answer.status_code == 303, answer.text
    return answer.location


def is_in(client: CheckingClient) -> bool:
    return client.get("/help").status_code == 200
