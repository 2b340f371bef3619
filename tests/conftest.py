"""An app for each test: a temporary instance with a migrated, empty database, of either kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask

from journeys import create_app
from journeys.app import equip
from journeys.database import Database
from journeys.domain import passwords
from journeys.settings import Settings
from tests.routes.client import CheckingClient, sign_in

pytest_plugins = ["tests.databases"]
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
NOBODYS = QUICK.hash("nobody's")


@pytest.fixture(autouse=True)
def quick_hashes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same hashes with parameters that take no time, but where the time or the parameters are what is tested."""
    if request.node.get_closest_marker("real_hash") is None:
        monkeypatch.setattr(passwords, "_hasher", lambda: QUICK)
        monkeypatch.setattr(passwords, "_nobodys", lambda: NOBODYS)


@pytest.fixture
def settings(tmp_path: Path, either: Database) -> Settings:
    """With `either` database: whatever stands on them runs on SQLite and on PostgreSQL."""
    url = either.url.render_as_string(hide_password=False)
    return Settings.from_environment({"JOURNEYS_INSTANCE": str(tmp_path), "JOURNEYS_DATABASE_URL": url})


@pytest.fixture(scope="session")
def shared_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One app for all tests that leave it as it is: joining it, reading its templates and its addresses costs more than
    most tests."""
    app = create_app(Settings.from_environment({"JOURNEYS_INSTANCE": str(tmp_path_factory.mktemp("app"))}))
    app.test_client_class = CheckingClient
    app.test_client().get(
        "/healthz"
    )  # from its first answer on Flask refuses new addresses: nobody changes it unseen
    return app


@pytest.fixture
def app(request: pytest.FixtureRequest, settings: Settings, either: Database) -> Iterator[Flask]:
    """The shared app with what it works with anew; or, for a test marked `own_app`, one that it may change."""
    if request.node.get_closest_marker("own_app"):
        app = create_app(settings)
        app.test_client_class = CheckingClient
    else:
        app = request.getfixturevalue("shared_app")
    config, extensions = dict(app.config), dict(app.extensions)
    equip(app, settings)
    app.extensions["database"].engine.dispose()
    app.extensions["database"] = either
    yield app
    app.config.clear()
    app.config.update(config)
    app.extensions.clear()
    app.extensions.update(extensions)


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
