"""A typical step found by typing and put in, with and without script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.access import check_access, check_width
from tests.browser.conftest import NewPage
from tests.routes.stored import Stored


def open_blocks(page: Page, own: Stored) -> None:
    """The blocks for behind the first step, from the order of steps."""
    page.goto(f"/journeys/{own.journeys[own.document.journeys[0].id]}/steps")
    page.locator(".arrange__step summary").first.click()
    page.locator(".arrange__step .arrange__more[open]").get_by_role("link", name="Typischen Schritt").click()
    expect(page.get_by_role("heading", level=1, name="Typischen Schritt einfügen")).to_be_visible()


def test_pages_and_states_are_accessible(any_screen: Page, own: Stored) -> None:
    page = any_screen
    open_blocks(page, own)
    check_access(page)
    page.get_by_label("Was geschieht in dem Schritt?").fill("qqqq")
    expect(page.get_by_text("Kein Baustein passt")).to_be_visible()
    check_access(page)


def test_typing_finds_and_the_keyboard_puts_in(page: Page, own: Stored) -> None:
    open_blocks(page, own)
    page.get_by_label("Was geschieht in dem Schritt?").focus()
    page.keyboard.type("anhoer")
    expect(page.locator(".block")).to_have_count(1)
    expect(page.get_by_label("Was geschieht in dem Schritt?")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_accessible_description("Anhörung durchführen")
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("„Anhörung durchführen“ ist eingefügt")
    expect(page.locator(".arrange__title a").nth(1)).to_have_text("Anhörung durchführen")


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone(new_page: NewPage, own: Stored, script: bool) -> None:
    page = new_page(360, 740, java_script_enabled=script)
    open_blocks(page, own)
    page.get_by_label("Was geschieht in dem Schritt?").fill("Gebühr")
    page.get_by_role("button", name="Suchen").click()
    expect(page.locator(".block h2").first).to_contain_text("Gebühr")
    check_width(page)
    page.locator(".block").filter(has_text="Gebühr zahlen").get_by_role("button", name="Einfügen").click()
    expect(page.locator(".arrange__title a").nth(1)).to_have_text("Gebühr zahlen")
    page.wait_for_load_state("networkidle")  # the page's script may still be taking hold of its forms
    page.get_by_role("button", name="Rückgängig machen").click()
    expect(page.locator(".arrange__title a", has_text="Gebühr zahlen")).to_have_count(0)
