"""Polls of hundreds of phones, answered without asking the database each time.

Whose token it is never changes, so that is kept; and what is known of a workshop may be half a second old.
"""

from collections import OrderedDict
from threading import Lock
from time import monotonic

from journeys.database import Database
from journeys.domain.workshops.joining import member_of
from journeys.domain.workshops.tables import Participant, Workshop

FRESH = 0.5
"""Seconds for which a workshop that was read is good enough for a poll."""
MOST = 4096
"""Tokens that are kept, in each process."""


class Polls:
    """What polls know: participants by token, workshops by id. The same rows for all, so nobody may change them."""

    def __init__(self) -> None:
        self._members: OrderedDict[tuple[str, str], Participant] = OrderedDict()
        self._workshops: dict[int, tuple[float, Workshop]] = {}
        self._lock = Lock()

    def member(self, database: Database, token: str, code: str) -> tuple[Participant, Workshop] | None:
        """Whose device this is in the workshop with this code, as `joining.member_of` tells it."""
        participant = self._members.get((token, code))
        if participant is None:
            return self._asked(database, token, code)
        workshop = self._workshop(database, participant.workshop_id)
        return (participant, workshop) if workshop else None

    def _asked(self, database: Database, token: str, code: str) -> tuple[Participant, Workshop] | None:
        moment = monotonic()
        with database.reading() as session:
            found = member_of(session, token, code)
        if found:
            with self._lock:
                self._members[token, code] = found[0]
                self._workshops[found[1].id or 0] = (moment, found[1])
                while len(self._members) > MOST:
                    self._members.popitem(last=False)
        return found

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
            else:
                self._forget(id)
        return workshop

    def _forget(self, id: int) -> None:
        """The workshop is gone, and with it whoever was in it."""
        for key in [key for key, who in self._members.items() if who.workshop_id == id]:
            del self._members[key]
        self._workshops.pop(id, None)
