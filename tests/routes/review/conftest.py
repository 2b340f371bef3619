import pytest
from flask import Flask

from tests.routes.review.meeting import Meeting


@pytest.fixture
def meeting(app: Flask) -> Meeting:
    return Meeting(app)
