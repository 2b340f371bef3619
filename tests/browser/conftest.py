"""A real server and a real Chromium; a page that complains in its console, or asks another host, fails its test."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from journeys.database import Database
from journeys.domain import everything  # noqa: F401  # all tables: the rows of one room refer to those of another
from journeys.domain.signing_in import make_sign_in_link
from journeys.domain.tables import now
from journeys.mail_server import MailServer
from journeys.settings import Settings
from tests.browser.access import SCREENS
from tests.mail_box import Box, mail_server
from tests.routes.stored import EXAMPLE, Stored, example, store

HERE = Path(__file__).parent
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# As root Chromium starts only without its sandbox; the rest keeps it from calling home.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
ARGUMENTS += ["--disable-background-networking", "--disable-component-update"]
SECONDS_TO_START = 30
expect.set_options(timeout=15_000)  # servers and browsers share two cores with everything else
WATCH_POLICY = """
document.addEventListener("securitypolicyviolation", e => console.error(`CSP: ${e.violatedDirective} ${e.blockedURI}`));
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


class Server:
    """The app as people run it, with a database of its own that holds the example project."""

    def __init__(self, folder: Path, mail: MailServer | None = None) -> None:
        self._folder = folder
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environ = {
            **os.environ,
            "JOURNEYS_INSTANCE": str(folder),
            "PORT": str(self.port),
            "HOST": "127.0.0.1",
            **_named(mail),
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
        with self.database() as database, database.writing() as session:
            return make_sign_in_link(session, self.address, now())

    def store(self, name: str, project: str) -> Stored:
        """An example as a service of the project, which is made if missing."""
        with self.database() as database:
            return store(database, example(name), project)

    @contextmanager
    def database(self) -> Iterator[Database]:
        """The server's database, as another process opens it."""
        database = Database(self.settings.database_url)
        yield database
        database.engine.dispose()


def _named(mail: MailServer | None) -> dict[str, str]:
    if mail is None:
        return {}
    where = {"HOST": mail.host, "PORT": str(mail.port), "SECURITY": mail.security}
    return {
        "JOURNEYS_MAIL_FROM": mail.sender,
        **{f"JOURNEYS_SMTP_{name}": value for name, value in where.items()},
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def mails() -> Iterator[tuple[Box, MailServer]]:
    """The mail server that the server sends by."""
    with mail_server() as there:
        yield there


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, mails: tuple[Box, MailServer]) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("instance"), mails[1])
    running.start()
    yield running
    running.stop()


def program() -> str | None:
    """The machine's Chromium; None for the one that Playwright has."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=ARGUMENTS)
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


@pytest.fixture(params=SCREENS)
def any_screen(request: pytest.FixtureRequest, new_page: NewPage) -> Page:
    """A page of somebody signed in, on a phone and at a desk, light and dark in turn."""
    width, scheme = request.param.split()
    return new_page(int(width), 740, color_scheme=scheme)


def own_name(name: str) -> str:
    """A name that no other test takes, nor this one when it runs again."""
    return f"{name} {uuid4().hex[:6]}"


@pytest.fixture(scope="session")
def untouched(server: Server) -> Stored:
    """The example „Wohnsitz anmelden“ in a project that all tests may read and none may change."""
    return server.store(EXAMPLE, own_name("Nur ansehen"))


@pytest.fixture
def own(server: Server) -> Stored:
    """The example „Wohnsitz anmelden“ in a project of this test alone."""
    return server.store(EXAMPLE, own_name("Nur hier"))
