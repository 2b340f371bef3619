"""The kinds of notes that stand on steps: the list of each, and its type."""

from typing import Any

from journeys.domain import document

LISTS = {"pain_point": "pain_points", "need": "needs", "quote": "quotes"}
VALUES: dict[str, Any] = {"pain_point": document.PainPoint, "need": document.Need, "quote": document.Quote}


def kind_of(value: document.Note | document.UnsortedNote) -> str:
    """`pain_point`, `need` or `quote`."""
    return next(kind for kind, type_ in VALUES.items() if isinstance(value, type_))
