"""Rating one's own cards, by the number that the server gave them or by the key of the form that sent them: a phone
without network knows only the key."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from journeys.domain.findings import Unknown
from journeys.domain.workshops.cards import RATED, rate_card
from journeys.domain.workshops.tables import Authorship, Card

FIELDS = ("severity", "frequency", "certainty", "priority")


def own_card(session: Session, participant_id: int, name: str) -> Card:
    """The participant's card with this number or form key; raises Unknown for another's."""
    mine = select(Card).join(Authorship, col(Authorship.card_id) == col(Card.id))
    mine = mine.where(Authorship.participant_id == participant_id)
    is_number = name.isascii() and name.isdecimal() and len(name) < 10
    which = Card.id == int(name) if is_number else Card.form_key == f"{participant_id}:{name}"
    card = session.exec(mine.where(which)).first()
    if card is None:
        raise Unknown(f"card {name}")
    return card


def rate(session: Session, participant_id: int, card: Card, said: Mapping[str, Any]) -> Card:
    """Take what was said about the card, as far as its kind is rated so; what was not said stays."""
    for field in RATED.get(card.kind, ()):
        if field in said and getattr(card, field) != said[field]:
            card = rate_card(session, participant_id, card.id or 0, field, said[field])
    return card


def was_asked(session: Session, participant_id: int, card: Card) -> None:
    """The writer went on: the card is not put before them again to be rated."""
    mine = select(Authorship).where(
        Authorship.card_id == card.id, Authorship.participant_id == participant_id
    )
    session.exec(mine).one().rated = True
    session.flush()
