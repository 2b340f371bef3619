"""The end of a project while others still work in it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from journeys.database import Database
from journeys.domain import archiving
from journeys.domain.belonging import project_of
from journeys.domain.findings import Refused, Unknown
from journeys.domain.people import Person, first_person
from journeys.domain.projects import Project, find_project
from journeys.domain.recording import delete_note, record_note
from journeys.domain.workshops import planning, preparing, running
from tests.domain.workshops.room import NOON, Room


@pytest.fixture
def room(either: Database) -> Room:
    return Room(either)


@pytest.fixture
def person(either: Database) -> Person:
    with either.writing() as session:
        return first_person(session)


def project(room: Room) -> int:
    with room.database.reading() as session:
        return project_of(session, "service", room.service_id) or 0


def archive(room: Room, person: Person) -> None:
    with room.database.writing() as session:
        archiving.archive_project(session, project(room), person, NOON)


def test_no_workshop_begins_in_an_archived_project(room: Room, person: Person) -> None:
    with room.database.writing() as session:
        planned = planning.plan_workshop(session, room.service_id, "short", "Noch einer").id
    archive(room, person)
    for begin in (
        lambda session: running.reopen_workshop(session, room.id, NOON),
        lambda session: running.open_workshop(session, planned, NOON),
        lambda session: preparing.open_self_paced(session, room.service_id, NOON),
    ):
        with pytest.raises(Refused, match="archived"), room.database.writing() as session:
            begin(session)
    with room.database.reading() as session:
        assert {each.state for each in planning.workshops_of(session, room.service_id)} == {"closed"}


def test_reopened_at_the_moment_of_archiving_it_is_closed_all_the_same(room: Room, person: Person) -> None:
    def reopen(_n: int) -> None:
        with suppress(Refused), room.database.writing() as session:
            running.close_workshop(session, room.id)
        with suppress(Refused), room.database.writing() as session:
            running.reopen_workshop(session, room.id, NOON)

    with ThreadPoolExecutor(5) as pool:
        others = [pool.submit(reopen, n) for n in range(12)]
        pool.submit(archive, room, person).result()
        [other.result() for other in others]
    assert room.workshop().state == "closed"


def test_deleting_waits_for_whoever_writes_and_they_are_told_that_it_is_gone(
    room: Room, person: Person
) -> None:
    """Neither may wait for the other in a ring, which PostgreSQL would end with an error."""
    writers = [room.join() for _ in range(6)]
    number = project(room)
    with room.database.reading() as session:
        name = find_project(session, number).name
    [step, *_] = room.steps()

    def write(n: int) -> None:
        with suppress(Unknown, Refused):
            room.write(writers[n % 6], key=f"k{n}")
            with room.database.writing() as session:
                record_note(session, step, "need", {"text": "Eine Liste"}, f"n{n}")

    def delete() -> None:
        with room.database.writing() as session:
            archiving.delete_project(session, number, name, person)

    with ThreadPoolExecutor(6) as pool:
        early = [pool.submit(write, n) for n in range(8)]
        early[3].result()
        pool.submit(delete).result()
        [each.result() for each in early]
    with room.database.reading() as session:
        assert session.get(Project, number) is None


def test_what_goes_is_counted_without_what_was_removed_before(room: Room) -> None:
    with room.database.writing() as session:
        _, removed = (record_note(session, room.steps()[0], "need", {"text": t}, t) for t in ("Eins", "Zwei"))
        delete_note(session, removed.id)
    with room.database.reading() as session:
        assert archiving.contents(session, project(room)).notes == 1
