"""What the moderation and the beamer see: cards, and people only as counts."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, cast
from sqlmodel import Session, col, func, select

from journeys.domain.workshops.figures import FEWEST, kept
from journeys.domain.workshops.steps import Place, places
from journeys.domain.workshops.tables import (
    AgendaItem,
    Authorship,
    Card,
    Participant,
    Turn,
    Workshop,
)

COUNTED = ("pain_point", "need")


class Column(NamedTuple):
    """A step with its cards counted by kind, and how many people have not yet answered for it."""

    place: Place
    pains: int
    needs: int
    open_turns: int
    others: int = 0


class People(NamedTuple):
    """How many joined, take part, said „Heute nicht“, and have enough. Never who."""

    joined: int
    taking_part: int
    not_today: int
    finished: int


def columns(session: Session, workshop: Workshop) -> list[Column]:
    """The steps in play in journey order; cards that were taken out do not count."""
    counted = select(Card.step_id, Card.kind, func.count()).where(
        Card.workshop_id == workshop.id, Card.state != "out", col(Card.step_id).is_not(None)
    )
    cards = {
        (step, kind): n for step, kind, n in session.exec(counted.group_by(col(Card.step_id), Card.kind))
    }
    waiting = _open_turns(session, workshop)
    return [
        Column(
            place,
            cards.get((place.id, "pain_point"), 0),
            cards.get((place.id, "need"), 0),
            waiting[place.id],
            sum(n for (step, kind), n in cards.items() if step == place.id and kind not in COUNTED),
        )
        for place in places(session, workshop)
    ]


def people(session: Session, workshop: Workshop) -> People:
    """The people of a workshop as sums, also when they themselves were forgotten."""
    figures = kept(session, workshop)
    if figures is not None:
        return People(*figures.people)
    rows = select(Participant.answer, Participant.has_enough, func.count())
    groups = (col(Participant.answer), col(Participant.has_enough))
    said = list(session.exec(rows.where(Participant.workshop_id == workshop.id).group_by(*groups)))
    return People(
        sum(n for *_, n in said),
        sum(n for answer, _, n in said if answer == "in"),
        sum(n for answer, _, n in said if answer == "not_today"),
        sum(n for answer, enough, n in said if answer == "in" and enough),
    )


def count_writing(session: Session, workshop: Workshop) -> int:
    """How many of those who take part, and have not said that it is enough, still have a step to answer for."""
    rows = (
        select(func.count(func.distinct(Turn.participant_id)))
        .join(Participant, col(Participant.id) == col(Turn.participant_id))
        .where(
            Participant.workshop_id == workshop.id,
            Participant.answer == "in",
            col(Participant.has_enough).is_(False),
            _nothing_done(),
        )
    )
    return session.exec(rows).one()


def told(count: int) -> int | None:
    """A figure about people as it may be shown: None where it is about fewer than five, but for nobody at all."""
    return count if count == 0 or count >= FEWEST else None


def cards_of(session: Session, workshop: Workshop, newest_first: bool = True) -> list[Card]:
    """All cards of a workshop."""
    order = col(Card.id).desc() if newest_first else col(Card.id)
    return list(session.exec(select(Card).where(Card.workshop_id == workshop.id).order_by(order)))


def latest_shown(session: Session, workshop: Workshop, most: int = 3) -> list[Card]:
    """The last cards that everybody may see, the newest first; worries never."""
    rows = select(Card).where(
        Card.workshop_id == workshop.id,
        Card.state == "shown",
        Card.kind != "worry",
        col(Card.covered).is_(False),
    )
    return list(session.exec(rows.order_by(col(Card.id).desc()).limit(most)))


def pseudonyms(session: Session, agenda: Iterable[AgendaItem]) -> dict[int, str]:
    """Card number to pseudonym, for the items of the agenda that are set to show them, and for no other."""
    showing = [item.id for item in agenda if item.shows_pseudonyms]
    if not showing:
        return {}
    rows = (
        select(Card.id, Participant.pseudonym)
        .join(Authorship, col(Authorship.card_id) == col(Card.id))
        .join(Participant, col(Participant.id) == col(Authorship.participant_id))
        .where(col(Card.item_id).in_(showing))
    )
    return dict(session.exec(rows).all())


def _open_turns(session: Session, workshop: Workshop) -> Counter[int]:
    rows = (
        select(Turn.step_id, func.count())
        .join(Participant, col(Participant.id) == col(Turn.participant_id))
        .where(Participant.workshop_id == workshop.id, Participant.answer == "in", _nothing_done())
    )
    return Counter(dict(session.exec(rows.group_by(col(Turn.step_id))).all()))


def _nothing_done() -> ColumnElement[bool]:
    """The turn waits for its first answer. Counted by the database: a full hall has some thousand turns."""
    return cast(col(Turn.done), String) == "[]"
