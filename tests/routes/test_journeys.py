"""A journey in its three views, its words, and what happens where it cannot be drawn."""

from pathlib import Path

import pytest
from flask import Flask

from journeys.database import Database
from journeys.domain.document import Journey, Persona, Service
from journeys.domain.starting import generic_document
from journeys.render.drawing import Pen
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.faults.fake_dots import fake_dot
from tests.routes.client import CheckingClient, parsed, words
from tests.routes.stored import Stored, store


@pytest.fixture
def there(database: Database) -> Stored:
    return store(database)


def address(there: Stored, n: int = 0, view: str = "blueprint") -> str:
    return f"/services/{there.service}/journeys/{there.journeys[there.document.journeys[n].id]}/{view}"


@pytest.mark.parametrize("view", ["map", "blueprint"])
def test_the_page_holds_the_picture_with_links_to_every_step(
    client: CheckingClient, there: Stored, view: str
) -> None:
    text = client.get(address(there, view=view)).text
    assert text.count("<svg xmlns") == 1
    for step in there.document.journeys[0].steps():
        assert f'id="{view}-step-{step.id}"' in text
        assert f'href="/steps/{there.steps[step.id]}"' in text


def test_the_service_opens_with_the_blueprint_of_the_first_journey(
    client: CheckingClient, there: Stored
) -> None:
    page = client.page(f"/services/{there.service}")
    here = [words(a) for a in page.iter("a") if a.get("aria-current") == "page"]
    assert here[-2:] == ["Ist · 12 Schritte", "Servicebauplan"]


def test_a_journey_is_found_by_number_and_by_document_id(client: CheckingClient, there: Stored) -> None:
    ref = there.document.journeys[1].id
    by_id = client.get(f"/services/{there.service}/journeys/{ref}/list").text
    assert "Soll · 7 Schritte" in by_id
    client.page(f"/services/{there.service}/journeys/nobody/map", 404)
    client.page(f"/services/{there.service}/journeys/99999999999/map", 404)
    client.page(f"/services/{there.service}/journeys/{ref}/tree", 404)


def test_a_journey_of_another_service_is_not_found(
    client: CheckingClient, there: Stored, database: Database
) -> None:
    other = store(database, generic_document("hund", Service(name="Hund anmelden")))
    client.page(
        f"/services/{other.service}/journeys/{there.journeys[there.document.journeys[0].id]}/list", 404
    )


def test_the_list_says_everything_that_is_known_of_a_step(client: CheckingClient, there: Stored) -> None:
    """Every text of every step and note of both journeys is on the list."""
    for n, journey in enumerate(there.document.journeys):
        text = words(client.page(address(there, n, "list")))
        for step in journey.steps():
            said = [step.title, step.citizen_action, step.touchpoint, step.evidence, step.frontstage]
            said += [step.backstage, *step.support_systems, *step.documents]
            said += [span.text for span in (step.waiting_time, step.processing_time) if span]
            said += [note.text for note in step.notes()]
            said += [way.condition for way in step.next or ()]
            missing = [part for part in said if part and " ".join(part.split()) not in text]
            assert missing == [], step.id


def test_the_list_says_where_a_step_leads(client: CheckingClient, there: Stored) -> None:
    text = words(client.page(address(there, 0, "list")))
    assert "weiter bei 8 Zugang herstellen, wenn: Online-Dienst (eWA)" in text
    assert "Hier endet die Reise" in text


def test_the_list_of_a_to_be_journey_says_what_it_replaces_and_resolves(
    client: CheckingClient, there: Stored
) -> None:
    text = words(client.page(address(there, 1, "list")))
    replaces = text.partition("Ersetzt im Ist")[2]
    assert replaces.startswith("1 Von der Meldepflicht erfahren")
    resolved = there.document.journeys[1].steps()[0].resolves[0]
    pain = next(p for step in there.document.steps() for p in step.pain_points if p.id == resolved)
    assert pain.text in text.partition("Löst Schmerzpunkte")[2]


def test_the_worst_pain_points_stand_beside_the_picture(client: CheckingClient, database: Database) -> None:
    steps = (
        a_step("S1", pain_points=(a_pain_point("P1", "Milde", severity=1, frequency="rarely"),)),
        a_step("S2", pain_points=(a_pain_point("P2", "Schlimm", severity=3, frequency="almost_always"),)),
    )
    there = store(database, a_document(a_journey(steps)))
    page = client.page(f"/services/{there.service}")
    cards = [words(e) for e in page.iter("article")]
    assert [("Schlimm" in card, "Milde" in card) for card in cards] == [(True, False), (False, True)]
    assert "Alle 2 Hinweise" in words(page)


def test_the_list_names_whom_it_is_about_and_what_is_dropped(
    client: CheckingClient, database: Database
) -> None:
    lena = Persona(id="L", name="Lena Brückner")
    pain = a_pain_point("P1", "Warten", persona="L")
    as_is = a_journey((a_step("S1", "Anstehen", pain_points=(pain,)),), persona="L")
    to_be = a_journey((a_step("T1"),), id="J2", kind="to_be", removed_steps=("S1",))
    there = store(database, a_document(as_is, to_be, personas=(lena,)))
    text = words(client.page(address(there, 0, "list")))
    assert "Das ist der Weg von Lena Brückner." in text
    assert "Warten nicht eingeschätzt, Lena Brückner" in text
    assert "1 Anstehen" in words(client.page(address(there, 1, "list"))).partition("wegfällt")[2]


def test_a_journey_without_steps_invites_to_make_some(client: CheckingClient, database: Database) -> None:
    there = store(database, a_document(Journey(id="ist", kind="as_is", phases=())))
    for view in ("map", "blueprint", "list"):
        page = client.page(address(there, 0, view))
        assert f"/journeys/{there.journeys['ist']}/steps" in {a.get("href") for a in page.iter("a")}


@pytest.mark.parametrize("does", ["fails", "says nothing", "dies"])
def test_without_a_picture_the_page_says_so_and_tells_the_journey_in_words(
    app: Flask, client: CheckingClient, there: Stored, tmp_path: Path, does: str
) -> None:
    app.extensions["pen"] = Pen(str(fake_dot(tmp_path, does)))
    text = words(client.page(address(there)))
    assert "Das Bild lässt sich gerade nicht zeichnen" in text
    assert "Graphviz" in text
    assert "weiter bei 8 Zugang herstellen" in text


def test_a_missing_graphviz_is_named(app: Flask, client: CheckingClient, there: Stored) -> None:
    app.extensions["pen"] = Pen("/nowhere/dot")
    assert "fehlt auf diesem Rechner" in words(client.page(address(there)))


def test_title_and_summary_are_changed_and_cleaned(client: CheckingClient, there: Stored) -> None:
    edit = address(there, view="edit")
    form = client.page(edit)
    revision = next(e.get("value") for e in form.iter("input") if e.get("name") == "revision")
    answer = client.send(
        edit, revision=revision, title="Ist", persona="", summary="**Lang** <script>x</script>"
    )
    assert answer.status_code == 303
    page = client.page(answer.location)
    assert "Lang" in [words(e) for e in page.iter("strong")]
    assert "gespeichert" in words(page)


def test_a_second_editor_of_the_journey_sees_both_texts(client: CheckingClient, there: Stored) -> None:
    edit = address(there, view="edit")
    assert client.send(edit, revision="1", title="Ihre", persona="", summary="Ihr Text").status_code == 303
    answer = client.send(edit, revision="1", title="Meine", persona="", summary="Mein Text")
    assert answer.status_code == 409
    assert "Ihr Text" in answer.text and "Mein Text" in answer.text
    revision = next(e.get("value") for e in parsed(answer).iter("input") if e.get("name") == "revision")
    assert (
        client.send(edit, revision=revision, title="Meine", persona="", summary="Mein Text").status_code
        == 303
    )


def test_a_wrong_persona_is_refused_at_its_field(client: CheckingClient, there: Stored) -> None:
    answer = client.send(
        address(there, view="edit"), revision="1", title="Bleibt", persona="niemand", summary=""
    )
    assert answer.status_code == 422
    assert 'value="Bleibt"' in answer.text


def test_the_pages_speak_english(client: CheckingClient, there: Stored) -> None:
    client.get("/language/en")
    assert "Journey map" in words(client.page(address(there)))
