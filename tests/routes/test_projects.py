"""Projects: the way in, the grid of services, search and order, making and changing one."""

from xml.etree.ElementTree import Element

from journeys.database import Database
from journeys.domain.document import Document, Journey, Service
from journeys.domain.projects import edit_project
from journeys.domain.starting import generic_document
from tests.builders import a_document
from tests.routes.client import CheckingClient, words
from tests.routes.stored import store


def with_class(tree: Element, name: str) -> list[Element]:
    return [e for e in tree.iter() if name in (e.get("class") or "").split()]


def renamed(name: str, id: str, key: str | None = None) -> Document:
    """A service with the eight generic steps and no notes."""
    return generic_document(id, Service(name=name, key=key))


def names(tree: Element) -> list[str]:
    return [words(e) for e in with_class(tree, "service-card__name")]


def test_the_start_leads_to_the_only_project_else_to_all(client: CheckingClient, database: Database) -> None:
    assert client.get("/").location == "/projects"
    there = store(database)
    assert client.get("/").location == f"/projects/{there.project}"
    store(database, project="Zweites")
    assert client.get("/").location == "/projects"
    page = client.page("/projects")
    assert {"Probe", "Zweites"} <= {words(h) for h in page.iter("h2")}


def test_a_project_is_made(client: CheckingClient) -> None:
    answer = client.send("/projects", name="  Bürgeramt  ", description="Wir fangen **an**.")
    assert answer.status_code == 303
    page = client.page(answer.location)
    assert "Bürgeramt" in words(page)
    assert "an" in [words(e) for e in page.iter("strong")]


def test_a_project_without_or_with_a_taken_name_is_refused_and_the_text_stays(client: CheckingClient) -> None:
    client.send("/projects", name="Bürgeramt")
    for name, sentence in (("", "Bitte geben Sie dem Vorhaben einen Namen."), ("Bürgeramt", "gibt es schon")):
        answer = client.send("/projects", name=name, description="Mein langer Text")
        assert answer.status_code == 422
        assert sentence in answer.text
        assert "Mein langer Text" in answer.text
        assert 'aria-invalid="true"' in answer.text


def test_an_empty_project_offers_three_ways_in(client: CheckingClient) -> None:
    page = client.page(client.send("/projects", name="Leer").location)
    targets = [a.get("href", "") for card in with_class(page, "card") for a in card.iter("a")]
    assert [t.rpartition("/")[2] for t in targets] == ["new", "import", "projects"]


def test_a_row_says_where_the_service_stands(client: CheckingClient, database: Database) -> None:
    there = store(database)
    row = with_class(client.page(f"/projects/{there.project}"), "service-card")[0]
    text = words(row)
    assert "99 115 005 104 000" in text
    assert "Soll im Entwurf" in text
    pains = sum(len(step.pain_points) for step in there.document.steps())
    needs = sum(len(step.needs) for step in there.document.steps())
    assert f"{pains} Schmerzpunkte" in text
    assert f"{needs} eigene Bedarfe" in text
    links = {a.get("href") for a in row.iter("a")}
    to_be = there.journeys[there.document.journeys[1].id]
    assert f"/services/{there.service}" in links
    assert f"/steps/{there.steps['WOHN-I-S02']}" in links  # the first of the worst pain points
    assert f"/services/{there.service}/journeys/{to_be}/blueprint" in links


def test_only_the_first_row_has_the_filled_button(client: CheckingClient, database: Database) -> None:
    there = store(database)
    store(database, renamed("Hund anmelden", "hund"))
    page = client.page(f"/projects/{there.project}")
    assert len(with_class(page, "kern-btn--primary")) == 1
    first = with_class(page, "service-card")[0]
    assert with_class(first, "kern-btn--primary")


def test_what_is_to_do_next_leads_there(client: CheckingClient, database: Database) -> None:
    """No notes: to the first step. No steps: to where steps are made. A pain point to rate: to its step."""
    there = store(database, renamed("Hund anmelden", "hund"))
    page = client.page(f"/projects/{there.project}")
    assert f"/steps/{there.steps['s1']}" in {a.get("href") for a in page.iter("a")}

    empty = store(database, a_document(Journey(id="ist", kind="as_is", phases=()), id="leer"))
    page = client.page(f"/projects/{there.project}")
    assert f"/journeys/{empty.journeys['ist']}/steps" in {a.get("href") for a in page.iter("a")}


def test_search_finds_words_inside_names_and_keys(client: CheckingClient, database: Database) -> None:
    there = store(database)
    store(database, renamed("Führerschein umtauschen", "fs", "99108006012000"))
    address = f"/projects/{there.project}"
    for search, found in (
        ("fuehrer", ["Führerschein umtauschen"]),
        ("SCHEIN umt", ["Führerschein umtauschen"]),
        ("99115", ["Wohnsitz anmelden oder ummelden"]),
        ("99 115 005", ["Wohnsitz anmelden oder ummelden"]),
        ("gibt es nicht", []),
    ):
        page = client.page(f"{address}?search={search}")
        assert names(page) == found, search
    assert "passen zu „gibt es nicht“" in words(page)


def test_the_order_is_remembered(client: CheckingClient, database: Database) -> None:
    there = store(database)
    store(database, renamed("Abfall anmelden", "abfall"))
    address = f"/projects/{there.project}"
    assert names(client.page(f"{address}?order=pain"))[0] == "Wohnsitz anmelden oder ummelden"
    assert names(client.page(f"{address}?order=name"))[0] == "Abfall anmelden"
    assert names(client.page(address))[0] == "Abfall anmelden"
    assert client.get(f"{address}?order=anything").status_code == 200


def test_a_project_is_changed_and_a_second_editor_sees_both_texts(
    client: CheckingClient, database: Database
) -> None:
    there = store(database)
    address = f"/projects/{there.project}/edit"
    assert client.send(address, revision="1", name="Neu", description="").status_code == 303
    with database.writing() as session:
        edit_project(session, there.project, 2, "Von anderer Hand", "Ihre Fassung")
    answer = client.send(address, revision="2", name="Neu", description="Meine Fassung")
    assert answer.status_code == 409
    assert "Ihre Fassung" in answer.text and "Meine Fassung" in answer.text
    assert 'name="revision" value="3"' in answer.text
    again = client.send(address, revision="3", name="Neu", description="Meine Fassung")
    assert again.status_code == 303
    assert "Meine Fassung" in client.get(again.location).text


def test_what_people_wrote_cannot_act(client: CheckingClient) -> None:
    hostile = (
        "<script>alert(1)</script> [weg](javascript:alert(1)) <img src=//evil.example/x onerror=alert(1)>"
    )
    page = client.get(client.send("/projects", name="<b>Fett</b>", description=hostile).location)
    assert "<script>alert" not in page.text and "javascript:" not in page.text and "<b>Fett" not in page.text


def test_unknown_projects_answer_404(client: CheckingClient) -> None:
    for address in ("/projects/999", "/projects/999/edit", "/projects/999/import"):
        client.page(address, 404)
    assert client.send("/projects/999/edit", revision="1", name="x").status_code == 404
    assert client.get("/projects/999999999999999999999").status_code == 404


def test_nobody_sees_projects_without_signing_in(anonymous: CheckingClient) -> None:
    for address in ("/projects", "/projects/1", "/services/1", "/services/1.yaml"):
        assert anonymous.get(address).status_code == 404
