"""A project with a service and three people: Ada designs, Ben and Cleo review."""

from sqlmodel import Session, select

from journeys.database import Database
from journeys.domain.document import Document, Opportunity
from journeys.domain.editing import edit
from journeys.domain.importing import import_document
from journeys.domain.members import Membership
from journeys.domain.people import Person, add_person, find_person
from journeys.domain.projects import create_project
from journeys.domain.review.tables import Version
from journeys.domain.review.versions import freeze
from journeys.domain.services import Service
from journeys.domain.steps import Step
from tests.builders import a_document, a_journey, a_pain_point, a_step


def a_reviewed_document() -> Document:
    steps = (
        a_step("A", "Antrag ausfüllen", pain_points=(a_pain_point("P", "Zu lang"),)),
        a_step("B", "Warten"),
    )
    planned = Opportunity(id="M", text="Antrag kürzen", addresses=("P",), step="A")
    return a_document(a_journey(steps), opportunities=(planned,))


class Team:
    """`service`, `ada`, `ben` and `cleo` are numbers."""

    def __init__(self, database: Database, document: Document | None = None) -> None:
        self.database = database
        with database.writing() as session:
            project = create_project(session, "Vorhaben")
            self.project = project.id
            self.service = import_document(session, project, document or a_reviewed_document()).service.id
            people = [add_person(session, name) for name in ("Ada", "Ben", "Cleo")]
            self.ada, self.ben, self.cleo = (person.id for person in people)
            for person, role in zip(people, ("design", "review", "review"), strict=True):
                session.add(Membership(project_id=project.id, person_id=person.id, role=role))

    def person(self, session: Session, number: int) -> Person:
        return find_person(session, number)

    def freeze(self, session: Session, **more: str) -> Version:
        service = session.get_one(Service, self.service)
        return freeze(session, service, self.person(session, self.ada), **more).version  # type: ignore[arg-type]

    def write(self, session: Session, ref: str, **fields: object) -> None:
        step = session.exec(select(Step).where(Step.service_id == self.service, Step.ref == ref)).one()
        edit(session, "steps", step.id, step.revision, fields)
