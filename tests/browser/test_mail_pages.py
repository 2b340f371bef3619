"""Mails about news: chosen in the browser, sent by the server, confirmed by its link; with and without script."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from journeys.mail_server import MailServer
from tests.browser.access import check_access
from tests.browser.conftest import Complaints, NewPage, Server, own_name
from tests.mail_box import Box

SECONDS = 30


def test_the_page_is_accessible(any_screen: Page, complaints: Complaints) -> None:
    complaints.expected.append("422")
    any_screen.goto("/account/mail")
    check_access(any_screen)
    any_screen.get_by_label("Einmal am Tag").check()
    any_screen.get_by_label("E-Mail-Adresse").fill("ada@amt")
    any_screen.get_by_role("button", name="Speichern").click()
    expect(any_screen.locator("#errors")).to_be_focused()
    check_access(any_screen)


@pytest.mark.parametrize("script", [True, False])
def test_an_address_is_chosen_confirmed_and_taken_back(
    new_page: NewPage, server: Server, mails: tuple[Box, MailServer], script: bool
) -> None:
    page = new_page(360, 740, java_script_enabled=script)
    address = f"{re.sub('[^a-z0-9]', '', own_name('a').casefold())}@amt.example"
    page.goto("/account")
    page.get_by_role("region", name="Nachrichten per E-Mail").get_by_role("link", name="Ändern").click()
    page.get_by_label("Einmal in der Woche").check()
    page.get_by_label("E-Mail-Adresse").fill(address)
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text(f"An {address} geht eine Nachricht")).to_be_visible()
    page.goto(_link_sent_to(address, mails[0]))
    if script:
        check_access(page)
    page.get_by_role("button", name="Ja, bestätigen").click()
    expect(page.get_by_text("Ihre Adresse ist bestätigt.")).to_be_visible()
    page.get_by_label("Gar nicht").check()
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_label("E-Mail-Adresse")).to_have_value("")


def _link_sent_to(address: str, box: Box) -> str:
    """The link in the mail, as soon as the server has sent it."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        for mail in box.mails:
            if mail["To"] == address:
                found = re.search(r"http\S+/account/mail/\S+", mail.get_content())
                assert found
                return found[0]
        time.sleep(0.1)
    raise AssertionError(f"no mail to {address}")
