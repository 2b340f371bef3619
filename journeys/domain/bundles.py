"""What leaves a project in one file: its services one after the other, each as it is at that moment."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlmodel import Session, col, select

from journeys.domain.blocks import Block
from journeys.domain.document import Document
from journeys.domain.reading import read
from journeys.domain.services import Service
from journeys.domain.starting import slug
from journeys.domain.workshops.minutes import minutes
from journeys.domain.workshops.tables import Workshop


class Inside(NamedTuple):
    """A service to take along: the folder for its files, the document, and papers by the names of their files."""

    folder: str
    document: Document
    papers: list[tuple[str, list[Block]]]


def services_in(session: Session, project_id: int) -> list[int]:
    """The numbers of a project's services, the oldest first."""
    return list(
        session.exec(select(Service.id).where(Service.project_id == project_id).order_by(col(Service.id)))
    )


def take_along(session: Session, service_id: int, with_minutes: bool) -> Inside | None:
    """The service with its papers, None when it has gone meanwhile. Minutes are for who may read workshops."""
    service = session.get(Service, service_id)
    if service is None:
        return None
    papers = list(_minutes(session, service)) if with_minutes else []
    return Inside(f"{service.id}-{slug(service.name)}", read(session, service), papers)


def _minutes(session: Session, service: Service) -> Iterator[tuple[str, list[Block]]]:
    """Of the workshops that were held, no rehearsals."""
    held = (Workshop.service_id == service.id, Workshop.state != "planned", ~col(Workshop.is_rehearsal))
    for workshop in session.exec(select(Workshop).where(*held).order_by(col(Workshop.id))).all():
        yield f"protokoll-{workshop.id}-{slug(workshop.title)}", minutes(session, workshop)
