"""What came from a workshop stands with the service: on its step, or listed as standing on none, with its origin."""

from datetime import date

import pytest

from journeys.database import Database
from journeys.domain.workshops import curating, planning, running
from tests.domain.workshops.room import Room
from tests.routes.client import CheckingClient, words

ORIGIN = "aus dem Workshop „Wohngeld im Alltag“, 02.03.2026"


@pytest.fixture
def room(database: Database) -> Room:
    room = Room(database)
    with database.writing() as session:
        planning.edit_workshop(session, room.id, 1, {"held_on": date(2026, 3, 2)})
    item = room.run("Schmerzpunkte")
    who = room.join()
    room.write(who, "Auf dem Schritt", severity=3)
    unsorted = room.write(who, "Ohne Ort")
    room.write(who, "Das soll so bleiben", "keep")
    released, kept_back = room.write(who, "Sorge eins", "worry"), room.write(who, "Sorge zwei", "worry")
    assert kept_back.state == "waiting"
    with database.writing() as session:
        curating.put_on_step(session, unsorted.id, 1, None)
        curating.show_card(session, released.id, 1)
        running.reveal(session, item.id)
        needs = next(each for each in planning.agenda_of(session, room.id) if each.title == "Eigener Bedarf")
        running.reveal(session, needs.id)
    return room


@pytest.mark.parametrize("place", ["facts", "journeys/J1/list"])
def test_what_stands_on_no_step_is_listed_by_kind_with_its_origin(
    client: CheckingClient, room: Room, place: str
) -> None:
    page = client.page(f"/services/{room.service_id}/{place}")
    told = words(page.find(".//section[@aria-labelledby='unsorted']"))
    assert told == (
        f"Was auf keinem Schritt steht Soll bleiben Das soll so bleiben {ORIGIN}"
        f" Sorgen Sorge eins {ORIGIN}"
        f" Noch nicht eingeordnete Hinweise Ohne Ort Schmerzpunkt · {ORIGIN}"
    )
    assert "Sorge zwei" not in words(page)


def test_a_note_on_its_step_says_where_it_comes_from(client: CheckingClient, room: Room) -> None:
    assert f"schlimm · {ORIGIN}" in words(client.page(f"/steps/{room.steps()[0]}"))
    assert f"Auf dem Schritt schlimm · {ORIGIN}" in words(
        client.page(f"/services/{room.service_id}/journeys/J1/list")
    )


def test_beside_the_picture_it_says_how_many_stand_on_no_step(client: CheckingClient, room: Room) -> None:
    page = client.page(f"/services/{room.service_id}")
    link = next(a for a in page.iter("a") if "keinem Schritt" in words(a))
    assert words(link) == "3 Hinweise stehen auf keinem Schritt"
    assert (link.get("href") or "").endswith("/list#unsorted")
