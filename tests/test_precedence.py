"""A note goes first: what waits for a page that is being drawn, and what does not."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from threading import Event, Semaphore
from typing import Any

import pytest

from journeys.precedence import Precedence

PAGE = ("GET", "/w/ABCDEFGH/now")
SOON, AGES = 0.3, 20.0
"""Seconds."""


class Kitchen:
    """An app that works on each request until it is told to serve, and says what it has in hand."""

    def __init__(self, longest: float) -> None:
        self.in_hand: list[str] = []
        self.begun, self.served = Semaphore(0), Event()
        self._app = Precedence(self._cook, longest)
        self._threads = ThreadPoolExecutor(8)

    def ask(self, method: str, path: str) -> Future[Any]:
        return self._threads.submit(self._app, {"REQUEST_METHOD": method, "PATH_INFO": path}, None)

    def _cook(self, environ: dict[str, Any], _start: object) -> list[bytes]:
        self.in_hand.append(environ["PATH_INFO"])
        self.begun.release()
        assert self.served.wait(AGES)
        return [b"done"]


@contextmanager
def kitchen(longest: float = AGES) -> Iterator[Kitchen]:
    """With a page in hand already."""
    busy = Kitchen(longest)
    busy.ask(*PAGE)
    try:
        assert busy.begun.acquire(timeout=AGES)
        yield busy
    finally:
        busy.served.set()
        busy._threads.shutdown()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/w/ABCDEFGH/cards"),
        ("GET", "/w/ABCDEFGH/scene"),
        ("POST", "/w/ABCDEFGH/hint"),
        ("GET", "/static/css/app.css"),
        ("GET", "/healthz"),
        ("GET", "/services/1/journeys/1/map.pdf"),
    ],
)
def test_a_note_and_what_is_no_page_of_a_workshop_wait_for_nothing(method: str, path: str) -> None:
    with kitchen() as busy:
        busy.ask(method, path)
        assert busy.begun.acquire(timeout=AGES / 2)
        assert busy.in_hand == [PAGE[1], path]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        PAGE,
        ("POST", "/w/ABCDEFGH/cards/7/rating"),
        ("GET", "/w/ABCDEFGH/cards"),
        ("GET", "/workshops/1/beamer/map.svg"),
    ],
)
def test_pages_of_workshops_come_one_after_the_other(method: str, path: str) -> None:
    with kitchen() as busy:
        other = busy.ask(method, path)
        assert not busy.begun.acquire(timeout=SOON)
        busy.served.set()
        assert wait([other], AGES).done
        assert other.result() == [b"done"]


def test_nobody_waits_for_ever_for_a_page_that_hangs() -> None:
    with kitchen(longest=SOON) as busy:
        busy.ask(*PAGE)
        assert busy.begun.acquire(timeout=AGES / 2)


def test_a_page_that_fails_lets_the_next_one_go_on() -> None:
    def fails(_environ: object, _start: object) -> list[bytes]:
        raise OSError("no answer")

    app = Precedence(fails, AGES)
    with ThreadPoolExecutor(1) as thread:
        for _ in range(2):
            asked = thread.submit(app, {"REQUEST_METHOD": PAGE[0], "PATH_INFO": PAGE[1]}, None)
            with pytest.raises(OSError, match="no answer"):
                asked.result(AGES / 2)
