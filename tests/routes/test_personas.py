"""Personas by hand: made and changed on pages of their own, refused in words, both texts when two change one."""

from typing import Any

import pytest

from journeys.database import Database
from journeys.domain.document import Document, Persona
from journeys.domain.importing import export_document
from tests.routes.client import CheckingClient, fields_of, parsed, words
from tests.routes.stored import Stored, store

FULL = {
    "name": "Hanna Beispiel",
    "age": "34",
    "situation": "Zieht mit zwei Kindern um",
    "goals": "Ein Termin\r\n\r\nKein zweiter Weg",
    "barriers": "Wenig Zeit",
    "digital_skill": "high",
    "role": "citizen",
}


@pytest.fixture
def there(database: Database) -> Stored:
    return store(database)


def document(database: Database, there: Stored) -> Document:
    with database.reading() as session:
        return export_document(session, there.service)


def fields(client: CheckingClient, address: str) -> dict[str, Any]:
    """What a browser would send from the form as it is shown."""
    return fields_of(client.page(address), address)


def test_a_persona_is_made_and_stands_behind_the_others(
    client: CheckingClient, there: Stored, database: Database
) -> None:
    answer = client.send(f"/services/{there.service}/personas/new", **FULL)
    assert answer.status_code == 303
    made = document(database, there).personas[-1]
    assert answer.location == f"/services/{there.service}/facts#persona-{made.id}"
    assert made == Persona(
        id=made.id,
        name="Hanna Beispiel",
        age=34,
        situation="Zieht mit zwei Kindern um",
        goals=("Ein Termin", "Kein zweiter Weg"),
        barriers=("Wenig Zeit",),
        digital_skill="high",
        role="citizen",
    )
    assert document(database, there).personas[:-1] == there.document.personas
    assert "„Hanna Beispiel“ ist angelegt" in client.get(answer.location).text


def test_only_the_name_must_be(client: CheckingClient, there: Stored, database: Database) -> None:
    client.send(f"/services/{there.service}/personas/new", name=" Nur ein Name ", age="0")
    made = document(database, there).personas[-1]
    assert made == Persona(id=made.id, name="Nur ein Name", age=0)


def test_saving_without_changes_changes_nothing(
    client: CheckingClient, there: Stored, database: Database
) -> None:
    for persona in there.document.personas:
        address = f"/services/{there.service}/personas/{persona.id}/edit"
        assert client.send(address, **fields(client, address)).status_code == 303
    assert document(database, there) == there.document


def test_a_change_is_stored_and_keeps_the_sources(
    client: CheckingClient, there: Stored, database: Database
) -> None:
    before = next(persona for persona in there.document.personas if persona.sources)
    address = f"/services/{there.service}/personas/{before.id}/edit"
    client.send(address, **{**fields(client, address), "situation": "Anders", "age": "", "goals": ""})
    after = next(one for one in document(database, there).personas if one.id == before.id)
    assert after == before.model_copy(update={"situation": "Anders", "age": None, "goals": ()})


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "  "}, "Bitte geben Sie der Persona einen Namen."),
        ({"age": "alt"}, "Bitte geben Sie das Alter als ganze Zahl an"),
        ({"age": "-3"}, "Bitte geben Sie das Alter als ganze Zahl an"),
        ({"name": "x" * 201}, "höchstens 200"),
        ({"barriers": "gut\nx\x00y"}, "\ufffd"),
        ({"role": "robot"}, "robot"),
    ],
)
@pytest.mark.parametrize("is_new", [True, False])
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: CheckingClient,
    there: Stored,
    database: Database,
    changes: dict[str, str],
    sentence: str,
    is_new: bool,
) -> None:
    at = "new" if is_new else f"{there.document.personas[0].id}/edit"
    address = f"/services/{there.service}/personas/{at}"
    typed = {**fields(client, address), "name": "Hanna", "situation": "Bleibt stehen", **changes}
    answer = client.send(address, **typed)
    assert answer.status_code == 422
    assert sentence in words(parsed(answer)) and "Bleibt stehen" in answer.text
    assert document(database, there) == there.document


def test_two_people_change_one_persona(client: CheckingClient, there: Stored, database: Database) -> None:
    address = f"/services/{there.service}/personas/{there.document.personas[0].id}/edit"
    mine: dict[str, Any] = fields(client, address)
    client.send(address, **{**mine, "digital_skill": "high", "situation": "Ihre Fassung"})
    answer = client.send(address, **{**mine, "digital_skill": "low", "situation": "Meine Fassung"})
    assert answer.status_code == 409
    text = words(parsed(answer))
    assert "Ihre Fassung" in text and "Meine Fassung" in text and "hoch" in text
    again = {field.get("name"): field.get("value") for field in parsed(answer).iter("input")}
    sent = {**mine, "revision": again["revision"], "situation": "Meine Fassung"}
    assert client.send(address, **sent).status_code == 303
    assert document(database, there).personas[0].situation == "Meine Fassung"


def test_a_persona_that_is_not_there_is_no_page(client: CheckingClient, there: Stored) -> None:
    for address in ("/personas/nirgends/edit", "/personas/9999/edit"):
        client.page(f"/services/{there.service}{address}", 404)
        assert client.send(f"/services/{there.service}{address}", name="x").status_code == 404
    client.page("/services/999/personas/new", 404)
    assert client.send("/services/999/personas/new", name="x").status_code == 404


def test_the_list_leads_to_the_forms(client: CheckingClient, there: Stored) -> None:
    page = client.page(f"/services/{there.service}/facts")
    links = {link.get("href") for link in page.iter("a")}
    forms = {f"/services/{there.service}/personas/{one.id}/edit" for one in there.document.personas}
    assert forms | {f"/services/{there.service}/personas/new"} <= links


def test_a_persona_that_is_in_use_is_deleted_and_comes_back_everywhere(
    client: CheckingClient, there: Stored, database: Database
) -> None:
    before = document(database, there)
    used = next(
        p.id for p in before.personas if any(n.persona == p.id for s in before.steps() for n in s.notes())
    )
    answer = client.send(f"/services/{there.service}/personas/{used}/delete")
    assert answer.location == f"/services/{there.service}/facts#personas"
    after = document(database, there)
    assert used not in {persona.id for persona in after.personas} and used not in str(after.plain())
    assert [n.id for s in after.steps() for n in s.notes()] == [
        n.id for s in before.steps() for n in s.notes()
    ]
    assert "ist gelöscht. Hinweise und Reisen bleiben." in words(client.page(answer.location))
    client.send(f"/journeys/{next(iter(there.journeys.values()))}/undo")
    assert document(database, there) == before
