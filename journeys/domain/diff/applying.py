"""A document with changes made to it: with all alterations between two documents the first becomes the second."""

from collections.abc import Sequence

from journeys.domain.diff.alterations import Alteration
from journeys.domain.diff.items import Item, Key, Parts, parts_of, row_of, whole
from journeys.domain.document import Document


def applied(document: Document, changes: Sequence[Alteration]) -> Document:
    """The document after the changes, without links that only follow from the order.

    `changes` are those from `document` to another one, as `alterations` gives them; raises KeyError or ValueError
    where they are of another document.
    """
    parts = parts_of(document)
    for change in changes:
        if change.kind == "removed" or (change.kind != "added" and change.place is not None):
            _take_out(parts, change)
    for change in changes:
        _say(parts, change)
    for change in changes:
        if change.place is not None and change.kind != "removed":
            _put_in(parts, change)
    return Document.from_plain(whole(parts))


def _key(change: Alteration) -> Key:
    return change.what, change.id


def _take_out(parts: Parts, change: Alteration) -> None:
    parts.rows[row_of(change.what, parts.items[_key(change)])].remove(change.id)
    if change.kind == "removed":
        del parts.items[_key(change)]


def _say(parts: Parts, change: Alteration) -> None:
    key = _key(change)
    if change.kind == "added" and change.place is not None:
        parts.items[key] = Item(dict(change.after), change.place.into)
    elif change.kind == "moved" and change.place is not None:
        parts.items[key] = Item(parts.items[key].fields, change.place.into)
    elif change.kind == "changed" and change.field is not None:
        fields = {**parts.items[key].fields, change.field: change.after}
        parts.items[key] = Item(
            {name: said for name, said in fields.items() if said is not None}, parts.items[key].into
        )


def _put_in(parts: Parts, change: Alteration) -> None:
    """Behind its predecessor: that one stayed or was put in before, as changes come in the order of the result."""
    assert change.place is not None
    row = parts.rows.setdefault(row_of(change.what, parts.items[_key(change)]), [])
    behind = change.place.behind
    row.insert(row.index(behind) + 1 if behind is not None else 0, change.id)
