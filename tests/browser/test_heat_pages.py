"""Where it hurts, as people look at it: on a phone and at a desk, with and without script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.access import check_access, check_width
from tests.browser.conftest import NewPage, Server
from tests.routes.stored import Stored


@pytest.mark.parametrize(
    "address", ["/services/{0}/heat", "/services/{0}/heat?journey={1}", "/projects/{2}/heat"]
)
def test_the_pages_are_accessible(any_screen: Page, untouched: Stored, address: str) -> None:
    plan = untouched.journeys[untouched.document.journeys[1].id]
    any_screen.goto(address.format(untouched.service, plan, untouched.project))
    check_access(any_screen)


def test_from_the_journey_to_the_worst_step_and_its_table(page: Page, untouched: Stored) -> None:
    page.goto(f"/services/{untouched.service}")
    page.get_by_role("link", name="Schmerzpunkte", exact=True).click()
    expect(page.locator(".viewer__tools")).to_be_visible()
    expect(page.locator(".viewer__stage svg")).to_contain_text("Schmerzwert")
    expect(page.locator("#as-table")).to_be_visible()
    page.locator("#heat-step-WOHN-I-S02 text", has_text="Kanal").first.click()
    expect(page).to_have_url(f"/steps/{untouched.steps['WOHN-I-S02']}")


@pytest.mark.parametrize("width", [360, 1280])
def test_without_script_picture_and_tables_are_there(
    new_page: NewPage, untouched: Stored, width: int
) -> None:
    page = new_page(width, 740, java_script_enabled=False)
    page.goto(f"/services/{untouched.service}/heat")
    expect(page.locator(".viewer__stage svg")).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(14 + 6 + 6 + 5)
    check_width(page)


def test_over_all_services_a_step_is_one_press_away(new_page: NewPage, server: Server, own: Stored) -> None:
    page = new_page(360, 740)
    page.goto(f"/projects/{own.project}")
    page.get_by_role("link", name="Wo es überall weh tut").click()
    first = page.locator("table").first.get_by_role("rowheader").first
    expect(first).to_contain_text("3 Termin suchen und buchen")
    first.get_by_role("link").click()
    expect(page).to_have_url(f"/steps/{own.steps['WOHN-I-S03']}")
