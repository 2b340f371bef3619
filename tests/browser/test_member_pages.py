"""Taking somebody into a project, with and without script: their link, what they see, and how it ends."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.access import check_access
from tests.browser.conftest import NewPage, own_name
from tests.routes.stored import Stored


def test_the_page_of_members_is_accessible(any_screen: Page, untouched: Stored) -> None:
    any_screen.goto(f"/projects/{untouched.project}/members")
    check_access(any_screen)


@pytest.mark.parametrize("script", [True, False])
def test_somebody_new_reads_along_until_they_are_taken_out(
    new_page: NewPage, own: Stored, script: bool
) -> None:
    lead, name = new_page(java_script_enabled=script), own_name(f"Herr Beispiel {script}")
    lead.goto(f"/projects/{own.project}/members")
    lead.get_by_label("Name", exact=True).fill(name)
    lead.get_by_role("radio", name="Prüfung").check()
    lead.get_by_role("button", name="Aufnehmen").click()
    link = lead.locator("#link").inner_text()

    reader = new_page(anonymous=True, java_script_enabled=script)
    reader.goto(link)
    reader.get_by_role("button", name="Jetzt anmelden").click()
    reader.get_by_role("link", name="Später").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Leistungen in diesem Vorhaben")
    expect(reader.get_by_role("link", name="Leistung anlegen")).to_have_count(0)
    reader.get_by_role("link", name="Wer zum Vorhaben gehört").click()
    expect(reader.get_by_role("button", name="Herausnehmen")).to_have_count(0)
    if script:
        check_access(reader)

    row = lead.locator(".members__row").filter(has_text=name)
    row.get_by_role("button", name="Herausnehmen").click()
    expect(lead.get_by_text("Diese Person gehört nicht mehr zum Vorhaben.")).to_be_visible()
    reader.goto("/projects")
    expect(reader.get_by_text("Noch gehören Sie zu keinem Vorhaben.")).to_be_visible()
