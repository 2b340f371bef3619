"""A to-be journey from the as-is, and what it leaves open: on a phone and at a desk, with and without script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.access import check_access, check_width
from tests.browser.conftest import NewPage
from tests.routes.stored import Stored


def begin(page: Page, own: Stored) -> None:
    """A to-be journey out of the example's as-is, open at what it leaves open."""
    page.goto(f"/services/{own.service}/journeys/{own.journeys[own.document.journeys[0].id]}/list")
    page.get_by_role("link", name="Soll daraus entwickeln").click()
    expect(page.get_by_role("heading", level=1, name="Soll entwickeln")).to_be_visible()
    page.get_by_role("button", name="Soll anlegen").click()
    expect(page.locator("#notice")).to_contain_text("ist angelegt")
    page.get_by_role("link", name="Noch ungelöst").click()
    expect(page.get_by_role("heading", level=1, name="Noch ungelöst")).to_be_visible()


def test_pages_and_states_are_accessible(any_screen: Page, own: Stored) -> None:
    page = any_screen
    page.goto(f"/services/{own.service}/journeys/{own.journeys[own.document.journeys[0].id]}/to-be")
    check_access(page)
    page.goto(f"/services/{own.service}/journeys/{own.journeys[own.document.journeys[1].id]}/unresolved")
    check_access(page)
    page.get_by_role("link", name="Anderen Schritt wählen").first.click()
    expect(page.get_by_text("Welcher Schritt im Soll löst das?")).to_be_visible()
    check_access(page)
    while page.locator(".solve").count():
        open_ones = page.locator("[id^='open-'][tabindex]").count()
        page.locator(".solve").first.click()
        expect(page.locator("[id^='open-'][tabindex]")).to_have_count(open_ones - 1)
    expect(page.get_by_role("heading", name="Alles hat eine Antwort")).to_be_visible()
    page.locator("#settled summary").click()
    check_access(page)


@pytest.mark.parametrize("script", [True, False])
def test_from_the_as_is_to_the_first_solved_pain_point(new_page: NewPage, own: Stored, script: bool) -> None:
    page = new_page(360, 740, java_script_enabled=script)
    begin(page, own)
    total = sum(len(step.pain_points) for step in own.document.journeys[0].steps())
    expect(page.locator("#count")).to_have_text(f"0 von {total} Schmerzpunkten gelöst")
    page.get_by_role("button", name="löst das").first.click()
    expect(page.locator("#count")).to_have_text(f"1 von {total} Schmerzpunkten gelöst")
    check_width(page)
    page.get_by_role("button", name="Rückgängig machen").click()
    expect(page.locator("#count")).to_have_text(f"0 von {total} Schmerzpunkten gelöst")


def test_the_keyboard_goes_on_at_the_next_pain_point(page: Page, own: Stored) -> None:
    begin(page, own)
    page.evaluate("window.same = true")
    second = page.locator("#open-2 .open-text").inner_text()
    page.locator("#open-1 .solve").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("Gelöst durch")
    expect(page.locator("#open-1")).to_be_focused()
    expect(page.locator("#open-1 .open-text")).to_have_text(second)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_class("solve")
    assert page.evaluate("window.same") is True
