"""The comparison in a browser: accessible as picture and as list, reached and used by keyboard and pointer."""

import pytest
from playwright.sync_api import Page, expect

from journeys.domain.importing import import_document
from journeys.domain.projects import create_project
from tests.browser.access import check_access
from tests.browser.conftest import NewPage, Server, own_name
from tests.builders import a_document
from tests.routes.stored import Stored

BESIDE_THE_TEXT = """
(() => {
  const card = document.querySelector("#comparison-step-WOHN-S-S01 g.card").getBoundingClientRect();
  return [card.right - 12, card.top + card.height * 0.55];
})()
"""
"""A spot of a card where nothing is written."""


@pytest.fixture
def address(untouched: Stored) -> str:
    return f"/services/{untouched.service}/comparison"


@pytest.mark.parametrize("view", ["", "?view=list"])
def test_the_comparison_is_accessible(any_screen: Page, address: str, view: str) -> None:
    any_screen.goto(f"{address}{view}")
    check_access(any_screen)


def test_a_missing_to_be_is_said_accessibly(any_screen: Page, server: Server) -> None:
    with server.database() as database, database.writing() as session:
        project = create_project(session, own_name("Nur Ist"))
        number = import_document(session, project, a_document()).service.id
    any_screen.goto(f"/services/{number}/comparison")
    expect(any_screen.get_by_role("heading", name="Noch kein Soll")).to_be_visible()
    check_access(any_screen)


def test_it_is_reached_from_the_journeys_page_and_leads_back(
    page: Page, untouched: Stored, address: str
) -> None:
    page.goto(f"/services/{untouched.service}")
    page.get_by_role("link", name="Vergleich", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(address)
    page.get_by_role("link", name="Liste", exact=True).click()
    expect(page.get_by_role("heading", name="Ist: was daraus wird")).to_be_visible()
    page.get_by_role("link", name="Soll · 7 Schritte").click()
    expect(page.get_by_role("link", name="Servicebauplan")).to_have_attribute("aria-current", "page")


def test_the_first_view_holds_both_journeys_and_their_moods(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".viewer__tools")).to_be_visible()
    stage = page.locator(".viewer__stage").bounding_box()
    for mood in (
        "#comparison-step-WOHN-I-S01 g.mood_point",
        "#comparison-step-WOHN-S-S01 g.mood_point_after",
    ):
        there = page.locator(mood).bounding_box()
        assert stage and there and there["y"] + there["height"] <= stage["y"] + stage["height"]


def test_all_of_a_card_is_to_be_pressed(page: Page, untouched: Stored, address: str) -> None:
    page.goto(address)
    expect(page.locator(".viewer__tools")).to_be_visible()
    x, y = page.evaluate(BESIDE_THE_TEXT)
    page.mouse.click(x, y)
    expect(page).to_have_url(f"/steps/{untouched.steps['WOHN-S-S01']}")


def test_every_step_is_one_stop_for_the_tab_key(page: Page, untouched: Stored, address: str) -> None:
    page.goto(address)
    page.locator(".viewer__stage").focus()
    stops = []
    for _ in untouched.steps:
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert sorted(stops) == sorted(f"/steps/{number}" for number in untouched.steps.values())


def test_it_works_without_script(new_page: NewPage, address: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(address)
    expect(page.locator(".viewer__stage svg")).to_be_visible()
    page.get_by_role("link", name="Liste", exact=True).click()
    expect(page.get_by_role("heading", name="Soll: was es ersetzt und löst")).to_be_visible()
