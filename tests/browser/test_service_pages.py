"""A service's pages: accessible at both widths, readable on paper, usable without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints, NewPage, overflow

PAGES = [
    "/services/1",
    "/services/1/journeys/1/map",
    "/services/1/journeys/2/list",
    "/services/1/facts",
    "/services/1/edit",
    "/services/1/journeys/1/edit",
]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", PAGES)
def test_the_pages_are_accessible(
    new_page: NewPage, check_access: Callable[[Page], None], address: str, width: int
) -> None:
    page = new_page(width, 900)
    page.goto(address)
    check_access(page)
    assert overflow(page) == []


@pytest.mark.parametrize("address", ["/services/2", "/services/2/journeys/4/list", "/services/2/facts"])
def test_they_are_accessible_in_the_dark(
    new_page: NewPage, check_access: Callable[[Page], None], address: str
) -> None:
    page = new_page(color_scheme="dark")
    page.goto(address)
    check_access(page)


def test_no_page_has_more_than_one_filled_button(page: Page) -> None:
    for address in PAGES:
        page.goto(address)
        assert page.locator(".kern-btn--primary").count() <= 1, address


def test_the_switches_lead_to_addresses_of_their_own(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/services/1")
    page.get_by_role("link", name="Liste", exact=True).click()
    expect(page).to_have_url("/services/1/journeys/1/list")
    page.get_by_role("link", name="Soll · 7 Schritte").click()
    expect(page).to_have_url("/services/1/journeys/2/list")
    page.get_by_role("link", name="Reisekarte").click()
    expect(page).to_have_url("/services/1/journeys/2/map")


def test_a_file_is_downloaded_with_a_good_name(page: Page) -> None:
    page.goto("/services/1")
    page.get_by_text("Herunterladen").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="PDF").click()
    assert waiting.value.suggested_filename == "wohnsitz-ist-servicebauplan.pdf"


def test_the_files_are_reached_by_keyboard(page: Page) -> None:
    page.goto("/services/1")
    page.locator(".menu > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="PDF")).to_be_focused()


def test_bad_input_takes_the_focus_and_keeps_what_was_typed(
    new_page: NewPage, complaints: Complaints, check_access: Callable[[Page], None]
) -> None:
    complaints.expected += ["422"]
    page = new_page(360, 740)
    page.goto("/services/1/edit")
    page.get_by_label("Zuständig").fill("Getippt und nicht verloren")
    page.get_by_label("Leistungsschlüssel").fill("12")
    page.get_by_role("button", name="Angaben speichern").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Zuständig")).to_have_value("Getippt und nicht verloren")
    check_access(page)
    assert overflow(page) == []
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Leistungsschlüssel")).to_be_focused()


def test_on_paper_the_picture_fits_the_sheet_and_controls_are_gone(page: Page) -> None:
    page.goto("/services/1")
    page.emulate_media(media="print")
    picture, sheet = (page.locator(one).bounding_box() for one in (".viewer__stage svg", "body"))
    assert picture and sheet and picture["width"] <= sheet["width"]
    for gone in (".viewer__bar", ".switches", ".top", ".actions"):
        assert page.locator(gone).first.is_hidden(), gone
