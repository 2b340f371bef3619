"""The way in, projects and reading files in, as people do it: with and without script, on a phone and at a desk."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from journeys.domain.projects import find_project
from tests.browser.access import check_access
from tests.browser.conftest import Complaints, NewPage, Server, own_name
from tests.routes.stored import Stored

EXAMPLE = Path(__file__).parents[2] / "examples" / "gewerbe-anmelden.yaml"
BROKEN = (
    b"format: journeys/1\nid: kaputt\nservice: {name: Kaputt}\njourneys: [{id: a, kind: was, phases: []}]\n"
)


def make_project(page: Page, name: str) -> None:
    page.goto("/projects")
    page.get_by_label("Name", exact=True).fill(own_name(name))
    page.get_by_role("button", name="Vorhaben anlegen").click()
    expect(page.get_by_text("Noch ist hier nichts")).to_be_visible()


@pytest.mark.parametrize("address", ["/projects/{}", "/projects", "/projects/{}/edit", "/projects/{}/import"])
def test_the_pages_are_accessible(any_screen: Page, untouched: Stored, address: str) -> None:
    any_screen.goto(address.format(untouched.project))
    check_access(any_screen)


def test_a_search_that_finds_nothing_is_accessible(any_screen: Page, untouched: Stored) -> None:
    any_screen.goto(f"/projects/{untouched.project}?search=x")
    check_access(any_screen)


def test_the_first_row_leads_on_with_one_press(page: Page, untouched: Stored) -> None:
    page.goto(f"/projects/{untouched.project}")
    page.locator(".service-card").get_by_role("link", name="Soll weiter entwerfen").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".switch [aria-current]")).to_have_text(["Soll · 7 Schritte", "Servicebauplan"])


def test_search_and_order_without_script(new_page: NewPage, server: Server, own: Stored) -> None:
    with server.database() as database, database.reading() as session:
        project = find_project(session, own.project).name
    server.store("gewerbe-anmelden.yaml", project)
    page = new_page(java_script_enabled=False)
    page.goto(f"/projects/{own.project}")
    page.get_by_label("Leistung suchen").fill("gewerbe")
    page.get_by_role("button", name="Suchen").click()
    expect(page.locator(".service-card__name")).to_have_text(["Gewerbe anmelden"])
    page.get_by_role("link", name="Alle zeigen").click()
    page.get_by_role("navigation", name="Sortiert nach").get_by_role("link", name="Name").click()
    page.goto(f"/projects/{own.project}")
    expect(page.locator(".switch [aria-current]")).to_have_text("Name")
    names = ["Gewerbe anmelden", "Wohnsitz anmelden oder ummelden"]
    expect(page.locator(".service-card__name")).to_have_text(names)


@pytest.mark.parametrize("script", [True, False])
def test_a_project_is_made_and_a_file_read_in(
    new_page: NewPage, complaints: Complaints, script: bool
) -> None:
    """The file is broken first: the focus is on what happened, axe is content; then it is whole."""
    complaints.expected += ["422"]
    page = new_page(360, 740, java_script_enabled=script)
    make_project(page, f"Mein Vorhaben {'mit' if script else 'ohne'} Script")
    page.get_by_role("link", name="Datei einlesen").click()
    field = page.get_by_label("Datei", exact=True)
    field.set_input_files({"name": "kaputt.yaml", "mimeType": "application/yaml", "buffer": BROKEN})
    page.get_by_role("button", name="Datei ansehen").click()
    expect(page.get_by_text("Die Datei wurde nicht übernommen")).to_be_visible()
    expect(page.get_by_text("journeys[0].kind")).to_be_visible()
    if script:
        expect(page.get_by_role("alert")).to_be_focused()
        check_access(page)
    field.set_input_files(EXAMPLE)
    page.get_by_role("button", name="Datei ansehen").click()
    page.get_by_role("button", name="Übernehmen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gewerbe anmelden")


def test_an_empty_project_is_accessible(any_screen: Page) -> None:
    make_project(any_screen, "Ein leeres Vorhaben")
    check_access(any_screen)


def test_a_clash_shows_both_texts_and_nothing_is_lost(new_page: NewPage, complaints: Complaints) -> None:
    complaints.expected += ["409"]
    first, second = new_page(), new_page(360, 740)
    make_project(first, "Von zweien geändert")
    address = first.url + "/edit"
    first.goto(address)
    second.goto(address)
    for page, text in ((first, "Die Fassung der Ersten"), (second, "Die Fassung der Zweiten")):
        page.get_by_label("Beschreibung").fill(text)
        page.get_by_role("button", name="Vorhaben speichern").click()
    expect(second.get_by_role("alert")).to_be_focused()
    expect(second.get_by_text("Die Fassung der Ersten")).to_be_visible()
    expect(second.get_by_label("Beschreibung")).to_have_value("Die Fassung der Zweiten")
    check_access(second)
    second.get_by_role("button", name="Meinen Text speichern").click()
    expect(second.get_by_role("status").first).to_contain_text("gespeichert")
