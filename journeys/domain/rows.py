"""What the nouns ask of the rows of one service: to make values of them, and to change them."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol, TypeVar

from sqlmodel import Session

from journeys.domain.document import NextStep, Value
from journeys.domain.tables import Part

P = TypeVar("P", bound=Part)


class Rows(Protocol):
    """The rows of a service, to read. Refs are the ids that a document uses; what is deleted has none."""

    @property
    def service(self) -> Any:
        """The service's own row."""

    def rows(self, table: type[P]) -> Sequence[P]:
        """All rows of a table, deleted ones too, by position."""

    def of(self, table: type[P], column: str, owner: Any) -> list[P]:
        """The rows of `table` whose `column` is the owner's number, by position."""

    def row(self, kind: str, id: int | None) -> Any:
        """The row of a kind with this number, deleted or not; None when there is none."""

    def is_live(self, row: Any) -> bool:
        """Whether the row is not deleted, nor a note on a deleted step."""

    def live(self, kind: str) -> Sequence[Any]:
        """The rows of a kind that the document holds, by position."""

    def fields(self, row: Any, names: Iterable[str]) -> dict[str, Any]:
        """The named columns as a document holds them: lists as tuples."""

    def ref_of(self, kind: str, id: int | None) -> str | None:
        """The document id of the row with this number; None without one, or when it is deleted."""

    def linked(self, table: type[P], column: str, owner: Any, target: str, kind: str) -> tuple[str, ...]:
        """Document ids of the live rows that a link table leads to from `owner`, in order."""

    def cited(self, column: str, owner: Any) -> tuple[str, ...]:
        """Document ids of the sources that `owner` rests on, in order."""

    def next_of(self, step: Any) -> tuple[NextStep, ...] | None:
        """Where a step says it leads: None when it says nothing. Ways to a deleted step lead on to what follows it."""


class Changes(Rows, Protocol):
    """The same rows, to change."""

    @property
    def session(self) -> Session:
        """Where the rows are changed."""

    def copy(self, value: Value, row: Any, names: Iterable[str]) -> None:
        """The named fields of a value into the columns of the same names."""

    def id_of(self, kind: str, ref: str | None, place: str) -> int | None:
        """The number of the row with this document id; raises Refused when there is none."""

    def link(
        self, table: type[P], column: str, owner: Any, target: str, kind: str, refs: Sequence[str]
    ) -> None:
        """Make the link table lead from `owner` to exactly these document ids, in this order."""

    def cite(self, column: str, owner: Any, refs: Sequence[str]) -> None:
        """Make `owner` rest on exactly these sources, in this order."""

    def follower_of(self, step: Any) -> str:
        """The document id of the step that comes next in order, or `end`."""

    def add(self, row: Part) -> None:
        """Store a new row, so that it has its number, and know it from now on."""

    def drop(self, rows: Sequence[Part]) -> None:
        """Remove rows for good, with what they cite."""
