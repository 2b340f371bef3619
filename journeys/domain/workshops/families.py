"""Cards that say the same: those that came out of one by splitting it, with the notes that they became."""

from sqlmodel import Session, col, select

from journeys.domain.notes import Note
from journeys.domain.workshops.tables import Card, Deed, Workshop


def family_of(session: Session, card: Card) -> list[Card]:
    """The card and all that share what was written on it, in the order of their numbers."""
    rows = select(Card.id, Card.split_from).where(Card.workshop_id == card.workshop_id)
    pairs = [(number, other) for number, other in session.exec(rows) if other is not None]
    known, grown = {card.id}, True
    while grown:
        more = {number for pair in pairs if known & set(pair) for number in pair}
        known, grown = known | more, not more <= known
    mine = select(Card).where(col(Card.id).in_(known)).order_by(col(Card.id))
    return list(session.exec(mine.execution_options(populate_existing=True)))


def notes_of_family(session: Session, family: list[Card]) -> list[Note]:
    """The notes that these cards became, hidden ones too."""
    mine = select(Note).where(col(Note.card_id).in_([card.id for card in family]))
    return list(session.exec(mine.order_by(col(Note.id)).execution_options(populate_existing=True)))


def texts_of_family(session: Session, card: Card) -> list[str]:
    """Everything that these cards and their notes say, and said before the moderation changed it; each text once."""
    family = family_of(session, card)
    texts = [text for each in family for text in (each.text, each.wording)]
    texts += [note.text for note in notes_of_family(session, family)]
    texts += [str(deed.before.get("wording", "")) for deed in deeds_of_family(session, family)]
    return list(dict.fromkeys(filter(None, texts)))


def deeds_of_family(session: Session, family: list[Card]) -> list[Deed]:
    """What the moderation did with these cards."""
    mine = select(Deed).where(col(Deed.card_id).in_([card.id for card in family]))
    return list(session.exec(mine.order_by(col(Deed.id))))


def titles_in_notes(session: Session, workshop: Workshop) -> list[str]:
    """What notes say the workshop was called that they came from: its title may have been changed since."""
    cards = select(Card.id).where(Card.workshop_id == workshop.id)
    mine = select(Note.origin_title).where(col(Note.card_id).in_(cards), col(Note.origin_title).is_not(None))
    return [title for title in session.exec(mine.order_by(col(Note.id))) if title]
