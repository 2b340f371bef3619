"""Signing in at a provider that runs as a process of its own: the wanted page, what groups give, and out again."""

import json
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from journeys.domain.people import add_person
from journeys.domain.signing_in import make_sign_in_link
from journeys.domain.tables import now
from tests.browser.access import check_access
from tests.browser.conftest import SECONDS_TO_START, Complaints, Server, _free_port, own_name
from tests.routes.stored import EXAMPLE, Stored

PROJECT = "Digitales Bürgeramt"
SOMEBODY = "5c1e-leitung"
STYLES = "cdn.jsdelivr.net"
"""The pages of this provider ask for a style sheet there: they get an empty one."""


class Directory:
    """The provider: who there is, and in which groups."""

    def __init__(self, folder: Path) -> None:
        port = _free_port()
        self.address = f"http://127.0.0.1:{port}"
        program = Path(sys.executable).with_name("oidc-provider-mock")
        with (folder / "provider.log").open("w") as log:
            # It insists on a nonce.
            command = [program, "--port", str(port), "--require-nonce", "--user", SOMEBODY]
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        end = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            assert self.process.poll() is None and time.monotonic() < end
            time.sleep(0.1)

    def put(self, *groups: str) -> None:
        """Let this person be in these groups."""
        claims = json.dumps({"name": "Anna Muster", "groups": groups}).encode()
        head = {"Content-Type": "application/json"}
        address = f"{self.address}/users/{SOMEBODY}"
        urllib.request.urlopen(
            urllib.request.Request(address, claims, head, method="PUT"), timeout=10
        ).close()

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.address}/jwks", timeout=2).close()
        except (URLError, OSError):
            return False
        return True


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    running = Directory(tmp_path_factory.mktemp("provider"))
    yield running
    running.process.terminate()
    running.process.wait(timeout=10)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, directory: Directory) -> Iterator[Server]:
    """The app of an office with this provider."""
    running = Server(tmp_path_factory.mktemp("office"))
    running.environ |= {
        "JOURNEYS_OIDC_ISSUER": directory.address,
        "JOURNEYS_OIDC_CLIENT_ID": "buergerreise",
        "JOURNEYS_OIDC_CLIENT_SECRET": "only the two of us know",
        "JOURNEYS_OIDC_ROLES": f"bm-leitung=moderation:{PROJECT}; bm-team=review:{PROJECT}",
    }
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def stored(server: Server) -> Stored:
    return server.store(EXAMPLE, PROJECT)


@pytest.fixture(params=[360, 1280])
def window(
    request: pytest.FixtureRequest,
    contexts: Callable[..., BrowserContext],
    complaints: Complaints,
    directory: Directory,
) -> Page:
    """A window of somebody who is not signed in, on a phone and at a desk."""
    complaints.expected += [directory.address, STYLES, "the server responded with a status of 40"]
    context = contexts(viewport={"width": request.param, "height": 740})
    context.route(f"https://{STYLES}/**", lambda route: route.fulfill(body="", content_type="text/css"))
    page = context.new_page()
    complaints.listen(page)
    return page


def press_the_button(page: Page) -> None:
    page.get_by_role("link", name="Mit dem Konto des Hauses anmelden").click()


def agree(page: Page) -> None:
    """Sign in at the provider, and come back."""
    page.get_by_role("button", name=SOMEBODY).first.click()


def sign_out(page: Page) -> None:
    page.goto("/account")
    page.get_by_role("main").get_by_role("button", name="Abmelden", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sie sind abgemeldet")


def test_groups_open_the_wanted_page_and_close_it_again(
    window: Page, directory: Directory, stored: Stored
) -> None:
    directory.put("bm-leitung", "kantine")
    window.goto(f"/projects/{stored.project}")
    window.get_by_role("link", name="Anmelden").click()
    check_access(window)
    press_the_button(window)
    agree(window)
    expect(window).to_have_url(re.compile(rf"/projects/{stored.project}$"))
    expect(window.get_by_role("link", name="Leistung anlegen").first).to_be_visible()
    window.goto(f"/projects/{stored.project}/members")
    expect(window.get_by_text("Anna Muster").first).to_be_visible()

    sign_out(window)
    check_access(window)
    window.get_by_role("link", name="Auch im Haus abmelden").click()
    window.get_by_role("button", name="End session").click()
    expect(window.get_by_role("heading", level=1)).to_have_text("Anmelden")

    directory.put("bm-team")
    press_the_button(window)
    agree(window)
    window.goto(f"/projects/{stored.project}")
    expect(window.get_by_role("heading", level=1)).to_be_visible()
    expect(window.get_by_role("link", name="Leistung anlegen")).to_have_count(0)

    sign_out(window)
    directory.put()
    window.get_by_role("link", name="Wieder anmelden").click()
    press_the_button(window)
    agree(window)
    expect(window.get_by_text("Noch gehören Sie zu keinem Vorhaben.")).to_be_visible()


def test_who_says_no_at_the_provider_gets_a_calm_page_and_may_try_again(
    window: Page, directory: Directory, stored: Stored
) -> None:
    directory.put()
    window.goto("/sign-in")
    press_the_button(window)
    window.get_by_role("button", name="Deny").click()
    # This provider sends no state with its refusal, so that we can not know whose it is.
    expect(window.get_by_role("heading", level=1)).to_have_text("Das Anmelden hat nicht geklappt")
    check_access(window)
    window.get_by_role("link", name="Noch einmal versuchen").click()
    agree(window)
    expect(window.get_by_text("Noch gehören Sie zu keinem Vorhaben.")).to_be_visible()


def test_an_answer_that_came_once_opens_nothing_again(
    window: Page, directory: Directory, stored: Stored
) -> None:
    directory.put()
    window.goto("/sign-in")
    press_the_button(window)
    with window.expect_request("**/sign-in/office/callback*") as sent:
        agree(window)
    expect(window.get_by_role("heading", level=1)).to_be_visible()
    window.goto(sent.value.url)
    expect(window.get_by_role("heading", level=1)).to_have_text("Das Anmelden hat nicht geklappt")


def test_an_account_that_is_there_is_linked(window: Page, server: Server) -> None:
    name = own_name("Herr Beispiel")
    with server.database() as database, database.writing() as session:
        add_person(session, name)
        link = make_sign_in_link(session, server.address, now(), name)
    window.goto(link)
    window.get_by_role("button", name="Jetzt anmelden").click()
    window.goto("/account")
    window.get_by_role("button", name="Mit dem Konto des Hauses verbinden").click()
    expect(window.get_by_text(f"Hier sind Sie angemeldet als {name}.")).to_be_visible()
    check_access(window)
    window.get_by_role("link", name="Weiter zum Anmeldesystem").click()
    window.get_by_placeholder("sub").fill(name)
    window.get_by_role("button", name="Authorize").click()
    expect(window.get_by_text("Ihr Konto ist jetzt mit dem Konto des Hauses verbunden.")).to_be_visible()
    expect(window.get_by_text("Sie melden sich auch mit dem Konto des Hauses an.")).to_be_visible()
    check_access(window)
