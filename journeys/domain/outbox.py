"""Mails that wait to be sent: whoever has something to say puts it here and goes on; nobody waits for a mail server.

A mail holds no text and no address: what it says is found when it is sent, so that nothing old or removed goes out.
"""

from datetime import datetime, timedelta
from typing import Literal

from sqlmodel import Field, Session, col, delete, select, update

from journeys.domain.tables import Row, UtcDateTime, one_of
from journeys.domain.tables import now as clock
from journeys.settings import MAIL_TRIES

Kind = Literal["confirm", "digest"]
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480, 1440))
"""After each try that failed; the last one is kept for all further ones."""
HELD = timedelta(minutes=10)
"""So long a mail belongs to the process that took it; when that ends in between, another one sends it."""


class Mail(Row, table=True):
    """One mail to somebody: that they confirm their address, or what is new `since` some moment."""

    __table_args__ = (one_of("kind", Kind),)

    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    kind: str
    since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    tries: int = 0
    next_at: datetime = Field(default_factory=clock, sa_type=UtcDateTime, index=True)


def put(session: Session, person_id: int, kind: Kind, since: datetime | None = None) -> Mail:
    """A mail that is sent as soon as the mail server takes it."""
    mail = Mail(person_id=person_id, kind=kind, since=since)
    session.add(mail)
    session.flush()
    return mail


def is_due(session: Session, now: datetime) -> bool:
    """Whether a mail waits to be sent."""
    return session.exec(select(Mail.id).where(Mail.next_at <= now).limit(1)).first() is not None


def take(session: Session, now: datetime) -> Mail | None:
    """The next mail that is due; it is held for who took it, so that no other process sends it, too."""
    due = select(Mail).where(Mail.next_at <= now).order_by(col(Mail.next_at), col(Mail.id)).limit(1)
    mail = session.exec(due).first()
    if mail is None:
        return None
    mine = update(Mail).where(col(Mail.id) == mail.id, col(Mail.tries) == mail.tries)
    taken = session.execute(mine.values(tries=mail.tries + 1, next_at=now + HELD))
    if not taken.rowcount:  # type: ignore[attr-defined]
        return None
    session.refresh(mail)
    return mail


def let_go(session: Session, mail_id: int) -> None:
    """It has arrived at the mail server, or there is nothing to say any more."""
    session.exec(delete(Mail).where(col(Mail.id) == mail_id))


def put_off(session: Session, mail_id: int, now: datetime) -> bool:
    """The mail server did not take it: it is tried again after a pause. True when that was the last try, and it is
    gone."""
    mail = session.get(Mail, mail_id)
    if mail is None:
        return False
    if mail.tries >= MAIL_TRIES.value:
        session.delete(mail)
        session.flush()
        return True
    mail.next_at = now + PAUSES[min(mail.tries, len(PAUSES)) - 1]
    session.flush()
    return False


def drop_for(session: Session, person_id: int) -> None:
    """Nothing waits for this person any more."""
    session.exec(delete(Mail).where(col(Mail.person_id) == person_id))
