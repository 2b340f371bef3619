"""The workshops on a service that were held, each as sums: people in groups, cards by kind, what was declined."""

from collections import Counter
from typing import NamedTuple

from sqlmodel import Session, col, select

from journeys.domain.workshops.board import cards_of, people
from journeys.domain.workshops.heard import KINDS
from journeys.domain.workshops.steps import places
from journeys.domain.workshops.tables import Card, Workshop


class Tally(NamedTuple):
    """Of the cards of one kind: how many were written, shown to all, declined, and not looked through yet."""

    written: int
    shown: int
    declined: int
    open: int


class Sitting(NamedTuple):
    """A workshop that was held. `reasons` are what the moderation answered to cards that it declined."""

    workshop: Workshop
    taking_part: int
    steps: int
    cards: dict[str, Tally]
    reasons: list[str]

    @property
    def declined(self) -> int:
        return sum(tally.declined for tally in self.cards.values())


def held(session: Session, service_id: int) -> list[Workshop]:
    """The workshops that were opened, no rehearsals, the first one first."""
    mine = (Workshop.service_id == service_id, Workshop.state != "planned", ~col(Workshop.is_rehearsal))
    return list(session.exec(select(Workshop).where(*mine).order_by(col(Workshop.id))))


def sitting(session: Session, workshop: Workshop) -> Sitting:
    """The sums of one workshop. Texts of cards that were declined are not in it: they may name people. Nor are answers
    to worries, which are for who had them."""
    cards = cards_of(session, workshop, newest_first=False)
    reasons = [card.reply for card in cards if card.state == "out" and card.reply and not _is_private(card)]
    return Sitting(
        workshop,
        people(session, workshop).taking_part,
        len(places(session, workshop)),
        {kind: tally for kind in KINDS if (tally := _tally(cards, kind)).written},
        reasons,
    )


def _is_private(card: Card) -> bool:
    return card.covered or card.kind == "worry"


def _tally(cards: list[Card], kind: str) -> Tally:
    counted = Counter(_standing(card) for card in cards if card.kind == kind)
    return Tally(counted.total(), counted["shown"], counted["out"], counted["open"])


def _standing(card: Card) -> str:
    if card.state == "shown" and card.covered:
        return "open"
    return "open" if card.state == "waiting" else card.state
