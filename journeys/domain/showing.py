"""One service as pages and pictures show it: the document, and the rows' numbers for the addresses."""

from typing import Literal, NamedTuple

from sqlmodel import Session, col, select

from journeys.domain.document import Document, Need, PainPoint, Step
from journeys.domain.findings import Unknown
from journeys.domain.journeys import Journey
from journeys.domain.measures import pain_score
from journeys.domain.projects import Project
from journeys.domain.reading import Reader, as_document
from journeys.domain.records import Records
from journeys.domain.services import Service

LEAST_IMPORTANT = 4  # after the three priorities: not said


class Shown(NamedTuple):
    """A service to show; `steps` and `journeys` lead from document ids to the rows' numbers."""

    service: Service
    project: Project
    document: Document
    steps: dict[str, int]
    journeys: dict[str, Journey]


def find_service(session: Session, id: int) -> Service:
    """The service with this number; raises Unknown."""
    service = session.get(Service, id)
    if service is None:
        raise Unknown(f"service {id}")
    return service


def find_journey(session: Session, service_id: int, name: str) -> Journey:
    """The service's journey with this number, else with this document id; raises Unknown."""
    if "\0" in name:  # no text of a database can hold it
        raise Unknown(f"journey of service {service_id}")
    mine = select(Journey).where(Journey.service_id == service_id)
    by_number = mine.where(Journey.id == int(name)) if name.isdecimal() and len(name) < 10 else None
    found = session.exec(by_number).first() if by_number is not None else None
    found = found or session.exec(mine.where(Journey.ref == name)).first()
    if found is None:
        raise Unknown(f"journey {name} of service {service_id}")
    return found


def first_journey(session: Session, service_id: int) -> Journey:
    """The journey that a service opens with; raises Unknown."""
    query = select(Journey).where(Journey.service_id == service_id)
    found = session.exec(query.order_by(col(Journey.position), col(Journey.id))).first()
    if found is None:
        raise Unknown(f"a journey of service {service_id}")
    return found


def find_to_be(session: Session, service_id: int, name: str | None = None) -> Journey | None:
    """The to-be journey that a comparison shows: the one of this name (see `find_journey`), else the first; None when
    the service lacks as-is or to-be. Raises Unknown when the name is that of no to-be journey."""
    mine = select(Journey).where(Journey.service_id == service_id)
    rows = session.exec(mine.order_by(col(Journey.position), col(Journey.id))).all()
    named = find_journey(session, service_id, name) if name else None
    if named and named.kind != "to_be":
        raise Unknown(f"to-be journey {name} of service {service_id}")
    if "as_is" not in {row.kind for row in rows}:
        return None
    return named or next((row for row in rows if row.kind == "to_be"), None)


def show_service(session: Session, id: int) -> Shown:
    """Everything of a service; raises Unknown."""
    service = find_service(session, id)
    project = session.get(Project, service.project_id)
    if project is None:
        raise Unknown(f"project of service {id}")
    reader = Reader(session, service)
    return Shown(
        service,
        project,
        as_document(reader),
        {row.ref: row.id for row in reader.live("steps")},
        {row.ref: row for row in Records(session, service).rows(Journey)},
    )


def show_project(session: Session, id: int) -> list[Shown]:
    """Everything of every service of the project, in its order."""
    mine = select(Service.id).where(Service.project_id == id)
    return [
        show_service(session, one)
        for one in session.exec(mine.order_by(col(Service.position), col(Service.id))).all()
    ]


class Weighty(NamedTuple):
    """A note that weighs much, with its kind, the step it is on and the step's number."""

    kind: Literal["pain_point", "need"]
    note: PainPoint | Need
    step: Step
    number: int


def foremost(steps: tuple[Step, ...], pains: int, needs: int) -> list[Weighty]:
    """The pain points with the highest scores, then the most important needs; equals in the order of the journey."""
    numbered = list(enumerate(steps, 1))
    worst = [Weighty("pain_point", note, step, n) for n, step in numbered for note in step.pain_points]
    needed = [Weighty("need", note, step, n) for n, step in numbered for note in step.needs]
    worst.sort(key=lambda w: -pain_score(w.note))  # type: ignore[arg-type]
    needed.sort(key=lambda w: w.note.priority or LEAST_IMPORTANT)  # type: ignore[union-attr]
    return worst[:pains] + needed[:needs]


class Names(NamedTuple):
    """What is called how where others refer to its id: a step `3 Termin suchen`, a pain point by its text."""

    steps: dict[str, str]
    pain_points: dict[str, str]
    personas: dict[str, str]


def names_of(document: Document) -> Names:
    """The names of everything in the document that steps, notes and journeys refer to."""
    numbered = [(n, step) for journey in document.journeys for n, step in enumerate(journey.steps(), 1)]
    return Names(
        {step.id: f"{n} {step.title}" for n, step in numbered},
        {pain.id: pain.text for _, step in numbered for pain in step.pain_points},
        {persona.id: persona.name for persona in document.personas},
    )
