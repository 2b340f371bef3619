"""Health pages say what answers, with real faults put in."""

from dataclasses import replace
from pathlib import Path

from flask import Flask

from journeys import create_app
from journeys.settings import Settings
from tests.routes.client import CheckingClient


def test_the_process_lives(anonymous: CheckingClient) -> None:
    assert anonymous.get("/healthz").status_code == 200


def test_all_answers(anonymous: CheckingClient) -> None:
    response = anonymous.get("/readyz")
    assert response.status_code == 200
    assert response.json == {"ready": True, "not_answering": [], "database": "ok", "renderer": "ok"}


def test_a_missing_renderer_is_named(settings: Settings) -> None:
    app = create_app(replace(settings, dot="/nowhere/dot"))
    response = app.test_client().get("/readyz")
    assert response.status_code == 503
    assert response.json and response.json["not_answering"] == ["renderer"]


def test_a_missing_database_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "no"
    app = create_app(Settings.from_environment({"JOURNEYS_INSTANCE": str(tmp_path)}))
    app = _with_database(app, f"sqlite:///{folder}/such.sqlite")
    client = app.test_client()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json and response.json["not_answering"] == ["database"]
    assert client.get("/healthz").status_code == 200


def _with_database(app: Flask, url: str) -> Flask:
    settings: Settings = app.extensions["settings"]
    return create_app(replace(settings, database_url=url))
