"""A workshop to work on."""

import pytest

from journeys.database import Database
from tests.routes.workshops.planned import Planned, plan


@pytest.fixture
def planned(database: Database) -> Planned:
    """A workshop of the short template, in preparation."""
    return plan(database)
