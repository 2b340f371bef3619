"""Letting another program read, with and without script; the page that tells what it may read."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.access import check_access
from tests.browser.conftest import Complaints, NewPage
from tests.routes.stored import Stored


def test_the_page_of_tokens_is_accessible(any_screen: Page, own: Stored, complaints: Complaints) -> None:
    complaints.expected.append("422")
    any_screen.goto(f"/projects/{own.project}/tokens")
    check_access(any_screen)
    any_screen.get_by_role("button", name="Zugang anlegen").click()
    expect(any_screen.locator("#errors")).to_be_focused()
    check_access(any_screen)


def test_the_description_is_accessible(any_screen: Page) -> None:
    any_screen.goto("/api/v1/")
    check_access(any_screen)


@pytest.mark.parametrize("script", [True, False])
def test_a_program_is_let_in_and_out_again(new_page: NewPage, own: Stored, script: bool) -> None:
    lead = new_page(java_script_enabled=script)
    lead.goto(f"/projects/{own.project}")
    lead.get_by_role("link", name="Zugänge für andere Programme").click()
    lead.get_by_label("Welches Programm liest?").fill("Haushaltsbericht")
    lead.get_by_role("radio", name="Nur Kennzahlen lesen").check()
    lead.get_by_role("radio", name="30 Tage").check()
    lead.get_by_role("button", name="Zugang anlegen").click()
    head = {"Authorization": f"Bearer {lead.locator('#secret').inner_text()}"}
    if script:
        check_access(lead)
    found = lead.request.get("/api/v1/projects", headers=head)
    assert found.json()["items"][0]["id"] == own.project
    assert lead.request.get(f"/api/v1/services/{own.service}", headers=head).status == 403

    row = lead.locator(".members__row").filter(has_text="Haushaltsbericht")
    row.get_by_role("button", name="Zugang beenden").click()
    expect(lead.get_by_text("Der Zugang ist beendet.")).to_be_visible()
    assert lead.request.get("/api/v1/projects", headers=head).status == 401
