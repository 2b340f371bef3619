"""What leaves a project: its services, and the minutes of what was held."""

import pytest

from journeys.database import Database
from journeys.domain import bundles
from journeys.domain.belonging import project_of
from journeys.domain.reading import read
from journeys.domain.services import Service
from journeys.domain.workshops import planning, running
from tests.domain.workshops.room import NOON, Room


@pytest.fixture
def room(either: Database) -> Room:
    return Room(either)


def taken(room: Room, with_workshops: bool) -> bundles.Inside:
    with room.database.reading() as session:
        found = bundles.take_along(session, room.service_id, with_workshops)
    assert found
    return found


def test_minutes_are_only_of_what_was_held_and_for_who_may_read_them(room: Room) -> None:
    with room.database.writing() as session:
        planning.plan_workshop(session, room.service_id, "short", "Nur geplant")
        rehearsal = planning.plan_workshop(session, room.service_id, "short", "Probe", is_rehearsal=True)
        running.open_workshop(session, rehearsal.id, NOON)
    papers = [(name, blocks[0].texts[0]) for name, blocks in taken(room, with_workshops=True).papers]
    assert [name.split("-")[0] for name, _ in papers] == ["nachweis", "protokoll"]
    assert [title.split(":")[0] for _, title in papers] == ["Nachweis Analysephase", "Protokoll"]
    assert taken(room, with_workshops=False).papers == []


def test_a_service_is_taken_as_it_is_and_one_that_has_gone_is_not(room: Room) -> None:
    with room.database.reading() as session:
        service = session.get_one(Service, room.service_id)
        project = project_of(session, "service", room.service_id) or 0
        assert bundles.services_in(session, project) == [room.service_id]
        assert bundles.take_along(session, 999_999, with_workshops=True) is None
        assert taken(room, with_workshops=False).document == read(session, service)
