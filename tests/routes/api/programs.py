"""Other programs that read: each with a token, made as a facilitator makes it, and without cookies."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from flask import Flask
from werkzeug.test import TestResponse

from journeys.database import Database
from journeys.domain.api_tokens import make_token
from journeys.domain.members import start_project
from journeys.domain.people import Person, add_person
from journeys.domain.projects import Project
from journeys.domain.tables import now
from journeys.routes.api.place import BASE


def a_token(
    database: Database,
    project: int,
    by: Person,
    scope: str = "documents",
    made: datetime | None = None,
    days: int = 30,
) -> str:
    """A token of the project; `made`: when."""
    typed = {"name": "Auswertung", "scope": scope, "days": str(days)}
    with database.writing() as session:
        return make_token(session, project, typed, by, made or now())[1]


def a_project(database: Database, name: str = "Vorhaben") -> tuple[Person, Project]:
    """A project and who facilitates it."""
    with database.writing() as session:
        by = add_person(session, f"Moderation {name}")
        return by, start_project(session, name, "", by)


class Program:
    """Asks under /api/v1 with its token."""

    def __init__(self, app: Flask, token: str = "", address: str = "127.0.0.1") -> None:
        self.client = app.test_client(use_cookies=False)
        self.head = {"Authorization": f"Bearer {token}"} if token else {}
        self.environ = {"REMOTE_ADDR": address}

    def get(self, path: str, method: str = "GET", **head: str) -> TestResponse:
        headers = {**self.head, **{name.replace("_", "-"): value for name, value in head.items()}}
        path = quote(BASE + path, safe="/?=&%")
        return self.client.open(path, method=method, headers=headers, environ_overrides=self.environ)

    def read(self, path: str, status: int = 200) -> Any:
        """What the answer says; `status` is looked at."""
        answer = self.get(path)
        assert answer.status_code == status, f"{path}: {answer.status} {answer.text}"
        return answer.get_json(force=True)


def is_problem(answer: TestResponse, status: int) -> str:
    """The sentence of a problem with this status, after a look at its shape."""
    said = answer.get_json(force=True)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json"), answer.text
    assert said["status"] == status and said["type"] == "about:blank" and said["title"]
    assert str(said["detail"]).endswith((".", "…“."))
    return str(said["detail"])
