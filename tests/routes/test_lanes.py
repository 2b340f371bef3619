"""The page with a journey's own lanes."""

import pytest

from journeys.database import Database
from journeys.domain.document import Lane, LaneText
from journeys.domain.importing import export_document
from tests.builders import a_document, a_journey, a_step
from tests.routes.client import CheckingClient, parsed, words
from tests.routes.stored import Stored, store

HOME = Lane(id="L1", name="Tierheim", kind="third_party")


@pytest.fixture
def there(database: Database) -> Stored:
    step = a_step("S1", in_lanes=(LaneText(lane="L1", text="Bestätigt die Abgabe"),))
    return store(database, a_document(a_journey((step,), lanes=(HOME,))))


def address(there: Stored) -> str:
    return f"/services/{there.service}/journeys/{there.journeys['J1']}/lanes"


def lanes(database: Database, there: Stored) -> list[tuple[str, str, bool | None]]:
    with database.reading() as session:
        journey = export_document(session, there.service).journeys[0]
    return [(lane.name, lane.kind, lane.hidden) for lane in journey.lanes]


def test_a_lane_is_added_renamed_and_hidden(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    answer = client.send(address(there), name="Fälle im Jahr", kind="metrics", shown="1")
    assert answer.status_code == 303
    page = words(client.page(answer.location))
    assert "Die Bahn „Fälle im Jahr“ ist angelegt." in page
    edit = f"{address(there)}/1/edit"
    assert client.send(edit, name="Asyl", kind="other", revision="1").status_code == 303
    assert lanes(database, there) == [("Asyl", "other", True), ("Fälle im Jahr", "metrics", None)]
    assert "Asyl (ausgeblendet)" in words(client.page(address(there)))


@pytest.mark.parametrize(
    ("fields", "field"), [({"kind": "law"}, "name-new"), ({"name": "Recht"}, "kind-new")]
)
def test_what_is_missing_is_said_at_its_field(
    client: CheckingClient, database: Database, there: Stored, fields: dict[str, str], field: str
) -> None:
    answer = client.send(address(there), **fields)
    assert answer.status_code == 422
    page = parsed(answer)
    summary = next(e for e in page.iter("div") if e.get("id") == "errors")
    assert [a.get("href") for a in summary.iter("a")] == [f"#{field}"]
    assert field in {e.get("id") for e in page.iter()}
    assert all(text in answer.text for text in fields.values())
    assert len(lanes(database, there)) == 1


def test_the_second_of_two_editors_sees_both_names(client: CheckingClient, there: Stored) -> None:
    edit = f"{address(there)}/1/edit"
    client.send(edit, name="Asyl", kind="other", shown="1", revision="1")
    answer = client.send(edit, name="Heim für Tiere", kind="other", shown="1", revision="1")
    assert answer.status_code == 409
    page = words(parsed(answer))
    assert "Asyl" in page
    assert "Heim für Tiere" in answer.text


def test_a_lane_is_deleted_and_brought_back_with_its_texts(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    answer = client.send(f"{address(there)}/1/delete")
    page = client.page(answer.location)
    assert lanes(database, there) == []
    undo = next(f.get("action") for f in page.iter("form") if (f.get("action") or "").endswith("/restore"))
    assert undo and client.send(undo).status_code == 303
    with database.reading() as session:
        assert export_document(session, there.service) == there.document


def test_a_lane_of_another_journey_is_not_found(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    other = store(database, a_document(id="hund"))
    wrong = f"/services/{other.service}/journeys/{other.journeys['J1']}/lanes/1"
    for what in ("edit", "delete", "restore"):
        assert client.send(f"{wrong}/{what}", name="x", kind="law").status_code == 404
    assert len(lanes(database, there)) == 1
