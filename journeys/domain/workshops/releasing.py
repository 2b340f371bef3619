"""From cards to notes: what was revealed stands on the journey, with its workshop as origin and without an author."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, func, select

from journeys.domain.arranging import new_ref
from journeys.domain.editing import touch
from journeys.domain.notes import ON_STEP, Note
from journeys.domain.steps import Step
from journeys.domain.tables import now
from journeys.domain.workshops.steps import live_step
from journeys.domain.workshops.tables import Card, Workshop

RATINGS = ("severity", "frequency", "certainty", "priority")
FOLLOWED = frozenset({"state", "step_id", "kind", "wording", *RATINGS})
"""What the note of a card takes over when it changes; what designers wrote into the note meanwhile stays."""


def release(session: Session, workshop: Workshop, cards: Sequence[Card]) -> None:
    """Show these cards to all. The workshop must be locked."""
    for card in cards:
        card.state = "shown"
        session.flush()
        follow(session, workshop, card, {"state"})


def put_on_journey(session: Session, workshop: Workshop, card: Card) -> None:
    """Make a note of a card that is shown and was none before; in a rehearsal nothing is put on the journey."""
    if not workshop.is_rehearsal:
        touch(session, workshop.service_id)
        _new_note(session, workshop, card)


def follow(session: Session, workshop: Workshop, card: Card, changed: set[str]) -> None:
    """Make the card's note say what the card says now, as far as it `changed`: made when the card is shown, hidden when
    it is not."""
    if workshop.is_rehearsal or not changed & FOLLOWED:
        return
    if card.state != "shown" and note_of(session, card) is None:
        return
    touch(session, workshop.service_id)  # from here on nobody else changes the note
    note = note_of(session, card)
    if note is None:
        _new_note(session, workshop, card)
    else:
        _change_note(session, note, card, changed)
    session.flush()


def _change_note(session: Session, note: Note, card: Card, changed: set[str]) -> None:
    if changed & {"step_id", "kind"}:
        _place(session, note, card)
    if "wording" in changed:
        note.text = card.wording or card.text
    for name in RATINGS:
        if note.step_id is not None and name in changed:
            setattr(note, name, getattr(card, name))
    note.deleted_at = None if card.state == "shown" else note.deleted_at or now()
    note.revision += 1


def note_of(session: Session, card: Card) -> Note | None:
    """The note that the card became, a hidden one too, as it is now."""
    mine = select(Note).where(Note.card_id == card.id)
    return session.exec(mine.execution_options(populate_existing=True)).first()


def _new_note(session: Session, workshop: Workshop, card: Card) -> None:
    note = Note(
        service_id=workshop.service_id,
        ref=new_ref("n"),
        text=card.wording or card.text,
        card_id=card.id,
        origin_title=workshop.title,
        origin_date=workshop.held_on.isoformat() if workshop.held_on else None,
    )
    _place(session, note, card)
    for name in RATINGS:
        setattr(note, name, getattr(card, name) if note.step_id is not None else None)
    session.add(note)


def _place(session: Session, note: Note, card: Card) -> None:
    """On its step, behind the notes that are there; unsorted without one, or when its kind stands on no step."""
    asked = {"service": note.service_id, "note": note.id or 0, "step": card.step_id, "kind": card.kind}
    last = session.exec(_last_on_step(), params=asked).first() if card.kind in ON_STEP else None
    note.step_id = None if last is None else card.step_id
    note.kind = card.kind
    note.position = 1 + (session.exec(_last_unsorted(), params=asked).one() if last is None else last)


@cache
def _last_on_step() -> Any:
    """The position of the last other note of the kind on the step, -1 without one; nothing when the step is gone."""
    return select(
        _last().where(Note.step_id == Step.id, Note.kind == bindparam("kind")).scalar_subquery()
    ).where(col(Step.id).in_(live_step()))


@cache
def _last_unsorted() -> Any:
    return _last().where(col(Note.step_id).is_(None))


def _last() -> Any:
    return select(func.coalesce(func.max(Note.position), -1)).where(
        Note.service_id == bindparam("service"), Note.id != bindparam("note")
    )
