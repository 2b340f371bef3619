"""The picture in its box: readable at once, moved and scaled by mouse and keyboard, there without script too."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, Server, own_name
from tests.routes.stored import EXAMPLE, Stored

SMALLEST_TEXT = """
Math.min(...[...document.querySelectorAll(".viewer__stage text")].map(t =>
  parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a))
"""
FIRST_BAND = """
(() => {
  const stage = document.querySelector(".viewer__stage").getBoundingClientRect();
  const steps = [...document.querySelectorAll(".step-group")].map(g => g.getBoundingClientRect());
  const band = steps.filter(s => s.top < steps[0].bottom);
  return [Math.min(...band.map(s => s.top)) - stage.top, stage.bottom - Math.max(...band.map(s => s.bottom))];
})()
"""


@pytest.fixture
def service(untouched: Stored) -> str:
    """The address of a service: its first blueprint."""
    return f"/services/{untouched.service}"


@pytest.fixture
def viewer(page: Page, service: str) -> Page:
    page.goto(service)
    expect(page.locator(".viewer__tools")).to_be_visible()
    return page


def scroll(page: Page) -> Any:
    return page.evaluate("(s => [s.scrollLeft, s.scrollTop])(document.querySelector('.viewer__stage'))")


def width(page: Page) -> float:
    box = page.locator(".viewer__stage svg").bounding_box()
    assert box is not None
    return box["width"]


@pytest.mark.parametrize("size", [(1280, 900), (360, 740)])
def test_the_first_view_can_be_read(new_page: NewPage, service: str, size: tuple[int, int]) -> None:
    page = new_page(*size)
    page.goto(service)
    expect(page.locator(".viewer__tools")).to_be_visible()
    assert page.evaluate(SMALLEST_TEXT) >= 10.99


@pytest.mark.parametrize(
    ("name", "view"),
    [(EXAMPLE, "blueprint"), (EXAMPLE, "map"), ("wohngeld-beantragen.yaml", "blueprint")],
)
def test_the_first_view_holds_the_first_band_from_top_to_bottom(
    page: Page, server: Server, name: str, view: str
) -> None:
    there = server.store(name, own_name("Erstes Band"))
    journey = there.journeys[there.document.journeys[0].id]
    page.goto(f"/services/{there.service}/journeys/{journey}/{view}")
    expect(page.locator(".viewer__tools")).to_be_visible()
    above, below = page.evaluate(FIRST_BAND)
    assert above >= 0 and below >= 0


def test_it_says_which_steps_are_seen(viewer: Page) -> None:
    said = viewer.locator("[data-seen]")
    expect(said).to_have_text("Sie sehen Schritt 1 bis 3 von 12.")
    viewer.evaluate("document.querySelector('.viewer__stage').scrollLeft = 100000")
    expect(said).to_contain_text("bis 8 von 12.")


def test_buttons_scale_and_fit(viewer: Page) -> None:
    before = width(viewer)
    viewer.get_by_role("button", name="Größer").click()
    assert width(viewer) == pytest.approx(before * 1.25, rel=0.01)
    viewer.get_by_role("button", name="Kleiner").click()
    assert width(viewer) == pytest.approx(before, rel=0.01)
    viewer.get_by_role("button", name="Einpassen").click()
    stage = viewer.locator(".viewer__stage").bounding_box()
    svg = viewer.locator(".viewer__stage svg").bounding_box()
    assert stage and svg
    assert svg["width"] <= stage["width"] and svg["height"] <= stage["height"]


def test_keys_scale_and_move(viewer: Page) -> None:
    viewer.locator(".viewer__stage").focus()
    before = width(viewer)
    viewer.keyboard.press("+")
    grown = "w => document.querySelector('.viewer__stage svg').getBoundingClientRect().width > w"
    viewer.wait_for_function(grown, arg=before)
    viewer.keyboard.press("-")
    viewer.wait_for_function(grown.replace("> w", "< w * 1.01"), arg=before)
    assert width(viewer) == pytest.approx(before, rel=0.01)
    left = scroll(viewer)[0]
    viewer.keyboard.press("ArrowRight")
    viewer.wait_for_function("l => document.querySelector('.viewer__stage').scrollLeft > l", arg=left)
    viewer.keyboard.press("0")
    assert width(viewer) < before


def test_the_wheel_scales_with_ctrl_and_the_point_stays(viewer: Page) -> None:
    text = viewer.locator(".viewer__stage text", has_text="2. Kanal wählen").first
    before = text.bounding_box()
    assert before
    viewer.mouse.move(before["x"], before["y"])
    viewer.keyboard.down("Control")
    viewer.mouse.wheel(0, -100)
    viewer.keyboard.up("Control")
    viewer.wait_for_function(
        "w => document.querySelector('.viewer__stage text').getScreenCTM().a > w", arg=1.7
    )
    after = text.bounding_box()
    assert after
    assert abs(after["x"] - before["x"]) < 3 and abs(after["y"] - before["y"]) < 3


def test_dragging_moves_and_opens_no_step(viewer: Page, service: str) -> None:
    box = viewer.locator("#blueprint-step-WOHN-I-S03 text").first.bounding_box()
    assert box
    left = scroll(viewer)[0]
    viewer.mouse.move(box["x"] + 5, box["y"] + 5)
    viewer.mouse.down()
    viewer.mouse.move(box["x"] - 195, box["y"] + 5, steps=4)
    viewer.mouse.up()
    assert scroll(viewer)[0] == pytest.approx(left + 200, abs=2)
    expect(viewer).to_have_url(service)


def test_a_press_on_a_step_opens_it(viewer: Page, untouched: Stored) -> None:
    viewer.locator("#blueprint-step-WOHN-I-S02 text", has_text="Kanal").first.click()
    expect(viewer).to_have_url(f"/steps/{untouched.steps['WOHN-I-S02']}")


def test_steps_are_reached_by_tab(viewer: Page, untouched: Stored) -> None:
    first = f"/steps/{untouched.steps['WOHN-I-S01']}"
    viewer.locator(".viewer__stage").focus()
    viewer.keyboard.press("Tab")
    assert viewer.evaluate("document.activeElement.getAttribute('href')") == first
    viewer.keyboard.press("Enter")
    expect(viewer).to_have_url(first)


def test_full_screen_and_back(viewer: Page) -> None:
    viewer.get_by_role("button", name="Vollbild").click()
    viewer.wait_for_function("document.fullscreenElement?.matches('.viewer')")
    back = viewer.get_by_role("button", name="Vollbild beenden")
    expect(back).to_be_visible()
    back.click()
    viewer.wait_for_function("!document.fullscreenElement")
    expect(viewer.get_by_role("button", name="Vollbild", exact=True)).to_be_visible()


def test_without_script_the_picture_is_there_and_its_links_work(
    new_page: NewPage, service: str, untouched: Stored
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(service)
    expect(page.locator(".viewer__tools")).to_be_hidden()
    assert width(page) == pytest.approx(1164 * 96 / 72, abs=2)
    page.locator("#blueprint-step-WOHN-I-S01 text").first.click()
    expect(page).to_have_url(f"/steps/{untouched.steps['WOHN-I-S01']}")
