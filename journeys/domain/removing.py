"""Removing texts for good: „[entfernt am …]“ stands everywhere that the text rested, and nothing brings it back.

What can be removed, and where else a text rests, says `free_texts`. Files, pictures and memory are not known here: who
calls `remove` clears them when it is stored.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlmodel import Session, col, or_, select

from journeys.domain import editing, history
from journeys.domain.audit import remember
from journeys.domain.erasing import MARK, erase
from journeys.domain.findings import Finding, Refused, Unknown
from journeys.domain.free_texts import FREE
from journeys.domain.journeys import Journey, Lane, Phase
from journeys.domain.notes import Note
from journeys.domain.opportunities import Opportunity
from journeys.domain.people import Person
from journeys.domain.personas import Persona
from journeys.domain.projects import Project, locked_project
from journeys.domain.proposals import Proposal
from journeys.domain.review import forgetting
from journeys.domain.review.tables import ApprovalAnswer, ApprovalRound, Comment, ShareLink, Version
from journeys.domain.services import Fact, Service
from journeys.domain.sources import Source
from journeys.domain.step_facts import Cost, LaneText
from journeys.domain.steps import Span, Step, StepLink
from journeys.domain.words import Words
from journeys.domain.workshops.families import texts_of_family, titles_in_notes
from journeys.domain.workshops.planning import accept, locked_workshop
from journeys.domain.workshops.tables import AgendaItem, Card, Question, Workshop

KINDS: dict[Any, Words] = {
    Project: Words("Vorhaben", "project"),
    Service: Words("Leistung", "service"),
    Fact: Words("Angabe", "fact"),
    Persona: Words("Persona", "persona"),
    Journey: Words("Bürgerreise", "journey"),
    Lane: Words("Eigene Bahn", "own lane"),
    Phase: Words("Phase", "phase"),
    Step: Words("Schritt", "step"),
    StepLink: Words("Weg zu einem anderen Schritt", "way to another step"),
    Span: Words("Dauer", "time"),
    Cost: Words("Kosten", "cost"),
    LaneText: Words("Text in einer eigenen Bahn", "text in an own lane"),
    Note: Words("Hinweis", "note"),
    Opportunity: Words("Maßnahme", "opportunity"),
    Proposal: Words("Vorschlag an die Redaktion", "proposal to the editors"),
    Source: Words("Quelle", "source"),
    Version: Words("Stand", "version"),
    Comment: Words("Kommentar", "comment"),
    ApprovalRound: Words("Bitte um Freigabe", "request for approval"),
    ApprovalAnswer: Words("Antwort auf eine Freigabe", "answer to an approval"),
    ShareLink: Words("Link zum Mitlesen", "share link"),
    Workshop: Words("Workshop", "workshop"),
    AgendaItem: Words("Programmpunkt", "agenda item"),
    Card: Words("Hinweis aus einem Workshop", "note from a workshop"),
    Question: Words("Frage an die Moderation", "question to the facilitator"),
}
NOUNS: dict[str, Any] = {
    table.__tablename__: table for table in (Project, Service, Step, Note, Workshop, Card, Version, Comment)
}
"""What has a page on which its texts can be removed; with each goes what belongs to it."""
WITH: dict[Any, dict[Any, str]] = {
    Service: dict.fromkeys(
        (Fact, Persona, Journey, Lane, Phase, Opportunity, Proposal, Source, ShareLink), "service_id"
    ),
    Step: dict.fromkeys((Span, StepLink, Cost, LaneText), "step_id"),
    Version: dict.fromkeys((ApprovalRound, ApprovalAnswer), "version_id"),
    Workshop: dict.fromkeys((AgendaItem, Question), "workshop_id"),
}
NOBODYS = re.compile(r"[a-z][0-9a-f]{10}|[A-Za-z]{1,2}-?\d{1,4}")
"""Document ids that the app makes, and those that only count."""
NOTHING_CHOSEN = Words(
    "Bitte wählen Sie mindestens einen Text, den Sie entfernen wollen.",
    "Please choose at least one text that you want to remove.",
)


class Text(NamedTuple):
    """A text that can be removed. `key` names it in a form: table, number, column."""

    key: str
    label: Words
    text: str


class Thing(NamedTuple):
    """What the texts belong to."""

    kind: Words
    texts: list[Text]


class Hidden(NamedTuple):
    """A note or step that no page shows among others, or that was deleted; `noun` and `id` lead to its texts."""

    noun: str
    id: int
    text: str


def offered(session: Session, noun: str, id: int) -> list[Thing]:
    """Every text of a thing that can be removed, also when the thing was deleted; raises Unknown."""
    things = [Thing(KINDS[type(row)], list(_texts(session, row))) for row in _rows(session, noun, id)]
    return [thing for thing in things if thing.texts]


def remove(
    session: Session, noun: str, id: int, keys: Collection[str], by: Person | None, today: date
) -> None:
    """Remove these of the `offered` texts for good, with all their copies. There is no undo.

    Raises Unknown, and Refused when none of them is there.
    """
    _lock(session, noun, id)
    rows = _rows(session, noun, id)
    offered_now = {text.key: row for row in rows for text in _texts(session, row)}
    chosen = [(offered_now[key], key.rpartition(".")[2]) for key in sorted(keys) if key in offered_now]
    if not chosen:
        raise Refused([Finding("texts", NOTHING_CHOSEN)])
    words = f"{MARK}{today:%d.%m.%Y}]"
    kept = forgetting.gone(session, rows[0], chosen)
    for row, column in chosen:
        erase(session, row, column, words)
        _count(row)
    if all(row is not rows[0] for row, _ in chosen):
        _count(rows[0])
    session.flush()
    forgetting.forget(session, rows[0], kept, words)
    remember(session, "removed_for_good", by, f"{KINDS[type(rows[0])].de}: {_name(session, rows[0])}")


def hidden(session: Session, service_id: int) -> list[Hidden]:
    """The notes of a service that were deleted, stand on a deleted step or on none; and its deleted steps."""
    steps = select(Step).where(Step.service_id == service_id, col(Step.deleted_at).is_not(None))
    gone = select(Step.id).where(Step.service_id == service_id, col(Step.deleted_at).is_not(None))
    lost = or_(col(Note.deleted_at).is_not(None), col(Note.step_id).is_(None), col(Note.step_id).in_(gone))
    notes = select(Note).where(Note.service_id == service_id, lost)
    found = [Hidden("step", step.id, step.title) for step in session.exec(steps.order_by(col(Step.id)))]
    return found + [Hidden("note", n.id, n.text) for n in session.exec(notes.order_by(col(Note.id)))]


def _rows(session: Session, noun: str, id: int) -> list[Any]:
    """The thing, then what belongs to it."""
    main = session.get(NOUNS[noun], id, populate_existing=True)
    if main is None:
        raise Unknown(f"{noun} {id}")
    rows = [main]
    for table, owner in WITH.get(NOUNS[noun], {}).items():
        mine = select(table).where(getattr(table, owner) == id).order_by(table.id)
        rows += session.exec(mine.execution_options(populate_existing=True))
    return rows


def _texts(session: Session, row: Any) -> Iterator[Text]:
    for column, label in FREE[type(row)].items():
        text = _shown(session, row, column)
        if text and not text.startswith(MARK):
            yield Text(f"{type(row).__tablename__}.{row.id}.{column}", label, text)


def _shown(session: Session, row: Any, column: str) -> str:
    """The text as it is shown before it is removed; empty where there is nothing to remove."""
    if column == "text" and isinstance(row, Card | Note):
        card = row if isinstance(row, Card) else session.get(Card, row.card_id or 0)
        if card is not None:
            texts = [*texts_of_family(session, card), row.text]
            return "\n".join(dict.fromkeys(text for text in texts if not text.startswith(MARK)))
    if column == "origin_title" and row.card_id is not None:
        return ""  # its workshop's title, to be removed there
    if column == "ref" and NOBODYS.fullmatch(row.ref):
        return ""
    if column == "title" and isinstance(row, Workshop):
        titles = [row.title, *titles_in_notes(session, row)]
        return "\n".join(dict.fromkeys(title for title in titles if not title.startswith(MARK)))
    value = getattr(row, column)
    return "\n".join(value) if isinstance(value, list) else "" if value is None else str(value)


def _lock(session: Session, noun: str, id: int) -> None:
    """Nobody else changes the service or its workshops until the transaction ends, and whoever polls them learns of
    it: workshops first, as everywhere."""
    row = session.get(NOUNS[noun], id)
    if row is None:
        raise Unknown(f"{noun} {id}")
    if isinstance(row, Project):
        locked_project(session, id)
        return
    service_id = _service_id(session, row)
    mine = select(Workshop.id).where(Workshop.service_id == service_id)
    for workshop_id in session.exec(mine.order_by(col(Workshop.id))).all():
        accept(session, locked_workshop(session, workshop_id), scene=True)
    editing.touch(session, service_id)
    history.forget(session, service_id)  # undoing would bring the text back


def _service_id(session: Session, row: Any) -> int:
    if isinstance(row, Card):
        row = session.get_one(Workshop, row.workshop_id)
    return int(row.id if isinstance(row, Service) else row.service_id)


def _count(row: Any) -> None:
    """Whoever has a form open for it learns that it changed."""
    counter = "plan_revision" if isinstance(row, Workshop) else "revision"
    if hasattr(row, counter) and not isinstance(row, Card):
        setattr(row, counter, getattr(row, counter) + 1)


def _name(session: Session, row: Any) -> str:
    """What the thing belongs to, as it is called afterwards: its service, workshop or project."""
    if isinstance(row, Card):
        return session.get_one(Workshop, row.workshop_id).title
    if isinstance(row, Workshop):
        return row.title
    if isinstance(row, Project):
        return row.name
    return session.get_one(Service, _service_id(session, row), populate_existing=True).name
