"""What every page and every state of it must stand: axe finds nothing, and nothing sticks out of the window."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCREENS = [
    "360 light",
    "1280 dark",
    pytest.param("360 dark", marks=pytest.mark.full),
    pytest.param("1280 light", marks=pytest.mark.full),
]
"""Each width and each scheme once; all four pairs with --full."""
STICK_OUT = """
[...document.body.querySelectorAll("*")].filter(e => {
  const inScroller = e.parentElement.closest(".viewer__stage, .table-frame, svg");
  return !inScroller && e.getBoundingClientRect().right > document.body.clientWidth + 1;
}).map(e => e.outerHTML.slice(0, 120))
"""


def check_access(page: Page) -> None:
    """Fails with axe's report when it finds a violation on the page, and with the elements that stick out of it."""
    results = Axe().run(page)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
    check_width(page)


def check_width(page: Page) -> None:
    """Fails with the elements that stick out to the right of the window, but for what scrolls by itself or is hidden.

    Works without script too.
    """
    found: list[str] = page.evaluate(STICK_OUT)
    assert found == [], f"{page.url}, {page.viewport_size}"
