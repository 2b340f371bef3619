"""A workshop on the running server, and phones that take part in it."""

from collections.abc import Callable
from typing import Any, TypeVar

from playwright.sync_api import Page, expect
from sqlmodel import Session, select

from journeys.domain.tables import now
from journeys.domain.workshops import planning, running
from journeys.domain.workshops.tables import Card, Workshop
from tests.browser.conftest import Server, own_name

PAIN = "Wo kommen Bürgerinnen und Bürger hier nicht weiter?"
NEED = "Was brauchen Sie selbst hier?"
RATE = "Wie schätzen Sie das ein?"
Found = TypeVar("Found")
NO_NETWORK = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "ERR_NETWORK_CHANGED")


class Meeting:
    """A workshop of one test, changed as the moderation would, from another process."""

    def __init__(self, server: Server, template: str = "self_paced") -> None:
        self.server = server
        there = server.store("wohnsitz-anmelden.yaml", own_name("Treffen"))
        self.service, self.steps = there.service, there.steps

        def plan(session: Session) -> tuple[int, str]:
            workshop = planning.plan_workshop(session, there.service, template, "Wohnsitz im Alltag")
            running.open_workshop(session, workshop.id or 0, now())
            return workshop.id or 0, workshop.code

        self.id, self.code = self.write(plan)
        self.address = f"{server.address}/w/{self.code}"

    def write(self, act: Callable[[Session], Found]) -> Found:
        with self.server.database() as database, database.writing() as session:
            return act(session)

    def cards(self) -> list[Card]:
        with self.server.database() as database, database.reading() as session:
            return list(session.exec(select(Card).where(Card.workshop_id == self.id).order_by("id")))

    def texts(self) -> list[str]:
        return [card.text for card in self.cards()]

    def run(self, title: str) -> None:
        def go(session: Session) -> None:
            agenda = planning.agenda_of(session, self.id)
            ids = [item.id for item in agenda]
            wanted = next(n for n, item in enumerate(agenda) if item.title == title)
            at = ids.index(session.get_one(Workshop, self.id).item_id)
            running.go(session, self.id, wanted - at, None, now())

        self.write(go)

    def close(self) -> None:
        self.write(lambda session: running.close_workshop(session, self.id))

    def join(self, page: Page, name: str = "") -> Page:
        """The way a person takes from the QR code to the first page of the workshop."""
        page.goto(self.address)
        if name:
            page.get_by_label("Ihr Name im Workshop").fill(name)
        page.get_by_role("button", name="Weiter zu Ihrer Rolle").click()
        page.get_by_role("button", name="Ich bin dabei").click()
        expect_page(page, "Wie geht es Ihnen gerade?")
        page.get_by_role("link", name="Überspringen").click()
        expect(page.get_by_role("heading", level=1, name="Wie geht es Ihnen gerade?")).to_have_count(0)
        return page


def expect_page(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def say(page: Page, text: str, button: str = "Hinweis speichern") -> None:
    """Answer the question on the page."""
    page.locator("main textarea").fill(text)
    page.get_by_role("button", name=button).click()


def onward(page: Page) -> None:
    page.get_by_role("button", name="Weiter", exact=True).click()


def waiting(page: Page) -> list[dict[str, Any]]:
    """What waits on the device."""
    found: list[dict[str, Any]] = page.evaluate(
        "Object.keys(localStorage).filter(k => k.startsWith('box:')).sort().map(k => JSON.parse(localStorage[k]))"
    )
    return found
