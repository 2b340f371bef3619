"""Documents that share ids, as two states of the same service do: few names for each kind of thing, in any order."""

from collections.abc import Iterator
from random import Random
from typing import Any

from hypothesis import strategies as st

from journeys.domain.document import Document
from tests.domain.documents import documents

ROOM = {"pain_points": "notes", "needs": "notes", "quotes": "notes", "unsorted_notes": "notes"}
MEANS = {
    "sources": "sources",
    "persona": "personas",
    "personas": "personas",
    "lane": "lanes",
    "to": "steps",
    "replaces": "steps",
    "removed_steps": "steps",
    "step": "steps",
    "resolves": "notes",
    "addresses": "notes",
}


@st.composite
def same_ids(draw: Any, most_steps: int = 4) -> Document:
    """A document with the id `leistung` whose things are called `steps0`, `steps1`, `notes0` …, in a drawn order."""
    value = draw(documents(most_steps=most_steps))
    return renamed(value, draw(st.randoms(use_true_random=False)))


def renamed(value: Document, random: Random) -> Document:
    plain = value.plain()
    rooms: dict[str, list[str]] = {}
    for room, name in _ids(plain, ""):
        rooms.setdefault(room, []).append(name)
    names = {}
    for room, ids in rooms.items():
        numbers = list(range(len(ids)))
        random.shuffle(numbers)
        names |= {(room, old): f"{room}{n}" for old, n in zip(ids, numbers, strict=True)}
    return Document.from_plain({**with_names(plain, names), "id": "leistung"})


def with_names(plain: dict[str, Any], names: dict[tuple[str, str], str]) -> dict[str, Any]:
    """The document with things renamed, (room, old id) → new id, and everything that refers to them."""
    renamed_plain: dict[str, Any] = _renamed(plain, "", names)
    return renamed_plain


def _ids(value: Any, field: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for entry in value:
            yield from _ids(entry, field)
    elif isinstance(value, dict):
        if "id" in value and field:
            yield ROOM.get(field, field), value["id"]
        for name, entry in value.items():
            yield from _ids(entry, name)


def _renamed(value: Any, field: str, names: dict[tuple[str, str], str]) -> Any:
    if isinstance(value, list):
        return [_renamed(entry, field, names) for entry in value]
    if isinstance(value, dict):
        out = {name: _renamed(entry, name, names) for name, entry in value.items()}
        return out | ({"id": _name(field, value["id"], names)} if "id" in value and field else {})
    return names.get((MEANS.get(field, ""), value), value) if isinstance(value, str) else value


def _name(field: str, old: str, names: dict[tuple[str, str], str]) -> str:
    return names.get((ROOM.get(field, field), old), old)
