"""Pasted text: shown first, then unsorted notes of a service; what was typed is never lost."""

import pytest
from werkzeug.test import TestResponse

from journeys.database import Database
from journeys.domain.importing import export_document
from journeys.domain.projects import create_project
from journeys.domain.services import Service
from journeys.settings import LIST_ITEMS
from tests.routes.client import CheckingClient, fields_of, parsed, words
from tests.routes.stored import Stored, store

TEXT = "- Zu viele Nachfragen\r\n- Die <b>Warteschlange</b> ist lang\r\n\r\n"
NOTES = ["Zu viele Nachfragen", "Die <b>Warteschlange</b> ist lang"]


@pytest.fixture
def here(database: Database) -> Stored:
    return store(database)


def paste(client: CheckingClient, project: int, text: str = TEXT, **fields: object) -> TestResponse:
    return client.send(f"/projects/{project}/import/text", text=text, **{"name": "", "service": "", **fields})


def confirm(client: CheckingClient, preview: TestResponse, **fields: str) -> TestResponse:
    done = f"{preview.request.path}/done"
    sent = {name: values[0] for name, values in fields_of(parsed(preview), done).items()}
    return client.send(done, **{**sent, **fields})


def unsorted_notes(database: Database, service: int) -> list[str]:
    with database.reading() as session:
        return [note.text for note in export_document(session, service).unsorted_notes]


def test_notes_come_to_a_service_that_is_there_and_can_be_taken_back(
    client: CheckingClient, database: Database, here: Stored
) -> None:
    before = unsorted_notes(database, here.service)
    preview = paste(client, here.project, service=here.service)
    page = parsed(preview)
    assert f"2 Hinweise kommen zur Leistung „{here.document.service.name}“ dazu." in words(page)
    assert [
        words(li) for ul in page.iter("ul") if "bullets" in ul.get("class", "") for li in ul.iter("li")
    ] == NOTES
    assert unsorted_notes(database, here.service) == before
    answer = confirm(client, preview)
    assert answer.status_code == 303
    assert "2 Hinweise sind übernommen." in client.get(answer.location).text
    assert unsorted_notes(database, here.service) == [*before, *NOTES]
    journey = next(iter(here.journeys.values()))
    assert client.send(f"/journeys/{journey}/undo").status_code in (200, 303)
    assert unsorted_notes(database, here.service) == before


def test_what_stands_there_already_is_not_stored_twice(
    client: CheckingClient, database: Database, here: Stored
) -> None:
    confirm(client, paste(client, here.project, service=here.service))
    again = paste(client, here.project, TEXT + "Neu", service=here.service)
    assert "1 Hinweis kommt" in words(parsed(again)) and "2 stehen schon da." in words(parsed(again))
    confirm(client, again)
    assert unsorted_notes(database, here.service)[-3:] == [*NOTES, "Neu"]
    last = paste(client, here.project, service=here.service)
    assert "Alle Hinweise stehen schon da" in words(parsed(last))


def test_a_new_service_is_made_of_text(client: CheckingClient, database: Database, here: Stored) -> None:
    preview = paste(client, here.project, name="Hund anmelden")
    assert "Es entsteht die Leistung „Hund anmelden“ mit 2 Hinweisen." in words(parsed(preview))
    answer = confirm(client, preview)
    assert answer.status_code == 303
    number = int(answer.location.partition("/facts")[0].rpartition("/")[2])
    with database.reading() as session:
        assert session.get_one(Service, number).name == "Hund anmelden"
    assert unsorted_notes(database, number) == NOTES


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Bitte geben Sie der neuen Leistung einen Namen."),
        ({"name": "x", "text": " \n"}, "Bitte schreiben Sie in jede Zeile einen Hinweis."),
        ({"name": "x", "text": "a\n" * (LIST_ITEMS.value + 1)}, f"{LIST_ITEMS.value + 1} Zeilen"),
        ({"name": "x", "text": "kurz\n" + "a" * 5001}, "Zeile 2: Die Zeile hat 5001 Zeichen"),
        ({"name": "x", "text": "a\x01b"}, "Steuerzeichen"),
        ({"service": "999"}, "Diese Leistung gibt es nicht mehr."),
        ({"service": "x"}, "Diese Leistung gibt es nicht mehr."),
    ],
)
def test_what_can_not_be_taken_is_said_at_its_field_and_stays_typed(
    client: CheckingClient, here: Stored, fields: dict[str, str], sentence: str
) -> None:
    answer = paste(client, here.project, **{"text": TEXT, **fields})
    assert answer.status_code == 422
    page = parsed(answer)
    assert sentence in words(page)
    typed = fields_of(page, f"/projects/{here.project}/import/text")
    wanted = fields.get("text", TEXT).replace("\r\n", "\n").replace("\x01", "�")
    assert typed["text"] == [wanted] and typed["name"] == [fields.get("name", "")]


def test_the_name_of_a_service_that_is_there_is_refused(client: CheckingClient, here: Stored) -> None:
    confirm(client, paste(client, here.project, name="Hund anmelden"))
    answer = paste(client, here.project, name="Hund  anmelden")
    assert answer.status_code == 422 and "gibt es hier schon" in words(parsed(answer))


def test_the_way_back_brings_the_text_again(client: CheckingClient, here: Stored) -> None:
    preview = paste(client, here.project, name="Hund", service="")
    sent = fields_of(parsed(preview), f"{preview.request.path}/done")
    back = client.send(preview.request.path, back="1", **{name: values[0] for name, values in sent.items()})
    assert back.status_code == 200
    typed = fields_of(parsed(back), preview.request.path)
    assert (typed["text"], typed["name"]) == ([TEXT.replace("\r\n", "\n")], ["Hund"])


def test_a_service_of_another_project_is_not_to_be_had(
    client: CheckingClient, database: Database, here: Stored
) -> None:
    with database.writing() as session:
        other = create_project(session, "Anderes").id
    assert other is not None
    answer = paste(client, other, service=here.service)
    assert answer.status_code == 422
    done = client.send(f"/projects/{other}/import/text/done", text=TEXT, name="", service=here.service)
    assert done.status_code == 422 and unsorted_notes(database, here.service) == []
