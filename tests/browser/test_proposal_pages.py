"""Proposals to the editors in the browser, with and without script; everything of a project as one file."""

import zipfile

import pytest
from playwright.sync_api import Page, expect

from tests.browser.access import check_access
from tests.browser.conftest import Complaints, NewPage, Server, own_name
from tests.routes.stored import Stored


@pytest.mark.parametrize("place", ["proposals", "proposals/new"])
def test_the_pages_are_accessible(any_screen: Page, untouched: Stored, place: str) -> None:
    any_screen.goto(f"/services/{untouched.service}/{place}")
    check_access(any_screen)


@pytest.mark.parametrize("script", [True, False])
def test_a_proposal_from_its_making_to_the_paper(
    new_page: NewPage, server: Server, complaints: Complaints, script: bool
) -> None:
    complaints.expected.append("422")
    own = server.store("wohnsitz-anmelden.yaml", own_name(f"Vorschläge {script}"))
    page = new_page(360, 740, java_script_enabled=script)
    page.goto(f"/services/{own.service}/facts")
    page.get_by_role("link", name="Änderungsvorschläge an die Redaktion").click()
    page.get_by_role("link", name="Vorschlag anlegen").click()
    page.get_by_label("Vorgeschlagene Änderung").fill("Die Unterlagen als Liste nennen")
    page.get_by_role("button", name="Vorschlag anlegen").click()
    expect(page.get_by_role("link", name="Bitte wählen Sie den Textbaustein.")).to_be_visible()
    page.get_by_label("Textbaustein").select_option(label="08 Erforderliche Unterlagen")
    page.get_by_label("Anlass").select_option(index=1)
    page.get_by_role("button", name="Vorschlag anlegen").click()
    expect(page.get_by_role("heading", name="08 Erforderliche Unterlagen")).to_be_visible()
    if script:
        check_access(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Vorschläge als PDF").click()
    assert taken.value.suggested_filename == "vorschlaege-wohnsitz-anmelden.pdf"
    page.get_by_role("button", name="Löschen").click()
    expect(page.get_by_role("heading", name="Noch kein Vorschlag")).to_be_visible()
    page.get_by_role("button", name="Rückgängig machen").click()
    expect(page.get_by_text("Die Unterlagen als Liste nennen")).to_be_visible()


def test_everything_of_a_project_is_one_file(new_page: NewPage, server: Server) -> None:
    own = server.store("wohnsitz-anmelden.yaml", own_name("Alles"))
    page = new_page()
    page.goto(f"/projects/{own.project}")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Alles als ZIP-Datei herunterladen").click()
    with zipfile.ZipFile(taken.value.path()) as archive:
        assert archive.testzip() is None and "manifest.json" in archive.namelist()
