"""A document as a row of its items, each with its place: what is stored, compared and told one by one."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from journeys.domain.document import Document, Journey
from journeys.domain.note_lists import LISTS


class Entry(NamedTuple):
    """One item of a document: its kind, its value without children, its place, and the item it belongs to."""

    kind: str
    value: Any
    position: int
    parent: str | None = None


def entries_of(value: Document) -> Iterator[Entry]:
    """The document's items, each after what it needs to exist."""
    for kind in ("sources", "personas"):
        yield from (Entry(kind, item, n) for n, item in enumerate(getattr(value, kind)))
    for n, journey in enumerate(value.journeys):
        yield from entries_of_journey(journey, n)
    yield from (Entry("notes", note, n) for n, note in enumerate(value.unsorted_notes))
    yield from (Entry("opportunities", item, n) for n, item in enumerate(value.opportunities))


def entries_of_journey(journey: Journey, position: int) -> Iterator[Entry]:
    """The journey's items, in the same order; `position` is its own place."""
    yield Entry("journeys", journey.model_copy(update={"phases": (), "lanes": ()}), position)
    yield from (Entry("lanes", lane, n, journey.id) for n, lane in enumerate(journey.lanes))
    for n, phase in enumerate(journey.phases):
        yield Entry("phases", phase.model_copy(update={"steps": ()}), n, journey.id)
        for m, step in enumerate(phase.steps):
            bare = step.model_copy(update=dict.fromkeys(LISTS.values(), ()))
            yield Entry("steps", bare, m, phase.id)
            for of_kind in (step.pain_points, step.needs, step.quotes):
                yield from (Entry("notes", note, k, step.id) for k, note in enumerate(of_kind))
