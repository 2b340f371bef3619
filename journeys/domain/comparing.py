"""As-is against to-be: which step becomes what, over which channel, and which pain points that resolves."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from journeys.domain.document import Change, Channel, Document, Journey, PainPoint, Step
from journeys.domain.findings import Finding, Refused
from journeys.domain.measures import pain_score
from journeys.domain.words import Words

Fate = Literal["replaced", "dropped", "unassigned"]
"""What becomes of an as-is step: it has successors, it is removed on purpose, or nobody has said."""


class Before(NamedTuple):
    """An as-is step with its number, and the to-be steps that replace it (ids, in the order of the to-be)."""

    step: Step
    number: int
    fate: Fate
    successors: tuple[str, ...]


class After(NamedTuple):
    """A to-be step with its number, and the steps of this as-is that it replaces (ids, in their order)."""

    step: Step
    number: int
    change: Change
    replaces: tuple[str, ...]


class Pair(NamedTuple):
    """An as-is step and a to-be step that replaces it, with the channel of each."""

    before: Before
    after: After

    @property
    def channels(self) -> tuple[Channel | None, Channel | None]:
        return self.before.step.channel, self.after.step.channel

    @property
    def is_moved(self) -> bool:
        """Whether both channels are known and differ."""
        old, new = self.channels
        return old is not None and new is not None and old != new


class Pain(NamedTuple):
    """A pain point of the as-is with its number in the journey, its step, and the to-be steps that resolve it."""

    note: PainPoint
    number: int
    at: Before
    resolved_by: tuple[After, ...]


class Comparison(NamedTuple):
    """Two journeys of a service side by side, step by step."""

    as_is: Journey
    to_be: Journey
    before: tuple[Before, ...]
    after: tuple[After, ...]
    pairs: tuple[Pair, ...]
    pains: tuple[Pain, ...]

    @property
    def unresolved(self) -> tuple[Pain, ...]:
        """The pain points that no to-be step resolves, the worst first, equals in the order of the as-is."""
        left = (pain for pain in self.pains if not pain.resolved_by)
        return tuple(sorted(left, key=lambda pain: -pain_score(pain.note)))


def compare(as_is: Journey, to_be: Journey) -> Comparison:
    """What the to-be makes of the as-is. What it says about steps and pain points of other journeys counts nothing."""
    there = {step.id for step in as_is.steps()}
    after = tuple(_after(step, n, as_is, there) for n, step in enumerate(to_be.steps(), 1))
    before = tuple(_before(step, n, after, to_be) for n, step in enumerate(as_is.steps(), 1))
    by_id = {one.step.id: one for one in after}
    pairs = tuple(Pair(one, by_id[ref]) for one in before for ref in one.successors)
    return Comparison(as_is, to_be, before, after, pairs, tuple(_pains(before, after)))


def change_of(step: Step) -> Change:
    """How a to-be step differs: as it says, else changed where it replaces something, else new."""
    return step.change or ("changed" if step.replaces else "added")


def _after(step: Step, number: int, as_is: Journey, there: set[str]) -> After:
    replaces = there & set(step.replaces)
    in_order = tuple(one.id for one in as_is.steps() if one.id in replaces)
    return After(step, number, change_of(step), in_order)


def _before(step: Step, number: int, after: tuple[After, ...], to_be: Journey) -> Before:
    successors = tuple(one.step.id for one in after if step.id in one.replaces)
    if successors:
        return Before(step, number, "replaced", successors)
    return Before(step, number, "dropped" if step.id in to_be.removed_steps else "unassigned", ())


def _pains(before: tuple[Before, ...], after: tuple[After, ...]) -> Iterator[Pain]:
    number = 0
    for one in before:
        for note in one.step.pain_points:
            number += 1
            yield Pain(note, number, one, tuple(a for a in after if note.id in a.step.resolves))


def to_be_of(document: Document, id: str | None = None) -> Journey:
    """The to-be journey of a comparison, the first without an id. Raises Refused when the document lacks one of the
    two kinds, or has no to-be journey of that id."""
    first_of(document, "as_is")
    if id is None:
        return first_of(document, "to_be")
    journey = document.journey(id)
    if journey is not None and journey.kind == "to_be":
        return journey
    there = ", ".join(j.id for j in document.journeys if j.kind == "to_be")
    words = Words(
        f"Eine Soll-Reise „{id}“ gibt es hier nicht. Vorhanden: {there or 'keine'}",
        f"There is no to-be journey “{id}” here. There are: {there or 'none'}",
    )
    raise Refused([Finding("journeys", words)])


def first_of(document: Document, kind: Literal["as_is", "to_be"]) -> Journey:
    """The first journey of this kind; raises Refused when there is none."""
    found = next((journey for journey in document.journeys if journey.kind == kind), None)
    if found is None:
        raise Refused([Finding("journeys", _MISSING[kind])])
    return found


_MISSING = {
    "as_is": Words(
        "Zum Vergleich fehlt die Ist-Reise. Ergänzen Sie eine Reise mit „kind: as_is“.",
        "The comparison lacks the as-is journey. Add a journey with “kind: as_is”.",
    ),
    "to_be": Words(
        "Zum Vergleich fehlt die Soll-Reise. Ergänzen Sie eine Reise mit „kind: to_be“.",
        "The comparison lacks the to-be journey. Add a journey with “kind: to_be”.",
    ),
}
