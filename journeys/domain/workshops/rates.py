"""How often something came from one source in one window of time: the same rows as for wrong codes."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session, col, delete, select

from journeys.domain.workshops.codes import hashed
from journeys.domain.workshops.tables import Attempt
from journeys.settings import WRONG_CODES_MINUTES

WINDOWS_KEPT = 6


def seconds_to_wait(session: Session, bounds: Mapping[str, int], now: datetime) -> int:
    """Count one more for each source; 0, or the seconds until a full source may send again, and then none is counted.

    Rows of some windows ago go. Who counts must hold a lock that all who count the same source take.
    """
    length = WRONG_CODES_MINUTES.value * 60
    window, used = divmod(int(now.timestamp()), length)
    session.exec(delete(Attempt).where(col(Attempt.window) < window - WINDOWS_KEPT))
    rows = [_row(session, hashed(source, "rate"), window) for source in bounds]
    if any(row.count >= bound for row, bound in zip(rows, bounds.values(), strict=True)):
        return length - used
    for row in rows:
        row.count += 1
        session.add(row)
    session.flush()
    return 0


def _row(session: Session, source: str, window: int) -> Attempt:
    known = select(Attempt).where(Attempt.source_hash == source, Attempt.window == window)
    return session.exec(known).first() or Attempt(source_hash=source, window=window)
