"""An app of its own for each test: a temporary instance with a migrated, empty database, of either kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from journeys import create_app
from journeys.database import Database
from journeys.settings import Settings
from tests.routes.client import CheckingClient, sign_in

pytest_plugins = ["tests.databases"]


@pytest.fixture
def settings(tmp_path: Path, either: Database) -> Settings:
    """With `either` database: whatever stands on them runs on SQLite and on PostgreSQL."""
    url = either.url.render_as_string(hide_password=False)
    return Settings.from_environment({"JOURNEYS_INSTANCE": str(tmp_path), "JOURNEYS_DATABASE_URL": url})


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    app.test_client_class = CheckingClient
    yield app
    app.extensions["database"].engine.dispose()


@pytest.fixture
def database(app: Flask) -> Database:
    found: Database = app.extensions["database"]
    return found


@pytest.fixture
def anonymous(app: Flask) -> CheckingClient:
    """Somebody who is not signed in."""
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    """Somebody who is signed in."""
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    sign_in(client)
    return client
