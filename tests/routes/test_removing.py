"""The pages on which texts are removed for good, and that nothing of them is kept anywhere the app can reach."""

from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import select

from journeys import tidying
from journeys.database import Database
from journeys.domain import audit, recording, sharing
from journeys.domain.notes import Note
from journeys.domain.tables import now
from journeys.domain.workshops.tables import Card, Question
from tests.domain.test_removing import MARKER, House, where_it_is
from tests.domain.test_retention import WRITE
from tests.domain.workshops.room import Room
from tests.routes.client import CheckingClient, fields_of, words
from tests.routes.stored import store

SECRET = "Frau Beispiel-Musterfrau"
TODAY = f"{now():%d.%m.%Y}"


def note_of(database: Database, text: str = SECRET) -> int:
    stored = store(database)
    with database.writing() as session:
        step = next(iter(stored.steps.values()))
        return recording.record_note(session, step, "pain_point", {"text": text}, "key").id


def test_a_note_is_removed_from_its_edit_page(client: CheckingClient, database: Database) -> None:
    number = note_of(database)
    address = f"/notes/{number}/remove-for-good"
    edit = client.page(f"/notes/{number}/edit")
    assert address in [link.get("href") for link in edit.iter("a")]
    page = client.page(address)
    assert SECRET in words(page) and "nicht rückgängig" in words(page)
    assert client.get(address).headers["Cache-Control"] == "no-store"
    sent = fields_of(page, address)
    assert sent == {"text": [f"note.{number}.text"]}  # the only text is chosen already
    answer = client.send(address, **sent)
    assert answer.status_code == 303 and answer.location.startswith("/steps/")
    seen = words(client.page(answer.location))
    assert SECRET not in seen and f"[entfernt am {TODAY}]" in seen and "Endgültig entfernt" in seen
    assert "Hier ist kein Text" in words(client.page(address))
    with database.reading() as session:
        assert where_it_is(session, SECRET) == []
        assert audit.entries(session)[0].what == "removed_for_good"


def test_who_chooses_nothing_is_asked_again(client: CheckingClient, database: Database) -> None:
    number = note_of(database)
    page = client.send(f"/notes/{number}/remove-for-good")
    assert page.status_code == 422 and "mindestens einen Text" in page.text and SECRET in page.text
    assert client.send(f"/notes/{number}/remove-for-good", text="person.1.name").status_code == 422


def test_a_deleted_note_is_reached_from_its_service(client: CheckingClient, database: Database) -> None:
    number = note_of(database)
    with database.writing() as session:
        service = recording.delete_note(session, number).service_id
    facts = client.page(f"/services/{service}/facts")
    hub = f"/services/{service}/remove-for-good"
    assert hub in [link.get("href") for link in facts.iter("a")]
    page = client.page(hub)
    address = f"/notes/{number}/remove-for-good"
    assert SECRET in words(page) and address in [link.get("href") for link in page.iter("a")]
    assert client.send(address, text=f"note.{number}.text").location == hub
    with database.reading() as session:
        assert where_it_is(session, SECRET) == []


def test_card_question_and_result_are_reached_where_they_stand(
    client: CheckingClient, database: Database
) -> None:
    house = House(database)
    with database.reading() as session:
        card, question = session.exec(select(Card.id)).first(), session.exec(select(Question.id)).one()
    workshop = house.workshop_id
    ways = {
        f"/cards/{card}": f"/cards/{card}/remove-for-good",
        f"/workshops/{workshop}/questions/{question}/answer": f"/workshops/{workshop}/remove-for-good",
        f"/workshops/{workshop}/prepare": f"/workshops/{workshop}/remove-for-good",
    }
    for page, address in ways.items():
        assert address in [link.get("href") for link in client.page(page).iter("a")], page
    offered = fields_of_all(client, f"/workshops/{workshop}/remove-for-good")
    assert {key.partition(".")[0] for key in offered} == {"workshop", "agenda_item", "question"}
    answer = client.send(f"/workshops/{workshop}/remove-for-good", text=offered)
    assert answer.status_code == 303
    assert client.send(f"/cards/{card}/remove-for-good", text=f"card.{card}.text").status_code == 303
    for page in (f"/workshops/{workshop}/prepare", f"/workshops/{workshop}/result", f"/cards/{card}"):
        client.page(page)
    with database.reading() as session:
        left = {place.partition(".")[0] for place in where_it_is(session, MARKER)}
    assert not left & {"workshop", "agenda_item", "question"}


def fields_of_all(client: CheckingClient, address: str) -> list[str]:
    """Every text that the page offers."""
    return [
        field.get("value", "") for field in client.page(address).iter("input") if field.get("name") == "text"
    ]


def test_no_page_file_picture_or_memory_holds_it(
    app: Flask, client: CheckingClient, database: Database, tmp_path: Path
) -> None:
    house = House(database)
    with database.reading() as session:
        journey = str(house.document.journeys[0].id)
        steps = session.exec(select(Note.step_id).where(Note.step_id != None)).all()  # noqa: E711
    service, workshop = house.service_id, house.workshop_id
    pages = [f"/services/{service}.yaml", f"/services/{service}.json", f"/services/{service}/facts"]
    pages += [f"/workshops/{workshop}/{name}" for name in ("run", "result", "minutes.md", "log.csv")]
    pages += [f"/workshops/{workshop}/run/{name}?show=all" for name in ("wall", "questions", "agenda")]
    for address in pages:
        client.get(address)
    with app.test_request_context():
        drawn = [
            f"/services/{service}/journeys/{number}/map.svg" for number in journeys_of(database, service)
        ]
    for address in drawn:
        assert MARKER in client.get(address).text.replace("\N{SOFT HYPHEN}", ""), journey
    kept = [*tmp_path.rglob("pictures/*")]
    assert kept and len(sharing._kept) and app.extensions["memory"]._kept and steps
    house.remove_all()
    tidying.wipe(app.extensions)
    assert [*tmp_path.rglob("pictures/*")] == []
    assert not app.extensions["memory"]._kept and not sharing._kept
    for address in [*pages, *drawn]:
        assert MARKER not in client.get(address).text, address


def journeys_of(database: Database, service: int) -> list[str]:
    from journeys.domain.showing import show_service

    with database.reading() as session:
        return [str(row.id) for row in show_service(session, service).journeys.values()]


def test_what_was_being_drawn_meanwhile_is_not_kept(app: Flask) -> None:
    memory, cache = app.extensions["memory"], app.extensions["cache"]

    def draw() -> bytes:
        tidying.clear_memory(app.extensions)  # somebody removes a text just now
        return b"with the text"

    assert memory.kept("picture", draw) == b"with the text"
    assert memory.get("picture") is None
    before = cache.times_cleared
    tidying.clear_memory(app.extensions)
    assert cache.times_cleared == before + 1


def test_other_processes_learn_of_it(app: Flask, client: CheckingClient, database: Database) -> None:
    number = note_of(database)
    other = tidying.Tidying(app.extensions)  # as in a process that did not remove anything
    other.look()
    client.send(f"/notes/{number}/remove-for-good", text=f"note.{number}.text")
    app.extensions["memory"].put("old", b"with the text")
    other.look()
    assert app.extensions["memory"].get("old") is None
    app.extensions["memory"].put("new", b"something")
    other.look()
    assert app.extensions["memory"].get("new") == b"something"


def test_an_open_form_learns_of_it(client: CheckingClient, database: Database) -> None:
    number = note_of(database)
    client.send(f"/notes/{number}/remove-for-good", text=f"note.{number}.text")
    answer = client.send(f"/notes/{number}/edit", revision=1, text="Ein anderer Text")
    assert answer.status_code == 409 and "[entfernt am" in answer.text and SECRET not in answer.text


def test_the_writer_sees_that_it_was_removed(app: Flask, database: Database, client: CheckingClient) -> None:
    room = Room(database)
    room.run(WRITE)
    phone = app.test_client()
    assert isinstance(phone, CheckingClient)
    code = room.workshop().code
    phone.send(f"/w/{code}/join", pseudonym="Ada")
    phone.send(f"/w/{code}/answer", answer="in")
    phone.send(f"/w/{code}/cards", kind="pain_point", step=room.steps()[0], text=SECRET, form_key="k1")
    assert SECRET in phone.get(f"/w/{code}/heard").text
    with database.reading() as session:
        card = session.exec(select(Card)).one().id
    client.send(f"/cards/{card}/remove-for-good", text=f"card.{card}.text")
    seen = phone.get(f"/w/{code}/heard").text
    assert SECRET not in seen and "[entfernt am" in seen


@pytest.mark.parametrize("noun", ["note", "step", "service", "card", "workshop", "project"])
def test_what_is_not_there_is_404(client: CheckingClient, noun: str) -> None:
    assert client.get(f"/{noun}s/4711/remove-for-good").status_code == 404
