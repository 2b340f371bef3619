"""The way in, projects and reading files in, as people do it: with and without script, on a phone and at a desk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints, NewPage, overflow

EXAMPLE = Path(__file__).parents[2] / "examples" / "gewerbe-anmelden.yaml"
BROKEN = (
    b"format: journeys/1\nid: kaputt\nservice: {name: Kaputt}\njourneys: [{id: a, kind: was, phases: []}]\n"
)


def make_project(page: Page, name: str) -> None:
    page.goto("/projects")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Vorhaben anlegen").click()
    expect(page.get_by_text("Noch ist hier nichts")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible(
    new_page: NewPage, check_access: Callable[[Page], None], width: int, scheme: str
) -> None:
    page = new_page(width, 900, color_scheme=scheme)
    for address in (
        "/projects/1",
        "/projects",
        "/projects/1/edit",
        "/projects/1/import",
        "/projects/1?search=x",
    ):
        page.goto(address)
        check_access(page)
        assert overflow(page) == [], address


def test_the_first_row_leads_on_with_one_press(page: Page) -> None:
    page.goto("/projects/1?search=wohnsitz")
    page.locator(".service-card").first.get_by_role("link", name="Soll weiter entwerfen").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".switch [aria-current]")).to_have_text(["Soll · 7 Schritte", "Servicebauplan"])


def test_search_and_order_without_script(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/projects/1")
    page.get_by_label("Leistung suchen").fill("gewerbe")
    page.get_by_role("button", name="Suchen").click()
    expect(page.locator(".service-card__name")).to_have_text(["Gewerbe anmelden"])
    page.get_by_role("link", name="Alle zeigen").click()
    page.get_by_role("navigation", name="Sortiert nach").get_by_role("link", name="Name").click()
    page.goto("/projects/1")
    expect(page.locator(".switch [aria-current]")).to_have_text("Name")
    names = [name.strip() for name in page.locator(".service-card__name").all_text_contents()]
    assert names == sorted(names, key=str.casefold)
    assert {"Gewerbe anmelden", "Wohnsitz anmelden oder ummelden"} <= set(names)
    page.get_by_role("navigation", name="Sortiert nach").get_by_role("link", name="Nächstem Schritt").click()


@pytest.mark.parametrize("script", [True, False])
def test_a_project_is_made_and_a_file_read_in(
    new_page: NewPage, complaints: Complaints, check_access: Callable[[Page], None], script: bool
) -> None:
    """The file is broken first: the focus is on what happened, axe is content; then it is whole."""
    complaints.expected += ["422"]
    page = new_page(360, 740, java_script_enabled=script)
    make_project(page, f"Mein Vorhaben {'mit' if script else 'ohne'} Script")
    page.get_by_role("link", name="Datei einlesen").click()
    field = page.get_by_label("Datei mit einer Bürgerreise")
    field.set_input_files({"name": "kaputt.yaml", "mimeType": "application/yaml", "buffer": BROKEN})
    page.get_by_role("button", name="Datei einlesen").click()
    expect(page.get_by_text("Die Datei wurde nicht übernommen")).to_be_visible()
    expect(page.get_by_text("journeys[0].kind")).to_be_visible()
    if script:
        expect(page.get_by_role("alert")).to_be_focused()
        check_access(page)
        assert overflow(page) == []
    field.set_input_files(EXAMPLE)
    page.get_by_role("button", name="Datei einlesen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gewerbe anmelden")


def test_an_empty_project_is_accessible(page: Page, check_access: Callable[[Page], None]) -> None:
    make_project(page, "Ein leeres Vorhaben")
    check_access(page)
    page.set_viewport_size({"width": 360, "height": 740})
    assert overflow(page) == []


def test_a_clash_shows_both_texts_and_nothing_is_lost(
    new_page: NewPage, complaints: Complaints, check_access: Callable[[Page], None]
) -> None:
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
    assert overflow(second) == []
    second.get_by_role("button", name="Meinen Text speichern").click()
    expect(second.get_by_role("status").first).to_contain_text("gespeichert")
