"""A document taken apart: every item with its own fields and its place, and the lists that items stand in.

Links that only follow from the order are left out: a step whose only way, without a condition, leads to the step that
follows says as much as one that says nothing.
"""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from journeys.domain import note_lists
from journeys.domain.document import END, Document, Journey, Note, Step, Value
from journeys.domain.entries import Entry, entries_of

What = Literal[
    "document", "service", "persona", "journey", "lane", "phase", "step", "note", "opportunity", "source"
]
WHAT: dict[str, What] = {
    "personas": "persona",
    "journeys": "journey",
    "lanes": "lane",
    "phases": "phase",
    "steps": "step",
    "notes": "note",
    "opportunities": "opportunity",
    "sources": "source",
}
LISTS = {what: name for name, what in WHAT.items()}
HEAD = ("id", "language", "as_of", "disclaimer")
CHILDREN = {"id", "phases", "steps", *note_lists.LISTS.values()}
Key = tuple[What, str]
Row = tuple[str | None, str]
"""A list: whose it is (the id of the item that holds it, None for the document's own), and its name there."""


class Item(NamedTuple):
    """`fields`: plain values by name, without id and children; a note on a step has its `kind` among them. `into` is
    the id of what holds it."""

    fields: dict[str, Any]
    into: str | None


class Parts(NamedTuple):
    """The items in the document's order, and the ids in each list."""

    items: dict[Key, Item]
    rows: dict[Row, list[str]]


def parts_of(document: Document) -> Parts:
    """The document, taken apart."""
    head = {name: value for name in HEAD if (value := getattr(document, name)) is not None}
    items: dict[Key, Item] = {
        ("document", ""): Item(head, None),
        ("service", ""): Item(document.service.plain(), None),
    }
    rows: dict[Row, list[str]] = {}
    bare = {
        step.id: without_implied(journey, step) for journey in document.journeys for step in journey.steps()
    }
    for entry in entries_of(document):
        what, ref = WHAT[entry.kind], entry.value.id
        item = Item(_fields(entry, bare), entry.parent)
        items[what, ref] = item
        rows.setdefault(row_of(what, item), []).append(ref)
    return Parts(items, rows)


def row_of(what: What, item: Item) -> Row:
    """The list that the item stands in."""
    if what != "note":
        return item.into, LISTS[what]
    return item.into, note_lists.LISTS[item.fields["kind"]] if item.into is not None else "unsorted_notes"


def normal(document: Document) -> Document:
    """The document without what only follows from the order: two that say the same are equal."""
    return document.model_copy(
        update={
            "journeys": tuple(
                journey.model_copy(
                    update={
                        "phases": tuple(
                            phase.model_copy(
                                update={
                                    "steps": tuple(
                                        step.model_copy(update={"next": without_implied(journey, step)})
                                        for step in phase.steps
                                    )
                                }
                            )
                            for phase in journey.phases
                        )
                    }
                )
                for journey in document.journeys
            )
        }
    )


def without_implied(journey: Journey, step: Step) -> Any:
    """The step's ways onward; None where they say no more than the order of the steps."""
    ways = step.next
    if ways is None or len(ways) > 1 or (ways and ways[0].condition is not None):
        return ways
    return None if (ways[0].to if ways else END) == _follower(journey, step.id) else ways


def _follower(journey: Journey, ref: str) -> str:
    refs = [step.id for step in journey.steps()]
    at = refs.index(ref) + 1
    return refs[at] if at < len(refs) else END


def _fields(entry: Entry, bare: dict[str, Any]) -> dict[str, Any]:
    value: Value = entry.value
    if isinstance(value, Step):
        value = value.model_copy(update={"next": bare[value.id]})
    plain = {name: said for name, said in value.plain().items() if name not in CHILDREN}
    if isinstance(value, Note):
        plain["kind"] = note_lists.kind_of(value)
    return plain


def whole(parts: Parts) -> dict[str, Any]:
    """The plain document of these parts."""
    head = dict(parts.items["document", ""].fields)
    lists = {
        name: list(_children(parts, None, name)) for name in LISTS.values() if (None, name) in parts.rows
    }
    unsorted = [_built(parts, "note", ref) for ref in parts.rows.get((None, "unsorted_notes"), ())]
    return {
        "format": "journeys/1",
        **head,
        "service": parts.items["service", ""].fields,
        "journeys": [],
        **lists,
        "unsorted_notes": unsorted,
    }


def _children(parts: Parts, into: str | None, name: str) -> Iterator[dict[str, Any]]:
    what = "note" if name in note_lists.LISTS.values() else WHAT[name]
    yield from (_built(parts, what, ref) for ref in parts.rows.get((into, name), ()))


HELD: dict[What, tuple[str, ...]] = {
    "journey": ("lanes", "phases"),
    "phase": ("steps",),
    "step": tuple(note_lists.LISTS.values()),
}


def _built(parts: Parts, what: What, ref: str) -> dict[str, Any]:
    item = parts.items[what, ref]
    fields = dict(item.fields)
    if what == "note" and item.into is not None:
        del fields["kind"]
    return {"id": ref, **fields, **{name: list(_children(parts, ref, name)) for name in HELD.get(what, ())}}
