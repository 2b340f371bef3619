"""A workshop to test with: a service of so many steps, a running item, people who joined."""

from datetime import UTC, datetime
from uuid import uuid4

from journeys.database import Database
from journeys.domain.workshops import cards, joining, planning, running
from journeys.domain.workshops.steps import places_of_journey
from journeys.domain.workshops.tables import AgendaItem, Card, Workshop
from tests.builders import a_document, a_journey
from tests.domain.test_storing import put_in

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Room:
    """One database with one workshop in it, and short words for what people do there."""

    def __init__(
        self, database: Database, template: str = "short", steps: int = 4, is_rehearsal: bool = False
    ) -> None:
        self.database = database
        self.service_id = put_in(database, a_document(a_journey(steps)), f"Vorhaben {uuid4()}")
        with database.writing() as session:
            self.id = planning.plan_workshop(
                session, self.service_id, template, "Wohngeld im Alltag", is_rehearsal=is_rehearsal
            ).id
            running.open_workshop(session, self.id, NOON)

    def join(self, answer: joining.Answer | None = "in") -> int:
        with self.database.writing() as session:
            who = joining.join(session, self.id).participant.id
            if answer:
                joining.answer(session, who, answer)
            return who

    def run(self, title: str) -> AgendaItem:
        """Let the item with this title run."""
        with self.database.writing() as session:
            agenda = planning.agenda_of(session, self.id)
            workshop = planning.locked_workshop(session, self.id)
            item = next(item for item in agenda if item.title == title)
            now_at = [each.id for each in agenda].index(workshop.item_id)
            running.go(session, self.id, agenda.index(item) - now_at, None, NOON)
            return item

    def write(
        self,
        who: int,
        text: str = "Das Formular ist zu lang",
        kind: str = "pain_point",
        step: int = 0,
        **more: object,
    ) -> Card:
        key = str(more.pop("key", f"{who} {kind} {step} {text}"))
        with self.database.writing() as session:
            return cards.write_card(session, who, kind, {"text": text, **more}, key, self.steps()[step])

    def steps(self) -> list[int]:
        with self.database.reading() as session:
            return [place.id for place in places_of_journey(session, session.get_one(Workshop, self.id))]

    def card(self, id: int) -> Card:
        with self.database.reading() as session:
            return session.get_one(Card, id)

    def workshop(self) -> Workshop:
        with self.database.reading() as session:
            return session.get_one(Workshop, self.id)
