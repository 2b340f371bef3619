"""What changed between two documents, item by item and field by field, found by the ids of the items."""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from journeys.domain.diff.items import Item, Key, Parts, Row, What, parts_of, row_of
from journeys.domain.document import Document
from journeys.domain.replaying import moved

Kind = Literal["added", "removed", "changed", "moved"]


class Place(NamedTuple):
    """Where an item stands: the id of what holds it (None: the document), and that of the item before it in the same
    list (None: it is the first)."""

    into: str | None
    behind: str | None

    def plain(self) -> dict[str, str | None]:
        """For machines: `in` and `behind`."""
        return {"in": self.into, "behind": self.behind}


class Alteration(NamedTuple):
    """One change. `what` is the kind of item and `id` its id in the document; the service's is empty.

    added, removed: `after` or `before` is the item with all its own fields, `place` where it stands, or stood. What it
    holds is told for itself. changed: `field` with both values, None where nothing is said; of a note that went to
    another list of its step `place` says where. moved: both places, `place` is the new one.
    """

    kind: Kind
    what: What
    id: str
    field: str | None
    before: Any
    after: Any
    place: Place | None = None


def alterations(before: Document, after: Document) -> list[Alteration]:
    """What leads from one document to the other, in the order of `after`, then what is gone; equal ones: nothing."""
    old, new = parts_of(before), parts_of(after)
    shifted = _shifted(old, new)
    out: list[Alteration] = []
    for key, item in new.items.items():
        if key not in old.items:
            place = _place(new, key)
            out.append(Alteration("added", *key, None, None, item.fields, place))
        else:
            out += _on_both(key, old, new, shifted)
    gone = [key for key in old.items if key not in new.items]
    out += [Alteration("removed", *key, None, old.items[key].fields, None, _place(old, key)) for key in gone]
    return out


def _shifted(old: Parts, new: Parts) -> set[Key]:
    """Items whose list put others before them in another order."""
    out: set[Key] = set()
    whats = {
        row_of(what, item): what for (what, _), item in new.items.items() if item.into or _is_listed(what)
    }
    for row, refs in new.rows.items():
        before = old.rows.get(row, [])
        stayed = [ref for ref in before if ref in refs], [ref for ref in refs if ref in before]
        if stayed[0] != stayed[1]:
            out |= {(whats[row], ref) for ref in moved(*stayed)}
    return out


def _is_listed(what: What) -> bool:
    return what not in ("document", "service")


def _on_both(key: Key, old: Parts, new: Parts, shifted: set[Key]) -> Iterator[Alteration]:
    was, now = old.items[key], new.items[key]
    is_elsewhere = was.into != now.into or key in shifted
    if is_elsewhere:
        there = _place(new, key)
        yield Alteration("moved", *key, "place", _place(old, key).plain(), there.plain(), there)
    for field in dict.fromkeys((*now.fields, *was.fields)):
        said = was.fields.get(field), now.fields.get(field)
        if said[0] != said[1]:
            place = None if is_elsewhere else _other_list(key, was, now, field, new)
            yield Alteration("changed", *key, field, *said, place)


def _other_list(key: Key, was: Item, now: Item, field: str, new: Parts) -> Place | None:
    if key[0] != "note" or field != "kind" or row_of("note", was) == row_of("note", now):
        return None
    return _place(new, key)


def _place(parts: Parts, key: Key) -> Place:
    what, ref = key
    row: Row = row_of(what, parts.items[key])
    refs = parts.rows[row]
    at = refs.index(ref)
    return Place(row[0], refs[at - 1] if at else None)
