"""A project's end in the browser, with and without script: archived, read, opened, handed over, deleted."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.access import check_access
from tests.browser.conftest import NewPage, Server, own_name
from tests.routes.stored import Stored


@pytest.mark.parametrize("page_name", ["settle", "delete"])
def test_the_pages_are_accessible(any_screen: Page, untouched: Stored, page_name: str) -> None:
    any_screen.goto(f"/projects/{untouched.project}/{page_name}")
    check_access(any_screen)


@pytest.mark.parametrize("script", [True, False])
def test_from_archived_to_gone(new_page: NewPage, server: Server, script: bool) -> None:
    name = own_name(f"Zu Ende {script}")
    own = server.store("wohnsitz-anmelden.yaml", name)
    lead = new_page(java_script_enabled=script)
    lead.goto(f"/projects/{own.project}")
    lead.get_by_role("link", name="Vorhaben ablegen, übergeben oder löschen").click()
    lead.get_by_role("button", name="Vorhaben ablegen").click()
    expect(lead.locator("#archived")).to_be_visible()
    expect(lead.get_by_role("link", name="Leistung anlegen")).to_have_count(0)
    if script:
        check_access(lead)
    lead.get_by_role("link", name="Vorhaben ablegen, übergeben oder löschen").click()
    lead.get_by_role("button", name="Vorhaben wieder öffnen").click()
    expect(lead.locator("#archived")).to_have_count(0)
    expect(lead.get_by_role("link", name="Leistung anlegen")).to_be_visible()

    lead.get_by_role("link", name="Vorhaben ablegen, übergeben oder löschen").click()
    lead.get_by_role("link", name="Weiter zum Löschen").click()
    with lead.expect_download() as taken:
        lead.get_by_role("link", name="Alles herunterladen").click()
    assert taken.value.suggested_filename.endswith(".zip")
    lead.get_by_label("Name des Vorhabens").fill(name)
    lead.get_by_role("button", name="Endgültig löschen").click()
    expect(lead.get_by_text("Das Vorhaben ist gelöscht.")).to_be_visible()
    expect(lead.get_by_role("link", name=name)).to_have_count(0)
