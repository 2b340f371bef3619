"""How messages about documents are put: places, values in quotes, the nearest of several names."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from journeys.domain.words import Words

QUOTED = 40
LISTED = 12
COMPARED = 500


def shown(value: object) -> str:
    """`value` as one short line without anything that could steer a terminal."""
    if isinstance(value, (dict, list, tuple)):
        return "{…}" if isinstance(value, dict) else "[…]"
    text = value[: QUOTED + 1] if isinstance(value, str) else str(value)[: QUOTED + 1]
    short = text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"
    return "".join(c if c.isprintable() else "�" for c in short)


def quoted(value: object) -> Words:
    """`value` in the quotation marks of each language."""
    return Words(f"„{shown(value)}“", f"“{shown(value)}”")


def inside(place: str, key: str | int) -> str:
    """The place of the field or entry `key` inside `place`: `journeys[0].id`."""
    if isinstance(key, int):
        return f"{place}[{key}]"
    return f"{place}.{shown(key)}" if place else shown(key)


def place_of(path: Iterable[str | int]) -> str:
    """The place that a path of keys and positions leads to."""
    place = ""
    for key in path:
        place = inside(place, key)
    return place


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name that is most like `name`, if one is like it at all.

    Only the first 500 names and only names of usual length are compared, so that a hostile document costs nothing.
    """
    few = [n for _, n in zip(range(COMPARED), names, strict=False)]
    found = get_close_matches(name, few, n=1) if len(name) <= 100 else []
    return found[0] if found else None


def listed(names: Sequence[str]) -> Words:
    """The first names with commas, and how many more there are."""
    most = ", ".join(shown(n) for n in names[:LISTED])
    rest = len(names) - LISTED
    return Words(f"{most} und {rest} weitere", f"{most} and {rest} more") if rest > 0 else Words(most, most)
