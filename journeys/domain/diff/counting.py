"""How much changed between two documents, in figures."""

from collections.abc import Iterable
from typing import NamedTuple

from journeys.domain.diff.alterations import Alteration
from journeys.domain.document import Document


class Counted(NamedTuple):
    """Steps and notes of both sides, and what became of them; `others` are changes of everything else. A step counts
    as changed once, however much of it changed, and as moved only where nothing else of it did."""

    steps: tuple[int, int]
    steps_added: int
    steps_removed: int
    steps_changed: int
    steps_moved: int
    notes: tuple[int, int]
    notes_added: int
    notes_removed: int
    notes_changed: int
    others: int


def counted(before: Document, after: Document, changes: Iterable[Alteration]) -> Counted:
    """The figures of these changes between the two documents."""
    kinds: dict[str, dict[str, set[str]]] = {"step": {}, "note": {}}
    others = 0
    for change in changes:
        if change.what in kinds:
            kinds[change.what].setdefault(change.kind, set()).add(change.id)
        else:
            others += 1
    steps, notes = kinds["step"], kinds["note"]

    def count(sets: dict[str, set[str]], kind: str) -> int:
        return len(sets.get(kind, ()))

    return Counted(
        (sum(1 for _ in before.steps()), sum(1 for _ in after.steps())),
        count(steps, "added"),
        count(steps, "removed"),
        count(steps, "changed"),
        len(steps.get("moved", set()) - steps.get("changed", set())),
        (_notes(before), _notes(after)),
        count(notes, "added"),
        count(notes, "removed"),
        len(notes.get("changed", set()) | notes.get("moved", set())),
        others,
    )


def _notes(document: Document) -> int:
    return sum(len(step.notes()) for step in document.steps()) + len(document.unsorted_notes)
