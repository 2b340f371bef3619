"""Polled parts: drawn once per change and language, 304 for who has seen it, and the server's time with each answer."""

import time
from collections.abc import Callable

import pytest
from flask import Flask, Response

from journeys.routes.guard import needs
from journeys.routes.live import live
from tests.routes.client import CheckingClient

pytestmark = pytest.mark.own_app


def following(app: Flask, key: Callable[[], int], drawn: list[int]) -> None:
    """A part at /counter that says the key, and notes each time it is drawn."""

    @needs("sign in")
    def counter() -> Response:
        now = key()
        return live(("counter", now), lambda: drawn.append(now) or f"<p>{now}</p>")  # type: ignore[func-returns-value]

    app.add_url_rule("/counter", "counter", counter)


def test_a_part_is_drawn_once_per_change_and_not_sent_again(app: Flask, anonymous: CheckingClient) -> None:
    drawn: list[int] = []
    state = {"key": 1}
    following(app, lambda: state["key"], drawn)
    first = anonymous.get("/counter")
    assert (first.status_code, first.text) == (200, "<p>1</p>")
    again = anonymous.get("/counter", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.text) == (304, "")
    assert anonymous.get("/counter").text == "<p>1</p>"
    state["key"] = 2
    changed = anonymous.get("/counter", headers={"If-None-Match": first.headers["ETag"]})
    assert (changed.status_code, changed.text) == (200, "<p>2</p>")
    assert drawn == [1, 2]


def test_another_language_is_another_part(app: Flask, anonymous: CheckingClient) -> None:
    drawn: list[int] = []
    following(app, lambda: 1, drawn)
    german = anonymous.get("/counter").headers["ETag"]
    anonymous.get("/language/en")
    assert anonymous.get("/counter", headers={"If-None-Match": german}).status_code == 200
    assert drawn == [1, 1]


def test_every_answer_tells_the_servers_time_and_is_asked_for_anew(
    app: Flask, anonymous: CheckingClient
) -> None:
    following(app, lambda: 1, [])
    before = time.time() * 1000
    first = anonymous.get("/counter")
    seen = anonymous.get("/counter", headers={"If-None-Match": first.headers["ETag"]})
    for answer in (first, seen):
        assert before - 1 <= int(answer.headers["Server-Time"]) <= time.time() * 1000
        assert answer.headers["Cache-Control"] == "private, no-cache"
