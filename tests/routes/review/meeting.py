"""A service whose project has a designer and two reviewers, each with a browser of their own."""

from datetime import timedelta

from flask import Flask
from sqlmodel import select

from journeys.database import Database
from journeys.domain.editing import edit
from journeys.domain.members import Membership
from journeys.domain.people import Person, add_person
from journeys.domain.review import approving, share_links
from journeys.domain.review.tables import ApprovalRound, ShareLink, Version
from journeys.domain.review.versions import freeze
from journeys.domain.services import Service
from journeys.domain.steps import Step
from journeys.domain.tables import now
from tests.domain.review.team import a_reviewed_document
from tests.routes.cast import sign_in_as
from tests.routes.client import CheckingClient, a_browser
from tests.routes.stored import store

TYPED = {"name": "Dezernat", "days": "7", "version": "", "may_comment": "", "password": "", "embedded_in": ""}


class Meeting:
    """`clients` by name; a first version is kept."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.database: Database = app.extensions["database"]
        there = store(self.database, a_reviewed_document(), "Besprechung")
        self.project, self.service = there.project, there.service
        with self.database.writing() as session:
            roles = {"Ada": "design", "Ben": "review", "Cleo": "review"}
            self.people: dict[str, Person] = {name: add_person(session, name) for name in roles}
            for name, role in roles.items():
                number = self.people[name].id
                session.add(Membership(project_id=self.project, person_id=number, role=role))
        self.clients: dict[str, CheckingClient] = {}
        for name, person in self.people.items():
            self.clients[name] = a_browser(app)
            sign_in_as(self.clients[name], person)
        self.version = self.freeze("Erster")

    def freeze(self, name: str = "") -> int:
        with self.database.writing() as session:
            service = session.get_one(Service, self.service)
            return freeze(
                session, service, session.get_one(Person, self.people["Ada"].id), name=name
            ).version.id

    def write(self, ref: str, **fields: object) -> None:
        with self.database.writing() as session:
            step = session.exec(select(Step).where(Step.service_id == self.service, Step.ref == ref)).one()
            edit(session, "steps", step.id, step.revision, fields)

    def ask(self, *names: str, version: int = 0) -> int:
        with self.database.writing() as session:
            people = [self.people[name].id for name in names or ("Ben", "Cleo")]
            row: ApprovalRound = approving.ask(
                session,
                session.get_one(Version, version or self.version),
                people,
                now().date() + timedelta(days=3),
                "Bitte prüfen",
                session.get_one(Person, self.people["Ada"].id),
            )
            return row.id

    def seal(self, version: int = 0) -> str:
        with self.database.reading() as session:
            return approving.seen_seal(session.get_one(Version, version or self.version))

    def link(self, **typed: str) -> str:
        with self.database.writing() as session:
            ada = session.get_one(Person, self.people["Ada"].id)
            return share_links.make_link(session, self.service, {**TYPED, **typed}, ada, now())[1]

    def end_links(self) -> None:
        with self.database.writing() as session:
            ada = session.get_one(Person, self.people["Ada"].id)
            for number in session.exec(select(ShareLink.id)).all():
                share_links.revoke_link(session, number, ada)
