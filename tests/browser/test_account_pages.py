"""Accounts in the browser: invited, a password, in and out, disabled; with and without script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.access import check_access
from tests.browser.conftest import Complaints, NewPage, own_name

GOOD = "vier blaue Stühle tanzen"


@pytest.mark.parametrize(
    "address", ["/account", "/account/password", "/account/second-factor", "/people", "/people/1", "/audit"]
)
def test_the_pages_are_accessible(any_screen: Page, address: str) -> None:
    any_screen.goto(address)
    check_access(any_screen)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_sign_in_page_is_accessible_in_each_state(
    new_page: NewPage, complaints: Complaints, width: int, scheme: str
) -> None:
    complaints.expected.append("422")
    page = new_page(width, 740, anonymous=True, color_scheme=scheme)
    page.goto("/sign-in")
    check_access(page)
    page.get_by_label("Name").fill(own_name("Niemand"))
    page.get_by_label("Passwort", exact=True).fill("falsch")
    page.get_by_role("button", name="Anmelden").click()
    expect(page.locator("#errors")).to_be_focused()
    expect(page.get_by_label("Name")).not_to_have_value("")
    page.get_by_text("Ich habe kein Passwort").click()
    check_access(page)


@pytest.mark.parametrize("script", [True, False])
def test_somebody_is_invited_chooses_a_password_and_comes_back(new_page: NewPage, script: bool) -> None:
    lead, name = new_page(java_script_enabled=script), own_name("Frau Muster")
    lead.goto("/people")
    lead.get_by_label("Name", exact=True).fill(name)
    lead.get_by_role("button", name="Link zum Anmelden machen").click()
    link = lead.locator("#link").inner_text()

    hers = new_page(360, 740, anonymous=True, java_script_enabled=script)
    hers.goto(link)
    hers.get_by_role("button", name="Jetzt anmelden").click()
    expect(hers.get_by_text(f"Willkommen, {name}")).to_be_visible()
    hers.get_by_label("Neues Passwort").fill(GOOD)
    hers.get_by_role("button", name="Passwort speichern").click()
    expect(hers.get_by_text("Ihr Passwort ist gespeichert.")).to_be_visible()
    hers.get_by_role("link", name="Konto").click()
    hers.get_by_role("main").get_by_role("button", name="Abmelden").click()

    hers.get_by_label("Name").fill(name.upper())
    hers.get_by_label("Passwort", exact=True).fill(GOOD)
    hers.get_by_role("button", name="Anmelden", exact=True).click()
    expect(hers.get_by_role("heading", level=1)).to_have_text("Alle Vorhaben")

    lead.goto("/people")
    lead.get_by_role("link", name=name).click()
    lead.get_by_role("button", name="Konto sperren").click()
    expect(lead.get_by_text("Das Konto ist gesperrt.")).to_be_visible()
    hers.goto("/")
    expect(hers.get_by_role("heading", level=1)).to_have_text("Anmelden")


def test_what_is_typed_can_be_shown_and_is_sent_as_a_password(new_page: NewPage) -> None:
    page = new_page(anonymous=True)
    page.goto("/sign-in")
    field = page.get_by_label("Passwort", exact=True)
    field.fill("sichtbar")
    page.get_by_role("button", name="Passwort zeigen").press("Enter")
    expect(field).to_have_attribute("type", "text")
    expect(field).to_be_focused()
    page.get_by_role("button", name="Passwort zeigen").click()
    expect(field).to_have_attribute("type", "password")
