"""Reading: the journey document of a service, built from its rows alone."""

from collections import namedtuple
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, select
from sqlmodel import Session, SQLModel

from journeys.domain import (
    document,
    journeys,
    note_lists,
    notes,
    opportunities,
    personas,
    services,
    sources,
    steps,
)
from journeys.domain.lookup import Lookup
from journeys.domain.rows import Rows
from journeys.domain.sharing import shared
from journeys.domain.tables import Part

P = TypeVar("P", bound=Part)


class Reader(Lookup):
    """Rows that nobody will change, as the database gives them: far cheaper than the session's own.

    They stay as they were read; what is deleted and which refs there are is found out once.
    """

    def __init__(self, session: Session, service: services.Service) -> None:
        super().__init__(service)
        session.flush()  # what this session changed counts, too
        self._connection = session.connection()
        self._rows: dict[type[Part], Any] = {}
        self._live: dict[str, list[Any]] = {}
        self._refs: dict[str, dict[int, str]] = {}

    def rows(self, table: type[P]) -> list[P]:
        if table not in self._rows:
            query, row = _all_of(table)
            found = self._connection.execute(query, {"service": self.service.id}).all()
            self._rows[table] = list(map(row, found))
        return self._rows[table]  # type: ignore[no-any-return]

    def live(self, kind: str) -> list[Any]:
        if kind not in self._live:
            self._live[kind] = list(super().live(kind))
        return self._live[kind]

    def ref_of(self, kind: str, id: int | None) -> str | None:
        if kind not in self._refs:
            self._refs[kind] = {row.id: row.ref for row in self.live(kind)}
        return self._refs[kind].get(id)  # type: ignore[arg-type]


@cache
def _all_of(table: type[Part]) -> tuple[Select[Any], Callable[[Iterable[Any]], Any]]:
    """The query for a service's rows of a table, and what makes one row of its cells.

    A row of SQLAlchemy would answer to more names than those of its columns: a step's `step_id` would be its `id`.
    """
    columns = SQLModel.metadata.tables[str(table.__tablename__)].c
    query = select(*columns).where(columns.service_id == bindparam("service"))
    row: Any = namedtuple(table.__name__, columns.keys())  # type: ignore[misc]
    return query.order_by(columns.position, columns.id), row._make


def read(session: Session, service: services.Service) -> document.Document:
    """The service's document as this session sees it now."""
    return as_document(Reader(session, service))


def as_document(rows: Rows) -> document.Document:
    """The journey document that the rows make."""
    service = rows.service
    unsorted = (note for note in rows.live("notes") if note.step_id is None)
    return shared(
        document.Document,
        id=service.ref,
        **rows.fields(service, services.HEAD_FIELDS),
        service=services.to_value(service, rows),
        personas=tuple(personas.to_value(row, rows) for row in rows.rows(personas.Persona)),
        journeys=tuple(journey(row, rows) for row in rows.rows(journeys.Journey)),
        opportunities=tuple(
            opportunities.to_value(row, rows) for row in rows.rows(opportunities.Opportunity)
        ),
        unsorted_notes=tuple(notes.to_value(note, rows) for note in unsorted),
        sources=tuple(sources.to_value(row, rows) for row in rows.rows(sources.Source)),
    )


def journey(row: journeys.Journey, rows: Rows) -> document.Journey:
    """The journey with its lanes, phases and steps."""
    phases = rows.of(journeys.Phase, "journey_id", row)
    lanes = (lane for lane in rows.of(journeys.Lane, "journey_id", row) if rows.is_live(lane))
    return journeys.to_value(
        row,
        rows,
        phases=tuple(_phase(phase, rows) for phase in phases),
        lanes=tuple(journeys.lane_to_value(lane, rows) for lane in lanes),
    )


def _phase(row: journeys.Phase, rows: Rows) -> document.Phase:
    inside = rows.of(steps.Step, "phase_id", row)
    return journeys.phase_to_value(row, rows, tuple(step(s, rows) for s in inside if rows.is_live(s)))


def step(row: steps.Step, rows: Rows) -> document.Step:
    """The step with its notes."""
    on_step = [note for note in rows.of(notes.Note, "step_id", row) if rows.is_live(note)]
    lists: dict[str, Any] = {
        name: tuple(notes.to_value(note, rows) for note in on_step if note.kind == kind)
        for kind, name in note_lists.LISTS.items()
    }
    return steps.to_value(row, rows, **lists)
