"""A workshop with people in it, and the addresses that the moderation uses."""

from xml.etree.ElementTree import Element

from werkzeug.test import TestResponse

from journeys.domain.tables import now
from journeys.domain.workshops import asking, running
from journeys.domain.workshops.tables import Card
from tests.domain.workshops.room import Room
from tests.routes.client import CheckingClient, words

SILENT = "Schmerzpunkte"


class Stage(Room):
    """A room whose clock runs by the real time, as the routes do."""

    def run_now(self, title: str = SILENT) -> int:
        """Let the item with this title run from now on; its number."""
        item = self.run(title)
        with self.database.writing() as session:
            workshop = self.workshop()
            workshop.started_at = now()
            session.add(workshop)
        return item.id

    def ask(self, text: str = "Wer sieht, was ich schreibe?") -> int:
        with self.database.writing() as session:
            return asking.ask_question(session, self.id, text, text).id

    def reveal(self, item_id: int) -> None:
        with self.database.writing() as session:
            running.reveal(session, item_id)

    def close(self) -> None:
        with self.database.writing() as session:
            running.close_workshop(session, self.id)

    def at(self, rest: str = "run") -> str:
        return f"/workshops/{self.id}/{rest}"


def tap(client: CheckingClient, card: Card, what: str, part: bool = False, **fields: object) -> TestResponse:
    """One tap on a card, made from what is known of it."""
    return client.send(f"/cards/{card.id}/{what}", part, **{"revision": card.revision, **fields})


def undo_address(client: CheckingClient, answer: TestResponse) -> str:
    """Where the line with the undo posts to, on the page that a change leads to."""
    page = client.page(answer.location)
    forms = page.findall(".//*[@id='notice']//form")
    assert forms, words(page)
    return forms[-1].get("action", "")


def texts_of(page: Element) -> list[str]:
    """The texts of the cards on the wall, from above."""
    return [words(p) for p in page.iter("p") if (p.get("id") or "").startswith("text-of-")]
