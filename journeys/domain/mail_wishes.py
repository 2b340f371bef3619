"""Who wants to hear by mail what is new, where, and how often. Nobody does unless they said so, and confirmed that the
address is theirs."""

from datetime import datetime, timedelta
from typing import Literal

from sqlmodel import Field, Session, col, select, update

from journeys.domain import outbox
from journeys.domain.findings import Finding, Refused
from journeys.domain.people import Person
from journeys.domain.tables import Row, UtcDateTime, one_of
from journeys.domain.tables import now as clock
from journeys.domain.words import Words
from journeys.mail_server import is_address

Often = Literal["daily", "weekly"]
CHOICES: dict[str, Words] = {
    "never": Words("Gar nicht", "Not at all"),
    "daily": Words("Einmal am Tag", "Once a day"),
    "weekly": Words("Einmal in der Woche", "Once a week"),
}
EVERY: dict[str, timedelta] = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}
NO_CHOICE = Words("Bitte wählen Sie, wie oft Sie eine Nachricht möchten.", "Please choose how often.")
NO_ADDRESS = Words(
    "Bitte geben Sie Ihre E-Mail-Adresse so an: name@amt.example",
    "Please give your address like this: name@office.example",
)


class MailWish(Row, table=True):
    """What somebody wants. Without `confirmed_at` nothing but the mail that asks for it is sent. `told_at`: until when
    they have been told; `failed_at`: when mails to them were given up."""

    __table_args__ = (one_of("often", Often),)

    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", unique=True)
    address: str
    often: str
    language: str = "de"
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    told_at: datetime = Field(default_factory=clock, sa_type=UtcDateTime)
    failed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def wish_of(session: Session, person_id: int) -> MailWish | None:
    """What the person wants; None for nothing."""
    return session.exec(select(MailWish).where(MailWish.person_id == person_id)).first()


def choose(
    session: Session, by: Person, often: str, address: str, language: str, now: datetime
) -> MailWish | None:
    """Keep what somebody wants; a new address is asked to be confirmed. „never“ takes all of it away.

    Raises Refused for a choice that there is not, and for what is no address.
    """
    wish = wish_of(session, by.id)
    if often == "never":
        _take_away(session, by, wish)
        return None
    wrong = [] if often in EVERY else [Finding("often", NO_CHOICE)]
    address = address.strip()
    if not is_address(address):
        wrong.append(Finding("address", NO_ADDRESS))
    if wrong:
        raise Refused(wrong)
    if wish is None or wish.address != address or wish.confirmed_at is None or wish.failed_at is not None:
        _take_away(session, by, wish)
        wish = MailWish(person_id=by.id, address=address, often=often, told_at=now)
        outbox.put(session, by.id, "confirm")
    wish.often, wish.language = often, language
    session.add(wish)
    session.flush()
    return wish


def _take_away(session: Session, by: Person, wish: MailWish | None) -> None:
    outbox.drop_for(session, by.id)
    if wish is not None:
        session.delete(wish)
        session.flush()


def confirm(session: Session, by: Person, address: str, now: datetime) -> bool:
    """The address is theirs; False where they want something else by now."""
    wish = wish_of(session, by.id)
    if wish is None or wish.address != address:
        return False
    if wish.confirmed_at is None:
        wish.confirmed_at = wish.told_at = now
    return True


def put_due(session: Session, now: datetime) -> int:
    """Put a mail into the outbox for everybody whose day has come; how many. No one gets it twice, however many
    processes do this."""
    count = 0
    ready = select(MailWish, Person).join(Person, col(Person.id) == col(MailWish.person_id))
    ready = ready.where(col(MailWish.confirmed_at).is_not(None), col(MailWish.failed_at).is_(None))
    ready = ready.where(col(Person.disabled_at).is_(None))
    for wish, _ in session.exec(ready).all():
        since = wish.told_at
        if since + EVERY[wish.often] > now:
            continue
        mine = update(MailWish).where(col(MailWish.id) == wish.id, col(MailWish.told_at) == since)
        if session.execute(mine.values(told_at=now)).rowcount:  # type: ignore[attr-defined]
            outbox.put(session, wish.person_id, "digest", since)
            count += 1
    return count


def give_up(session: Session, person_id: int, now: datetime) -> None:
    """Mails to this person do not arrive: nothing is sent there any more, and their page says so."""
    outbox.drop_for(session, person_id)
    wish = wish_of(session, person_id)
    if wish is not None:
        wish.failed_at = now
