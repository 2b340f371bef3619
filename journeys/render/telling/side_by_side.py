"""What changed between two documents as rows of a table: each change with what both sides say, whole."""

from typing import Any, NamedTuple

from journeys.domain.diff.alterations import Alteration
from journeys.domain.document import Document
from journeys.render.telling.altered import told
from journeys.render.telling.values import Values

NOTHING = "–"


class Row(NamedTuple):
    """A change with its sentence, and what stood and stands in the field; „–“ for nothing, and where the whole thing
    came, went or moved."""

    change: Alteration
    text: str
    was: str
    now: str


def in_rows(before: Document, after: Document) -> list[Row]:
    """Every change by itself, in the language of `after`."""
    values = Values(before, after, full=True)

    def cell(change: Alteration, value: Any) -> str:
        is_said = change.kind == "changed" and value is not None
        return values.whole(str(change.field), value, change.what) if is_said else NOTHING

    return [
        Row(change, text, cell(change, change.before), cell(change, change.after))
        for change, text, _ in told(before, after)
    ]
