"""The studio in a browser: by keyboard alone, by two at once, without script, accessible in all its states."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from journeys.domain.document import Document
from journeys.domain.importing import export_document
from tests.browser.access import check_access, check_width
from tests.browser.conftest import Complaints, NewPage, Server, own_name
from tests.routes.stored import Stored, store

MOST_TABS = 120
EMPTY = {
    "format": "journeys/1",
    "id": "leer",
    "language": "de",
    "service": {"name": "Bewohnerparken"},
    "journeys": [{"id": "J", "kind": "as_is", "phases": []}],
}
TEN = [
    "Vom Ausweis erfahren",
    "Unterlagen suchen",
    "Antrag stellen",
    "Eingang bestätigen",
    "Unterlagen nachfordern",
    "Unterlagen nachreichen",
    "Antrag prüfen",
    "Bescheid erstellen",
    "Gebühr zahlen",
    "Ausweis abholen",
]


@pytest.fixture
def empty(server: Server) -> Stored:
    with server.database() as database:
        return store(database, Document.from_plain(EMPTY), own_name("Studio"))


@pytest.fixture
def there(server: Server) -> Stored:
    return server.store("wohnsitz-anmelden.yaml", own_name("Studio"))


def studio(stored: Stored) -> str:
    return f"/journeys/{stored.journeys[stored.document.journeys[0].id]}/studio"


def step(stored: Stored, n: int) -> int:
    """The number of the n-th step's row, from 1."""
    return stored.steps[stored.document.journeys[0].steps()[n - 1].id]


def now(server: Server, stored: Stored) -> Document:
    with server.database() as database, database.reading() as session:
        return export_document(session, stored.service)


def titles(server: Server, stored: Stored) -> list[str]:
    return [step.title for step in now(server, stored).journeys[0].steps()]


def tab_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Walk with the Tab key until the element has the focus: nobody touches a mouse."""
    for _ in range(MOST_TABS):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{wanted} is not reached by {key}")


def press(page: Page, wanted: Locator, key: str = "Tab") -> None:
    tab_to(page, wanted, key)
    page.keyboard.press("Enter")


def test_from_nothing_to_a_blueprint_with_branches_by_keyboard_alone(
    page: Page, server: Server, empty: Stored
) -> None:
    page.goto(studio(empty))
    tab_to(page, page.get_by_label("Neue Phase"))
    page.keyboard.type("Antrag")
    page.keyboard.press("Enter")
    first = page.get_by_label("Neuer Schritt am Ende")
    expect(first).to_be_visible()
    tab_to(page, first)
    page.keyboard.type(TEN[0])
    page.keyboard.press("Enter")
    for n, title in enumerate(TEN[1:], 2):
        expect(page.locator(".studio__tools strong")).to_have_text(f"Schritt {n - 1}")
        press(page, page.locator("#tool-after"), "Shift+Tab" if n > 2 else "Tab")
        field = page.get_by_label("Neuer Schritt nach")
        expect(field).to_be_focused()
        page.keyboard.type(title)
        page.keyboard.press("Enter")
    expect(page.locator(".studio__tools strong")).to_have_text("Schritt 10")
    assert titles(server, empty) == TEN
    # In the picture: arrows back to the fourth step, its panel, and there a branch.
    tab_to(page, page.locator(".viewer__stage"), "Shift+Tab")
    for _ in range(6):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator(".studio__tools strong")).to_have_text("Schritt 4")
    expect(page.locator("#panel #title")).to_be_focused()
    more = page.locator("#panel summary", has_text="Verzweigungen")
    press(page, more)
    tab_to(page, page.locator("[name=leads]:checked"))
    while not page.get_by_label("zu bestimmten Schritten").is_checked():
        page.keyboard.press("ArrowDown")
    for n, (to, condition) in enumerate(
        [("5 Unterlagen", "wenn etwas fehlt"), ("7 Antrag", "wenn alles da ist")]
    ):
        tab_to(page, page.locator(f"[id='next[{n}].to']"))
        page.keyboard.type(to)
        tab_to(page, page.locator(f"[id='next[{n}].condition']"))
        page.keyboard.type(condition)
    press(page, page.locator("#panel").get_by_role("button", name="Speichern"))
    expect(page.get_by_text("Gespeichert. So steht")).to_be_visible()
    expect(page.locator(".viewer__stage")).to_contain_text("wenn etwas fehlt")
    steps = now(server, empty).journeys[0].steps()
    assert [(way.to, way.condition) for way in steps[3].next or ()] == [
        (steps[4].id, "wenn etwas fehlt"),
        (steps[6].id, "wenn alles da ist"),
    ]
    page.locator(".viewer__stage").focus()
    page.keyboard.press("Control+z")
    expect(page.get_by_text("Rückgängig gemacht")).to_be_visible()
    assert now(server, empty).journeys[0].steps()[3].next is None


def test_the_picture_follows_and_keeps_its_place(page: Page, server: Server, there: Stored) -> None:
    page.goto(f"{studio(there)}?step={step(there, 6)}")
    stage = page.locator(".viewer__stage")
    page.get_by_role("button", name="Größer").click()
    stage.evaluate("stage => stage.scrollTo(400, 120)")
    size = page.locator(".viewer__bar output").inner_text()
    place = stage.evaluate("stage => [stage.scrollLeft, stage.scrollTop]")
    page.locator("#panel #title").fill("Anders benannt")
    page.locator("#panel").get_by_role("button", name="Speichern").click()
    expect(stage).to_contain_text("Anders benannt")
    expect(page.locator(".viewer__bar output")).to_have_text(size)
    assert abs(stage.evaluate("stage => stage.scrollTop") - place[1]) < 2


def test_a_click_in_the_picture_opens_the_step_without_a_page_load(page: Page, there: Stored) -> None:
    page.goto(studio(there))
    page.evaluate("window.same = true")
    page.locator(".viewer__stage text", has_text="2. Kanal wählen").first.click()
    expect(page.locator("#panel #title")).to_have_value("Kanal wählen")
    expect(page.locator(".viewer__stage .is-chosen")).to_have_count(1)
    assert page.evaluate("window.same") and "step=" in page.url
    page.reload()
    expect(page.locator("#panel #title")).to_have_value("Kanal wählen")


def test_a_cell_opens_its_field_an_empty_one_too(page: Page, server: Server, there: Stored) -> None:
    steps = there.document.journeys[0].steps()
    page.goto(studio(there))
    second = page.locator(".viewer__stage .step-group", has_text=steps[1].title)
    second.locator("[data-cell=citizen]").first.click()
    expect(page.locator("#panel #citizen_action")).to_be_focused()
    expect(page.locator("#panel #title")).to_have_value(steps[1].title)
    # the lane where the first step says nothing
    column = page.locator(".viewer__stage .step-group", has_text=steps[0].title).bounding_box()
    lane = page.locator(".viewer__stage [data-lane=frontstage]").first.bounding_box()
    assert steps[0].frontstage is None and column and lane
    page.mouse.click(column["x"] + column["width"] / 2, lane["y"] + lane["height"] / 2)
    expect(page.locator("#panel #title")).to_have_value(steps[0].title)
    expect(page.locator("#panel #frontstage")).to_be_focused()
    page.keyboard.type("Zeigt auf die Tafel")
    # a field that is folded away
    page.locator(".viewer__stage .is-chosen [data-cell=evidence]").first.click()
    expect(page.locator("#panel #evidence")).to_be_focused()
    page.locator("#panel").get_by_role("button", name="Speichern").click()
    expect(page.locator(".viewer__stage")).to_contain_text("Zeigt auf die Tafel")
    assert now(server, there).journeys[0].steps()[0].frontstage == "Zeigt auf die Tafel"


def test_a_mark_in_the_picture_opens_the_notes(page: Page, there: Stored) -> None:
    step = next(step for step in there.document.journeys[0].steps() if step.pain_points)
    page.goto(studio(there))
    page.locator(f".viewer__stage [id$='note-{step.pain_points[0].id}']").first.click()
    expect(page.locator("#panel")).to_contain_text(step.pain_points[0].text)


def test_the_chosen_step_is_dragged_to_another_place(page: Page, server: Server, there: Stored) -> None:
    before = titles(server, there)
    page.goto(f"{studio(there)}?step={step(there, 1)}")
    head, target = (
        page.locator(".viewer__stage .step-group", has_text=title).locator("text").first.bounding_box()
        for title in before[:2]
    )
    assert head and target
    page.mouse.move(head["x"] + 4, head["y"] + 4)
    page.mouse.down()
    page.mouse.move(target["x"] + 30, target["y"] + 4, steps=8)
    page.mouse.up()
    expect(page.locator(".studio__tools strong")).to_have_text("Schritt 2")
    assert titles(server, there)[:2] == [before[1], before[0]]


def test_two_see_each_others_changes_and_typed_text_stays(new_page: NewPage, there: Stored) -> None:
    ada, ben = new_page(), new_page()
    for page in (ada, ben):
        page.goto(f"{studio(there)}?step={step(there, 2)}")
    ben.locator("#panel #touchpoint").fill("Telefon der Stadt")
    ada.locator("#panel #title").fill("Weg aussuchen")
    ada.locator("#panel").get_by_role("button", name="Speichern").click()
    expect(ben.locator(".viewer__stage")).to_contain_text("Weg aussuchen")
    expect(ben.locator("#panel #touchpoint")).to_have_value("Telefon der Stadt")
    ben.locator("#panel").get_by_role("button", name="Speichern").click()
    expect(ben.locator("#panel #title")).to_have_value("Weg aussuchen")
    expect(ben.locator(".viewer__stage")).to_contain_text("Telefon der Stadt")


def test_on_the_same_field_the_later_one_chooses(
    new_page: NewPage, there: Stored, complaints: Complaints
) -> None:
    complaints.expected.append("409")
    ada, ben = new_page(), new_page()
    for page, title in ((ada, "Von Ada"), (ben, "Von Ben")):
        page.goto(f"{studio(there)}?step={step(there, 2)}")
        page.locator("#panel #title").fill(title)
    ada.locator("#panel").get_by_role("button", name="Speichern").click()
    expect(ada.get_by_text("Gespeichert. So steht")).to_be_visible()
    ben.locator("#panel").get_by_role("button", name="Speichern").click()
    expect(ben.locator(".both")).to_contain_text("Von Ada")
    expect(ben.locator("#panel #title")).to_have_value("Von Ben")
    ben.get_by_role("button", name="Meinen Text speichern").click()
    expect(ben.locator(".viewer__stage")).to_contain_text("Von Ben")


def test_it_all_works_without_script(new_page: NewPage, server: Server, there: Stored) -> None:
    page = new_page(java_script_enabled=False)
    before = titles(server, there)
    page.goto(studio(there))
    page.locator(".viewer__stage .step-group text").first.click()
    expect(page.locator("#panel #title")).to_have_value(before[0])
    page.locator("#panel #title").fill("Ohne Skript")
    page.locator("#panel").get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Gespeichert. So steht")).to_be_visible()
    page.get_by_role("link", name="Danach").click()
    page.get_by_label("Neuer Schritt nach").fill("Noch einer")
    page.get_by_role("button", name="Schritt einfügen").click()
    page.get_by_role("button", name="Kopieren").click()
    page.get_by_role("button", name="Zusammenlegen").click()
    page.get_by_role("button", name="Früher").click()
    page.get_by_role("link", name="Teilen").click()
    page.get_by_label("Wie heißt der zweite Schritt?").fill("Zweiter")
    page.locator("#panel").get_by_role("button", name="Teilen").click()
    page.get_by_role("button", name="Löschen", exact=True).click()
    assert len(titles(server, there)) == len(before) + 2 - 1 + 1 - 1
    for _ in range(7):
        page.locator("#undo").click()
    assert titles(server, there) == before
    check_width(page)


@pytest.mark.parametrize("view", ["blueprint", "map", "list"])
def test_pages_and_states_are_accessible(
    any_screen: Page, complaints: Complaints, there: Stored, empty: Stored, view: str
) -> None:
    complaints.expected.append("422")
    page, address, chosen = any_screen, f"{studio(there)}?view={view}", f"&step={step(there, 3)}"
    for where in ("", chosen, f"{chosen}&panel=notes", f"{chosen}&panel=before"):
        page.goto(address + where)
        check_access(page)
    page.goto(f"{address}{chosen}&panel=split")
    page.locator("#panel").get_by_role("button", name="Teilen").click()
    expect(page.locator("#errors")).to_be_focused()
    check_access(page)
    page.goto(studio(empty))
    check_access(page)


def test_what_was_typed_survives_the_end_of_the_sign_in(
    contexts: Callable[..., Any], server: Server, there: Stored, complaints: Complaints
) -> None:
    complaints.expected += ["401", "404"]
    page = contexts().new_page()
    complaints.listen(page)
    for _ in range(2):
        page.goto(server.sign_in_link())
        page.get_by_role("button", name="Jetzt anmelden").click()
        page.wait_for_url(lambda address: "/sign-in/" not in address)
        page.goto(f"{studio(there)}?step={step(there, 2)}")
        if page.locator("#panel #title").input_value() == "Lange überlegt":
            break
        page.locator("#panel #title").fill("Lange überlegt")
        page.context.clear_cookies()
        page.locator("#panel").get_by_role("button", name="Speichern").click()
        page.wait_for_url("**/sign-in")
    expect(page.get_by_text("noch nicht gespeichert.")).to_be_visible()
    page.locator("#panel").get_by_role("button", name="Speichern").click()
    expect(page.locator(".viewer__stage")).to_contain_text("Lange überlegt")
    page.reload()
    expect(page.get_by_text("noch nicht gespeichert.")).to_be_hidden()


LONG_TASKS = """() => { window.slow = [];
new PerformanceObserver(list => { for (const e of list.getEntries()) {
  const work = e.processingEnd - e.processingStart; if (work > 50) window.slow.push(`${e.name} ${Math.round(work)}`);
} }).observe({ type: "event", durationThreshold: 16, buffered: false }); }"""


def test_no_key_or_click_takes_long_in_the_large_case(
    page: Page, server: Server, large: Callable[[], Any]
) -> None:
    """40 steps, 150 notes: what our handlers do for a key, a click, a letter in the search, a drag. Measured by the
    browser itself, and printed; the bound is the one that the studio promises."""
    page.goto(large())
    page.evaluate(LONG_TASKS)
    stage = page.locator(".viewer__stage")
    stage.focus()
    for key in ["ArrowRight"] * 12 + ["+", "-", "0", "Enter"]:
        page.keyboard.press(key)
    expect(page.locator("#panel #title")).to_be_focused()
    page.locator("[data-find]").press_sequentially("Schritt 3")
    page.mouse.move(500, 500)
    page.mouse.wheel(300, 0)
    assert page.evaluate("window.slow") == []


@pytest.fixture
def large(server: Server) -> Callable[[], str]:
    def make() -> str:
        steps = [
            {
                "id": f"s{n}",
                "title": f"Schritt {n} im Verfahren",
                "citizen_action": "Füllt das Formular aus und schickt es ab",
                "backstage": "Prüft Angaben und Nachweise",
                "support_systems": ["Fachverfahren"],
                "pain_points": [
                    {"id": f"p{n}-{m}", "text": f"Hinweis {m} zu Schritt {n}", "severity": m % 3 + 1}
                    for m in range(4 if n % 4 else 3)
                ],
            }
            for n in range(1, 41)
        ]
        phases = [{"id": f"p{n}", "name": f"Phase {n}", "steps": steps[n * 8 : n * 8 + 8]} for n in range(5)]
        plain = {**EMPTY, "id": "gross", "journeys": [{"id": "J", "kind": "as_is", "phases": phases}]}
        with server.database() as database:
            return studio(store(database, Document.from_plain(plain), own_name("Groß")))

    return make
