"""The further facts in the form of a step, on its page and in the list view."""

from typing import Any

import pytest

from journeys.database import Database
from journeys.domain.document import Document, Fact, Lane, LaneText, Maturity, Mood, Persona, Step
from journeys.domain.importing import export_document
from tests.builders import a_document, a_journey, a_step
from tests.routes.client import CheckingClient, fields_of, words
from tests.routes.stored import Stored, store
from tests.routes.test_steps import errors_of, opened, sent, stored_step

LANES = (
    Lane(id="L1", name="Tierheim", kind="third_party"),
    Lane(id="L2", name="Zahlen", kind="metrics", hidden=True),
)
PEOPLE = (Persona(id="B1", name="Anna"), Persona(id="B2", name="Bernd"), Persona(id="B3", name="Cem"))
FULL = a_step(
    "S1",
    reused=("Anschrift aus dem Register", "Geburtsdatum"),
    legal_basis=("§ 8 Satzung",),
    cost=Fact(text="rund 4 € je Fall", value=4.5, unit="Euro"),
    moods=(Mood(persona="B2", emotion=-1),),
    marks=("fail_point", "decision"),
    maturity=Maturity(model="2.0", level=5, date="2026-11-12"),
    fim_activity=4,
    in_lanes=(LaneText(lane="L2", text="3000 im Jahr"), LaneText(lane="L1", text="Bestätigt die Abgabe")),
)


def a_rich_document() -> Document:
    journey = a_journey((FULL, a_step("S2")), persona="B1", personas=("B2", "B3"), lanes=LANES)
    return a_document(journey, personas=PEOPLE)


@pytest.fixture
def there(database: Database) -> Stored:
    return store(database, a_rich_document())


def save(client: CheckingClient, database: Database, there: Stored, ref: str, **fields: Any) -> Step:
    sent(client, there, ref, {**opened(client, there, ref), **fields})
    return stored_step(database, there, ref)


@pytest.mark.parametrize("all_of_it", [False, True], ids=["what changed", "every field"])
@pytest.mark.parametrize("ref", ["S1", "S2"])
def test_saving_without_a_change_changes_nothing(
    client: CheckingClient, database: Database, there: Stored, ref: str, all_of_it: bool
) -> None:
    before = stored_step(database, there, ref)
    fields = opened(client, there, ref)
    sent(client, there, ref, {**fields, "opened": ""} if all_of_it else fields)
    after = stored_step(database, there, ref)
    assert set(after.marks) == set(before.marks)
    assert {said.lane: said for said in after.in_lanes} == {said.lane: said for said in before.in_lanes}
    loose = {"marks": (), "in_lanes": ()}
    assert after.model_copy(update=loose) == before.model_copy(update=loose)


def test_every_further_fact_is_stored(client: CheckingClient, database: Database, there: Stored) -> None:
    fields = {
        "reused": "Name\n\n Anschrift ",
        "legal_basis": "§ 17 BMG",
        "cost.value": "12,5",
        "cost.unit": "Euro",
        "mood.B3": "2",
        "marks": ["waiting_point", "moment_of_truth"],
        "maturity": "1.1/3",
        "maturity.date": "2026-11-20",
        "fim_activity": "8",
        "lane.L1": "Nimmt auf",
    }
    step = save(client, database, there, "S2", **fields)
    assert step.reused == ("Name", "Anschrift")
    assert step.legal_basis == ("§ 17 BMG",)
    assert step.cost == Fact(text="12,5 Euro", value=12.5, unit="Euro")
    assert step.moods == (Mood(persona="B3", emotion=2),)
    assert set(step.marks) == {"waiting_point", "moment_of_truth"}
    assert step.maturity == Maturity(model="1.1", level=3, date="2026-11-20")
    assert step.fim_activity == 8
    assert step.in_lanes == (LaneText(lane="L1", text="Nimmt auf"),)


def test_every_further_fact_is_taken_away(client: CheckingClient, database: Database, there: Stored) -> None:
    fields = opened(client, there, "S1")
    empty = {name: "" for name in fields if name.startswith(("cost.", "maturity", "mood.", "lane."))}
    rest = {**dict.fromkeys(("reused", "legal_basis", "fim_activity"), ""), "marks": []}
    assert save(client, database, there, "S1", **empty, **rest) == a_step("S1")


def test_a_cost_that_is_touched_elsewhere_stays_the_number_it_was(
    client: CheckingClient, database: Database
) -> None:
    odd = a_document(a_journey((a_step("S1", cost=Fact(text="vier", value="4")),)))
    there = store(database, odd)
    step = save(client, database, there, "S1", **{"cost.text": "vier Euro"})
    assert step.cost == Fact(text="vier Euro", value="4")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"maturity": "1.1/7"}, "maturity"),
        ({"maturity": "1.1/2", "maturity.date": "gestern"}, "maturity.date"),
        ({"fim_activity": "9"}, "fim_activity"),
        ({"mood.B9": "1"}, "moods"),
        ({"mood.B2": "5"}, "moods"),
        ({"lane.nichts": "x"}, "in_lanes"),
        ({"cost.value": "4", "cost.unit": "x" * 300}, "cost.unit"),
        ({"legal_basis": "x" * 6000}, "legal_basis"),
    ],
)
def test_what_is_wrong_is_said_and_stays_typed(
    client: CheckingClient, database: Database, there: Stored, fields: dict[str, str], field: str
) -> None:
    before = stored_step(database, there, "S2")
    page = sent(client, there, "S2", {**opened(client, there, "S2"), **fields, "reused": "Mein Text"}, 422)
    assert field in errors_of(page)
    text = " ".join(e.text or "" for e in page.iter("textarea"))
    assert "Mein Text" in text
    assert stored_step(database, there, "S2") == before


SAID = [
    *("Anschrift aus dem Register", "§ 8 Satzung", "rund 4 € je Fall", "Bernd: schlecht", "Fehlerstelle"),
    *("Stufe 5: Ablauf im Amt (Modell 2.0)", "12.11.2026", "4 Sachverhalt prüfen ohne Spielraum"),
    *("Tierheim", "Bestätigt die Abgabe", "Zahlen", "3000 im Jahr", "Entscheidung"),
]


def test_the_page_and_the_list_say_every_further_fact(client: CheckingClient, there: Stored) -> None:
    listed = f"/services/{there.service}/journeys/{there.journeys['J1']}/list"
    for address in (f"/steps/{there.steps['S1']}", listed):
        text = words(client.page(address))
        assert [said for said in SAID if said not in text] == []


def test_the_personas_of_a_journey_are_ticked(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    address = f"/services/{there.service}/journeys/{there.journeys['J1']}/edit"
    fields = fields_of(client.page(address), address)
    assert fields["personas"] == ["B2", "B3"]
    assert client.send(address, **{**fields, "personas": ["B3"]}).status_code == 303
    with database.reading() as session:
        assert export_document(session, there.service).journeys[0].personas == ("B3",)
