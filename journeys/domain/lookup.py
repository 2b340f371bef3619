"""Finding one's way among the rows of one service, wherever they come from."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from journeys.domain import (
    document,
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

P = TypeVar("P", bound=Part)

KINDS: dict[str, Any] = {
    "personas": personas.Persona,
    "journeys": journeys.Journey,
    "lanes": journeys.Lane,
    "phases": journeys.Phase,
    "steps": steps.Step,
    "notes": notes.Note,
    "opportunities": opportunities.Opportunity,
    "sources": sources.Source,
}

UNIQUE = "unique "


class Lookup(ABC):
    """The rows of one service by number, by ref and by owner; see `Rows` for what each question means."""

    def __init__(self, service: services.Service) -> None:
        self.service = service
        self._indexes: dict[tuple[type[Part], str], dict[Any, Any]] = {}

    @abstractmethod
    def rows(self, table: type[P]) -> Sequence[P]: ...

    def of(self, table: type[P], column: str, owner: Any) -> list[P]:
        return list(self._index(table, column).get(owner.id, ()))

    def row(self, kind: str, id: int | None) -> Any:
        return self._by("id", kind).get(id)

    def find(self, kind: str, ref: str) -> Any:
        """The row with this document id, deleted or not; None when there is none."""
        return self._by("ref", kind).get(ref)

    def is_live(self, row: Any) -> bool:
        if not hasattr(row, "deleted_at"):
            return True  # a kind of which nothing is deleted to be brought back
        step_id = getattr(row, "step_id", None)
        return row.deleted_at is None and (step_id is None or self.is_live(self.row("steps", step_id)))

    def live(self, kind: str) -> Sequence[Any]:
        return [row for row in self.rows(KINDS[kind]) if self.is_live(row)]

    def fields(self, row: Any, names: Iterable[str]) -> dict[str, Any]:
        values = ((name, getattr(row, name)) for name in names)
        return {name: tuple(value) if isinstance(value, list) else value for name, value in values}

    def ref_of(self, kind: str, id: int | None) -> str | None:
        row = self.row(kind, id)
        return row.ref if row is not None and self.is_live(row) else None

    def linked(self, table: type[P], column: str, owner: Any, target: str, kind: str) -> tuple[str, ...]:
        refs = [self.ref_of(kind, getattr(row, target)) for row in self.of(table, column, owner)]
        return tuple(ref for ref in refs if ref is not None)

    def cited(self, column: str, owner: Any) -> tuple[str, ...]:
        return self.linked(sources.Citation, column, owner, "source_id", "sources")

    def next_of(self, step: steps.Step) -> tuple[document.NextStep, ...] | None:
        return ways.next_of(self, step)

    def _by(self, column: str, kind: str) -> dict[Any, Any]:
        return self._index(KINDS[kind], f"{UNIQUE}{column}")

    def _index(self, table: type[Part], column: str) -> dict[Any, Any]:
        """Rows by the value of a column: lists of them, or the one row when the column is marked as unique."""
        key = (table, column)
        if key not in self._indexes:
            index: dict[Any, Any] = {}
            enter(index, column, self.rows(table))
            self._indexes[key] = index
        return self._indexes[key]


def enter(index: dict[Any, Any], column: str, rows: Sequence[Part]) -> None:
    """Put rows into the index of a column."""
    cell = attrgetter(column.removeprefix(UNIQUE))
    if column.startswith(UNIQUE):
        index.update((cell(row), row) for row in rows)
        return
    for row in rows:
        index.setdefault(cell(row), []).append(row)
