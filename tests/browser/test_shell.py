"""The frame of every page in a real browser: accessible at both widths, light and dark, with and without script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.access import check_access
from tests.browser.conftest import Complaints, NewPage, Server

PAGES = ["/help", "/sign-in/x", "/nowhere"]


@pytest.mark.parametrize("address", PAGES)
def test_the_frame_is_accessible(any_screen: Page, complaints: Complaints, address: str) -> None:
    complaints.expected.append("404 (NOT FOUND)")
    any_screen.goto(address)
    check_access(any_screen)


def test_the_sign_in_page_is_accessible(new_page: NewPage) -> None:
    page = new_page(360, 740, anonymous=True)
    page.goto("/sign-in?next=/help")
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmelden")
    check_access(page)


def test_the_whole_way_in_and_out_without_script(new_page: NewPage, server: Server) -> None:
    page = new_page(anonymous=True, java_script_enabled=False)
    page.goto("/sign-in?next=/help")
    page.goto(server.sign_in_link())
    page.get_by_role("button", name="Jetzt anmelden").click()
    expect(page.get_by_role("heading", name="Erste Schritte")).to_be_visible()
    page.get_by_role("button", name="Abmelden").click()
    expect(page.get_by_role("heading", name="Anmelden")).to_be_visible()


def test_english_is_a_click_away_and_stays(page: Page) -> None:
    page.goto("/help")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.goto("/help")
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_first_tab_leads_to_the_content(page: Page) -> None:
    page.goto("/help")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Zum Inhalt springen")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_script_and_fonts_load(page: Page) -> None:
    page.goto("/help")
    assert page.evaluate("typeof htmx") == "object"
    page.evaluate("document.fonts.ready")
    assert page.evaluate("[...document.fonts].filter(f => f.status == 'loaded').length") == 2


def test_icons_are_drawn(page: Page) -> None:
    page.goto("/help")
    box = page.evaluate("(b => b.width * b.height)(document.querySelector('.icon use').getBBox())")
    assert box > 50
