"""For those who watch over the server: does it live, can it work?"""

import logging
import time
from collections.abc import Callable
from threading import Lock

from flask import Blueprint, Flask, Response, current_app, jsonify

from journeys.routes.guard import needs

SECONDS_KEPT = 5.0
log = logging.getLogger(__name__)
bp = Blueprint("health", __name__)


class Health:
    """What answers and what does not; asked at most every few seconds, however often somebody looks."""

    def __init__(self, app: Flask) -> None:
        self._parts = {"database": app.extensions["database"].check, "renderer": app.extensions["pen"].check}
        self._lock = Lock()
        self._asked = -SECONDS_KEPT
        self._answers: dict[str, str] = {}

    def answers(self) -> dict[str, str]:
        """`ok` or `does not answer` for each part."""
        with self._lock:
            if time.monotonic() - self._asked >= SECONDS_KEPT:
                self._answers = {name: _ask(name, check) for name, check in self._parts.items()}
                self._asked = time.monotonic()
            return self._answers


def _ask(name: str, check: Callable[[], None]) -> str:
    try:
        check()
    except Exception:
        log.exception("%s does not answer", name)
        return "does not answer"
    return "ok"


def watch_health(app: Flask) -> None:
    app.extensions["health"] = Health(app)
    app.register_blueprint(bp)


@bp.get("/healthz")
@needs("read health")
def lives() -> Response:
    return jsonify(status="ok")


@bp.get("/readyz")
@needs("read health")
def ready() -> tuple[Response, int]:
    answers = current_app.extensions["health"].answers()
    silent = [name for name, answer in answers.items() if answer != "ok"]
    return jsonify(ready=not silent, not_answering=silent, **answers), 503 if silent else 200
