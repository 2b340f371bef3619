"""All rows of one service, read table by table when first asked for, and the document they make."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from journeys.domain import (
    document,
    findings,
    journeys,
    notes,
    opportunities,
    personas,
    services,
    sources,
    steps,
    ways,
)
from journeys.domain.tables import Part
from journeys.domain.words import Words

P = TypeVar("P", bound=Part)

KINDS: dict[str, Any] = {
    "personas": personas.Persona,
    "journeys": journeys.Journey,
    "phases": journeys.Phase,
    "steps": steps.Step,
    "notes": notes.Note,
    "opportunities": opportunities.Opportunity,
    "sources": sources.Source,
}

UNIQUE = "unique "


class Records:
    """The rows of one service. Refs are the ids that a document uses; deleted steps and notes are left out."""

    def __init__(self, session: Session, service: services.Service) -> None:
        self.session, self.service = session, service
        self._rows: dict[type[Part], list[Any]] = {}
        self._indexes: dict[tuple[type[Part], str], dict[Any, Any]] = {}

    # Reading rows

    def rows(self, table: type[P]) -> list[P]:
        """All rows of a table, deleted ones too, by position."""
        if table not in self._rows:
            query = select(table).where(col(table.service_id) == self.service.id)
            self._rows[table] = list(self.session.exec(query.order_by(col(table.position), col(table.id))))
        return self._rows[table]

    def of(self, table: type[P], column: str, owner: Any) -> list[P]:
        """The rows of `table` whose `column` is the owner's number, by position."""
        return list(self._index(table, column).get(owner.id, ()))

    def is_live(self, row: Any) -> bool:
        """Whether the row is not deleted, nor a note on a deleted step."""
        if getattr(row, "deleted_at", None) is not None:
            return False
        step_id = row.step_id if isinstance(row, notes.Note) else None
        return step_id is None or self.is_live(self._by("id", "steps")[step_id])

    def live(self, kind: str) -> list[Any]:
        """The rows of a kind that the document holds, by position."""
        return [row for row in self.rows(KINDS[kind]) if self.is_live(row)]

    # Values of a row

    def fields(self, row: Any, names: Iterable[str]) -> dict[str, Any]:
        """The named columns as a document holds them: lists as tuples."""
        return {name: _frozen(getattr(row, name)) for name in names}

    def copy(self, value: document.Value, row: Any, names: Iterable[str]) -> None:
        """The named fields of a value into the columns of the same names."""
        for name in names:
            field = getattr(value, name)
            setattr(row, name, list(field) if isinstance(field, tuple) else field)

    # References

    def ref_of(self, kind: str, id: int | None) -> str | None:
        """The document id of the row with this number; None without one, or when it is deleted."""
        row = self._by("id", kind).get(id)
        return row.ref if row is not None and self.is_live(row) else None

    def id_of(self, kind: str, ref: str | None, place: str) -> int | None:
        """The number of the row with this document id; raises Refused when there is none."""
        if ref is None:
            return None
        row = self._by("ref", kind).get(ref)
        if row is None or not self.is_live(row):
            words = Words(
                f"„{ref}“ gibt es in dieser Leistung nicht.", f"“{ref}” does not exist in this service."
            )
            raise findings.Refused([findings.Finding(place, words)])
        return int(row.id)

    def find(self, kind: str, ref: str) -> Any:
        """The row with this document id, deleted or not; None when there is none."""
        return self._by("ref", kind).get(ref)

    def _by(self, column: str, kind: str) -> dict[Any, Any]:
        return self._index(KINDS[kind], f"{UNIQUE}{column}")

    def _index(self, table: type[Part], column: str) -> dict[Any, Any]:
        """Rows by the value of a column: lists of them, or the one row when the column is marked as unique."""
        key = (table, column)
        if key not in self._indexes:
            self._indexes[key] = {}
            for row in self.rows(table):
                _enter(self._indexes[key], column, row)
        return self._indexes[key]

    def linked(self, table: type[P], column: str, owner: Any, target: str, kind: str) -> tuple[str, ...]:
        """Document ids of the live rows that a link table leads to from `owner`, in order."""
        refs = (self.ref_of(kind, getattr(row, target)) for row in self.of(table, column, owner))
        return tuple(ref for ref in refs if ref is not None)

    def link(
        self, table: type[P], column: str, owner: Any, target: str, kind: str, refs: Sequence[str]
    ) -> None:
        """Make the link table lead from `owner` to exactly these document ids, in this order."""
        if self.linked(table, column, owner, target, kind) == tuple(refs):
            return
        self.drop(self.of(table, column, owner))
        for position, ref in enumerate(refs):
            ids = {column: owner.id, target: self.id_of(kind, ref, table.__name__)}
            self.add(table(service_id=self.service.id, position=position, **ids))

    def cited(self, column: str, owner: Any) -> tuple[str, ...]:
        """Document ids of the sources that `owner` rests on, in order."""
        return self.linked(sources.Citation, column, owner, "source_id", "sources")

    def cite(self, column: str, owner: Any, refs: Sequence[str]) -> None:
        """Make `owner` rest on exactly these sources, in this order."""
        self.link(sources.Citation, column, owner, "source_id", "sources", refs)

    def next_of(self, step: steps.Step) -> tuple[document.NextStep, ...] | None:
        """Where a step says it leads: None when it says nothing. Ways to a deleted step lead on to what follows it."""
        return ways.next_of(self, step)

    def follower_of(self, step: steps.Step) -> str:
        """The document id of the step that comes next in order, or `end`."""
        behind = (row.ref for row in ways.followers(self, step) if self.is_live(row))
        return next(behind, document.END)

    # Changing rows

    def add(self, row: Part) -> None:
        """Store a new row, so that it has its number, and know it from now on."""
        table = type(row)
        self.rows(table).append(row)
        self.session.add(row)
        self.session.flush()
        for (indexed, column), index in self._indexes.items():
            if indexed is table:
                _enter(index, column, row)

    def drop(self, rows: Sequence[Part]) -> None:
        """Remove rows for good, with what they cite: SQLite gives their numbers to the next rows."""
        for row in rows:
            column = f"{type(row).__name__.lower()}_id"
            if column in sources.OWNERS:
                self.drop(self.of(sources.Citation, column, row))
        for row in rows:
            self.rows(type(row)).remove(row)
            self.session.delete(row)
        if rows:
            self.session.flush()  # else a new row would be stored before the old one with the same key is gone
        for key in [key for key in self._indexes if key[0] in {type(row) for row in rows}]:
            del self._indexes[key]

    # The whole

    def as_document(self) -> document.Document:
        """The journey document, built from the rows alone."""
        head = self.fields(self.service, services.HEAD_FIELDS)
        return document.Document(
            id=self.service.ref,
            **head,
            service=services.to_value(self.service, self),
            personas=tuple(personas.to_value(row, self) for row in self.rows(personas.Persona)),
            journeys=tuple(self.journey(row) for row in self.rows(journeys.Journey)),
            opportunities=tuple(
                opportunities.to_value(row, self) for row in self.rows(opportunities.Opportunity)
            ),
            unsorted_notes=tuple(notes.to_value(n, self) for n in self.live("notes") if n.step_id is None),  # type: ignore[misc]
            sources=tuple(sources.to_value(row, self) for row in self.rows(sources.Source)),
        )

    def journey(self, row: journeys.Journey) -> document.Journey:
        """The journey with its phases and steps."""
        phases = tuple(self._phase(phase) for phase in self.of(journeys.Phase, "journey_id", row))
        return journeys.to_value(row, self).model_copy(update={"phases": phases})

    def _phase(self, row: journeys.Phase) -> document.Phase:
        live = tuple(self.step(s) for s in self.of(steps.Step, "phase_id", row) if self.is_live(s))
        return journeys.phase_to_value(row, self).model_copy(update={"steps": live})

    def step(self, row: steps.Step) -> document.Step:
        """The step with its notes."""
        on_step = [note for note in self.of(notes.Note, "step_id", row) if self.is_live(note)]
        lists = {
            name: tuple(notes.to_value(note, self) for note in on_step if note.kind == kind)
            for kind, name in notes.LISTS.items()
        }
        return steps.to_value(row, self).model_copy(update=lists)


def _enter(index: dict[Any, Any], column: str, row: Part) -> None:
    if column.startswith(UNIQUE):
        index[getattr(row, column.removeprefix(UNIQUE))] = row
    else:
        index.setdefault(getattr(row, column), []).append(row)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
