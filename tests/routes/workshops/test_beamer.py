"""The beamer: counts while people write, the wall when it is revealed, never what is not for all."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from journeys.database import Database
from journeys.domain.describing import describe_step
from journeys.domain.journeys import Journey
from journeys.domain.tables import now
from journeys.domain.workshops import curating, planning, running
from journeys.domain.workshops.codes import spoken_code
from journeys.domain.workshops.tables import Card, Participant, Workshop
from journeys.routes import pictures
from tests.domain.workshops.room import Room
from tests.routes.client import CheckingClient, words

WRITING = "Schmerzpunkte"
SVG = "{http://www.w3.org/2000/svg}"
QR = f".//{SVG}svg[@class='qr']"
TEXT = "Das Formular fragt dreimal dasselbe"


@pytest.fixture
def room(database: Database) -> Room:
    room = Room(database)
    room.run(WRITING)
    return room


def address(room: Room, show: str = "", part: bool = False) -> str:
    return f"/workshops/{room.id}/beamer{'/part' if part else ''}{f'?show={show}' if show else ''}"


def seen(client: CheckingClient, room: Room, show: str = "") -> str:
    """What the beamer says, in the part that is polled too."""
    page = words(client.page(address(room, show)).find(".//main"))
    assert words(client.page(address(room, show, part=True))) == page
    return page


def reveal(room: Room, title: str = WRITING) -> None:
    with room.database.writing() as session:
        item = next(each for each in planning.agenda_of(session, room.id) if each.title == title)
        running.reveal(session, item.id)


def change(room: Room, **values: Any) -> None:
    with room.database.writing() as session:
        workshop = planning.locked_workshop(session, room.id)
        for name, value in values.items():
            setattr(workshop, name, value)


def picture_of(client: CheckingClient, room: Room, show: str = "") -> str:
    stage = client.page(address(room, show)).find(".//main/div")
    assert stage is not None
    return next(name[7:] for name in stage.get("class", "").split() if name.startswith("stage--"))


def question(page: Element) -> str:
    return words(page.find(".//h2[@class='stage__question']"))


def test_it_says_how_to_join_the_question_and_what_comes_next(
    client: CheckingClient, app: Flask, room: Room
) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], public_url="https://reise.example")
    room.join(), room.join(), room.join("not_today")
    said = seen(client, room)
    assert spoken_code(room.workshop().code) in said and "reise.example/w" in said
    assert "Wo rufen Menschen an, kommen wieder, geben auf?" in said
    assert "danach: Eigener Bedarf" in said and "2 dabei" in said
    assert client.page(address(room)).find(QR) is not None


def test_an_address_that_only_this_machine_knows_makes_no_qr_code(client: CheckingClient, room: Room) -> None:
    page = client.page(address(room))
    assert "gilt nur auf diesem Rechner" in words(page)
    assert page.find(QR) is None


@pytest.mark.parametrize("show", ["", "counts", "wall", "map"])
def test_while_people_write_silently_it_shows_counts_only(
    client: CheckingClient, room: Room, show: str
) -> None:
    who = room.join()
    room.write(who, TEXT), room.write(who, "Noch etwas", step=1), room.write(who, "Und das", step=1)
    page = client.page(address(room, show))
    counts = [cell.get("data-pains") for cell in page.iterfind(".//td[@data-step]")]
    assert counts == ["1", "2", "0", "0"]
    assert TEXT not in words(page) and page.find(".//img") is None


def test_when_it_is_revealed_the_wall_has_all_notes_by_step(client: CheckingClient, room: Room) -> None:
    who = room.join()
    for step, text in ((2, "Zweites"), (0, "Erstes"), (2, "Drittes")):
        room.write(who, text, step=step)
    reveal(room)
    assert picture_of(client, room) == "wall"
    page = client.page(address(room))
    told = [
        (words(part.find("h2")), [words(li) for li in part.iter("li")])
        for part in page.iterfind(".//section")
    ]
    assert [(name, texts) for name, texts in told[1:]] == [
        ("1 Schritt S1", ["Erstes"]),
        ("3 Schritt S3", ["Zweites", "Drittes"]),
    ]


def test_worries_covered_cards_and_those_taken_out_are_never_on_it(
    client: CheckingClient, room: Room, database: Database
) -> None:
    who = room.join()
    worry = room.write(who, "Stellen fallen weg", "worry")
    room.write(who, "Frau Bergmann kam dreimal")
    out = room.write(who, "Unpassend")
    with database.writing() as session:
        curating.show_card(session, worry.id, 1)
        curating.take_out(session, out.id, 1)
    room.write(who, TEXT)
    reveal(room)
    for show in ("", "counts", "wall"):
        said = seen(client, room, show)
        assert TEXT in said
        assert not any(text in said for text in ("Stellen", "Bergmann", "Unpassend"))


def test_the_last_three_are_shown_as_text_the_newest_first(client: CheckingClient, room: Room) -> None:
    who = room.join()
    for n in range(4):
        room.write(who, f"Hinweis {n}")
    reveal(room)
    page = client.page(address(room, "counts"))
    latest = [words(p) for p in page.iterfind(".//p[@class='says__text']")]
    assert latest == ["Hinweis 3", "Hinweis 2", "Hinweis 1"]


@pytest.mark.parametrize("shows", [True, False])
@pytest.mark.parametrize("show", ["counts", "wall"])
def test_a_pseudonym_stands_there_only_where_the_item_says_so(
    client: CheckingClient, room: Room, database: Database, shows: bool, show: str
) -> None:
    who = room.join()
    room.write(who, TEXT)
    with database.writing() as session:
        planning.edit_item(session, room.workshop().item_id or 0, 1, {"shows_pseudonyms": shows})
    reveal(room)
    with database.reading() as session:
        name = session.get_one(Participant, who).pseudonym
    assert (name in seen(client, room, show)) is shows


def test_in_a_break_the_stacks_stay_and_the_time_of_return_is_told(
    client: CheckingClient, room: Room
) -> None:
    room.write(room.join(), TEXT)
    room.run("Pause")
    change(room, started_at=now())
    page = client.page(address(room))
    assert [cell.get("data-pains") for cell in page.iterfind(".//td[@data-step]")] == ["1", "0", "0", "0"]
    assert question(page).startswith("Weiter um ")
    change(room, held_seconds=10, revision=99)
    assert question(client.page(address(room))) == "Gleich geht es weiter"
    change(room, held_seconds=None, started_at=now() - timedelta(hours=1), revision=100)
    assert question(client.page(address(room))) == "Gleich geht es weiter"


def test_before_it_opens_it_invites_and_afterwards_it_thanks(client: CheckingClient, room: Room) -> None:
    change(room, state="planned", item_id=None, started_at=None)
    assert picture_of(client, room) == "join" and "Gleich geht es los" in seen(client, room)
    change(room, state="closed", revision=99)
    said = seen(client, room)
    assert "Danke." in said and spoken_code(room.workshop().code) not in said


def test_the_picture_follows_the_agenda(client: CheckingClient, room: Room) -> None:
    found = {}
    for title in ("Rahmen und Rolle", "Schritte prüfen", WRITING, "Pause", "Erster sinnvoller Schritt"):
        room.run(title)
        found[title] = picture_of(client, room)
    assert list(found.values()) == ["join", "question", "counts", "counts", "map"]
    room.write(room.join(), TEXT), reveal(room)
    room.run("Schritte prüfen")
    assert picture_of(client, room) == "wall"


def test_who_has_seen_it_gets_nothing_again_until_something_changes(
    client: CheckingClient, room: Room
) -> None:
    first = client.get(address(room, part=True))
    seen = {"If-None-Match": first.headers["ETag"]}
    assert client.get(address(room, part=True), headers=seen).status_code == 304
    assert client.get(address(room, "join", part=True), headers=seen).status_code == 200
    live = client.page(address(room)).find(".//main")
    assert live is not None and live.get("data-etag") == first.headers["ETag"]
    room.write(room.join(), TEXT)
    assert client.get(address(room, part=True), headers=seen).status_code == 200


def test_a_step_that_is_renamed_elsewhere_comes_too(
    client: CheckingClient, room: Room, database: Database
) -> None:
    before = client.get(address(room, part=True)).headers["ETag"]
    with database.writing() as session:
        describe_step(session, room.steps()[0], 1, {"title": "Ganz anders"})
    again = client.get(address(room, part=True), headers={"If-None-Match": before})
    assert again.status_code == 200 and "anders" in again.text


def test_the_part_holds_no_token_and_the_page_comes_anew_without_script(
    client: CheckingClient, room: Room
) -> None:
    page = client.get(address(room)).text
    assert "csrf" not in page
    assert '<noscript><meta http-equiv="refresh"' in page


def test_the_map_is_drawn_once_for_each_change(
    client: CheckingClient, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    render = pictures.render
    monkeypatch.setattr(pictures, "render", lambda *a, **k: drawn.append(1) or render(*a, **k))
    place = f"/workshops/{room.id}/beamer/map.svg"
    first = client.get(place)
    assert first.mimetype == "image/svg+xml" and b"<svg" in first.data
    assert client.get(place, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert client.get(place).data == first.data
    assert len(drawn) == 1
    room.write(room.join(), TEXT), reveal(room)
    grown = client.get(place, headers={"If-None-Match": first.headers["ETag"]})
    assert grown.status_code == 200 and "Formular" in grown.text and len(drawn) == 2


def test_where_the_journey_is_gone_there_are_counts_and_no_map(
    client: CheckingClient, room: Room, database: Database
) -> None:
    with database.writing() as session:
        workshop = session.get_one(Workshop, room.id)
        session.delete(session.get_one(Journey, workshop.journey_id))
    reveal(room)
    assert picture_of(client, room, "map") == "counts"
    assert client.get(f"/workshops/{room.id}/beamer/map.svg").status_code == 404


@pytest.mark.parametrize(("steps", "rows"), [(8, [8]), (12, [12]), (20, [10, 10]), (25, [9, 9, 7])])
def test_long_journeys_take_several_rows(
    client: CheckingClient, database: Database, steps: int, rows: list[int]
) -> None:
    room = Room(database, steps=steps)
    room.run(WRITING)
    tables = client.page(address(room)).findall(".//table")
    assert [len(table.findall(".//td[@data-step]")) for table in tables] == rows
    for table, length in zip(tables, rows, strict=True):
        phases = table.findall(".//tr[@class='way__phases']/td")
        assert sum(int(cell.get("colspan", "1")) for cell in phases) == length


def test_hundreds_of_notes_on_a_step_are_one_bar(client: CheckingClient, room: Room) -> None:
    with room.database.writing() as session:
        item = room.workshop().item_id
        step = room.steps()[0]
        session.add_all(
            Card(
                workshop_id=room.id, item_id=item, step_id=step, kind="pain_point", text="x", form_key=f"k{n}"
            )
            for n in range(300)
        )
        planning.accept(session, session.get_one(Workshop, room.id))
    page = client.page(address(room))
    assert "300" in words(page) and len(page.findall(f".//{SVG}rect[@class='bar bar--pain']")) == 1


@pytest.mark.parametrize("path", ["beamer", "beamer/part", "beamer/map.svg"])
def test_only_who_is_signed_in_may_watch_and_only_what_is_there(
    anonymous: CheckingClient, client: CheckingClient, room: Room, path: str
) -> None:
    assert anonymous.get(f"/workshops/{room.id}/{path}").status_code == 404
    assert client.get(f"/workshops/{room.id + 999}/{path}").status_code == 404
