"""Ids and what refers to them: each id once among its kind, each reference to a thing of the right kind.

Works on plain values, so that a document with other errors gets these findings too.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from journeys.domain.document import END
from journeys.domain.findings import Finding
from journeys.domain.reference_words import (
    AS_IS_STEP,
    KINDS,
    ONCE,
    SAME_JOURNEY,
    WANTED,
    Kind,
    dangling,
    said_twice,
    twice,
    wrong_kind,
)
from journeys.domain.wording import inside

STEPS = ("journeys", "phases", "steps")
# Which list of the document holds things of which kind.
LISTS: dict[tuple[str, ...], Kind] = {
    ("personas",): "persona",
    ("journeys",): "journey",
    ("journeys", "lanes"): "lane",
    ("journeys", "phases"): "phase",
    STEPS: "step",
    (*STEPS, "pain_points"): "pain_point",
    (*STEPS, "needs"): "need",
    (*STEPS, "quotes"): "quote",
    ("opportunities",): "opportunity",
    ("unsorted_notes",): "unsorted_note",
    ("sources",): "source",
}
NOTES = frozenset(("pain_point", "need", "quote", "unsorted_note"))
# What is said at most: for each of them the nearest id is looked for.
MOST = 300


class Thing(NamedTuple):
    """A thing with an id. `journey` is its journey's position, None outside of journeys."""

    kind: Kind
    id: str
    place: str
    journey: int | None


class Reference(NamedTuple):
    """An id that stands in `field` and means a thing elsewhere."""

    field: str
    id: str
    place: str
    journey: int | None


class Gathered(NamedTuple):
    """All ids and references of a document, and which of its journeys are as-is."""

    things: list[Thing]
    references: list[Reference]
    as_is: frozenset[int]

    def ids(self, reference: Reference) -> frozenset[str]:
        """The ids that the reference may mean."""
        wanted = WANTED[reference.field]
        return frozenset(t.id for t in self.things if t.kind == wanted and self._fits(t, reference))

    def _fits(self, thing: Thing, reference: Reference) -> bool:
        if reference.field in SAME_JOURNEY:
            return thing.journey == reference.journey
        return reference.field not in AS_IS_STEP or thing.journey in self.as_is


def findings_of(plain: Any, *, sure: bool = True) -> list[Finding]:
    """Double ids, references that lead nowhere, and what a step says twice of one persona or lane.

    With `sure` false the document has other errors: then a reference is only spoken of when its id stands nowhere at
    all, because a misspelt field name hides everything under it.
    """
    gathered = _gather(plain)
    doubles = [*_doubles(gathered.things), *_said_twice(gathered.references)]
    out = [*doubles, *_danglings(gathered, frozenset() if sure else _all_ids(plain))]
    return out[:MOST]


def _doubles(things: list[Thing]) -> Iterator[Finding]:
    first: dict[tuple[str, str], str] = {}
    for thing in things:
        room = "note" if thing.kind in NOTES else thing.kind
        other = first.setdefault((room, thing.id), thing.place)
        if other is not thing.place:
            yield Finding(inside(thing.place, "id"), twice(thing.id, other))


def _said_twice(references: list[Reference]) -> Iterator[Finding]:
    said: set[tuple[str, str]] = set()
    for reference in references:
        entries = reference.place.rpartition("[")[0]
        field = entries.rpartition(".")[2]
        if field in ONCE:
            if (entries, reference.id) in said:
                yield Finding(reference.place, said_twice(field, reference.id))
            said.add((entries, reference.id))


def _danglings(gathered: Gathered, spared: frozenset[str]) -> Iterator[Finding]:
    fitting: dict[tuple[str, int | None], frozenset[str]] = {}
    elsewhere = {t.id: t for t in reversed(gathered.things)}
    wrong = []
    for reference in gathered.references:
        key = (reference.field, reference.journey if reference.field in SAME_JOURNEY else None)
        if key not in fitting:
            fitting[key] = gathered.ids(reference)
        if reference.id not in fitting[key] and reference.id not in spared:
            wrong.append((reference, fitting[key]))
    for reference, ids in islice(wrong, MOST):
        other = elsewhere.get(reference.id)
        words = dangling(reference.field, reference.id, ids) if other is None else None
        if other is not None:
            words = wrong_kind(reference.field, reference.id, KINDS[other.kind], other.place, ids)
        if words is not None:
            yield Finding(reference.place, words)


def _gather(plain: Any) -> Gathered:
    things: list[Thing] = []
    references: list[Reference] = []
    as_is: set[int] = set()
    for value, trail, place, journey in _walk(plain, (), "", None):
        if isinstance(value, dict):
            kind, name = LISTS.get(trail), value.get("id")
            if kind is not None and isinstance(name, str):
                things.append(Thing(kind, name, place, journey))
            if kind == "journey" and journey is not None and value.get("kind") == "as_is":
                as_is.add(journey)
        elif (
            isinstance(value, str)
            and trail
            and trail[-1] in WANTED
            and not (trail[-1] == "to" and value == END)
        ):
            references.append(Reference(trail[-1], value, place, journey))
    return Gathered(things, references, frozenset(as_is))


Visit = tuple[Any, tuple[str, ...], str, int | None]


def _walk(value: Any, trail: tuple[str, ...], place: str, journey: int | None) -> Iterator[Visit]:
    """Every value with the names of the fields that lead to it, its place, and the position of its journey."""
    if isinstance(value, list):
        for i, entry in enumerate(value):
            number = i if trail == ("journeys",) else journey
            yield from _walk(entry, trail, inside(place, i), number)
        return
    yield value, trail, place, journey
    if isinstance(value, dict):
        for key, entry in value.items():
            yield from _walk(entry, (*trail, key), inside(place, key), journey)


def _all_ids(plain: Any) -> frozenset[str]:
    found = (v.get("id") for v, *_ in _walk(plain, (), "", None) if isinstance(v, dict))
    return frozenset(name for name in found if isinstance(name, str))
