"""What the moderation did: what on which day. No text, no card, no person, no time of day."""

from datetime import date
from typing import NamedTuple

from sqlmodel import Session, select

from journeys.domain.words import Words
from journeys.domain.workshops.figures import is_deed
from journeys.domain.workshops.tables import Deed, Move, Workshop

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
MOVES: dict[str, Words] = {
    "open": Words("Workshop geöffnet", "Workshop opened"),
    "next": Words("Weitergegangen", "Went on"),
    "back": Words("Zurückgegangen", "Went back"),
    "extend": Words("Zeit geändert", "Time changed"),
    "hold": Words("Uhr angehalten", "Clock held"),
    "go_on": Words("Uhr wieder gestartet", "Clock started again"),
    "reveal": Words("Hinweise aufgedeckt", "Notes revealed"),
    "answer": Words("Frage beantwortet", "Question answered"),
    "close": Words("Workshop beendet", "Workshop closed"),
    "reopen": Words("Workshop wieder geöffnet", "Workshop opened again"),
}


class Entry(NamedTuple):
    """A deed; `day` is missing where it was not kept."""

    day: date | None
    words: Words
    undone: bool


def log_move(session: Session, workshop: Workshop, name: str) -> None:
    """Keep that the moderation did this; `name` is one of MOVES."""
    session.add(Move(workshop_id=workshop.id, name=name))


def entries(session: Session, workshop: Workshop) -> list[Entry]:
    """All that was done, day by day. Within a day it is in the order of its names: the order in which cards were worked
    on could be laid beside the order in which they came."""
    deeds = session.exec(select(Deed).where(Deed.workshop_id == workshop.id))
    moves = session.exec(select(Move).where(Move.workshop_id == workshop.id))
    found = [Entry(deed.done_on, DEEDS[deed.name], deed.undone) for deed in deeds]
    found += [Entry(move.done_on, MOVES[move.name], False) for move in moves if is_deed(move)]
    return sorted(found, key=lambda entry: (entry.day or date.min, entry.words.de, entry.undone))
