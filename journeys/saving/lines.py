"""A row as a line of JSON, and back: a number stays a number, nothing stays nothing, a moment is in UTC, bytes go as
text of base64."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Date, LargeBinary, Table
from sqlalchemy.types import TypeEngine

from journeys.domain.tables import UtcDateTime

HIGHEST = 2**63 - 1


class NoRow(ValueError):
    """The line is no row of this table; says why."""


def to_line(row: Mapping[str, Any]) -> bytes:
    """The row with its columns' names. Raises ValueError for what JSON does not know, such as infinity."""
    plain = {name: _plain(value) for name, value in row.items()}
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return value.isoformat() if isinstance(value, date) else value


def from_line(table: Table, line: bytes) -> dict[str, Any]:
    """The row that a line holds; raises NoRow when columns are missing or more, or a value is of another kind."""
    try:
        row = json.loads(line.decode(), parse_constant=_no_number, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise NoRow("no JSON") from error
    if not isinstance(row, dict) or set(row) != set(table.columns.keys()):
        raise NoRow("other columns")
    return {name: _value(table.columns[name].type, row[name], name) for name in row}


def _value(kind: TypeEngine[Any], value: Any, name: str) -> Any:
    if value is None:
        return None
    read: Callable[[Any], Any] = _READ.get(type(kind), _text)
    try:
        return read(value)
    except (ValueError, OverflowError) as error:
        raise NoRow(f"{name} is of another kind") from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("no text")
    value.encode()  # half a character, written as an escape, is no text
    return value


def _structure(value: Any) -> Any:
    if not isinstance(value, list | dict):  # SQLite would take a lone number or text for something else
        raise ValueError("neither list nor object")
    json.dumps(value, ensure_ascii=False).encode()
    return value


def _number(value: Any) -> int:
    if type(value) is not int or not -HIGHEST <= value <= HIGHEST:
        raise ValueError("no number")
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("neither true nor false")
    return value


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError("no time zone")
    return moment.astimezone(UTC)


def _day(value: Any) -> date:
    return date.fromisoformat(_text(value))


def _bytes(value: Any) -> bytes:
    return b64decode(_text(value), validate=True)


_READ: dict[type[TypeEngine[Any]], Callable[[Any], Any]] = {
    BigInteger: _number,
    Boolean: _truth,
    UtcDateTime: _moment,
    Date: _day,
    JSON: _structure,
    LargeBinary: _bytes,
}


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found
