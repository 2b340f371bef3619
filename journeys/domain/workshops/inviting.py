"""Before the workshop: „Ich bin dabei“ and questions ahead from people without an account, within bounds.

Whoever sends is known only as a random name of their browser and an address, both kept as hashes for some minutes.
"""

from datetime import datetime

from sqlmodel import Session, col, func, select

from journeys.domain.attempts import seconds_to_wait
from journeys.domain.findings import Finding, Refused, Unknown
from journeys.domain.tokens import hashed
from journeys.domain.words import Words
from journeys.domain.workshops.asking import ask_question, promise
from journeys.domain.workshops.codes import typed_code
from journeys.domain.workshops.planning import accept, locked_workshop
from journeys.domain.workshops.tables import Promise, Question, Workshop
from journeys.settings import AHEAD_ADDRESS, AHEAD_BROWSER, AHEAD_WORKSHOP

FULL = Words(
    "Vorab sind schon sehr viele Fragen da. Bitte stellen Sie Ihre im Workshop; Ihr Text steht noch im Feld.",
    "There are very many questions already. Please ask yours in the workshop; your text is still in the field.",
)


class TooMany(Exception):
    """Too much at once from one browser or address: nothing was stored; `seconds` until it is worth another try."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"wait {seconds} s")


def invited_to(session: Session, code: str) -> Workshop:
    """The workshop that an invitation is about; raises Unknown when the code is wrong or it is over."""
    wanted = select(Workshop).where(Workshop.code == typed_code(code), Workshop.state != "closed")
    workshop = session.exec(wanted).first()
    if workshop is None:
        raise Unknown(f"workshop {code}")
    return workshop


def promise_ahead(session: Session, workshop: Workshop, browser: str, address: str, now: datetime) -> None:
    """„Ich bin dabei“, counted once for each browser; raises TooMany."""
    locked_workshop(session, workshop.id)
    if not has_promised(session, workshop, browser):
        _bounded(session, workshop, "promise", browser, address, now)
        if _count(session, Promise, workshop) < AHEAD_WORKSHOP.value:
            promise(session, workshop.id, _key(workshop, browser))


def take_back(session: Session, workshop: Workshop, browser: str) -> None:
    """„Doch nicht“: the promise of this browser does not count any more."""
    workshop = locked_workshop(session, workshop.id)
    mine = session.exec(_mine(workshop, browser)).first()
    if mine is not None:
        session.delete(mine)
        accept(session, workshop)


def has_promised(session: Session, workshop: Workshop, browser: str) -> bool:
    """Whether this browser said „Ich bin dabei“."""
    return session.exec(_mine(workshop, browser)).first() is not None


def ask_ahead(
    session: Session, workshop: Workshop, text: str, form_key: str, browser: str, address: str, now: datetime
) -> None:
    """A question or worry ahead, once for each `form_key`; raises Refused for its text, TooMany."""
    locked_workshop(session, workshop.id)
    known = select(Question.id).where(Question.workshop_id == workshop.id, Question.form_key == form_key)
    if session.exec(known).first() is None:
        _bounded(session, workshop, "question", browser, address, now)
        if _count(session, Question, workshop) >= AHEAD_WORKSHOP.value:
            raise Refused([Finding("text", FULL)])
        ask_question(session, workshop.id, text, form_key, ahead=True)


def _bounded(
    session: Session, workshop: Workshop, what: str, browser: str, address: str, now: datetime
) -> None:
    """The workshop must be locked: its number is in what is counted."""
    about = f"{what} {workshop.id}"
    bounds = {f"{about} {browser}": AHEAD_BROWSER.value, f"{about} {address}": AHEAD_ADDRESS.value}
    wait = seconds_to_wait(session, bounds, now)
    if wait:
        raise TooMany(wait)


def _mine(workshop: Workshop, browser: str):  # type: ignore[no-untyped-def]
    return select(Promise).where(
        Promise.workshop_id == workshop.id, Promise.form_key == _key(workshop, browser)
    )


def _key(workshop: Workshop, browser: str) -> str:
    return hashed(browser, f"promise {workshop.id}")


def _count(session: Session, table: type[Promise] | type[Question], workshop: Workshop) -> int:
    rows = select(func.count()).select_from(table).where(col(table.workshop_id) == workshop.id)
    return session.exec(rows).one()
