"""Writing in a journey so that whoever wrote can take it back."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app
from sqlmodel import Session

from journeys.domain import history
from journeys.domain.belonging import service_of
from journeys.routes.guard import person


@contextmanager
def changing(noun: str, id: int) -> Iterator[Session]:
    """A write transaction about the service that this step, phase, journey or note belongs to. What the block changes,
    who sent this request can undo. Raises Unknown when there is no such thing."""
    database, who = current_app.extensions["database"], person().id
    with database.writing() as session, history.kept(session, service_of(session, noun, id), who):
        yield session
