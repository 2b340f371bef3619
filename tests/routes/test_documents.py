"""Reading files in: all or nothing, everything wrong is listed, and what was recorded here stays."""

import io
from typing import Any

import pytest
from werkzeug.test import TestResponse

from journeys.database import Database
from journeys.domain.document import Document
from journeys.domain.importing import export_document, services_of
from journeys.domain.projects import create_project
from journeys.domain.writing import to_json, to_yaml
from tests.builders import a_document, a_journey, a_step
from tests.routes.client import CheckingClient, parsed, words
from tests.routes.stored import example


@pytest.fixture
def address(database: Database) -> str:
    with database.writing() as session:
        return f"/projects/{create_project(session, 'Probe').id}/import"


def send(
    client: CheckingClient, address: str, content: str | bytes, name: str = "reise.yaml"
) -> TestResponse:
    data = content.encode() if isinstance(content, str) else content
    return client.send(address, file=(io.BytesIO(data), name))


def count(database: Database, document: Document) -> int:
    with database.reading() as session:
        return len(services_of(session, document.id))


@pytest.mark.parametrize(("write", "name"), [(to_yaml, "x.yaml"), (to_yaml, "X.YML"), (to_json, "x.json")])
def test_a_file_becomes_a_service(
    client: CheckingClient, address: str, database: Database, write: Any, name: str
) -> None:
    answer = send(client, address, write(a_document()), name)
    assert answer.status_code == 303
    assert "Die Leistung ist übernommen." in client.get(answer.location).text
    with database.reading() as session:
        assert export_document(session, int(answer.location.rpartition("/")[2])) == a_document()


def test_everything_wrong_is_listed_with_its_place_and_nothing_is_stored(
    client: CheckingClient, address: str, database: Database
) -> None:
    plain = to_yaml(a_document()).replace("to: ", "zu: ").replace("kind: as_is", "kind: was")
    answer = send(client, address, plain.replace("title: Schritt S2", "titel: Schritt S2"))
    assert answer.status_code == 422
    text = words(parsed(answer))
    assert "journeys[0].kind" in text and "journeys[0].phases[0].steps[1]" in text
    assert "Es ist nichts gespeichert" in text
    assert count(database, a_document()) == 0


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "x.yaml", "Bitte wählen Sie zuerst eine Datei aus."),
        (b"{}", "x.exe", "Das Format ist am Namen der Datei nicht zu erkennen."),
        (b"\xff\xfe\x00kein Text", "x.json", "nicht übernommen"),
        (b"a: [unclosed", "x.yaml", "nicht übernommen"),
        (b"<html>", "x.json", "nicht übernommen"),
    ],
)
def test_what_is_no_journey_document_is_refused_in_words(
    client: CheckingClient, address: str, content: bytes, name: str, sentence: str
) -> None:
    answer = send(client, address, content, name)
    assert answer.status_code == 422
    assert sentence in words(parsed(answer))


def test_no_file_at_all_is_asked_for(client: CheckingClient, address: str) -> None:
    answer = client.send(address)
    assert answer.status_code == 422
    assert "Bitte wählen Sie zuerst eine Datei aus." in answer.text


def test_warnings_are_shown_after_the_import(
    client: CheckingClient, address: str, database: Database
) -> None:
    lost = a_document(a_journey((a_step("S1", next=[]), a_step("S2"))))
    answer = send(client, address, to_yaml(lost))
    assert answer.status_code == 200
    text = words(parsed(answer))
    assert "Die Leistung ist übernommen." in text
    assert "journeys[0].phases[0].steps[1]" in text
    assert count(database, lost) == 1


def test_letters_that_no_picture_can_show_are_told_and_stay(
    client: CheckingClient, address: str, database: Database
) -> None:
    abroad = a_document(a_journey((a_step("S1", "Formular 日本 holen"), a_step("S2"))))
    answer = send(client, address, to_yaml(abroad))
    assert answer.status_code == 200
    rows = [[words(cell) for cell in row.iter("td")] for row in parsed(answer).iter("tr")]
    place = "journeys[0].phases[0].steps[0].title"
    assert [place, "Diese Zeichen kann ein Bild nicht zeigen, dort steht □ dafür: 日 本"] in rows
    with database.reading() as session:
        assert export_document(session, 1) == abroad


def test_the_same_file_again_changes_nothing(
    client: CheckingClient, address: str, database: Database
) -> None:
    send(client, address, to_yaml(a_document()))
    answer = send(client, address, to_json(a_document()), "y.json")
    assert answer.status_code == 303
    assert "nichts Neues" in client.get(answer.location).text
    assert count(database, a_document()) == 1


def test_other_content_is_shown_first_and_taken_over_on_demand(
    client: CheckingClient, address: str, database: Database
) -> None:
    send(client, address, to_yaml(example()))
    changed = example().model_copy(
        update={"service": example().service.model_copy(update={"authority": "Neues „Amt“ <b>"})}
    )
    answer = send(client, address, to_yaml(changed))
    assert answer.status_code == 409
    page = parsed(answer)
    assert "service.authority" in words(page)
    assert "--update" not in words(page)
    with database.reading() as session:
        assert export_document(session, 1) == example()
    form = next(f for f in page.iter("form") if any(i.get("name") == "update" for i in f.iter("input")))
    fields = {i.get("name", ""): i.get("value", "") for i in form.iter("input")}
    taken = client.post(address, data=fields, content_type="multipart/form-data")
    assert taken.status_code in (200, 303)
    with database.reading() as session:
        assert export_document(session, 1) == changed


def test_the_way_back_carries_a_document_as_large_as_the_upload(
    client: CheckingClient, address: str, database: Database
) -> None:
    """Beyond the half megabyte at which form fields usually end."""
    steps = tuple(a_step(f"S{n}", frontstage="Ä" * 5000) for n in range(120))
    large = a_document(a_journey(steps))
    send(client, address, to_json(large), "x.json")
    changed = large.model_copy(update={"as_of": "2026-11"})
    page = parsed(send(client, address, to_json(changed), "x.json"))
    document = next(i.get("value", "") for i in page.iter("input") if i.get("name") == "document")
    assert len(document.encode()) > 1_000_000
    fields = {"csrf_token": client.token(), "name": "x.json", "update": "1", "document": document}
    assert client.post(address, data=fields, content_type="multipart/form-data").status_code in (200, 303)
    with database.reading() as session:
        assert export_document(session, 1) == changed


def test_too_many_steps_are_refused_with_the_limit(client: CheckingClient, address: str) -> None:
    answer = send(client, address, to_json(a_document(a_journey(401))), "x.json")
    assert answer.status_code == 422
    assert "400" in words(parsed(answer))


def test_a_file_beyond_the_limit_is_refused_in_words(client: CheckingClient, address: str) -> None:
    answer = send(client, address, b"#" * (11 * 1024 * 1024))
    assert answer.status_code == 413
    assert "Das ist zu groß" in answer.text


def test_what_a_file_says_cannot_act(client: CheckingClient, address: str) -> None:
    hostile = "<script>alert(1)</script>"
    document = a_document(a_journey((a_step("S1", hostile, frontstage=hostile), a_step("S2"))))
    answer = send(client, address, to_yaml(document))
    for view in ("", "/facts", "/journeys/J1/list", "/journeys/J1/map"):
        assert "<script>alert" not in client.get(answer.location + view).text
