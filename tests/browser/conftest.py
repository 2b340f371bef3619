"""A real server and a real Chromium; a page that complains in its console, or asks another host, fails its test."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from journeys.database import Database
from journeys.domain.people import make_sign_in_link
from journeys.domain.tables import now
from journeys.settings import Settings

HERE = Path(__file__).parent
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# As root Chromium starts only without its sandbox; the rest keeps it from calling home.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
ARGUMENTS += ["--disable-background-networking", "--disable-component-update"]
SECONDS_TO_START = 30
STICK_OUT = """
[...document.body.querySelectorAll("*")].filter(e => {
  const inScroller = e.parentElement.closest(".viewer__stage, .table-frame, svg");
  return !inScroller && e.getBoundingClientRect().right > document.body.clientWidth + 1;
}).map(e => e.outerHTML.slice(0, 120))
"""
WATCH_POLICY = """
document.addEventListener("securitypolicyviolation", e => console.error(`CSP: ${e.violatedDirective} ${e.blockedURI}`));
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


class Server:
    """The app as people run it, with a database of its own that holds the example project."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environ = {
            **os.environ,
            "JOURNEYS_INSTANCE": str(folder),
            "PORT": str(self.port),
            "HOST": "127.0.0.1",
        }
        self.environ.pop("JOURNEYS_DATABASE_URL", None)
        self.settings = Settings.from_environment(self.environ)

    def start(self) -> None:
        log = (self._folder / "server.log").open("w")
        program = Path(sys.executable).with_name("journeys")
        self._process = subprocess.Popen([program, "serve"], env=self.environ, stdout=log, stderr=log)
        end = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            ended = self._process.poll() is not None
            assert not ended and time.monotonic() < end, (self._folder / "server.log").read_text()
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=10)

    def sign_in_link(self) -> str:
        database = Database(self.settings.database_url)
        with database.writing() as session:
            link = make_sign_in_link(session, self.address, now())
        database.engine.dispose()
        return link


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("instance"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


class Complaints:
    """What a page said that it must not say. `expected` holds parts of messages that a test brings about itself."""

    def __init__(self, host: str) -> None:
        self.found: list[str] = []
        self.expected: list[str] = []
        self._host = host

    def listen(self, page: Page) -> None:
        page.add_init_script(WATCH_POLICY)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.found.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (self.found.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.found.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.netloc != self._host:
            self.found.append(f"request to another host: {request.url}")

    def unexpected(self) -> list[str]:
        return [text for text in self.found if not any(part in text for part in self.expected)]


@pytest.fixture
def complaints(server: Server) -> Iterator[Complaints]:
    """Fails the test at its end when a page complained."""
    heard = Complaints(urlsplit(server.address).netloc)
    yield heard
    assert heard.unexpected() == []


@pytest.fixture(scope="session")
def signed_in(server: Server, browser: Browser) -> dict[str, object]:
    """The cookies of somebody who pressed the button behind the link."""
    context = browser.new_context(base_url=server.address)
    page = context.new_page()
    page.goto(server.sign_in_link())
    page.get_by_role("button", name="Jetzt anmelden").click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    state = dict(context.storage_state())
    context.close()
    return state


NewPage = Callable[..., Page]


@pytest.fixture
def contexts(server: Server, browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes windows of their own, and closes them when the test ends."""
    made: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        made.append(browser.new_context(base_url=server.address, locale="de-DE", **options))
        return made[-1]

    yield make
    for context in made:
        context.close()


@pytest.fixture
def new_page(
    contexts: Callable[..., BrowserContext], signed_in: dict[str, object], complaints: Complaints
) -> NewPage:
    """Makes pages of somebody signed in: `new_page(360, 740, anonymous=False, java_script_enabled=False, …)`."""

    def make(width: int = 1280, height: int = 900, anonymous: bool = False, **options: Any) -> Page:
        state = None if anonymous else signed_in
        page = contexts(
            viewport={"width": width, "height": height}, storage_state=state, **options
        ).new_page()
        complaints.listen(page)
        return page

    return make


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page of somebody signed in, 1280 pixels wide."""
    return new_page()


@pytest.fixture
def phone(new_page: NewPage) -> Page:
    """A page of somebody signed in, 360 pixels wide."""
    return new_page(360, 740)


@pytest.fixture
def check_access() -> Callable[[Page], None]:
    """Fails with axe's report when it finds a violation on the page."""

    def check(page: Page) -> None:
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()

    return check


def overflow(page: Page) -> list[str]:
    """The elements that stick out to the right of the window, but for what scrolls by itself or is hidden."""
    found: list[str] = page.evaluate(STICK_OUT)
    return found
