"""Looks after what has to go: workshops forget who took part, and what was removed for good leaves every memory.

Each process of the server has one quiet thread for it. What one process removes, the others learn from the audit trail.
"""

import logging
from collections.abc import Mapping
from datetime import date
from threading import Event, Thread
from time import monotonic
from typing import Any

from journeys.domain import retention, sharing
from journeys.domain.audit import last_that_clears
from journeys.domain.expiring import drop_expired
from journeys.domain.tables import now
from journeys.render import forgetting

LOOK_SECONDS, FORGET_SECONDS = 10.0, 3600.0
log = logging.getLogger(__name__)
Equipment = Mapping[str, Any]
"""What an app works with: its `extensions`."""


def wipe(of: Equipment) -> None:
    """Something was removed for good: nothing of it stays in files of the database, kept pictures, this memory.

    It is stored by then. When the files cannot be cleaned up now, that is said in the log, and the next time does it.
    """
    clear_memory(of)
    try:
        of["database"].wipe()
    except Exception as error:
        log.error("what was removed may still be in free pages of the database: %s", type(error).__name__)


def clear_memory(of: Equipment) -> None:
    """Keep nothing that was drawn or read; what is being drawn now is not kept either."""
    of["cache"].clear()
    of["memory"].clear()
    of["attendance"].forget()
    sharing.forget()
    forgetting.forget()
    of["database"].engine.clear_compiled_cache()  # statements keep what they were first asked with


def forget_due(of: Equipment, today: date) -> int:
    """Let workshops whose time is over forget who took part; how many did."""
    database = of["database"]
    with database.reading() as session:
        if not retention.due(session, today):
            return 0
    with database.writing(can_wait=True) as session:
        forgotten = len(retention.forget(session, today))
    if forgotten:
        wipe(of)
    return forgotten


class Tidying:
    """The thread of one process. It never ends the process: what fails is logged, and tried again."""

    def __init__(self, of: Equipment) -> None:
        self._of, self._stop = of, Event()
        self._seen: int | None = None
        self._forgot_at: float | None = None

    def start(self) -> None:
        Thread(target=self._run, name="tidying", daemon=True).start()

    def stop(self) -> None:
        self._stop.set()

    def look(self) -> None:
        """Notice what other processes removed, and once an hour let workshops forget."""
        with self._of["database"].reading() as session:
            latest = last_that_clears(session)
        if self._seen is not None and latest != self._seen:
            clear_memory(self._of)
        self._seen = latest
        moment = monotonic()
        if self._forgot_at is None or moment - self._forgot_at >= FORGET_SECONDS:
            self._forgot_at = moment
            with self._of["database"].writing(can_wait=True) as session:
                drop_expired(session, now())
            forget_due(self._of, now().date())

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self.look()
            except Exception as error:
                log.error("tidying up failed, it is tried again: %s", type(error).__name__)
            self._stop.wait(LOOK_SECONDS)
