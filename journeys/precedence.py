"""A note goes first: of the pages and answers of a workshop each process works on one at a time, notes beside it.

The threads of a process share one interpreter. When three hundred phones come for their next page, sixteen pages drawn
at once are not ready sooner than one after the other; but whoever saves a note meanwhile would wait for all of them.
"""

import re
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]

OF_A_WORKSHOP = re.compile(r"/(w|workshops)/")
NOTE = re.compile(r"/w/[^/]+/cards")
IN_A_MOMENT = re.compile(r"/w/[^/]+/(scene|hint)")
"""What is answered before it would have been queued."""
LONGEST = 1.0
"""Seconds that one waits for another: a line that is slow, or a drawing that hangs, stops nobody for longer."""


class Precedence:
    """Around the app, one in each process. `longest`: see LONGEST."""

    def __init__(self, app: Wsgi, longest: float = LONGEST) -> None:
        self._app, self._longest = app, longest
        self._turn = Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        mine = _can_wait(environ) and self._turn.acquire(timeout=self._longest)
        try:
            return self._app(environ, start_response)
        finally:
            if mine:
                self._turn.release()


def _can_wait(environ: dict[str, Any]) -> bool:
    path = environ.get("PATH_INFO", "")
    is_note = environ.get("REQUEST_METHOD") == "POST" and NOTE.fullmatch(path)
    return OF_A_WORKSHOP.match(path) is not None and not is_note and not IN_A_MOMENT.fullmatch(path)
