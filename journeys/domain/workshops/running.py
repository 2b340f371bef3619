"""Running a workshop: open, next, back, more time, hold, reveal, close. The server's clock alone counts."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session, col, select

from journeys.domain import tables
from journeys.domain.findings import Finding, Refused
from journeys.domain.projects import refuse_archived
from journeys.domain.words import Words
from journeys.domain.workshops.log import log_move
from journeys.domain.workshops.planning import (
    accept,
    agenda_of,
    find_workshop,
    locked_item,
    locked_workshop,
)
from journeys.domain.workshops.releasing import release
from journeys.domain.workshops.tables import AgendaItem, Card, Workshop

MOST_EXTRA_MINUTES = 10_080
SECONDS_EACH, MOST_UNHURRIED = 0.02, 8.0
NO_AGENDA = Words(
    "Der Ablauf ist leer. Bitte legen Sie zuerst einen Programmpunkt an.",
    "The agenda is empty. Please add an agenda item first.",
)
FORGOTTEN = Words(
    "Die Pseudonyme dieses Workshops sind gelöscht. Bitte legen Sie einen neuen Workshop an.",
    "The pseudonyms of this workshop are deleted. Please plan a new workshop.",
)
IS_CLOSED = Words("Dieser Workshop ist schon beendet.", "This workshop is closed already.")


class Clock(NamedTuple):
    """The running item's time in seconds: `left` is negative when it is over."""

    left: int
    whole: int
    is_held: bool


def clock(workshop: Workshop, item: AgendaItem | None, now: datetime) -> Clock | None:
    """How much time the running item has left; None when nothing runs or it has no time of its own."""
    if item is None or workshop.started_at is None or not item.minutes:
        return None
    whole = (item.minutes + workshop.extra_minutes) * 60
    held = workshop.held_seconds
    used = held if held is not None else int((now - workshop.started_at).total_seconds())
    return Clock(whole - used, whole, held is not None)


def unhurried_seconds(workshop: Workshop) -> float:
    """Seconds over which the phones of a hall come for the page of the next item: a small group at once, three hundred
    people one after the other, or whoever is writing would wait for all of them."""
    return min(SECONDS_EACH * workshop.number_of_joins, MOST_UNHURRIED)


def running_item(session: Session, workshop: Workshop) -> AgendaItem | None:
    """The agenda item that runs, if any."""
    return session.get(AgendaItem, workshop.item_id) if workshop.item_id else None


def next_item(session: Session, workshop: Workshop) -> AgendaItem | None:
    """What comes after the running item, or first; None at the end."""
    return _neighbour(agenda_of(session, workshop.id), workshop.item_id, 1)


def open_workshop(session: Session, id: int, now: datetime) -> Workshop:
    """Let people join and start the first item; an open workshop stays as it is.

    Raises Refused when it is closed, or its project archived.
    """
    workshop = _locked_to_begin(session, id)
    if workshop.state == "closed":
        raise Refused([Finding("", IS_CLOSED)])
    if workshop.state == "planned":
        agenda = agenda_of(session, id)
        if not agenda:
            raise Refused([Finding("", NO_AGENDA)])
        workshop.state = "open"
        _start(workshop, agenda[0], now)
        log_move(session, workshop, "open")
        accept(session, workshop, scene=True)
    return workshop


def go(session: Session, id: int, by: int, seen: int | None, now: datetime) -> Workshop:
    """Go `by` items on (or back, below zero). `seen` is the item that the sender saw running: when another runs by now
    nothing happens, so that two who press at once go on by one, not by two."""
    workshop = locked_workshop(session, id)
    if workshop.state != "open":
        raise Refused([Finding("", IS_CLOSED)])
    if seen is not None and seen != workshop.item_id:
        return workshop
    wanted = _neighbour(agenda_of(session, id), workshop.item_id, by)
    if wanted is not None:
        _start(workshop, wanted, now)
        log_move(session, workshop, "next" if by > 0 else "back")
        accept(session, workshop, scene=True)
    return workshop


def extend(session: Session, id: int, minutes: int) -> Workshop:
    """Give the running item more minutes."""
    workshop = locked_workshop(session, id)
    workshop.extra_minutes = max(0, min(workshop.extra_minutes + minutes, MOST_EXTRA_MINUTES))
    log_move(session, workshop, "extend")
    accept(session, workshop, scene=True)
    return workshop


def hold(session: Session, id: int, now: datetime) -> Workshop:
    """Stop the clock of the running item."""
    workshop = locked_workshop(session, id)
    if workshop.held_seconds is None and workshop.started_at is not None:
        workshop.held_seconds = int((now - workshop.started_at).total_seconds())
        log_move(session, workshop, "hold")
        accept(session, workshop, scene=True)
    return workshop


def go_on(session: Session, id: int, now: datetime) -> Workshop:
    """Let the clock run again where it was stopped."""
    workshop = locked_workshop(session, id)
    if workshop.held_seconds is not None:
        workshop.started_at = now - timedelta(seconds=workshop.held_seconds)
        workshop.held_seconds = None
        log_move(session, workshop, "go_on")
        accept(session, workshop, scene=True)
    return workshop


def reveal(session: Session, item_id: int) -> int:
    """Show what was written silently under an item; the number of cards that became visible.

    Cards that were taken out, that may name a person, and worries stay back.
    """
    item, workshop = locked_item(session, item_id)
    item.revealed = True
    waiting = select(Card).where(
        Card.workshop_id == workshop.id,
        Card.item_id == item.id,
        Card.state == "waiting",
        Card.kind != "worry",
        col(Card.covered).is_(False),
    )
    cards = list(session.exec(waiting.order_by(col(Card.id))))
    release(session, workshop, cards)
    log_move(session, workshop, "reveal")
    accept(session, workshop, scene=True)
    return len(cards)


def close_workshop(session: Session, id: int) -> Workshop:
    """End the workshop: nobody joins any more, what arrives from now on is late. Nothing is lost."""
    workshop = locked_workshop(session, id)
    if workshop.state != "closed":
        workshop.state, workshop.closed_on = "closed", tables.now().date()
        workshop.item_id = workshop.started_at = workshop.held_seconds = None
        log_move(session, workshop, "close")
        accept(session, workshop, scene=True)
    return workshop


def reopen_workshop(session: Session, id: int, now: datetime) -> Workshop:
    """Undo closing: go on with the last item.

    Raises Refused when its people were forgotten, so that a new one begins anew, or its project is archived.
    """
    workshop = _locked_to_begin(session, id)
    if workshop.forgotten_on is not None:
        raise Refused([Finding("", FORGOTTEN)])
    agenda = agenda_of(session, id)
    if workshop.state == "closed" and agenda:
        workshop.state, workshop.closed_on = "open", None
        _start(workshop, agenda[-1], now)
        log_move(session, workshop, "reopen")
        accept(session, workshop, scene=True)
    return workshop


def _locked_to_begin(session: Session, id: int) -> Workshop:
    refuse_archived(session, find_workshop(session, id).service_id)
    return locked_workshop(session, id)


def _start(workshop: Workshop, item: AgendaItem, now: datetime) -> None:
    workshop.item_id, workshop.started_at = item.id, now
    workshop.held_seconds, workshop.extra_minutes = None, 0


def _neighbour(agenda: list[AgendaItem], item_id: int | None, by: int) -> AgendaItem | None:
    ids = [item.id for item in agenda]
    wanted = ids.index(item_id) + by if item_id in ids else 0
    return agenda[wanted] if 0 <= wanted < len(agenda) else None
