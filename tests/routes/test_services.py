"""Services: everything known of one with its sources, its files, and changing its facts."""

from typing import Any

import pytest

from journeys.database import Database
from journeys.domain.importing import export_document
from journeys.domain.intake import read
from journeys.domain.projects import create_project
from tests.routes.client import CheckingClient, fields_of, parsed, words
from tests.routes.stored import Stored, store


@pytest.fixture
def there(database: Database) -> Stored:
    return store(database)


def form(client: CheckingClient, there: Stored, **changes: Any) -> dict[str, Any]:
    """The fields of the edit form as a browser would send them, with changes."""
    address = f"/services/{there.service}/edit"
    return {**fields_of(client.page(address), address), **changes}


def test_everything_is_on_one_page_with_its_sources(client: CheckingClient, there: Stored) -> None:
    page = client.page(f"/services/{there.service}/facts")
    text, document = words(page), there.document
    said = [persona.name for persona in document.personas]
    said += [goal for persona in document.personas for goal in persona.goals]
    said += [fact.text for fact in document.service.facts]
    said += [item.text for item in document.opportunities]
    said += [source.title for source in document.sources]
    assert [part for part in said if part not in text] == []
    ids = {e.get("id") for e in page.iter()}
    inside = {a.get("href", "")[1:] for a in page.iter("a") if a.get("href", "").startswith("#source-")}
    assert inside and inside <= ids


def test_numbers_are_written_as_people_read_them(client: CheckingClient, there: Stored) -> None:
    assert "5.500.000 Vorgänge" in words(client.page(f"/services/{there.service}/facts"))


@pytest.mark.parametrize("format", ["yaml", "json", "xlsx"])
def test_the_files_hold_the_whole_document(client: CheckingClient, there: Stored, format: Any) -> None:
    answer = client.get(f"/services/{there.service}.{format}")
    assert answer.status_code == 200
    assert read(answer.data, format) == there.document
    assert f"{there.document.id}.{format}" in answer.headers["Content-Disposition"]
    again = client.get(
        f"/services/{there.service}.{format}", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("ending", "begins"), [("csv", b"\xef\xbb\xbfLeistung;"), ("plain.csv", b"Leistung,")]
)
def test_the_steps_with_their_notes_are_one_table(
    client: CheckingClient, there: Stored, ending: str, begins: bytes
) -> None:
    answer = client.get(f"/services/{there.service}.{ending}")
    assert (answer.status_code, answer.data.startswith(begins)) == (200, True)
    assert answer.content_type == "text/csv; charset=utf-8"
    assert f"{there.document.id}.{ending}" in answer.headers["Content-Disposition"]


def test_a_change_gives_the_file_another_name_for_caches(client: CheckingClient, there: Stored) -> None:
    address = f"/services/{there.service}.yaml"
    before = client.get(address).headers["ETag"]
    client.send(f"/services/{there.service}/edit", **form(client, there, name="Umzug melden"))
    answer = client.get(address, headers={"If-None-Match": before})
    assert answer.status_code == 200
    assert "Umzug melden" in answer.text


def test_saving_the_form_as_it_is_changes_nothing(
    client: CheckingClient, there: Stored, database: Database
) -> None:
    answer = client.send(f"/services/{there.service}/edit", **form(client, there))
    assert answer.status_code == 303
    with database.reading() as session:
        assert export_document(session, there.service) == there.document


def test_every_field_is_changed_and_facts_keep_number_and_sources(
    client: CheckingClient, there: Stored, database: Database
) -> None:
    changes = {
        "name": "Umzug melden",
        "short_name": "Umzug",
        "key": "99 115.005 104 001",
        "authority": "Bürgeramt",
        "staff_term": "Beschäftigte",
        "life_situation": "Wohnen",
        "legal_basis": "§ 17 BMG\r\n\r\n § 19 BMG ",
        "channels": ["app", "phone"],
        "fee": "10 Euro",
        "duration": "",
        "as_of": "2026-11",
        "disclaimer": "Nur zur Probe",
    }
    assert client.send(f"/services/{there.service}/edit", **form(client, there, **changes)).status_code == 303
    with database.reading() as session:
        after = export_document(session, there.service)
    service = after.service
    assert (service.name, service.short_name, service.key) == ("Umzug melden", "Umzug", "99115005104001")
    assert (service.authority, service.staff_term, service.life_situation) == (
        "Bürgeramt",
        "Beschäftigte",
        "Wohnen",
    )
    assert service.legal_basis == ("§ 17 BMG", "§ 19 BMG")
    assert service.channels == ("app", "phone")
    assert service.fee is not None and service.fee.text == "10 Euro"
    assert there.document.service.fee is not None
    assert service.fee.sources == there.document.service.fee.sources
    assert service.duration is None
    assert (after.as_of, after.disclaimer) == ("2026-11", "Nur zur Probe")
    assert after.journeys == there.document.journeys
    assert "Beschäftigte" in words(client.page(f"/services/{there.service}/facts"))


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 5000), ("key", "12"), ("fee", "x" * 30_000)],
)
def test_bad_input_is_said_at_its_field_and_nothing_typed_is_lost(
    client: CheckingClient, there: Stored, field: str, value: str
) -> None:
    sent = form(client, there, authority="Was ich getippt habe", **{field: value})
    answer = client.send(f"/services/{there.service}/edit", **sent)
    assert answer.status_code == 422
    assert "Was ich getippt habe" in answer.text
    invalid = [e.get("id") for e in parsed(answer).iter() if e.get("aria-invalid") == "true"]
    assert invalid == [field]
    assert f'href="#{field}"' in answer.text


def test_a_second_editor_sees_both_texts_and_can_insist(client: CheckingClient, there: Stored) -> None:
    address = f"/services/{there.service}/edit"
    mine = form(client, there, authority="Meine Fassung")
    assert client.send(address, **form(client, there, authority="Ihre Fassung")).status_code == 303
    answer = client.send(address, **mine)
    assert answer.status_code == 409
    assert "Ihre Fassung" in answer.text and "Meine Fassung" in answer.text
    fresh = next(e.get("value") for e in parsed(answer).iter("input") if e.get("name") == "revision")
    assert client.send(address, **{**mine, "revision": fresh}).status_code == 303
    assert "Meine Fassung" in words(client.page(f"/services/{there.service}/facts"))


def test_unknown_services_answer_404_in_the_shape_asked_for(client: CheckingClient) -> None:
    for address in ("/services/999", "/services/999/facts", "/services/999/edit"):
        client.page(address, 404)
    answer = client.get("/services/999.yaml")
    assert (answer.status_code, answer.mimetype) == (404, "text/plain")


def test_an_empty_service_shows_its_pages_too(client: CheckingClient, database: Database) -> None:
    """What a new service has is little: no facts, no personas, no sources."""
    with database.writing() as session:
        project = create_project(session, "Neu").id
    address = client.send(f"/projects/{project}/services/new", name="Hund anmelden").location
    assert address
    with database.reading() as session:
        number = export_document(session, 1).id
    assert number == "hund-anmelden"
    for page in ("/services/1", "/services/1/facts", "/services/1/edit"):
        assert client.page(page) is not None
