"""What the moderation decides before a workshop: its steps, how many people that takes, its agenda's items."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from journeys.domain.findings import Finding, Refused, Stale
from journeys.domain.projects import refuse_archived
from journeys.domain.words import Words
from journeys.domain.workshops.dealing import steps_in_play
from journeys.domain.workshops.planning import (
    accept,
    add_item,
    agenda_of,
    edit_workshop,
    locked_item,
    locked_workshop,
    plan_workshop,
    put_in_play,
    remove_item,
)
from journeys.domain.workshops.reading_level import MOST_WORDS, words_in
from journeys.domain.workshops.running import open_workshop
from journeys.domain.workshops.steps import journeys_with_steps, places_of_journey
from journeys.domain.workshops.tables import AgendaItem, Card, Workshop

FORMS: dict[str, Words] = {
    "talk": Words("Gespräch", "Talk"),
    "role": Words("Rolle und Zusage", "Role and commitment"),
    "write": Words("Schreiben am Telefon", "Writing on phones"),
    "rate": Words("Einschätzen", "Rating"),
    "break": Words("Pause", "Break"),
    "closing": Words("Abschluss", "Closing"),
}
ABOUT_FORMS: dict[str, Words] = {
    "talk": Words(
        "Uhr und Frage am Beamer, das Ergebnis schreiben Sie auf.",
        "Clock and question on the projector; you write down the result.",
    ),
    "role": Words("Alle lesen die Rollenkarte und antworten.", "Everybody reads the role card and answers."),
    "write": Words("Jede Person bekommt Fragen zu ihren Schritten.", "Everybody is asked about their steps."),
    "rate": Words("Jede Person schätzt die eigenen Hinweise ein.", "Everybody rates their own notes."),
    "break": Words("Niemand wird etwas gefragt.", "Nobody is asked anything."),
    "closing": Words(
        "Dank, Stimmung am Ende, wie es weitergeht.", "Thanks, mood at the end, what comes next."
    ),
}
UNSEEN = Words(
    "Unter diesem Programmpunkt liegen Hinweise, die noch niemand gesehen hat. Bitte decken Sie sie erst auf.",
    "There are notes under this agenda item that nobody has seen yet. Please reveal them first.",
)
STEPLESS = Words(
    "Diese Leistung hat noch keine Schritte. Bitte legen Sie sie erst an.",
    "This service has no steps yet. Please add them first.",
)
ITEM_FIELDS = (
    "title",
    "question",
    "minutes",
    "form",
    "asks",
    "silent",
    "revealed",
    "shows_pseudonyms",
    "result",
)


class Cover(NamedTuple):
    """How `each` steps a person cover `steps` steps. `people`: so many are needed that every step has somebody; of
    `room` people every step is seen by `low` to `high`."""

    steps: int
    each: int
    people: int
    room: int
    low: int
    high: int


def cover(steps: int, each: int, room: int = 12) -> Cover:
    """Dealing gives no step more than once more than another, so the shares are whole numbers next to each other."""
    each = max(1, min(each, steps)) if steps else max(1, each)
    if not steps:
        return Cover(0, each, 0, room, 0, 0)
    low, rest = divmod(room * each, steps)
    return Cover(steps, each, -(-steps // each), room, low, low + (rest > 0))


def open_self_paced(session: Session, service_id: int, now: datetime) -> Workshop:
    """A workshop that needs no moderation, open at once; raises Refused when the service has no steps to ask about."""
    if not any(count for _, count in journeys_with_steps(session, service_id)[:1]):
        raise Refused([Finding("", STEPLESS)])
    refuse_archived(session, service_id)
    workshop = plan_workshop(session, service_id, "self_paced")
    return open_workshop(session, workshop.id, now)


def choose_steps(
    session: Session, id: int, revision: int, step_ids: Sequence[int], limits: Mapping[str, Any]
) -> Workshop:
    """Put exactly these steps in play, and set the limits; raises Stale with both choices when the plan has changed."""
    workshop = locked_workshop(session, id)
    if workshop.plan_revision != revision:
        theirs = {name: getattr(workshop, name) for name in limits}
        theirs["steps"] = _titles(session, workshop, set(steps_in_play(session, workshop)))
        yours = {**limits, "steps": _titles(session, workshop, set(step_ids))}
        raise Stale(theirs, yours, workshop.plan_revision)
    put_in_play(session, workshop, step_ids)
    return edit_workshop(session, id, revision, limits)


def take_away(session: Session, item_id: int) -> dict[str, Any]:
    """Remove an agenda item; what `bring_back` needs to undo it. Refused while cards wait under it to be revealed."""
    item, workshop = locked_item(session, item_id)
    waiting = select(Card.id).where(Card.item_id == item.id, Card.state == "waiting", Card.kind != "worry")
    if session.exec(waiting.limit(1)).first() is not None:
        raise Refused([Finding("", UNSEEN)])
    cards = list(session.exec(select(Card.id).where(Card.item_id == item.id).order_by(col(Card.id))))
    kept = {name: getattr(item, name) for name in ITEM_FIELDS}
    place = [each.id for each in agenda_of(session, workshop.id)].index(item.id)
    remove_item(session, item_id)
    return {"workshop": workshop.id, "id": item_id, "place": place, "item": kept, "cards": cards}


def bring_back(session: Session, kept: Mapping[str, Any]) -> AgendaItem:
    """Undo `take_away`: the item is there again, in its place, with the cards that were written under it. Once."""
    workshop = locked_workshop(session, kept["workshop"])
    there = session.get(AgendaItem, kept["id"], populate_existing=True)
    if there is not None and (there.workshop_id, there.title) == (workshop.id, kept["item"]["title"]):
        return there
    # The number may be another item's by now.
    item = AgendaItem(workshop_id=workshop.id, position=0, **kept["item"])
    if there is None:
        item.id = kept["id"]
    session.add(item)
    session.flush()
    order = [each for each in agenda_of(session, workshop.id) if each is not item]
    order.insert(kept["place"], item)
    for n, each in enumerate(order):
        each.position = n
    mine = select(Card).where(Card.workshop_id == workshop.id, col(Card.id).in_(kept["cards"]))
    for card in session.exec(mine.where(col(Card.item_id).is_(None))):
        card.item_id = item.id
    accept(session, workshop)
    return item


def append_item(session: Session, workshop_id: int, values: Mapping[str, Any]) -> AgendaItem:
    """A new agenda item at the end, with everything that can be said of one."""
    more = {name: value for name, value in values.items() if name not in ("title", "minutes", "form")}
    return add_item(session, workshop_id, values["title"], values["minutes"], values["form"], more)


def refuse_long(card: str) -> None:
    """Raise Refused when the role card, as people see it, has more words than are read to the end."""
    count = len(words_in(card))
    if count > MOST_WORDS:
        words = Words(
            f"Die Rollenkarte hat {count} Wörter. Mehr als {MOST_WORDS} liest kaum jemand zu Ende. Bitte kürzen Sie.",
            f"The role card has {count} words. Hardly anybody reads more than {MOST_WORDS}. Please shorten it.",
        )
        raise Refused([Finding("purpose", words)])


def _titles(session: Session, workshop: Workshop, ids: set[int]) -> list[str]:
    return [f"{p.number} {p.title}" for p in places_of_journey(session, workshop) if p.id in ids]
