"""What a to-be journey leaves open of the as-is: plain values, counted from the document alone."""

from collections.abc import Iterable
from typing import NamedTuple

from journeys.domain.document import Document, Journey, PainPoint, Span, Step
from journeys.domain.measures import pain_score


class Numbered(NamedTuple):
    """A step with its number in its own journey, from 1."""

    number: int
    step: Step


class Pains(NamedTuple):
    """Open pain points of one as-is step, the highest score first, and the to-be steps that replace this step."""

    place: Numbered
    pains: tuple[PainPoint, ...]
    successors: tuple[Numbered, ...]


class Solved(NamedTuple):
    """A pain point of an as-is step, and the to-be steps that resolve it."""

    place: Numbered
    pain: PainPoint
    by: tuple[Numbered, ...]


class Differing(NamedTuple):
    """A to-be step that is marked unchanged, the step it replaces, and the fields in which the two differ."""

    place: Numbered
    replaced: Numbered
    fields: tuple[str, ...]


class Doubled(NamedTuple):
    """An as-is step that several to-be steps replace: allowed, as where one step becomes two."""

    place: Numbered
    by: tuple[Numbered, ...]


class Unresolved(NamedTuple):
    """Everything that a to-be journey leaves open, and what it has settled.

    `pains` is open, the as-is step with the worst pain point first; `unplaced` are as-is steps that nothing replaces
    and nobody dropped; `solved` and `dropped` are settled.
    """

    pains: tuple[Pains, ...]
    unplaced: tuple[Numbered, ...]
    differing: tuple[Differing, ...]
    doubled: tuple[Doubled, ...]
    solved: tuple[Solved, ...]
    dropped: tuple[Numbered, ...]

    @property
    def total(self) -> int:
        """How many pain points there are in the as-is."""
        return len(self.solved) + sum(len(each.pains) for each in self.pains)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to decide; what is replaced twice is no open question."""
        return not (self.pains or self.unplaced or self.differing)


def unresolved(document: Document, to_be: Journey) -> Unresolved:
    """What this to-be journey leaves open of the as-is journeys that it comes from."""
    new = _numbered(to_be)
    old = [place for journey in origins(document, to_be) for place in _numbered(journey)]
    successors = {place.step.id: _whose(new, place.step.id, "replaces") for place in old}
    solved = [
        Solved(place, pain, _whose(new, pain.id, "resolves"))
        for place in old
        for pain in place.step.pain_points
    ]
    dropped = frozenset(to_be.removed_steps)
    return Unresolved(
        pains=_open_pains(successors, old, frozenset(one.pain.id for one in solved if one.by)),
        unplaced=tuple(p for p in old if not successors[p.step.id] and p.step.id not in dropped),
        differing=tuple(_differing(new, {place.step.id: place for place in old})),
        doubled=tuple(Doubled(p, successors[p.step.id]) for p in old if len(successors[p.step.id]) > 1),
        solved=tuple(one for one in solved if one.by),
        dropped=tuple(place for place in old if place.step.id in dropped),
    )


def origins(document: Document, to_be: Journey) -> tuple[Journey, ...]:
    """The as-is journeys of which it replaces or drops a step; the first one when it does neither."""
    touched = {*to_be.removed_steps, *(ref for step in to_be.steps() for ref in step.replaces)}
    as_is = [journey for journey in document.journeys if journey.kind == "as_is"]
    mine = [journey for journey in as_is if any(step.id in touched for step in journey.steps())]
    return tuple(mine or as_is[:1])


def differing_fields(step: Step, replaced: Step) -> tuple[str, ...]:
    """The fields in which two steps say different things about what happens; the mood, which follows from it, apart."""
    names = [name for name in Step.model_fields if name not in ITS_OWN]
    return tuple(name for name in names if _said(step, name) != _said(replaced, name))


ITS_OWN = frozenset(
    (
        "id",
        "next",
        "emotion",
        "moods",
        "in_lanes",
        "change",
        "replaces",
        "resolves",
        "pain_points",
        "needs",
        "quotes",
    )
)
"""What a step and the one it replaces need not have in common to be the same step."""


def _said(step: Step, name: str) -> object:
    value = getattr(step, name)
    return value.model_copy(update={"sources": ()}) if isinstance(value, Span) else value


def _numbered(journey: Journey) -> list[Numbered]:
    return [Numbered(n, step) for n, step in enumerate(journey.steps(), 1)]


def _whose(places: Iterable[Numbered], ref: str, field: str) -> tuple[Numbered, ...]:
    return tuple(place for place in places if ref in getattr(place.step, field))


def _open_pains(
    successors: dict[str, tuple[Numbered, ...]], old: list[Numbered], solved: frozenset[str]
) -> tuple[Pains, ...]:
    found = []
    for place in old:
        still = [pain for pain in place.step.pain_points if pain.id not in solved]
        if still:
            worst_first = tuple(sorted(still, key=pain_score, reverse=True))
            found.append(Pains(place, worst_first, successors[place.step.id]))
    return tuple(sorted(found, key=lambda each: _worst(each.place.step), reverse=True))


def _worst(step: Step) -> int:
    """Solved ones count too: so the order stays while somebody settles one after the other."""
    return max(pain_score(pain) for pain in step.pain_points)


def _differing(new: list[Numbered], old: dict[str, Numbered]) -> Iterable[Differing]:
    """Of several steps that one replaces, the one that is most like it counts."""
    for place in new:
        replaced = [old[ref] for ref in place.step.replaces if ref in old]
        if place.step.change == "unchanged" and replaced:
            compared = [Differing(place, one, differing_fields(place.step, one.step)) for one in replaced]
            nearest = min(compared, key=lambda each: len(each.fields))
            if nearest.fields:
                yield nearest
