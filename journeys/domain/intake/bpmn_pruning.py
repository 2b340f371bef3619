"""Ids of a plain document, and what refers to some that are gone."""

from collections.abc import Iterator
from typing import Any

_LISTS = ("replaces", "resolves", "removed_steps", "addresses")


def ids_of(value: Any) -> set[str]:
    """Every id in a plain value."""
    return {entry["id"] for entry in _objects(value) if isinstance(entry.get("id"), str)}


def prune(plain: dict[str, Any]) -> None:
    """Take out references to steps, notes and journeys that are no longer there."""
    there = ids_of(plain)
    for entry in _objects(plain):
        for name in _LISTS:
            if name in entry:
                entry[name] = [ref for ref in entry[name] if ref in there]
                if not entry[name]:
                    del entry[name]
    for opportunity in plain.get("opportunities", ()):
        if opportunity.get("step") not in there:
            opportunity.pop("step", None)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for entry in value.values():
            yield from _objects(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _objects(entry)
