"""Wrong codes are counted, for each browser and each address; who guesses waits longer and longer."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from journeys.domain.workshops.codes import hashed
from journeys.domain.workshops.tables import Attempt
from journeys.settings import WRONG_CODES_ADDRESS, WRONG_CODES_BROWSER, WRONG_CODES_MINUTES

_WINDOWS_KEPT = 6
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)


def count_wrong(session: Session, browser: str, address: str, now: datetime) -> None:
    """Remember a wrong code from this browser at this address; beyond the bound each one doubles the pause."""
    window = _window(now)
    session.exec(delete(Attempt).where(col(Attempt.window) < window - _WINDOWS_KEPT))
    bounds = {_browser(browser): WRONG_CODES_BROWSER.value, _address(address): WRONG_CODES_ADDRESS.value}
    for source, bound in bounds.items():
        row = _latest(session, source)
        if row is None or row.window != window:
            row = Attempt(source_hash=source, window=window, until=row.until if row else None)
        row.count += 1
        if row.count > bound:
            row.until = now + min(FIRST_PAUSE * 2 ** min(row.count - bound - 1, 20), LONGEST_PAUSE)
        session.add(row)
    session.flush()


def pause(session: Session, browser: str, address: str, now: datetime) -> int:
    """Whole seconds until another code is looked at, 0 mostly. The bound for an address is high: a hall shares one."""
    rows = (_latest(session, source) for source in (_browser(browser), _address(address)))
    waits = [(row.until - now).total_seconds() for row in rows if row and row.until]
    return max(0, *(int(-(-wait // 1)) for wait in waits)) if waits else 0


def _browser(name: str) -> str:
    return hashed(name, "browser")


def _address(address: str) -> str:
    return hashed(address, "address")


def _latest(session: Session, source: str) -> Attempt | None:
    mine = select(Attempt).where(Attempt.source_hash == source).order_by(col(Attempt.window).desc())
    return session.exec(mine.limit(1)).first()


def _window(now: datetime) -> int:
    return int(now.timestamp()) // (WRONG_CODES_MINUTES.value * 60)
