"""What leaves a project in one file: its services one after the other, each as it is at that moment."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlmodel import Session, col, select

from journeys.domain.blocks import Block
from journeys.domain.document import Document
from journeys.domain.naming import slug
from journeys.domain.proposal_files import proposal_paper
from journeys.domain.proposals import has_proposals
from journeys.domain.reading import read
from journeys.domain.services import Service
from journeys.domain.workshops.evidence import evidence
from journeys.domain.workshops.minutes import minutes
from journeys.domain.workshops.sittings import held


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


def take_along(session: Session, service_id: int, with_workshops: bool) -> Inside | None:
    """The service with its papers, None when it has gone meanwhile. What is said of workshops is for who may read
    them."""
    service = session.get(Service, service_id)
    if service is None:
        return None
    papers = (
        [("vorschlaege-redaktion", proposal_paper(session, service))]
        if has_proposals(session, service)
        else []
    )
    papers += _of_workshops(session, service) if with_workshops else []
    return Inside(f"{service.id}-{slug(service.name)}", read(session, service), papers)


def _of_workshops(session: Session, service: Service) -> Iterator[tuple[str, list[Block]]]:
    """The evidence of the analysis phase, and minutes of the workshops that were held."""
    yield "nachweis-analysephase", evidence(session, service)
    for workshop in held(session, service.id):
        yield f"protokoll-{workshop.id}-{slug(workshop.title)}", minutes(session, workshop)
