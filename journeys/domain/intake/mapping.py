"""Tables whose columns somebody may map by hand: for each format its fields, what its columns are, and its reader."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from journeys.domain.intake.plain import Plain
from journeys.domain.words import Words


class Column(Protocol):
    """A column of somebody's table: its heading, some of its cells, and the field that it most likely is."""

    @property
    def heading(self) -> str: ...
    @property
    def samples(self) -> Sequence[str]: ...
    @property
    def field(self) -> str: ...


class Table(NamedTuple):
    """`fields` in words, by the names that `mapping` gives them; both callables raise Refused."""

    fields: Mapping[str, Words]
    columns: Callable[[bytes], Sequence[Column]]
    read: Callable[[bytes, str, Mapping[str, str]], Plain]


def _workbook() -> Table:
    from journeys.domain.intake.from_sheets import FIELDS, columns, read_sheet

    return Table(
        FIELDS,
        lambda data: columns(data, "xlsx"),
        lambda data, name, said: read_sheet(data, name, "xlsx", said),
    )


def _csv() -> Table:
    from journeys.domain.intake.from_sheets import FIELDS, columns, read_sheet

    return Table(
        FIELDS,
        lambda data: columns(data, "csv"),
        lambda data, name, said: read_sheet(data, name, "csv", said),
    )


TABLES: dict[str, Callable[[], Table]] = {"xlsx": _workbook, "csv": _csv}
"""By format; loaded when it is used. A format that is not here has no columns to map."""
