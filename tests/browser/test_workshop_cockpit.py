"""The cockpit in a browser: nothing moves under hand or focus, each change has its undo, by keyboard, by drag, without
script, and with two who moderate at once."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from journeys.domain.workshops.tables import Card
from tests.browser.access import check_access, check_width
from tests.browser.conftest import Complaints, NewPage, Server
from tests.routes.workshops.stage import Stage


@pytest.fixture
def stage(server: Server) -> Iterator[Stage]:
    """A workshop whose running item everybody writes to openly."""
    with server.database() as database:
        stage = Stage(database)
        item = stage.run_now()
        stage.reveal(item)
        yield stage


MORE = [pytest.param(*it, marks=pytest.mark.full) for it in ((360, "light"), (1024, "dark"), (1280, "light"))]


def card_of(page: Page, card: Card) -> Locator:
    return page.locator(f"#card-{card.id}")


def texts(page: Page) -> Locator:
    return page.locator("#cards .pin__text")


def on_step(page: Page, number: int) -> Locator:
    return page.locator(f"[data-number='{number}'] .tally__sum")


def test_two_who_moderate_follow_each_other(new_page: NewPage, stage: Stage, patient: Complaints) -> None:
    card = stage.write(stage.join(), "Das Formular ist zu lang")
    anna, ben = new_page(), new_page()
    for page in (anna, ben):
        page.goto(stage.at("run?show=all"))
    anna.get_by_role("button", name="Weiter: Eigener Bedarf").click()
    expect(ben.locator(".band__title")).to_have_text("Eigener Bedarf")
    expect(ben.locator("#go-next")).to_have_text("Weiter: Pause")
    card_of(anna, card).get_by_role("link", name="Umformulieren").click()
    anna.get_by_label("So soll der Hinweis lauten").fill("Von Anna")
    card_of(ben, card).get_by_role("link", name="Umformulieren").click()
    ben.get_by_label("So soll der Hinweis lauten").fill("Von Ben")
    anna.get_by_role("button", name="Neue Fassung speichern").click()
    expect(card_of(anna, card)).to_contain_text("Von Anna")
    ben.get_by_role("button", name="Neue Fassung speichern").click()
    expect(ben.locator("#sheet")).to_contain_text("Jemand anderes hat diesen Hinweis gerade geändert")
    expect(ben.locator("#sheet .pin__text")).to_have_text("Von Anna")
    expect(ben.get_by_label("So soll der Hinweis lauten")).to_have_value("Von Ben")
    check_access(ben)
    ben.get_by_role("button", name="Meinen Text speichern").click()
    expect(card_of(anna, card).locator(".pin__text")).to_have_text("Von Ben")


@pytest.fixture
def patient(complaints: Complaints) -> Complaints:
    """The browser notes each answer that is not 200; a clash is one."""
    complaints.expected += ["409"]
    return complaints


def test_two_press_next_and_go_on_by_one(new_page: NewPage, stage: Stage) -> None:
    anna, ben = new_page(), new_page(java_script_enabled=False)
    for page in (anna, ben):
        page.goto(stage.at())
    anna.get_by_role("button", name="Weiter: Eigener Bedarf").click()
    expect(anna.locator(".band__title")).to_have_text("Eigener Bedarf")
    ben.get_by_role("button", name="Weiter: Eigener Bedarf").click()
    expect(ben.locator(".band__title")).to_have_text("Eigener Bedarf")


def test_a_new_card_waits_while_a_button_has_the_focus(new_page: NewPage, stage: Stage) -> None:
    who = stage.join()
    first = stage.write(who, "Der erste Hinweis")
    page = new_page()
    page.goto(stage.at())
    page.mouse.move(5, 5)
    button = card_of(page, first).get_by_role("button", name="Ausblenden")
    button.focus()
    before = button.bounding_box()
    stage.write(who, "Der zweite Hinweis", step=1)
    stage.write(who, "Der dritte Hinweis", step=2)
    fresh = page.locator("#fresh")
    expect(fresh).to_have_text("2 neue zeigen")
    expect(texts(page)).to_have_text(["Der erste Hinweis"])
    expect(button).to_be_focused()
    assert button.bounding_box() == before
    expect(on_step(page, 3)).to_contain_text("1")
    fresh.press("Enter")
    expect(texts(page)).to_have_text(["Der dritte Hinweis", "Der zweite Hinweis", "Der erste Hinweis"])
    expect(fresh).to_be_hidden()
    expect(page.locator("#cards > li").first).to_be_focused()


def test_a_new_card_waits_under_the_pointer_and_comes_when_it_leaves(new_page: NewPage, stage: Stage) -> None:
    who = stage.join()
    first = stage.write(who, "Der erste Hinweis")
    page = new_page()
    page.goto(stage.at())
    card_of(page, first).hover()
    stage.write(who, "Der zweite Hinweis", step=1)
    expect(page.locator("#fresh")).to_have_text("1 neuen zeigen")
    expect(texts(page)).to_have_text(["Der erste Hinweis"])
    page.mouse.move(5, 5)
    expect(texts(page)).to_have_text(["Der zweite Hinweis", "Der erste Hinweis"])


def test_a_change_is_undone_and_the_line_stays_until_the_next(new_page: NewPage, stage: Stage) -> None:
    card = stage.write(stage.join(), "Das Formular ist zu lang")
    page = new_page()
    page.goto(stage.at("run?show=all"))
    card_of(page, card).get_by_role("button", name="Ausblenden").click()
    expect(page.locator("#notice")).to_contain_text("Der Hinweis ist ausgeblendet.")
    expect(card_of(page, card)).to_have_count(0)
    stage.write(stage.join(), "Etwas anderes", step=1)
    page.mouse.move(5, 5)
    expect(texts(page)).to_have_text(["Etwas anderes"])
    check_access(page)
    page.get_by_role("button", name="Rückgängig machen").click()
    expect(page.locator("#notice")).to_have_text(re.compile("Rückgängig gemacht."))
    expect(card_of(page, card)).to_be_visible()
    assert stage.card(card.id).state == "shown"


def test_by_keyboard_alone(new_page: NewPage, stage: Stage) -> None:
    who = stage.join()
    card = stage.write(who, "Das Formular ist zu lang")
    page = new_page()
    page.goto(stage.at("run?show=all"))
    link = card_of(page, card).get_by_role("link", name="Verschieben")
    link.focus()
    page.keyboard.press("3")
    expect(card_of(page, card)).to_contain_text("Schritt 3")
    expect(link).to_be_focused()
    assert stage.card(card.id).step_id == stage.steps()[2]
    page.keyboard.press("Enter")
    select = page.get_by_label("Zu welchem Schritt?")
    expect(select).to_be_focused()
    select.select_option(index=2)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(card_of(page, card)).to_contain_text("Schritt 2")
    expect(page.locator("#sheet")).to_be_hidden()
    expect(link).to_be_focused()
    page.keyboard.press("9")
    expect(card_of(page, card)).to_contain_text("Schritt 2")
    link.press("Enter")
    expect(select).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).to_be_hidden()
    expect(link).to_be_focused()


def test_by_drag(new_page: NewPage, stage: Stage) -> None:
    card = stage.write(stage.join(), "Das Formular ist zu lang")
    page = new_page()
    page.goto(stage.at("run?show=all"))
    card_of(page, card).locator(".pin__text").drag_to(page.locator("[data-number='4']"))
    expect(card_of(page, card)).to_contain_text("Schritt 4")
    expect(on_step(page, 4)).to_contain_text("1")
    expect(page.locator("#notice")).to_contain_text("Der Hinweis liegt jetzt bei „4 ")
    assert stage.card(card.id).step_id == stage.steps()[3]


def test_a_text_that_was_begun_is_still_there(new_page: NewPage, stage: Stage) -> None:
    card = stage.write(stage.join(), "Das Formular ist zu lang")
    page = new_page()
    page.goto(stage.at("run?show=all"))
    card_of(page, card).get_by_role("link", name="Umformulieren").click()
    page.get_by_label("So soll der Hinweis lauten").fill("Angefangen")
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).to_be_hidden()
    card_of(page, card).get_by_role("link", name="Umformulieren").click()
    expect(page.get_by_label("So soll der Hinweis lauten")).to_have_value("Angefangen")


def test_a_result_that_is_being_typed_stays_when_the_other_goes_on(new_page: NewPage, stage: Stage) -> None:
    anna, ben = new_page(), new_page()
    for page in (anna, ben):
        page.goto(stage.at())
    anna.get_by_label("Ergebnis für das Protokoll").press_sequentially("Drei Punkte")
    ben.get_by_role("button", name="Weiter: Eigener Bedarf").click()
    expect(anna.locator(".band__title")).to_have_text("Eigener Bedarf")
    expect(anna.get_by_label("Ergebnis für das Protokoll")).to_have_value("Drei Punkte")
    expect(anna.locator("#plan-now")).to_contain_text("Schmerzpunkte")
    anna.get_by_role("button", name="Ergebnis speichern").click()
    expect(anna.locator("#notice")).to_contain_text("Das Ergebnis ist gespeichert.")
    expect(anna.locator("#plan-now")).to_contain_text("Eigener Bedarf")
    expect(anna.get_by_label("Ergebnis für das Protokoll")).to_have_value("")


def test_questions_and_a_card_for_somebody_in_the_room(new_page: NewPage, stage: Stage) -> None:
    stage.ask("Bis wann hören wir etwas?")
    page = new_page()
    page.goto(stage.at())
    page.get_by_role("link", name="Antworten").click()
    page.get_by_label("Ihre Antwort für alle").fill("Bis zum Sommer.")
    page.get_by_role("button", name="Antwort zeigen").click()
    expect(page.locator("#questions")).to_contain_text("Keine offene Frage.")
    page.locator("summary", has_text="Hinweis für jemanden im Raum").click()
    for text in ("Die Tür klemmt", "Der Aufzug steht"):
        page.get_by_label("Was wurde gesagt?").fill(text)
        page.get_by_role("button", name="Hinweis eintragen").click()
        expect(page.get_by_label("Was wurde gesagt?")).to_have_value("")
        expect(page.locator("#notice")).to_contain_text("Der Hinweis ist eingetragen.")
    page.locator("#show-all").click()
    expect(texts(page)).to_have_text(["Der Aufzug steht", "Die Tür klemmt"])
    expect(page).to_have_url(re.compile("show=all"))


def test_held_time_stands_still(new_page: NewPage, stage: Stage) -> None:
    page = new_page()
    page.goto(stage.at())
    time = page.locator(".band__time time")
    started = time.inner_text()
    expect(time).not_to_have_text(started)
    page.get_by_role("button", name="Anhalten").click()
    expect(page.locator(".band__held")).to_be_visible()
    held = time.inner_text()
    page.wait_for_timeout(1500)
    assert time.inner_text() == held
    page.get_by_role("button", name="Weiterlaufen").click()
    expect(time).not_to_have_text(held)


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1024, "light"), (1280, "dark"), *MORE])
def test_for_everybody(new_page: NewPage, stage: Stage, width: int, scheme: str) -> None:
    who = stage.join()
    for kind in ("pain_point", "need", "keep", "worry"):
        stage.write(who, f"Ein Hinweis: {kind}", kind)
    covered = stage.write(who, "Frau Müller gibt nichts weiter")
    stage.ask()
    page = new_page(width, 800, color_scheme=scheme)
    page.goto(stage.at("run?show=all&look=1"))
    expect(card_of(page, covered)).to_be_visible()
    check_access(page)
    if width < 1200:
        page.get_by_role("link", name="Schritte und offene Fragen (1)").click()
        expect(page.get_by_role("heading", name="Hinweise je Schritt")).to_be_visible()
        check_access(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("heading", name="Hinweise je Schritt")).to_be_hidden()
    card_of(page, covered).get_by_role("link", name="Text prüfen").click()
    expect(page.locator("#sheet")).to_contain_text("Frau Müller")
    check_access(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_without_script(new_page: NewPage, stage: Stage, width: int) -> None:
    who = stage.join()
    card = stage.write(who, "Das Formular ist zu lang und der Aufzug geht nicht")
    stage.ask()
    page = new_page(width, 740, java_script_enabled=False)
    page.goto(stage.at("run?show=all"))
    check_width(page)
    card_of(page, card).get_by_role("link", name="Verschieben").click()
    page.get_by_label("Zu welchem Schritt?").select_option(index=3)
    page.get_by_role("button", name="Auf den Schritt legen").click()
    expect(card_of(page, card)).to_contain_text("Schritt 3")
    page.get_by_role("button", name="Rückgängig machen").click()
    expect(card_of(page, card)).to_contain_text("Schritt 1")
    card_of(page, card).get_by_role("link", name="Mehr …").click()
    page.get_by_role("link", name="Teilen").click()
    page.get_by_label("Der erste Hinweis").fill("Das Formular ist zu lang")
    page.get_by_label("Der zweite Hinweis").fill("Der Aufzug geht nicht")
    check_width(page)
    page.get_by_role("button", name="Hinweis teilen").click()
    expect(texts(page)).to_have_text(["Der Aufzug geht nicht", "Das Formular ist zu lang"])
    if width < 1200:
        page.get_by_role("link", name="Ablauf und Ergebnis").click()
    page.get_by_label("Ergebnis für das Protokoll").fill("Zwei Punkte")
    page.get_by_role("button", name="Ergebnis speichern").click()
    expect(page.locator("#notice")).to_contain_text("Das Ergebnis ist gespeichert.")
    if width < 1200:
        page.get_by_role("link", name="Schritte und offene Fragen").click()
    page.get_by_role("button", name="Mündlich beantwortet").click()
    expect(page.locator("#notice")).to_contain_text("Die Frage ist mündlich beantwortet.")
    if width < 1200:
        page.goto(stage.at())
    page.get_by_role("link", name="Workshop beenden").first.click()
    page.get_by_role("button", name="Workshop beenden").click()
    expect(page.locator(".band__title")).to_have_text("Der Workshop ist beendet")
    check_width(page)
