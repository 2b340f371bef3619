"""What happens to one text that is removed for good: it is replaced where it stands, and wherever it was copied to."""

from typing import Any

from sqlmodel import Session, col, select

from journeys.domain.arranging import new_ref
from journeys.domain.differences import SERVICE
from journeys.domain.lookup import KINDS
from journeys.domain.naming import slug
from journeys.domain.notes import Note
from journeys.domain.projects import Project
from journeys.domain.services import Fact, Service
from journeys.domain.sources import Source
from journeys.domain.step_facts import Cost, LaneText
from journeys.domain.steps import Span, Step, StepLink
from journeys.domain.updating import forget_ref, forget_text
from journeys.domain.workshops.families import deeds_of_family, family_of, notes_of_family
from journeys.domain.workshops.tables import Card, Workshop

MARK = "[entfernt am "
"""How every text begins that stands for a removed one."""
EMPTIED = {
    (Source, "url"),
    (Source, "date"),
    (Service, "language"),
    (Service, "as_of"),
    (Fact, "value"),
    (Cost, "value"),
}
"""Where words would break what is made of it: nothing stands there afterwards."""
OF_STEP: dict[Any, str] = {StepLink: "next", Cost: "cost", LaneText: "in_lanes"}
FACTS = {"fee": "fee", "duration": "duration", "fact": "facts"}


def erase(session: Session, row: Any, column: str, words: str) -> None:
    """Put `words` where the text rests. Service and workshops must be locked; they are counted by who locks them."""
    if isinstance(row, Card | Note) and column == "text":
        card = row if isinstance(row, Card) else session.get(Card, row.card_id or 0)
        if card is not None:
            _erase_family(session, card, words)
    if isinstance(row, Card):
        _erase_of_card(session, row, column, words)
    elif column == "ref":
        _rename(session, row)
    else:
        _copies(session, row, column, words)
        _put(row, column, words)
        _forget_mark(session, row, column)


def _put(row: Any, column: str, words: str) -> None:
    if (type(row), column) in EMPTIED:
        setattr(row, column, None)
    elif isinstance(row, Project) and column == "name":
        row.name = f"{words} {row.id}"  # no two projects have one name
    else:
        setattr(row, column, [words] if isinstance(getattr(row, column), list) else words)


def _erase_family(session: Session, card: Card, words: str) -> None:
    family = family_of(session, card)
    for each in family:
        each.text, each.wording = words, words if each.wording else ""
        each.covered, each.needs_wording = False, False
        each.revision += 1
    for deed in deeds_of_family(session, family):
        _replace_before(deed, "wording", words)
    for note in notes_of_family(session, family):
        note.text = words
        note.revision += 1
        _forget_mark(session, note, "text")


def _erase_of_card(session: Session, card: Card, column: str, words: str) -> None:
    if column == "reply":
        card.reply = words
        card.revision += 1
        for deed in deeds_of_family(session, [card]):
            _replace_before(deed, "reply", words)


def _replace_before(deed: Any, field: str, words: str) -> None:
    if deed.before.get(field):
        deed.before = {**deed.before, field: words}


def _copies(session: Session, row: Any, column: str, words: str) -> None:
    """Texts that were copied when something was made of the row."""
    if isinstance(row, Workshop) and column == "title":
        cards = select(Card.id).where(Card.workshop_id == row.id)
        for note in session.exec(select(Note).where(col(Note.card_id).in_(cards))):
            _erase_origin(session, note, words)
    elif isinstance(row, Note) and column == "origin_title":
        same = select(Note).where(Note.service_id == row.service_id, Note.origin_title == row.origin_title)
        for note in session.exec(same).all():
            _erase_origin(session, note, words)
    elif isinstance(row, Service) and column in ("name", "short_name"):
        old = getattr(row, column)
        named = select(Workshop).where(Workshop.service_id == row.id, Workshop.title == old)
        for workshop in session.exec(named):
            _copies(session, workshop, "title", words)
            workshop.title = words
        if column == "name" and row.ref.startswith(slug(old)):
            row.ref = new_ref("l")


def _erase_origin(session: Session, note: Note, words: str) -> None:
    note.origin_title = words
    note.revision += 1
    _forget_mark(session, note, "origin_title")


def _rename(session: Session, row: Any) -> None:
    """Another document id; what refers to it does so by number."""
    old, row.ref = row.ref, new_ref("x")
    session.flush()
    kind = _kind(row)
    if kind:
        forget_ref(session, row.service_id, kind, old, row.ref)


def _forget_mark(session: Session, row: Any, column: str) -> None:
    """What the last import remembers of the field."""
    place = place_of(session, row, column)
    if place is not None:
        forget_text(session, row.id if isinstance(row, Service) else row.service_id, *place)


def place_of(session: Session, row: Any, column: str) -> tuple[str, str] | None:
    """Where the document says the text: the item (`steps/S1`) and its field; None for what is in no document."""
    if isinstance(row, Service):
        return SERVICE, column
    if isinstance(row, Fact):
        return SERVICE, FACTS[row.role]
    if isinstance(row, Span | StepLink | Cost | LaneText):
        step = session.get_one(Step, row.step_id)
        return f"steps/{step.ref}", row.role if isinstance(row, Span) else OF_STEP[type(row)]
    kind = _kind(row)
    field = "origin" if column == "origin_title" else column
    return (f"{kind}/{row.ref}", field) if kind else None


def _kind(row: Any) -> str:
    return next((kind for kind, table in KINDS.items() if table is type(row)), "")
