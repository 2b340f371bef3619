"""What the moderation did: which deed on which day. No text, no card, no person, no time of day."""

from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, select

from journeys.domain.words import Words
from journeys.domain.workshops.tables import Deed, Workshop

DEEDS: dict[str, Words] = {
    "put_on_step": Words("Hinweis eingeordnet", "Note put on a step"),
    "take_out": Words("Hinweis herausgenommen", "Note taken out"),
    "bring_back": Words("Hinweis zurückgeholt", "Note brought back"),
    "show_card": Words("Hinweis gezeigt", "Note shown"),
    "uncover": Words("Hinweis geprüft und freigegeben", "Note checked and uncovered"),
    "mark": Words("Hinweis zum Umformulieren vorgemerkt", "Note marked for rewording"),
    "reword": Words("Hinweis umformuliert", "Note reworded"),
    "split": Words("Hinweis geteilt", "Note split"),
    "reply": Words("Hinweis beantwortet", "Note answered"),
}


class Entry(NamedTuple):
    """A deed; `day` is missing where it was not kept."""

    day: date | None
    words: Words
    undone: bool


def entries(session: Session, workshop: Workshop) -> list[Entry]:
    """All deeds, day by day. Within a day they are in the order of their names: the order in which cards were worked on
    could be laid beside the order in which they came."""
    deeds = session.exec(select(Deed).where(Deed.workshop_id == workshop.id).order_by(col(Deed.id)))
    found = [
        Entry(deed.done_on, DEEDS.get(deed.name) or Words(deed.name, deed.name), deed.undone)
        for deed in deeds
    ]
    return sorted(found, key=lambda entry: (entry.day or date.min, entry.words.de, entry.undone))
