"""After some months a workshop forgets who took part: its contributions stay, and are nobody's from then on.

The months are the project's. They count from the day on which the workshop was closed. One that was never closed counts
from its last sign of life: the day it was held or planned for, or the last day on which the moderation did something
with it; nobody keeps when participants wrote. Forgetting closes it. A workshop that was never opened and has no day
gives no sign, and nobody has joined it.
"""

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, cast, exists, literal
from sqlmodel import Session, col, delete, func, or_, select, update

from journeys.domain.audit import remember
from journeys.domain.findings import Finding, Refused
from journeys.domain.people import Person
from journeys.domain.projects import Project, locked_project
from journeys.domain.services import Service
from journeys.domain.words import Words
from journeys.domain.workshops.board import people
from journeys.domain.workshops.figures import keep
from journeys.domain.workshops.moods import group_mood
from journeys.domain.workshops.planning import accept, locked_workshop
from journeys.domain.workshops.tables import (
    Card,
    Deed,
    Moment,
    Move,
    Participant,
    Promise,
    Question,
    Workshop,
)

CHOICES = (1, 3, 6, 12, 24)
MOMENTS: tuple[Moment, ...] = ("start", "end")
NO_CHOICE = Words("Bitte wählen Sie eine der Fristen.", "Please choose one of the times.")


class Due(NamedTuple):
    """A workshop that still knows who took part, its project, and the day from which on it forgets them."""

    workshop: Workshop
    project: Project
    on: date


def set_retention(session: Session, project_id: int, months: int, by: Person) -> Project:
    """After how many months the project's workshops forget who took part; raises Refused for any other number."""
    if months not in CHOICES:
        raise Refused([Finding("months", NO_CHOICE)])
    project = locked_project(session, project_id)
    if project.retention_months != months:
        project.retention_months = months
        remember(session, "retention_changed", by, project.name)
    session.flush()
    return project


def coming(session: Session, project_id: int | None = None) -> list[Due]:
    """The workshops (of a project) that still know who takes part, in the order in which they forget them."""
    moved = select(func.max(Move.done_on)).where(col(Move.workshop_id) == col(Workshop.id)).scalar_subquery()
    worked = select(func.max(Deed.done_on)).where(col(Deed.workshop_id) == col(Workshop.id)).scalar_subquery()
    rows = (
        select(Workshop, Project, moved, worked)
        .join(Service, col(Service.id) == col(Workshop.service_id))
        .join(Project, col(Project.id) == col(Service.project_id))
        .where(col(Workshop.forgotten_on).is_(None), or_(_has(Participant), _has(Promise)))
    )
    if project_id is not None:
        rows = rows.where(Project.id == project_id)
    found = [
        Due(workshop, project, after_months(last, project.retention_months))
        for workshop, project, *signs in session.exec(rows)
        if (last := _last_sign(workshop, *signs)) is not None
    ]
    return sorted(found, key=lambda due: (due.on, due.workshop.id))


def due(session: Session, today: date) -> list[Due]:
    """The workshops whose time is over."""
    return [each for each in coming(session) if each.on <= today]


def forget(session: Session, today: date) -> list[Due]:
    """Let every workshop whose time is over forget who took part. Done again, or by two at once, it does nothing more.

    Participants go with their devices, the steps they were dealt, their moods, and with who wrote what. Keys that a
    participant's number or a browser stands in are replaced. Texts, ratings and group figures stay.
    """
    forgotten = [each for each in due(session, today) if _forget(session, each.workshop.id, today)]
    for name in sorted({each.project.name for each in forgotten}):
        remember(session, "forgotten", None, name)
    return forgotten


def after_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it has none such."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _forget(session: Session, workshop_id: int, today: date) -> bool:
    workshop = locked_workshop(session, workshop_id)
    if workshop.forgotten_on is not None:
        return False  # somebody was faster
    keep(session, workshop, people(session, workshop), {m: group_mood(session, workshop, m) for m in MOMENTS})
    session.exec(delete(Participant).where(col(Participant.workshop_id) == workshop_id))
    for table in (Card, Question, Promise):
        key = literal("forgotten:") + cast(col(table.id), String)
        session.execute(update(table).where(col(table.workshop_id) == workshop_id).values(form_key=key))
    workshop.state, workshop.closed_on = "closed", workshop.closed_on or today
    workshop.item_id = workshop.started_at = workshop.held_seconds = None
    workshop.forgotten_on = today
    accept(session, workshop, scene=True)
    return True


def _last_sign(workshop: Workshop, *signs: date | None) -> date | None:
    """The day from which on the months count."""
    if workshop.closed_on is not None:
        return workshop.closed_on
    began = workshop.started_at.date() if workshop.started_at else None
    return max((sign for sign in (workshop.held_on, began, *signs) if sign), default=None)


def _has(table: type[Participant] | type[Promise]) -> ColumnElement[bool]:
    return exists().where(col(table.workshop_id) == col(Workshop.id))
