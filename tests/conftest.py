"""An app of its own for each test: a temporary instance with a migrated, empty database."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from journeys import create_app
from journeys.database import Database
from journeys.settings import Settings
from tests.routes.client import CheckingClient, sign_in

pytest_plugins = ["tests.databases"]


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file that went through all migrations once, to copy."""
    file = tmp_path_factory.mktemp("migrated") / "journeys.sqlite"
    database = Database(f"sqlite:///{file}")
    database.migrate()
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.engine.dispose()
    return file


@pytest.fixture
def settings(tmp_path: Path, migrated_file: Path) -> Settings:
    shutil.copyfile(migrated_file, tmp_path / "journeys.sqlite")
    return Settings.from_environment({"JOURNEYS_INSTANCE": str(tmp_path)})


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
