"""Who is who in which workshop, without asking the database at each request of hundreds of phones.

Whose token it is never changes, so that is kept; and what a poll is told of its workshop may be half a second old.
"""

from collections import OrderedDict
from threading import Lock
from time import monotonic

from journeys.database import Database
from journeys.domain.workshops.joining import Member, member_of
from journeys.domain.workshops.tables import Workshop

FRESH = 0.5
"""Seconds for which a workshop that was read is good enough for a poll."""
MOST = 4096
"""Tokens that are kept, in each process."""


class Attendance:
    """Who takes part in which workshop, of those whose tokens came lately."""

    def __init__(self) -> None:
        self._ids: OrderedDict[tuple[str, str], tuple[int, int]] = OrderedDict()
        self._workshops: dict[int, tuple[float, Workshop]] = {}
        self._lock = Lock()

    def find(self, database: Database, token: str, code: str) -> Member | None:
        """Whose token this is in the workshop with this code; None when it is nobody's, or the workshop is gone."""
        known = self._ids.get((token, code))
        if known is None:
            return self._asked(database, token, code)
        workshop = self._workshop(database, known[1])
        # Gone, or another one that got its number, or nobody is known in it any more.
        if workshop is None or workshop.code != code or workshop.forgotten_on:
            self._forget(known[1])
            return None
        return Member(known[0], workshop)

    def _asked(self, database: Database, token: str, code: str) -> Member | None:
        moment = monotonic()
        with database.reading() as session:
            found = member_of(session, token, code)
        if found is not None:
            self._keep(token, code, found, moment)
        return found

    def _keep(self, token: str, code: str, member: Member, moment: float) -> None:
        workshop_id = member.workshop.id or 0
        with self._lock:
            self._ids[token, code] = (member.id, workshop_id)
            self._workshops[workshop_id] = (moment, member.workshop)
            while len(self._ids) > MOST:
                self._ids.popitem(last=False)

    def _workshop(self, database: Database, id: int) -> Workshop | None:
        """One request reads it anew; the others of this moment take what is there."""
        moment = monotonic()
        with self._lock:
            read_at, known = self._workshops.get(id, (0.0, None))
            if known and moment - read_at < FRESH:
                return known
            if known:
                self._workshops[id] = (moment, known)
        with database.reading() as session:
            workshop = session.get(Workshop, id)
        with self._lock:
            if workshop:
                self._workshops[id] = (moment, workshop)
        return workshop

    def _forget(self, id: int) -> None:
        """The workshop is gone, or has forgotten whoever was in it."""
        with self._lock:
            for key in [key for key, (_, workshop_id) in self._ids.items() if workshop_id == id]:
                del self._ids[key]
            self._workshops.pop(id, None)

    def forget(self) -> None:
        """Know nobody any longer: whoever comes is looked up anew."""
        with self._lock:
            self._ids.clear()
            self._workshops.clear()
