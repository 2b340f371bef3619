"""Recording, changing, moving and deleting notes as people do it, and the form of a step."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.access import check_access, check_width
from tests.browser.conftest import Complaints, NewPage
from tests.routes.stored import Stored


@pytest.fixture
def step(own: Stored) -> str:
    """A step with notes, in a service of this test alone."""
    return f"/steps/{own.steps['WOHN-I-S05']}"


def record(page: Page, text: str, kind: str = "Schmerzpunkt") -> None:
    page.get_by_role("radio", name=kind).check()
    page.locator("#text").fill(text)
    page.get_by_role("button", name="Hinweis speichern").click()


def card(page: Page, text: str) -> Locator:
    return page.locator(".note-card", has_text=text)


def status(page: Page) -> Locator:
    return page.locator("#notice")


def test_pages_and_states_are_accessible(any_screen: Page, complaints: Complaints, step: str) -> None:
    complaints.expected.append("422")
    page = any_screen
    page.goto(step)
    check_access(page)
    page.get_by_role("button", name="Hinweis speichern").click()
    expect(page.get_by_text("Bitte schreiben Sie Ihren Hinweis in das Feld.").first).to_be_visible()
    check_access(page)
    record(page, "Für alle da", "O-Ton")
    expect(status(page)).to_contain_text("Gespeichert")
    check_access(page)
    mine = card(page, "Für alle da")
    mine.get_by_text("Verschieben", exact=True).click()
    check_access(page)
    mine.get_by_role("link", name="Ändern").click()
    expect(page.get_by_role("button", name="Änderung speichern")).to_be_visible()
    check_access(page)
    page.get_by_role("link", name="Abbrechen").click()
    card(page, "Für alle da").get_by_role("button", name="Löschen").click()
    expect(page.get_by_role("button", name="Rückgängig machen")).to_be_visible()
    check_access(page)
    page.goto(f"{step}/edit")
    check_access(page)
    page.get_by_text("Weitere Angaben").click()
    page.get_by_role("radio", name="zu bestimmten Schritten").check()
    check_access(page)
    page.get_by_label("Titel").fill("")
    page.get_by_role("button", name="Schritt speichern").click()
    expect(page.locator("#errors")).to_be_focused()
    check_access(page)


def test_choosing_another_kind_keeps_the_text(page: Page, step: str) -> None:
    page.goto(step)
    page.get_by_label("Wo kommen Bürgerinnen und Bürger hier nicht weiter?").fill("Bleibt stehen")
    expect(page.get_by_role("group", name="Wie schlimm ist das?")).to_be_visible()
    page.get_by_role("radio", name="Eigener Bedarf").check()
    expect(page.get_by_label("Was brauchen Sie selbst hier?")).to_have_value("Bleibt stehen")
    expect(page.get_by_role("group", name="Wie wichtig ist das?")).to_be_visible()
    expect(page.get_by_role("group", name="Wie schlimm ist das?")).to_be_hidden()


def test_a_note_appears_without_a_reload(page: Page, step: str) -> None:
    """The card has the focus, the form is empty, the line says so and stays in sight."""
    page.goto(step)
    page.evaluate("window.same = true")
    record(page, "Ohne Neuladen")
    expect(status(page)).to_have_text("Gespeichert. Der Hinweis steht jetzt auf der Bürgerreise.")
    expect(status(page)).to_be_in_viewport()
    expect(card(page, "Ohne Neuladen")).to_be_focused()
    expect(card(page, "Ohne Neuladen")).to_be_in_viewport()
    expect(page.locator("#text")).to_have_value("")
    assert page.evaluate("window.same") is True


def test_pressing_twice_stores_once(page: Page, step: str) -> None:
    page.goto(step)
    page.locator("#text").fill("Doppelt gedrückt")
    page.get_by_role("button", name="Hinweis speichern").dblclick()
    expect(status(page)).to_contain_text("Gespeichert")
    page.reload()
    expect(card(page, "Doppelt gedrückt")).to_have_count(1)


def test_what_is_wrong_takes_the_focus(phone: Page, step: str, complaints: Complaints) -> None:
    complaints.expected.append("422")
    page = phone
    page.goto(step)
    page.get_by_role("radio", name="Eigener Bedarf").check()
    page.get_by_role("radio", name="wichtig", exact=False).first.check()
    page.get_by_role("button", name="Hinweis speichern").click()
    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("#errors")).to_be_in_viewport(ratio=0.95)
    expect(page.get_by_role("radio", name="Eigener Bedarf")).to_be_checked()
    page.locator("#errors a").click()
    expect(page.locator("#text")).to_be_focused()


def test_changing_in_place(phone: Page, step: str) -> None:
    page = phone
    page.goto(step)
    record(page, "Vor dem Ändern")
    mine = card(page, "Vor dem Ändern")
    mine.get_by_role("link", name="Ändern").click()
    field = page.locator(".note-card textarea")
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport(ratio=0.95)
    page.get_by_role("link", name="Abbrechen").click()
    expect(card(page, "Vor dem Ändern")).to_be_focused()
    card(page, "Vor dem Ändern").get_by_role("link", name="Ändern").click()
    page.locator(".note-card textarea").fill("Nach dem Ändern")
    page.get_by_role("button", name="Änderung speichern").click()
    expect(card(page, "Nach dem Ändern")).to_be_focused()
    expect(status(page)).to_contain_text("Der Hinweis ist geändert")
    page.reload()
    expect(card(page, "Nach dem Ändern")).to_have_count(1)


@pytest.mark.parametrize("script", [True, False])
def test_two_people_change_the_same_note(
    new_page: NewPage, complaints: Complaints, step: str, script: bool
) -> None:
    complaints.expected.append("409")
    mine, theirs = new_page(360, 740, java_script_enabled=script), new_page()
    text = f"Streit {script}"
    mine.goto(step)
    record(mine, text)
    card(mine, text).get_by_role("link", name="Ändern").click()
    theirs.goto(step)
    card(theirs, text).get_by_role("link", name="Ändern").click()
    theirs.locator(".note-card textarea").fill("Ihre Fassung")
    theirs.get_by_role("button", name="Änderung speichern").click()
    expect(status(theirs)).to_contain_text("geändert")
    mine.locator(".note-card textarea").fill("Meine Fassung")
    mine.get_by_role("button", name="Änderung speichern").click()
    expect(mine.get_by_text("Jemand anderes hat das gerade geändert")).to_be_visible()
    expect(mine.locator(".both")).to_contain_text("Ihre Fassung")
    expect(mine.locator(".note-card textarea")).to_have_value("Meine Fassung")
    if script:
        check_access(mine)
    mine.get_by_role("button", name="Meinen Text speichern").click()
    expect(card(mine, "Meine Fassung").first).to_be_visible()
    card(mine, "Meine Fassung").get_by_role("button", name="Löschen").click()


@pytest.mark.parametrize("script", [True, False])
def test_move_delete_and_undo(new_page: NewPage, own: Stored, step: str, script: bool) -> None:
    page = new_page(360, 740, java_script_enabled=script)
    text = f"Wandert {script}"
    page.goto(step)
    record(page, text)
    card(page, text).get_by_text("Verschieben", exact=True).click()
    card(page, text).get_by_label("Zu welchem Schritt?").select_option(index=2)
    card(page, text).get_by_role("button", name="Hinweis verschieben").click()
    expect(status(page)).to_contain_text("Der Hinweis steht jetzt bei Schritt 2: Kanal wählen.")
    expect(card(page, text)).to_have_count(0)
    page.goto(f"/steps/{own.steps['WOHN-I-S02']}")
    card(page, text).get_by_role("button", name="Löschen").click()
    expect(status(page)).to_contain_text("Der Hinweis ist gelöscht.")
    expect(card(page, text)).to_have_count(0)
    page.get_by_role("button", name="Rückgängig machen").click()
    expect(card(page, text)).to_have_count(1)
    expect(status(page)).to_contain_text("Der Hinweis ist wieder da.")


def test_when_the_server_does_not_answer_nothing_typed_is_lost(
    page: Page, step: str, complaints: Complaints
) -> None:
    complaints.expected += ["ERR_FAILED", "htmx:error"]
    page.goto(step)
    page.route("**/notes", lambda route: route.abort())
    record(page, "Geht nicht verloren")
    expect(status(page)).to_contain_text("Nicht gespeichert: Der Server antwortet nicht")
    expect(page.locator("#text")).to_have_value("Geht nicht verloren")
    page.unroute("**/notes")
    page.reload()
    expect(page.locator("#text")).to_have_value("Geht nicht verloren")
    page.get_by_role("button", name="Hinweis speichern").click()
    expect(card(page, "Geht nicht verloren")).to_be_visible()
    page.reload()
    expect(page.locator("#text")).to_have_value("")


def test_an_error_of_the_server_leaves_the_form_in_place(
    page: Page, step: str, complaints: Complaints
) -> None:
    complaints.expected.append("400")
    page.goto(step)
    page.evaluate("document.querySelectorAll('[name=csrf_token]').forEach(field => field.value = 'falsch')")
    record(page, "Steht noch da")
    expect(status(page)).to_contain_text("Das hat der Server nicht verstanden")
    expect(page.locator("#text")).to_have_value("Steht noch da")
    page.evaluate("sessionStorage.clear()")


def test_a_step_is_changed_without_script(new_page: NewPage, own: Stored) -> None:
    page = new_page(360, 740, java_script_enabled=False)
    page.goto(f"/steps/{own.steps['WOHN-I-S06']}")
    page.get_by_role("link", name="Schritt ändern").click()
    page.get_by_label("von").first.fill("1,5")
    page.get_by_label("bis").first.fill("2")
    page.get_by_label("Einheit").first.select_option("Stunden")
    page.get_by_label("In Worten").first.fill("")
    page.get_by_text("Weitere Angaben").click()
    page.get_by_role("radio", name="zu bestimmten Schritten").check()
    page.get_by_label("1. Weg: weiter zu").select_option(index=3)
    page.get_by_label("wenn").first.fill("etwas fehlt")
    page.get_by_role("button", name="Schritt speichern").click()
    facts = page.locator(".description-list")
    expect(facts).to_contain_text("1,5 bis 2 Stunden")
    expect(facts).to_contain_text("weiter bei 3 Termin suchen und buchen, wenn: etwas fehlt")
    check_width(page)


def test_touch_targets_are_large_on_a_phone(phone: Page, step: str) -> None:
    phone.goto(step)
    targets = "button, summary, a.quiet-button, .kinds__option, .choice__option, .neighbours a"
    small = phone.evaluate(
        """targets => [...document.querySelector("main").querySelectorAll(targets)]
        .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44)
        .map(e => `${e.outerHTML.slice(0, 80)} ${e.getBoundingClientRect().height}`)""",
        targets,
    )
    assert small == []
