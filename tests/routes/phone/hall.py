"""A hall to test in: an open workshop, and phones that join it as people do."""

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from flask import Flask
from sqlmodel import select
from werkzeug.test import TestResponse

from journeys.database import Database
from journeys.domain.tables import now
from journeys.domain.workshops import planning, running
from journeys.domain.workshops.tables import AgendaItem, Authorship, Card, Participant, Workshop
from tests.domain.workshops.room import Room
from tests.routes.client import CheckingClient, fields_of, words

PAIN = "Wo kommen Bürgerinnen und Bürger hier nicht weiter?"
NEED = "Was brauchen Sie selbst hier?"


class Phone:
    """One browser in the workshop; `on` is the page it shows."""

    def __init__(self, client: CheckingClient, code: str) -> None:
        self.client, self.code = client, code
        self.on = Element("none")

    def go(self, path: str = "/now", status: int = 200) -> Element:
        """Open an address of the workshop and follow where it leads."""
        answer = self.client.get(f"/w/{self.code}{path}", follow_redirects=True)
        assert answer.status_code == status, answer.status
        return self._see(answer)

    def press(self, path: str, status: int = 200, **fields: Any) -> Element:
        """Send a form and follow where it leads."""
        token = self.client.token()
        data = {"csrf_token": token, **fields}
        answer = self.client.post(f"/w/{self.code}{path}", data=data, follow_redirects=True)
        assert answer.status_code == status, f"{path}: {answer.status}"
        return self._see(answer)

    def join(self, answer: str | None = "in", mood: str = "") -> "Phone":
        self.go("")
        self.press("/join", **fields_of(self.on, f"/w/{self.code}/join"))
        if answer:
            self.press("/answer", answer=answer)
        if answer == "in":
            self.press("/mood", moment="start", mood=mood)
        return self

    def form(self, path: str) -> dict[str, Any]:
        """The form that leads to this address, as the browser would send it."""
        return fields_of(self.on, f"/w/{self.code}{path}")

    def write(self, text: str, **more: Any) -> Element:
        """Answer the question on the page."""
        return self.press("/cards", **{**self.form("/cards"), "text": text, **more})

    def heading(self) -> str:
        return words(next(self.on.iter("h1")))

    def text(self) -> str:
        return words(self.on)

    def return_code(self) -> str:
        return next(words(e) for e in self.on.iter("strong") if e.get("class") == "code")

    def _see(self, answer: TestResponse) -> Element:
        from tests.routes.client import parsed

        self.on = parsed(answer)
        return self.on


class Hall(Room):
    """The room with the app around it."""

    def __init__(self, app: Flask, template: str = "self_paced", **more: Any) -> None:
        super().__init__(app.extensions["database"], template, **more)
        self.app = app
        self.code = self.workshop().code

    def phone(self) -> Phone:
        client = self.app.test_client()
        assert isinstance(client, CheckingClient)
        return Phone(client, self.code)

    def cards(self) -> list[Card]:
        with self.database.reading() as session:
            return list(session.exec(select(Card).where(Card.workshop_id == self.id).order_by("id")))

    def people(self) -> list[Participant]:
        with self.database.reading() as session:
            return list(session.exec(select(Participant).where(Participant.workshop_id == self.id)))

    def authorships(self) -> list[Authorship]:
        with self.database.reading() as session:
            return list(session.exec(select(Authorship)))

    def close(self) -> None:
        with self.database.writing() as session:
            running.close_workshop(session, self.id)

    def change(self, act: Callable[[Workshop], None]) -> None:
        """Change the workshop's row."""
        with self.database.writing() as session:
            act(planning.locked_workshop(session, self.id))

    def to_form(self, form: str) -> AgendaItem:
        """Let the first item of this form run, from now on."""
        with self.database.writing() as session:
            agenda = planning.agenda_of(session, self.id)
            item = next(item for item in agenda if item.form == form)
            workshop = planning.locked_workshop(session, self.id)
            ids = [each.id for each in agenda]
            by = ids.index(item.id) - ids.index(workshop.item_id)
            running.go(session, self.id, by, None, now())
            return item


def database_of(app: Flask) -> Database:
    found: Database = app.extensions["database"]
    return found
