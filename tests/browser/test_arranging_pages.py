"""Putting steps in order and starting a new service, by keyboard, on a phone, with and without script."""

import pytest
from playwright.sync_api import Page, expect

from journeys.domain.projects import create_project
from tests.browser.access import check_access, check_width
from tests.browser.conftest import Complaints, NewPage, Server, own_name

EIGHT = [
    "Anlass",
    "Informieren",
    "Unterlagen",
    "Antrag",
    "Eingang und Prüfung",
    "Rückfrage",
    "Bescheid",
    "Abschluss",
]


@pytest.fixture
def start(server: Server) -> str:
    """Where a new service begins, in an empty project of this test alone."""
    with server.database() as database, database.writing() as session:
        return f"/projects/{create_project(session, own_name('Ordnen')).id}/services/new"


def new_service(page: Page, start: str, name: str) -> None:
    """A service of its own for a test, open at the order of its steps."""
    page.goto(start)
    page.get_by_label("Wie heißt die Leistung?").fill(name)
    page.get_by_role("button", name="Leistung anlegen").click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    page.get_by_role("link", name="Schritte ordnen").click()
    expect(page.get_by_role("heading", level=1, name="Schritte ordnen")).to_be_visible()


def expect_steps(page: Page, titles: list[str]) -> None:
    """Wait until these are the page's steps, in this order."""
    expect(page.locator(".arrange__title a")).to_have_text(titles)


def open_more(page: Page, title: str) -> None:
    page.locator(".arrange__step", has=page.get_by_role("link", name=title, exact=True)).locator(
        "summary"
    ).click()


def test_pages_and_states_are_accessible(any_screen: Page, complaints: Complaints, start: str) -> None:
    complaints.expected.append("422")
    page = any_screen
    page.goto(start)
    check_access(page)
    page.get_by_role("button", name="Leistung anlegen").click()
    expect(page.locator("#errors")).to_be_focused()
    check_access(page)
    new_service(page, start, "Zugänglich")
    check_access(page)
    open_more(page, "Antrag")
    check_access(page)
    page.locator(".arrange__more[open]").get_by_role("button", name="Schritt einfügen").click()
    expect(page.locator("#errors")).to_be_focused()
    check_access(page)
    page.get_by_label("Name der neuen Phase").fill("Donaudampfschifffahrtsgesellschaftskapitänsprüfungsphase")
    page.get_by_role("button", name="Phase anlegen").click()
    expect(page.get_by_text("ist angelegt.")).to_be_visible()
    check_access(page)
    open_more(page, "Antrag")
    page.locator(".arrange__step .arrange__more[open]").get_by_role("button", name="Löschen").click()
    expect(page.get_by_role("button", name="Rückgängig machen")).to_be_visible()
    check_access(page)


def test_a_step_moves_with_the_keyboard_which_stays_on_its_button(page: Page, start: str) -> None:
    new_service(page, start, "Mit der Tastatur")
    page.evaluate("window.same = true")
    page.get_by_role("link", name="Informieren", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    for place in ("3, Phase Vorbereiten", "3, Phase Beantragen", "4, Phase Beantragen"):
        page.keyboard.press("Enter")
        expect(page.locator("#notice")).to_contain_text(f"„Informieren“ ist jetzt Schritt {place}.")
        expect(page.locator(":focus")).to_have_accessible_name("später")
        expect(page.locator(":focus")).to_have_accessible_description("Informieren")
    expect_steps(page, ["Anlass", "Unterlagen", "Antrag", "Informieren", *EIGHT[4:]])
    assert page.evaluate("window.same") is True


def test_at_the_end_the_focus_does_not_fall_off(page: Page, start: str) -> None:
    new_service(page, start, "Bis zum Ende")
    page.locator(".arrange__move", has_text="später").nth(-1).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("„Abschluss“ ist jetzt Schritt 8, Phase Abschließen.")
    expect(page.locator(":focus")).to_have_accessible_description("Abschluss")
    expect(page.locator(":focus")).to_have_attribute("aria-disabled", "true")


@pytest.mark.parametrize("script", [True, False])
def test_everything_on_a_phone(new_page: NewPage, start: str, script: bool) -> None:
    page = new_page(360, 740, java_script_enabled=script)
    new_service(page, start, f"Auf dem Telefon {script}")
    expect_steps(page, EIGHT)
    open_more(page, "Antrag")
    page.get_by_label("Neuer Schritt nach „Antrag“").fill("Gebühr bezahlen")
    page.locator(".arrange__more[open]").get_by_role("button", name="Schritt einfügen").click()
    expect(page.locator("#notice")).to_contain_text("Der Schritt „Gebühr bezahlen“ ist eingefügt.")
    with_fee = [*EIGHT[:4], "Gebühr bezahlen", *EIGHT[4:]]
    expect_steps(page, with_fee)
    open_more(page, "Rückfrage")
    page.locator(".arrange__more[open]").get_by_role("button", name="Löschen").click()
    expect(page.locator("#notice")).to_contain_text(
        "Der Schritt „Rückfrage“ ist gelöscht, mit seinen Hinweisen."
    )
    expect_steps(page, [title for title in with_fee if title != "Rückfrage"])
    page.get_by_role("button", name="Rückgängig machen").click()
    expect(page.locator("#notice")).to_contain_text("Der Schritt „Rückfrage“ ist wieder da.")
    expect_steps(page, with_fee)
    page.get_by_label("Name der neuen Phase").fill("Nachbereiten")
    page.get_by_role("button", name="Phase anlegen").click()
    expect(page.get_by_role("heading", name="Nachbereiten")).to_be_visible()
    last = page.locator(".arrange__phase").last
    last.locator(".arrange__head summary").click()
    last.get_by_label("Name der Phase").fill("Danach")
    last.get_by_role("button", name="Namen speichern").click()
    expect(page.get_by_role("heading", name="Danach")).to_be_visible()
    last.locator(".arrange__head").get_by_role("button", name="früher").click()
    expect(page.locator(".arrange__phase h2").nth(-2)).to_have_text("Danach")
    emptied = page.locator(".arrange__phase").nth(-2)
    emptied.locator("summary").first.click()
    emptied.get_by_role("button", name="Leere Phase löschen").click()
    expect(page.locator("#notice")).to_contain_text("Die leere Phase ist gelöscht.")
    expect(page.get_by_role("heading", name="Danach")).to_have_count(0)
    check_width(page)


def test_a_key_of_another_catalogue_gets_a_calm_word(new_page: NewPage, start: str) -> None:
    page = new_page(360, 740, java_script_enabled=False)
    page.goto(start)
    page.get_by_label("Wie heißt die Leistung?").fill("Hundesteuer anmelden")
    page.get_by_label("Leistungsschlüssel").fill("06 108 002 001 000")
    page.get_by_role("button", name="Leistung anlegen").click()
    expect(page.get_by_role("status")).to_contain_text("beginnt nicht mit 99")
