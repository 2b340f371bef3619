"""Two people who press the same button at the same moment: one gets the thing, the other a sentence.

On PostgreSQL only: on SQLite a second write begins when the first one has ended, so that both have passed all checks
before one of them writes cannot happen there.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, local
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from sqlmodel import Session
from werkzeug.test import TestResponse

from journeys import create_app
from journeys.database import Database
from journeys.domain.projects import create_project
from journeys.domain.writing import to_json_line
from journeys.settings import Settings
from tests.builders import a_document
from tests.routes.client import CheckingClient, parsed, sign_in, words

SECONDS = 30


@pytest.fixture
def shared_app(tmp_path: Path, postgres: Database) -> Iterator[Flask]:
    url = postgres.url.render_as_string(hide_password=False)
    environ = {"JOURNEYS_INSTANCE": str(tmp_path), "JOURNEYS_DATABASE_URL": url}
    app = create_app(Settings.from_environment(environ))
    app.test_client_class = CheckingClient
    with app.extensions["database"].writing() as session:
        create_project(session, "Gemeinsam")
    yield app
    app.extensions["database"].engine.dispose()


def both_send(app: Flask, address: str, **fields: Any) -> list[TestResponse]:
    """Two signed-in people send the same; both have passed all checks before the first one writes.

    The answers, that of the faster one first.
    """
    checked, mine = Barrier(2, timeout=SECONDS), local()
    clients = [app.test_client(), app.test_client()]
    for client in clients:
        assert isinstance(client, CheckingClient)
        sign_in(client)
        client.token()

    def wait(*_: object) -> None:
        if not getattr(mine, "waited", False):
            mine.waited = True
            checked.wait()

    def send(client: Any) -> TestResponse:
        answer: TestResponse = client.send(address, **fields)
        return answer

    event.listen(Session, "before_flush", wait)
    try:
        with ThreadPoolExecutor(2) as threads:
            answers = list(threads.map(send, clients))
    finally:
        event.remove(Session, "before_flush", wait)
    return sorted(answers, key=lambda answer: answer.status_code)


@pytest.mark.parametrize(
    ("address", "fields", "status", "sentence"),
    [
        (
            "/projects",
            {"name": "Digitales Amt"},
            422,
            "Ein Vorhaben mit diesem Namen hat gerade jemand anderes",
        ),
        (
            "/projects/1/services/new",
            {"name": "Hundesteuer"},
            422,
            "Dieselbe Leistung hat gerade jemand anderes",
        ),
        (
            "/projects/1/import/done",
            {"name": "x.yaml", "document": to_json_line(a_document())},
            409,
            "Inzwischen hat hier jemand etwas geändert",
        ),
    ],
)
def test_the_slower_one_gets_a_sentence_and_keeps_what_was_typed(
    shared_app: Flask, address: str, fields: dict[str, str], status: int, sentence: str
) -> None:
    stored, refused = both_send(shared_app, address, **fields)
    assert (stored.status_code, refused.status_code) == (303, status)
    page = parsed(refused)
    assert sentence in words(page)
    typed = {field.get("name"): field.get("value") for field in page.iter("input")}
    assert fields.items() <= typed.items()
