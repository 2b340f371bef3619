"""How often something came from one source: wrong codes and passwords make a pause that grows, other things have a
bound in a window of time. Kept in the database, so that all processes count together; of a source only a hash."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, col, delete, select

from journeys.domain.tables import Row, UtcDateTime
from journeys.domain.tokens import hashed
from journeys.settings import WRONG_CODES_MINUTES

_WINDOWS_KEPT = 6
_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)


class Attempt(Row, table=True):
    """How often one source was counted in one window of time, and until when the next try has to wait."""

    __table_args__ = (UniqueConstraint("source_hash", "window"),)

    source_hash: str
    window: int = Field(index=True)
    count: int = 0
    until: datetime | None = Field(default=None, sa_type=UtcDateTime)


def count_wrong(session: Session, bounds: Mapping[str, int], now: datetime) -> None:
    """Remember something wrong from each of these sources; beyond a source's bound each one doubles its pause."""
    window = _clean(session, now)
    for source in sorted(
        bounds
    ):  # always in one order: two who count the same sources never wait for each other
        row, beyond = _counted(session, source, window), bounds[source]
        if row.count > beyond:
            row.until = now + min(FIRST_PAUSE * 2 ** min(row.count - beyond - 1, 20), LONGEST_PAUSE)
    session.flush()


def take_back(session: Session, sources: Iterable[str]) -> None:
    """What was counted last from these sources was right after all."""
    for source in sorted(sources):
        row = _latest(session, source)
        if row:
            row.count, row.until = max(row.count - 1, 0), None
    session.flush()


def pause(session: Session, sources: Iterable[str], now: datetime) -> int:
    """Whole seconds until anything more is looked at from any of these sources; 0 mostly."""
    rows = [_latest(session, source) for source in sources]
    waits = [(row.until - now).total_seconds() for row in rows if row and row.until]
    return max(0, *(int(-(-wait // 1)) for wait in waits)) if waits else 0


def seconds_to_wait(session: Session, bounds: Mapping[str, int], now: datetime) -> int:
    """Count one more for each source; 0, or the seconds until a full source may send again, and then none is counted.

    Who counts must hold a lock that all who count the same source take.
    """
    window, length = _clean(session, now), WRONG_CODES_MINUTES.value * 60
    rows = {source: _latest(session, source) for source in bounds}
    if any(row and row.window == window and row.count >= bounds[source] for source, row in rows.items()):
        return length - int(now.timestamp()) % length
    for source in sorted(bounds):
        _counted(session, source, window)
    return 0


def forget(session: Session, source: str) -> None:
    """What was wrong from this source counts no longer: it has just been right."""
    session.exec(delete(Attempt).where(col(Attempt.source_hash) == hashed(source)))


def drop_old(session: Session, now: datetime) -> None:
    """What was counted some windows ago goes, also when nothing more is counted."""
    _clean(session, now)


def kept_for() -> timedelta:
    """How long a count is kept at most, when `drop_old` is called often enough."""
    return timedelta(minutes=(_WINDOWS_KEPT + 1) * WRONG_CODES_MINUTES.value)


def _clean(session: Session, now: datetime) -> int:
    """The number of this window of time; rows of some windows ago go."""
    window = int(now.timestamp()) // (WRONG_CODES_MINUTES.value * 60)
    session.exec(delete(Attempt).where(col(Attempt.window) < window - _WINDOWS_KEPT))
    return window


def _counted(session: Session, source: str, window: int) -> Attempt:
    """The source's row of this window with one more, in one statement: several processes may count at once."""
    before = _latest(session, source)
    values = {"source_hash": hashed(source), "window": window, "count": 1, "until": before and before.until}
    insert = _INSERT[session.get_bind().dialect.name](Attempt).values(**values)
    more = {"count": Attempt.__table__.c.count + 1}  # type: ignore[attr-defined]
    once = insert.on_conflict_do_update(index_elements=["source_hash", "window"], set_=more)
    number = session.execute(once.returning(col(Attempt.id))).scalar_one()
    return session.get_one(Attempt, number, populate_existing=True)


def _latest(session: Session, source: str) -> Attempt | None:
    mine = select(Attempt).where(Attempt.source_hash == hashed(source)).order_by(col(Attempt.window).desc())
    return session.exec(mine.limit(1)).first()
