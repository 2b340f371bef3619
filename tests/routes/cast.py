"""Everybody who may come to an address: each role in a project with all that it can hold, and who is not in it."""

from flask import Flask
from sqlmodel import select

from journeys.database import Database
from journeys.domain import members
from journeys.domain.belonging import project_of
from journeys.domain.journeys import Journey, Lane, Phase
from journeys.domain.lanes import add_lane
from journeys.domain.people import Person, add_person
from journeys.domain.proposals import Proposal
from journeys.domain.recording import record_note
from journeys.domain.review import approving, commenting, share_links, versions
from journeys.domain.review.commenting import Writer
from journeys.domain.review.subjects import Subject
from journeys.domain.services import Service
from journeys.domain.signing_in import make_sign_in_link
from journeys.domain.tables import now
from journeys.domain.workshops import curating, planning
from journeys.domain.workshops.asking import ask_question
from tests.domain.workshops.room import Room
from tests.routes.client import CheckingClient

CAST = ("moderation", "design", "review", "outsider", "administrator", "removed", "participant", "nobody")
"""`outsider` facilitates another project; `removed` facilitated this one a second ago."""


class Cast:
    """Two projects, each with one of every noun, and clients for everybody."""

    def __init__(self, app: Flask) -> None:
        self.app, self.database = app, _database(app)
        self.people: dict[str, Person] = {}
        with self.database.writing() as session:
            make_sign_in_link(session, "", now())  # makes the first person, who administers
            self.people["administrator"] = session.exec(select(Person)).one()
            for name in ("moderation", "design", "review", "outsider", "removed"):
                self.people[name] = add_person(session, name)
        self.here, self.elsewhere = Holdings(self.database), Holdings(self.database)
        with self.database.writing() as session:
            by = session.get_one(Person, self.people["moderation"].id)
            for role in ("moderation", "design", "review"):
                members.add_member(session, self.here.project_id, self.people[role], role, by)
            members.add_member(session, self.here.project_id, self.people["removed"], "moderation", by)
            outsider = self.people["outsider"]
            members.add_member(session, self.elsewhere.project_id, outsider, "moderation", outsider)
        self.here.review(self.database, by.id, self.people["review"].id)
        self.elsewhere.review(self.database, outsider.id, outsider.id)

    def client(self, name: str) -> CheckingClient:
        client = self.app.test_client()
        assert isinstance(client, CheckingClient)
        if name in self.people:
            sign_in_as(client, self.people[name])
        if name == "removed":
            with self.database.writing() as session:
                members.remove_member(session, self.here.project_id, self.people[name].id)
        if name == "participant":
            join = f"/w/{self.here.code}/join"
            assert client.send(join, pseudonym="Ada").status_code == 303
        return client


class Holdings:
    """One project with one of every noun: their numbers by the names that addresses give them."""

    def __init__(self, database: Database) -> None:
        room = Room(database)
        writer = room.join()
        card = room.write(writer)
        with database.writing() as session:
            note = record_note(session, room.steps()[0], "need", {"text": "Eine Liste"}, f"note {room.id}")
            journey = session.exec(select(Journey.id).where(Journey.service_id == room.service_id)).first()
            add_lane(session, journey or 0, {"name": "Dritte", "kind": "third_party"})
            proposal = Proposal(service_id=room.service_id, note_id=note.id, module="14", text="Kürzer")
            session.add(proposal)
            session.flush()
            done = curating.mark_for_rewording(session, card.id or 0, card.revision)
            question = ask_question(session, room.id or 0, "Wie lange dauert es?", "question")
            deed = curating.last_deed(session, planning.find_workshop(session, room.id or 0), done.card)
            assert deed
            rows = {"service": room.service_id, "workshop": room.id, "step": room.steps()[0], "note": note.id}
            rows |= {"card": card.id, "deed": deed.id, "question": question.id}
            rows["proposal"] = proposal.id
            rows["project"] = project_of(session, "service", room.service_id)
            rows["item"] = planning.agenda_of(session, room.id or 0)[0].id
            for noun, table in (("journey", Journey), ("lane", Lane), ("phase", Phase)):
                rows[noun] = session.exec(select(table.id).where(table.service_id == room.service_id)).first()
        self.numbers: dict[str, int] = {f"{noun}_id": number or 0 for noun, number in rows.items()}
        self.project_id, self.code = self.numbers["project_id"], room.workshop().code
        self.share = ""

    def review(self, database: Database, maker: int, reviewer: int) -> None:
        """A version with a comment, a round that waits for the reviewer, and a link to it."""
        with database.writing() as session:
            by = session.get_one(Person, maker)
            service = session.get_one(Service, self.numbers["service_id"])
            version = versions.freeze(session, service, by).version
            comment = commenting.add_comment(session, version, Subject("service"), "Gut", Writer(by))
            row = approving.ask(session, version, [reviewer], now().date(), "", by)
            typed = {"name": "Amt", "days": "7", "version": "", "may_comment": "y", "password": ""}
            typed["embedded_in"] = "https://wiki.example"
            link, self.share = share_links.make_link(session, service.id, typed, by, now())
            found = {"version": version, "comment": comment, "round": row, "link": link}
        self.numbers |= {f"{noun}_id": each.id for noun, each in found.items()}


def sign_in_as(client: CheckingClient, person: Person) -> None:
    with client.application.extensions["database"].writing() as session:
        link = make_sign_in_link(session, "", now(), person.name)
    assert client.send(link).status_code == 303


def _database(app: Flask) -> Database:
    found: Database = app.extensions["database"]
    return found
