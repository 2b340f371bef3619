"""A workshop that is being prepared, on the usual example, and short words for its rows."""

from typing import Any, NamedTuple

from journeys.database import Database
from journeys.domain.tables import now
from journeys.domain.workshops import planning, running
from journeys.domain.workshops.steps import places_of_journey
from journeys.domain.workshops.tables import AgendaItem, Card, Workshop
from tests.routes.client import CheckingClient, fields_of
from tests.routes.stored import store


class Planned(NamedTuple):
    """A workshop by its number, with the database it is in."""

    database: Database
    id: int
    service: int
    project: int

    @property
    def row(self) -> Workshop:
        with self.database.reading() as session:
            return planning.find_workshop(session, self.id)

    @property
    def agenda(self) -> list[AgendaItem]:
        with self.database.reading() as session:
            return planning.agenda_of(session, self.id)

    @property
    def titles(self) -> list[str]:
        return [item.title for item in self.agenda]

    @property
    def cards(self) -> list[Card]:
        with self.database.reading() as session:
            from journeys.domain.workshops.board import cards_of

            return cards_of(session, self.row, newest_first=False)

    @property
    def steps(self) -> list[int]:
        with self.database.reading() as session:
            return [place.id for place in places_of_journey(session, self.row)]

    def open(self) -> None:
        with self.database.writing() as session:
            running.open_workshop(session, self.id, now())

    def close(self) -> None:
        with self.database.writing() as session:
            running.close_workshop(session, self.id)


def plan(database: Database, template: str = "short", is_rehearsal: bool = False) -> Planned:
    there = store(database)
    with database.writing() as session:
        workshop = planning.plan_workshop(
            session, there.service, template, "Wohnsitz im Alltag", is_rehearsal=is_rehearsal
        )
    return Planned(database, workshop.id, there.service, there.project)


def typed(client: CheckingClient, address: str) -> dict[str, Any]:
    """The form at `address` as a browser would send it, unchanged."""
    return fields_of(client.page(address), address)
