"""The rows of one service, to change: what the use cases and the storing of a document work on."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from journeys.domain import document, findings, services, sources, steps, ways
from journeys.domain.lookup import Lookup, enter
from journeys.domain.tables import Part
from journeys.domain.words import Words

P = TypeVar("P", bound=Part)


class Records(Lookup):
    """The session's own rows, read table by table when first asked for."""

    def __init__(self, session: Session, service: services.Service) -> None:
        super().__init__(service)
        self.session = session
        self._rows: dict[type[Part], list[Any]] = {}

    def rows(self, table: type[P]) -> list[P]:
        if table not in self._rows:
            query = select(table).where(col(table.service_id) == self.service.id)
            self._rows[table] = list(self.session.exec(query.order_by(col(table.position), col(table.id))))
        return self._rows[table]

    def copy(self, value: document.Value, row: Any, names: Iterable[str]) -> None:
        """The named fields of a value into the columns of the same names."""
        for name in names:
            field = getattr(value, name)
            setattr(row, name, list(field) if isinstance(field, tuple) else field)

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

    def cite(self, column: str, owner: Any, refs: Sequence[str]) -> None:
        """Make `owner` rest on exactly these sources, in this order."""
        self.link(sources.Citation, column, owner, "source_id", "sources", refs)

    def follower_of(self, step: steps.Step) -> str:
        """The document id of the step that comes next in order, or `end`."""
        behind = (row.ref for row in ways.followers(self, step) if self.is_live(row))
        return next(behind, document.END)

    def add(self, row: Part) -> None:
        """Store a new row, so that it has its number, and know it from now on."""
        table = type(row)
        self.rows(table).append(row)
        self.session.add(row)
        self.session.flush()
        for (indexed, column), index in self._indexes.items():
            if indexed is table:
                enter(index, column, [row])

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
