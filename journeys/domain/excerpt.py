"""A part of a document as a document of its own."""

from typing import Any

from journeys.domain.document import Document, Journey, Phase, Step


def only_journey(document: Document, id: str) -> Document:
    """The document with one journey alone; what referred to the others is left out, texts all stay.

    A step of the to-be journey that replaced something keeps its badge: it is said instead of implied. Raises
    KeyError when there is no such journey.
    """
    journey = document.journey(id)
    if journey is None:
        raise KeyError(id)
    steps = frozenset(s.id for s in journey.steps())
    pains = frozenset(p.id for s in journey.steps() for p in s.pain_points)
    opportunities = tuple(
        o.model_copy(
            update={"addresses": _kept(o.addresses, pains), "step": o.step if o.step in steps else None}
        )
        for o in document.opportunities
    )
    alone = _without_others(journey, steps if journey.kind == "as_is" else frozenset(), pains)
    return document.model_copy(update={"journeys": (alone,), "opportunities": opportunities})


def _kept(ids: tuple[str, ...], there: frozenset[str]) -> tuple[str, ...]:
    return tuple(one for one in ids if one in there)


def _without_others(journey: Journey, as_is: frozenset[str], pains: frozenset[str]) -> Journey:
    phases = tuple(_phase(phase, as_is, pains) for phase in journey.phases)
    return journey.model_copy(update={"phases": phases, "removed_steps": _kept(journey.removed_steps, as_is)})


def _phase(phase: Phase, as_is: frozenset[str], pains: frozenset[str]) -> Phase:
    return phase.model_copy(update={"steps": tuple(_step(step, as_is, pains) for step in phase.steps)})


def _step(step: Step, as_is: frozenset[str], pains: frozenset[str]) -> Step:
    replaces = _kept(step.replaces, as_is)
    update: dict[str, Any] = {"replaces": replaces, "resolves": _kept(step.resolves, pains)}
    if step.replaces and not replaces and step.change is None:
        update["change"] = "changed"
    return step.model_copy(update=update)
