"""The pages that say where it hurts: the picture and the same as tables, for a journey and for a whole project."""

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from journeys.database import Database
from journeys.domain.document import Need, Service
from journeys.domain.heat import heat_of_journey, hot_steps, persona_scores
from journeys.domain.projects import create_project
from journeys.render.drawing import Pen
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.faults.fake_dots import fake_dot
from tests.routes.client import CheckingClient, words
from tests.routes.stored import Stored, store

BAD = a_pain_point("B", severity=3, frequency="almost_always")
UNRATED = a_pain_point("U", severity=2)


@pytest.fixture
def there(database: Database) -> Stored:
    return store(database)


def address(there: Stored, n: int | None = None) -> str:
    chosen = "" if n is None else f"?journey={there.journeys[there.document.journeys[n].id]}"
    return f"/services/{there.service}/heat{chosen}"


def rows(page: Element, label: str) -> list[list[str]]:
    """The cells of the table that the heading with this id names."""
    [frame] = [f for f in page.iter("div") if f.get("aria-labelledby") == label]
    return [[words(cell) for cell in row if cell.tag in ("td", "th")] for row in frame.iter("tr")]


def links(page: Element) -> dict[str, str]:
    return {words(a): a.get("href") or "" for a in page.iter("a")}


def hurting(database: Database, name: str, *steps: object, project: str = "Probe", **more: object) -> Stored:
    journey = a_journey(tuple(steps), **more)  # type: ignore[arg-type]
    document = a_document(journey, id=name.lower(), service=Service(name=name))
    return store(database, document, project)


def test_the_page_holds_the_picture_with_links_to_every_step(client: CheckingClient, there: Stored) -> None:
    text = client.get(address(there)).text
    assert text.count("<svg xmlns") == 1
    for step in there.document.journeys[0].steps():
        assert f'id="heat-step-{step.id}"' in text
        assert f'href="/steps/{there.steps[step.id]}"' in text


def test_the_table_says_what_the_picture_says(client: CheckingClient, there: Stored) -> None:
    journey = there.document.journeys[0]
    _, *told, total = rows(client.page(address(there)), "as-table")
    names = {persona.id: persona.name for persona in there.document.personas}
    for cells, hot in zip(told, hot_steps(journey), strict=True):
        heat = hot.heat
        assert cells[0].startswith(f"{hot.number} {hot.step.title} {hot.phase}")
        assert cells[1].startswith(f"{heat.score} ")
        assert cells[2:7] == [
            str(n) for n in (heat.pain_points, heat.severe, heat.obstructive, heat.annoying, heat.unrated)
        ]
        assert cells[7].startswith(str(heat.needs)) and cells[10] == str(heat.quotes)
        assert cells[9] == (hot.step.waiting_time.text if hot.step.waiting_time else "–")
        for persona, score in persona_scores(hot.step):
            assert f"{names[persona] if persona else 'ohne Persona'}: {score}" in cells[1]
    whole = heat_of_journey(journey)
    assert total[1:3] == [str(whole.score), str(whole.pain_points)]


def test_the_formula_and_what_it_leaves_out_stand_on_the_page(client: CheckingClient, there: Stored) -> None:
    text = words(client.page(address(there)))
    assert "Schmerzwert = Schwere × Häufigkeit." in text
    assert "selten 1, manchmal 2, oft 3, fast immer 4" in text
    assert "Was niemand eingeschätzt hat, zählt 0" in text
    assert "Sie werden nicht zusammengezählt" in text


def test_phases_channels_and_personas_each_add_up_to_the_journey(
    client: CheckingClient, there: Stored
) -> None:
    page = client.page(address(there))
    whole = heat_of_journey(there.document.journeys[0])
    for table in ("by-phase", "by-channel", "by-persona"):
        _, *told = rows(page, table)
        assert sum(int(cells[2]) for cells in told) == whole.score
        assert sum(int(cells[4]) for cells in told) == whole.needs


def test_another_journey_is_chosen_by_number_or_id(client: CheckingClient, there: Stored) -> None:
    ref = there.document.journeys[1].id
    for chosen in (there.journeys[ref], ref):
        page = client.page(f"/services/{there.service}/heat?journey={chosen}")
        here = [words(a) for a in page.iter("a") if a.get("aria-current") == "page"]
        assert here[-2:] == ["Soll · 7 Schritte", "Schmerzpunkte"]
    client.page(f"/services/{there.service}/heat?journey=nobody", 404)
    client.page("/services/999/heat", 404)


def test_the_page_is_reached_from_the_journey_and_leads_back(client: CheckingClient, there: Stored) -> None:
    number = there.journeys[there.document.journeys[0].id]
    assert links(client.page(f"/services/{there.service}"))["Schmerzpunkte"] == address(there, 0)
    back = links(client.page(address(there)))
    assert back["Reisekarte"] == f"/services/{there.service}/journeys/{number}/map"
    assert back["Wo es überall weh tut"] == f"/projects/{there.project}/heat"


@pytest.mark.parametrize(
    ("suffix", "type_", "start"),
    [
        ("svg", "image/svg+xml", b"<svg"),
        ("png", "image/png", b"\x89PNG"),
        ("pdf", "application/pdf", b"%PDF"),
    ],
)
def test_the_file_has_the_right_type_name_and_start(
    client: CheckingClient, there: Stored, suffix: str, type_: str, start: bytes
) -> None:
    answer = client.get(f"/services/{there.service}/heat.{suffix}")
    assert (answer.status_code, answer.mimetype) == (200, type_)
    assert answer.data.startswith(start)
    assert f"wohnsitz-ist-schmerzpunkt-karte.{suffix}" in answer.headers["Content-Disposition"]


def test_the_file_is_of_the_journey_that_was_asked_for(client: CheckingClient, there: Stored) -> None:
    ref = there.document.journeys[1].id
    text = client.get(f"/services/{there.service}/heat.svg?journey={ref}").text
    assert f'id="step-{there.document.journeys[1].steps()[0].id}"' in text
    assert set(re.findall(r'href="(.)', text)) <= {"#"}
    for wrong in (f"/services/{there.service}/heat.svg?journey=x", f"/services/{there.service}/heat.gif"):
        assert client.get(wrong).status_code == 404


def test_where_it_cannot_be_drawn_the_tables_are_there(
    app: Flask, client: CheckingClient, there: Stored, tmp_path: Path
) -> None:
    app.extensions["pen"] = Pen(str(fake_dot(tmp_path, "fails")))
    page = client.page(address(there))
    assert "Hier steht dasselbe als Tabelle." in words(page)
    assert len(rows(page, "as-table")) == 14


def test_without_steps_the_page_says_what_to_do(client: CheckingClient, database: Database) -> None:
    page = client.page(address(hurting(database, "Leer")))
    assert "Noch keine Schritte" in words(page)
    assert "Schritte anlegen" in links(page)


def test_without_notes_the_page_says_what_to_do(client: CheckingClient, database: Database) -> None:
    empty = hurting(database, "Still", a_step("S1"))
    page = client.page(address(empty))
    assert "Noch kein Schmerzpunkt notiert" in words(page)
    assert links(page)["Ersten Schritt öffnen"] == f"/steps/{empty.steps['S1']}"
    assert "<svg xmlns" not in client.get(address(empty)).text


def test_needs_alone_are_shown_beside_the_hint(client: CheckingClient, database: Database) -> None:
    need = Need(id="N", text="Mehr Zeit", priority=1)
    page = client.page(address(hurting(database, "Bedarf", a_step("S1", needs=(need,)))))
    assert "Noch kein Schmerzpunkt notiert" in words(page)
    assert rows(page, "as-table")[1][7] == "1 1 unbedingt"


def test_a_plan_without_pain_points_leads_to_the_as_is(client: CheckingClient, there: Stored) -> None:
    page = client.page(address(there, 1))
    assert links(page)["Schmerzpunkte im Ist ansehen"] == address(there, 0)


def test_what_nobody_has_rated_is_said(client: CheckingClient, database: Database) -> None:
    page = client.page(address(hurting(database, "Offen", a_step("S1", pain_points=(BAD, UNRATED)))))
    assert "1 Schmerzpunkt ist noch nicht eingeschätzt und zählt 0." in words(page)
    cells = rows(page, "as-table")[1]
    assert (cells[1], cells[2], cells[6]) == ("12 3 × 4", "2", "1")


def test_the_project_ranks_the_steps_of_all_its_services(client: CheckingClient, database: Database) -> None:
    one = hurting(database, "Eins", a_step("S1", title="Warten", pain_points=(BAD, UNRATED)))
    two = hurting(database, "Zwei", a_step("S1", title="warten", pain_points=(BAD,)), a_step("S2"))
    page = client.page(f"/projects/{one.project}/heat")
    _, first, second = rows(page, "ranking")
    assert first[:5] == ["1", "12 3 × 4", "1 Warten Antrag stellen", "Eins", "2 davon 1 nicht eingeschätzt"]
    assert second[:5] == ["1", "12 3 × 4", "1 warten Antrag stellen", "Zwei", "1"]
    found = links(page)
    assert found["1 warten"] == f"/steps/{two.steps['S1']}"
    assert found["Eins"] == f"/services/{one.service}/heat?journey=J1"
    assert rows(page, "by-title")[1] == [
        "Warten",
        "2",
        "2",
        "24 1 nicht eingeschätzt",
        "12",
        "1 Warten Eins: 12",
    ]
    assert "Ähnliche Worte bleiben getrennt" in words(page)


def test_another_project_is_not_counted(client: CheckingClient, database: Database) -> None:
    mine = hurting(database, "Meine", a_step("S1", pain_points=(BAD,)))
    hurting(database, "Fremde", a_step("S1", title="Fremd", pain_points=(BAD,)), project="Anderes")
    assert "Fremd" not in words(client.page(f"/projects/{mine.project}/heat"))


def test_many_steps_are_shown_when_asked_for(client: CheckingClient, database: Database) -> None:
    steps = [a_step(f"S{n}", pain_points=(a_pain_point(f"P{n}", severity=1),)) for n in range(30)]
    there = hurting(database, "Viele", *steps)
    page = client.page(f"/projects/{there.project}/heat")
    assert len(rows(page, "ranking")) == 1 + 25
    whole = client.page(links(page)["Alle 30 Schritte zeigen"])
    assert len(rows(whole, "ranking")) == 1 + 30


def test_services_without_an_as_is_are_named(client: CheckingClient, database: Database) -> None:
    there = hurting(database, "Ist", a_step("S1", pain_points=(BAD,)))
    plan = hurting(database, "Nur Soll", a_step("S1", pain_points=(BAD,)), kind="to_be")
    page = client.page(f"/projects/{there.project}/heat")
    assert links(page)["Nur Soll"] == f"/services/{plan.service}"
    assert len(rows(page, "ranking")) == 2


def test_a_project_without_services_or_notes_says_what_to_do(
    client: CheckingClient, database: Database
) -> None:
    with database.writing() as session:
        empty = create_project(session, "Leer").id
    assert "Noch keine Leistung" in words(client.page(f"/projects/{empty}/heat"))
    still = hurting(database, "Still", a_step("S1"), project="Still")
    page = client.page(f"/projects/{still.project}/heat")
    assert "Noch kein Schmerzpunkt notiert" in words(page)
    assert links(page)["Leistung wählen"] == f"/projects/{still.project}"


def test_the_project_leads_there(client: CheckingClient, there: Stored) -> None:
    page = client.page(f"/projects/{there.project}")
    assert links(page)["Wo es überall weh tut"] == f"/projects/{there.project}/heat"
