"""What differs between two documents, field by field, found by the ids of their items."""

from typing import Any, NamedTuple

from journeys.domain.document import Document
from journeys.domain.entries import entries_of

SERVICE = "service"


class Difference(NamedTuple):
    """One field of one item: `item` is `kind/id`, `before` and `after` plain values, None where it is not there."""

    item: str
    field: str
    before: Any
    after: Any


def flat(value: Document) -> dict[tuple[str, str], Any]:
    """Every field of every item by (item, field); an item's children are the fields `@phases`, `@steps`, `@notes`."""
    out = {(SERVICE, name): field for name, field in value.service.plain().items()}
    for name in ("language", "as_of", "disclaimer"):
        if getattr(value, name) is not None:
            out[SERVICE, name] = getattr(value, name)
    for entry in entries_of(value):
        item = f"{entry.kind}/{entry.value.id}"
        fields = {k: v for k, v in entry.value.plain().items() if k not in ("id", "phases", "steps")}
        out |= {(item, name): field for name, field in fields.items()}
        out[item, "@type"] = type(entry.value).__name__
        out[item, "@in"] = entry.parent
        children = f"{entry.parent or ''}/{type(entry.value).__name__}"
        out.setdefault(("order", children), []).append(entry.value.id)
    return out


def differences(before: Document, after: Document) -> list[Difference]:
    """What differs, in the order of the fields of `after`, then what is gone; equal documents: nothing."""
    old, new = flat(before), flat(after)
    changed = [Difference(i, f, old.get((i, f)), v) for (i, f), v in new.items() if old.get((i, f)) != v]
    gone = [Difference(i, f, v, None) for (i, f), v in old.items() if (i, f) not in new]
    return [d for d in (*changed, *gone) if not (d.before is None and d.after is None)]
