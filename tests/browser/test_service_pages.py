"""A service's pages: accessible at both widths, readable on paper, usable without script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.access import check_access, check_width
from tests.browser.conftest import Complaints, NewPage, Server, own_name
from tests.routes.stored import Stored

PAGES = [
    "",
    "/journeys/{}/map",
    "/journeys/{}/list",
    "/facts",
    "/edit",
    "/journeys/{}/edit",
    "/personas/new",
    "/personas/WOHN-PE01/edit",
]
"""What stands behind a service's address; {} is the number of a journey."""


def address_of(there: Stored, page: str, kind: str = "as_is") -> str:
    [journey] = [one.id for one in there.document.journeys if one.kind == kind]
    return f"/services/{there.service}{page.format(there.journeys[journey])}"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", PAGES)
def test_the_pages_are_accessible(new_page: NewPage, untouched: Stored, address: str, width: int) -> None:
    page = new_page(width, 900)
    page.goto(address_of(untouched, address, "to_be"))
    check_access(page)


@pytest.mark.parametrize("address", ["", "/journeys/{}/list", "/facts"])
def test_they_are_accessible_in_the_dark(new_page: NewPage, server: Server, address: str) -> None:
    other = server.store("wohngeld-beantragen.yaml", own_name("Im Dunkeln"))
    page = new_page(color_scheme="dark")
    page.goto(address_of(other, address, "to_be"))
    check_access(page)


def test_no_page_has_more_than_one_filled_button(page: Page, untouched: Stored) -> None:
    for address in PAGES:
        page.goto(address_of(untouched, address))
        assert page.locator(".kern-btn--primary").count() <= 1, address


def test_the_switches_lead_to_addresses_of_their_own(new_page: NewPage, untouched: Stored) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(address_of(untouched, ""))
    page.get_by_role("link", name="Liste", exact=True).click()
    expect(page).to_have_url(address_of(untouched, "/journeys/{}/list"))
    page.get_by_role("link", name="Soll · 7 Schritte").click()
    expect(page).to_have_url(address_of(untouched, "/journeys/{}/list", "to_be"))
    page.get_by_role("link", name="Reisekarte").click()
    expect(page).to_have_url(address_of(untouched, "/journeys/{}/map", "to_be"))


def test_a_file_is_downloaded_with_a_good_name(page: Page, untouched: Stored) -> None:
    page.goto(address_of(untouched, ""))
    page.get_by_text("Herunterladen").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="PDF, A3").click()
    assert waiting.value.suggested_filename == "wohnsitz-ist-servicebauplan.pdf"


def test_the_files_are_reached_by_keyboard(page: Page, untouched: Stored) -> None:
    page.goto(address_of(untouched, ""))
    page.locator(".menu > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="PDF, A3")).to_be_focused()


def test_bad_input_takes_the_focus_and_keeps_what_was_typed(
    new_page: NewPage, complaints: Complaints, untouched: Stored
) -> None:
    complaints.expected += ["422"]
    page = new_page(360, 740)
    page.goto(address_of(untouched, "/edit"))
    page.get_by_label("Zuständig").fill("Getippt und nicht verloren")
    page.get_by_label("Leistungsschlüssel").fill("12")
    page.get_by_role("button", name="Angaben speichern").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Zuständig")).to_have_value("Getippt und nicht verloren")
    check_access(page)
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Leistungsschlüssel")).to_be_focused()


def test_on_paper_the_picture_fits_the_sheet_and_controls_are_gone(page: Page, untouched: Stored) -> None:
    page.goto(address_of(untouched, ""))
    page.emulate_media(media="print")
    picture, sheet = (page.locator(one).bounding_box() for one in (".viewer__stage svg", "body"))
    assert picture and sheet and picture["width"] <= sheet["width"]
    for gone in (".viewer__bar", ".switches", ".top", ".actions"):
        assert page.locator(gone).first.is_hidden(), gone


@pytest.mark.parametrize("script", [True, False])
def test_a_persona_is_made_and_changed_on_a_phone(
    new_page: NewPage, complaints: Complaints, own: Stored, script: bool
) -> None:
    complaints.expected += ["422"]
    page = new_page(360, 740, java_script_enabled=script)
    page.goto(address_of(own, "/facts"))
    page.get_by_role("link", name="Persona anlegen").click()
    page.get_by_role("button", name="Persona anlegen").click()
    expect(page.get_by_role("alert")).to_contain_text("Bitte geben Sie der Persona einen Namen.")
    if script:
        expect(page.get_by_role("alert")).to_be_focused()
        check_access(page)
    page.get_by_label("Name").fill("Hanna Beispiel")
    page.get_by_role("radio", name="gering").check()
    page.get_by_role("button", name="Persona anlegen").click()
    expect(page.locator("#notice")).to_contain_text("Die Persona „Hanna Beispiel“ ist angelegt.")
    made = page.locator(".card", has=page.get_by_role("heading", name="Hanna Beispiel"))
    expect(made).to_be_in_viewport()
    made.get_by_role("link", name="Ändern").click()
    page.get_by_label("Alter").fill("34")
    page.get_by_role("button", name="Persona speichern").click()
    expect(page.get_by_role("heading", name="Hanna Beispiel, 34")).to_be_in_viewport()
    check_width(page)
