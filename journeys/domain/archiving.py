"""A project's end: archived and opened again, or deleted with everything in it."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from journeys.domain import audit
from journeys.domain.findings import Finding, Refused
from journeys.domain.naming import folded
from journeys.domain.notes import Note
from journeys.domain.people import Person
from journeys.domain.projects import Project, locked_project
from journeys.domain.services import Service
from journeys.domain.words import Words
from journeys.domain.workshops.running import close_workshop
from journeys.domain.workshops.tables import Card, Workshop

NOT_THE_NAME = Words(
    "Das ist nicht der Name des Vorhabens. Bitte schreiben Sie ihn genau so, wie er oben steht.",
    "This is not the project's name. Please write it exactly as it stands above.",
)


class Contents(NamedTuple):
    """How much is in a project."""

    services: int
    workshops: int
    open_workshops: int
    notes: int
    cards: int


def contents(session: Session, project_id: int) -> Contents:
    """What goes when the project is deleted."""
    ours = select(Service.id).where(Service.project_id == project_id)
    sittings = select(Workshop.id).where(col(Workshop.service_id).in_(ours))

    def count(table: type, column: object, among: object, *more: ColumnElement[bool]) -> int:
        rows = select(func.count()).select_from(table).where(col(column).in_(among), *more)  # type: ignore[arg-type]
        return int(session.exec(rows).one())

    return Contents(
        services=count(Service, Service.id, ours),
        workshops=count(Workshop, Workshop.id, sittings),
        open_workshops=count(Workshop, Workshop.id, sittings.where(Workshop.state == "open")),
        notes=count(Note, Note.service_id, ours, col(Note.deleted_at).is_(None)),
        cards=count(Card, Card.workshop_id, sittings),
    )


def archive_project(session: Session, project_id: int, by: Person, now: datetime) -> Project:
    """From now on the project is only read; its workshops are closed, planned ones too. Done twice it is done once."""
    project = locked_project(session, project_id)
    if project.archived_at is None:
        for workshop_id in _workshop_ids(session, project_id):
            close_workshop(session, workshop_id)
        project.archived_at = now
        audit.remember(session, "project_archived", by, project.name)
    return project


def reopen_project(session: Session, project_id: int, by: Person) -> Project:
    """Let it be worked on again; its workshops stay closed until somebody opens them."""
    project = locked_project(session, project_id)
    if project.archived_at is not None:
        project.archived_at = None
        audit.remember(session, "project_reopened", by, project.name)
    return project


def delete_project(session: Session, project_id: int, typed: str, by: Person) -> None:
    """Remove the project with everything in it, for good. Raises Refused unless `typed` is its name."""
    project = locked_project(session, project_id)
    if folded(typed) != folded(project.name):
        raise Refused([Finding("name", NOT_THE_NAME)])
    audit.remember(session, "project_deleted", by, project.name)
    _lock_inside(session, project_id)
    session.delete(project)
    session.flush()


def _lock_inside(session: Session, project_id: int) -> None:
    """In the order in which whoever writes in the project locks rows: deleting alone would take them the other way
    round, and the two would wait for each other."""
    services = select(Service.id).where(Service.project_id == project_id)
    sittings = select(Workshop.id).where(col(Workshop.service_id).in_(services))
    session.exec(sittings.order_by(col(Workshop.id)).with_for_update()).all()
    session.exec(services.order_by(col(Service.id)).with_for_update()).all()


def _workshop_ids(session: Session, project_id: int) -> list[int]:
    mine = select(Workshop.id).join(Service, col(Service.id) == col(Workshop.service_id))
    found = mine.where(Service.project_id == project_id, Workshop.state != "closed").order_by(
        col(Workshop.id)
    )
    return list(session.exec(found))
