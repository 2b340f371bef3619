"""Before a workshop: planning, preparing, inviting, paper; by keyboard, on a phone, with and without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from journeys.domain.workshops.planning import find_workshop, plan_workshop
from tests.browser.access import check_access, check_width
from tests.browser.conftest import Complaints, NewPage, Server
from tests.routes.stored import Stored


@pytest.fixture
def workshop(server: Server, own: Stored) -> int:
    """A workshop of the short template on a service of this test alone."""
    with server.database() as database, database.writing() as session:
        return plan_workshop(session, own.service, "short", "Alltag am Schalter").id or 0


def code_of(server: Server, workshop: int) -> str:
    with server.database() as database, database.reading() as session:
        return find_workshop(session, workshop).code


def expect_page(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()


def test_pages_before_a_workshop_are_accessible(
    any_screen: Page, complaints: Complaints, own: Stored, server: Server
) -> None:
    complaints.expected.append("422")
    page = any_screen
    page.goto(f"/services/{own.service}/workshops")
    expect_page(page, "Workshops")
    check_access(page)
    page.get_by_role("link", name="Workshop planen").click()
    expect_page(page, "Workshop planen")
    check_access(page)
    page.get_by_role("button", name="Workshop anlegen").click()
    expect(page.locator("#errors")).to_be_focused()
    check_access(page)
    page.get_by_role("radio", name="Kurz").check()
    page.get_by_label("Titel").fill("Alltag")
    page.get_by_role("button", name="Workshop anlegen").click()
    expect_page(page, "Alltag")
    check_access(page)
    prepare = page.url.removeprefix(server.address)
    for address, heading in (
        ("/texts", "Texte und Rollenkarte ändern"),
        ("/steps", "Schritte und Grenzen ändern"),
        ("/agenda", "Ablauf ändern"),
        ("/agenda/new", "Neuer Programmpunkt"),
    ):
        page.goto(f"{prepare}{address}")
        expect_page(page, heading)
        check_access(page)
    page.goto(f"/services/{own.service}/workshops")
    check_access(page)


def test_slips_links_and_invitation_are_accessible(
    any_screen: Page, complaints: Complaints, workshop: int, server: Server
) -> None:
    complaints.expected.append("422")
    page = any_screen
    page.goto(f"/workshops/{workshop}/slips")
    expect_page(page, "Zettel eintragen")
    check_access(page)
    page.get_by_role("button", name="Zettel eintragen").click()
    expect(page.locator("#errors")).to_be_focused()
    check_access(page)
    page.goto(f"/w/{code_of(server, workshop)}/invitation")
    expect_page(page, "Einladung")
    check_access(page)


def titles(page: Page, wanted: list[str]) -> None:
    """Wait until the agenda begins with these."""
    for n, title in enumerate(wanted):
        expect(page.locator(".agenda__item .arrange__title").nth(n)).to_have_text(title)


def test_the_agenda_by_keyboard(page: Page, workshop: int) -> None:
    page.goto(f"/workshops/{workshop}/prepare/agenda")
    page.evaluate("window.same = true")
    page.get_by_role("link", name="Schritte prüfen").focus()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_accessible_name("früher")
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("„Schritte prüfen“ ist jetzt Programmpunkt 1.")
    titles(page, ["Schritte prüfen", "Rahmen und Rolle"])
    expect(page.locator(":focus")).to_have_accessible_name("früher")
    expect(page.locator(":focus")).to_have_accessible_description("Schritte prüfen")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_accessible_name("Entfernen")
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("„Schritte prüfen“ ist aus dem Ablauf genommen.")
    titles(page, ["Rahmen und Rolle", "Schmerzpunkte"])
    assert page.evaluate("window.same") is True
    page.get_by_role("button", name="Rückgängig machen").press("Enter")
    expect(page.locator("#notice")).to_contain_text("ist wieder im Ablauf.")
    titles(page, ["Schritte prüfen", "Rahmen und Rolle"])


def test_how_many_people_it_takes_follows_the_choice(page: Page, workshop: int) -> None:
    page.goto(f"/workshops/{workshop}/prepare/steps")
    expect(page.locator("#cover")).to_contain_text("Ab 4 Personen kommt jeder Schritt dran.")
    page.get_by_label("Schritte je Person").fill("2")
    expect(page.locator("#cover")).to_contain_text("Ab 6 Personen kommt jeder Schritt dran.")
    for box in page.get_by_role("checkbox").all()[:6]:
        box.uncheck()
    expect(page.locator("#cover")).to_contain_text("Ab 3 Personen kommt jeder Schritt dran.")
    expect(page.get_by_label("Schritte je Person")).to_have_value("2")


def test_the_role_card_follows_what_is_typed(page: Page, workshop: int) -> None:
    page.goto(f"/workshops/{workshop}/prepare/texts")
    expect(page.locator("#preview")).to_contain_text("von höchstens 120 Wörtern.")
    field = page.get_by_label("Wofür der Workshop ist")
    field.fill("Wir schauen auf den Alltag.")
    expect(page.locator("#preview .role-card")).to_contain_text("Wir schauen auf den Alltag.")
    expect(field).to_be_focused()
    field.fill("zu viele Wörter " * 40)
    expect(page.locator("#preview")).to_contain_text("liest kaum jemand zu Ende")
    check_access(page)


@pytest.mark.parametrize("script", [True, False])
def test_preparing_on_a_phone(new_page: NewPage, own: Stored, script: bool) -> None:
    page = new_page(360, 740, java_script_enabled=script)
    page.goto(f"/services/{own.service}")
    page.get_by_role("link", name="Workshops").click()
    page.get_by_role("link", name="Damit planen: Kurz").click()
    expect(page.get_by_role("radio", name="Kurz")).to_be_checked()
    page.get_by_label("Titel").fill(f"Unterwegs {script}")
    page.get_by_role("button", name="Workshop anlegen").click()
    expect_page(page, f"Unterwegs {script}")
    check_width(page)
    page.get_by_role("link", name="Texte und Rollenkarte ändern").click()
    page.get_by_label("Wer entscheidet").fill("die Amtsleitung")
    page.get_by_role("button", name="Texte speichern").click()
    expect(page.locator("#notice")).to_contain_text("Die Texte sind gespeichert.")
    expect(page.get_by_text("die Amtsleitung")).to_be_visible()
    page.get_by_role("link", name="Ablauf ändern").click()
    page.get_by_role("link", name="Programmpunkt anlegen").click()
    page.get_by_label("Titel").fill("Nachlese")
    page.get_by_role("button", name="Programmpunkt anlegen").click()
    expect(page.locator("#notice")).to_contain_text("„Nachlese“ steht jetzt am Ende des Ablaufs.")
    last = page.locator(".agenda__item").last
    last.get_by_role("button", name="früher").click()
    expect(page.locator(".agenda__item").nth(-2)).to_contain_text("Nachlese")
    page.locator(".agenda__item").nth(-2).get_by_role("button", name="Entfernen").click()
    expect(page.locator("#notice")).to_contain_text("ist aus dem Ablauf genommen.")
    page.get_by_role("button", name="Rückgängig machen").click()
    expect(page.locator(".agenda__item").nth(-2)).to_contain_text("Nachlese")
    check_width(page)


@pytest.mark.parametrize("script", [True, False])
def test_the_invitation_without_an_account(
    new_page: NewPage, server: Server, workshop: int, script: bool
) -> None:
    page = new_page(360, 740, anonymous=True, java_script_enabled=script)
    page.goto(f"/w/{code_of(server, workshop)}/invitation")
    page.get_by_role("button", name="Ich bin dabei").click()
    expect(page.get_by_text("Gezählt. Danke!")).to_be_visible()
    page.get_by_label("Ihre Frage oder Sorge").fill("Wird das bewertet?")
    page.get_by_role("button", name="Frage senden").click()
    expect(page.get_by_text("Ihre Frage ist angekommen, ohne Namen.")).to_be_visible()
    expect(page.get_by_label("Ihre Frage oder Sorge")).to_have_value("")
    check_width(page)
    page.get_by_role("button", name="Doch nicht dabei").click()
    expect(page.get_by_text("Ihre Zusage zählt nicht mehr.")).to_be_visible()


def test_slips_are_entered_in_bulk_by_keyboard(page: Page, complaints: Complaints, workshop: int) -> None:
    complaints.expected.append("422")
    page.goto(f"/workshops/{workshop}/slips")
    rows = page.locator(".slip-row")
    rows.nth(0).get_by_label("Text").fill("Das Formular ist zu lang")
    rows.nth(0).get_by_label("Schritt").select_option(index=2)
    rows.nth(0).get_by_label("Wie oft").select_option("oft")
    rows.nth(2).get_by_label("Was es ist").select_option("Eigener Bedarf")
    rows.nth(2).get_by_label("Text").fill("q" * 6000)
    rows.nth(2).get_by_label("Text").press("Tab")
    page.get_by_role("button", name="Zettel eintragen").press("Enter")
    expect(page.locator("#notice")).to_contain_text("1 Zettel ist eingetragen.")
    expect(page.locator("#errors")).to_contain_text("zu lang")
    expect(rows.nth(0).get_by_label("Text")).to_have_value(re.compile("^q{6000}$"))
    rows.nth(0).get_by_label("Text").fill("Ein zweiter Bildschirm")
    page.get_by_role("button", name="Zettel eintragen").press("Enter")
    expect(page.locator("#notice")).to_contain_text("1 Zettel ist eingetragen.")
    expect(rows.nth(0).get_by_label("Text")).to_have_value("")
    expect(rows.nth(0).get_by_label("Was es ist")).to_have_value("need")


def test_the_address_of_this_machine_only_is_explained(page: Page, workshop: int) -> None:
    page.goto(f"/workshops/{workshop}/prepare")
    expect(page.get_by_text("Diese Adresse erreicht nur, wer an diesem Rechner sitzt")).to_be_visible()
    expect(page.locator("svg.qr")).to_have_count(0)
