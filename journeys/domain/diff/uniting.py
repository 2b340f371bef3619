"""Two documents as one to be drawn: a journey as it is now, with the steps that went still in their places."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from journeys.domain.diff.alterations import Alteration, alterations
from journeys.domain.diff.items import parts_of
from journeys.domain.document import Document, Journey, NextStep, Phase, Step
from journeys.domain.flow import links
from journeys.domain.replaying import woven

Fate = Literal["added", "removed", "changed", "same"]


class Became(NamedTuple):
    """What became of a step: `changes` counts those of it and its notes, `moved` whether it stands elsewhere."""

    fate: Fate
    changes: int = 0
    moved: bool = False


class United(NamedTuple):
    """`document` holds the journey with this id with the steps of both sides; `became` is by step id and has every
    step that is not the same."""

    document: Document
    became: Mapping[str, Became]


def united(before: Document, after: Document, ref: str) -> United:
    """Both sides of the journey with this id; raises KeyError where neither document has it.

    A step that went is there without its notes, moods and ways onward; those that stayed lead where they lead now.
    """
    old, new = ([side for side in one.journeys if side.id == ref] for one in (before, after))
    if not old and not new:
        raise KeyError(ref)
    kept = {step.id for step in after.steps()}
    gone = {step.id for journey in old for step in journey.steps()} - kept
    journey = _united(old[0] if old else None, new[0] if new else None, gone)
    others = [one for one in after.journeys if one.id != ref]
    whole = [journey if one.id == ref else one for one in after.journeys] if new else [*others, journey]
    became = _became(alterations(before, after), before, after)
    here = {step.id for step in journey.steps()}
    return United(
        after.model_copy(update={"journeys": tuple(whole)}),
        {step: said for step, said in became.items() if step in here},
    )


def _united(old: Journey | None, new: Journey | None, gone: set[str]) -> Journey:
    base = new or old
    assert base is not None
    was = {phase.id: phase for phase in (old.phases if old else ())}
    now = {phase.id: _leading(new, phase) for phase in new.phases} if new else {}
    phases = []
    for ref in woven(list(now), list(was)):
        left = tuple(_ghost(step) for step in (was[ref].steps if ref in was else ()) if step.id in gone)
        there = now[ref].steps if ref in now else ()
        if ref in now or left:
            phase = now.get(ref) or was[ref]
            phases.append(phase.model_copy(update={"steps": _together(there, left, was.get(ref))}))
    return base.model_copy(update={"phases": tuple(phases)})


def _together(there: tuple[Step, ...], left: tuple[Step, ...], was: Phase | None) -> tuple[Step, ...]:
    """Those that are there in their order, each that went behind the one it followed."""
    steps = {step.id: step for step in (*left, *there)}
    before = [step.id for step in was.steps if step.id in steps] if was else []
    return tuple(steps[ref] for ref in woven([step.id for step in there], before))


def _leading(journey: Journey | None, phase: Phase) -> Phase:
    """The phase with every way onward said, so that none follows from an order that is not the journey's."""
    ways: dict[str, list[NextStep]] = {}
    for link in links(journey) if journey else ():
        ways.setdefault(link.source, []).append(NextStep(to=link.target, condition=link.condition))
    return phase.model_copy(
        update={"steps": tuple(s.model_copy(update={"next": tuple(ways[s.id])}) for s in phase.steps)}
    )


def _ghost(step: Step) -> Step:
    nothing = dict.fromkeys(("moods", "marks", "in_lanes", "replaces", "resolves"), ())
    notes = dict.fromkeys(("pain_points", "needs", "quotes"), ())
    return step.model_copy(update={**nothing, **notes, "next": (), "emotion": None, "change": None})


def _became(changes: list[Alteration], before: Document, after: Document) -> dict[str, Became]:
    sides = parts_of(before).items, parts_of(after).items
    out: dict[str, Became] = {}
    for change in changes:
        for step in _steps_of(change, sides):
            was = out.get(step, Became("same"))
            out[step] = _more(was, change)
    return out


def _steps_of(change: Alteration, sides: tuple[Mapping, Mapping]) -> set[str]:  # type: ignore[type-arg]
    """The step that the change is about; for a note the steps on which it stood and stands."""
    if change.what == "step":
        return {change.id}
    if change.what != "note":
        return set()
    found = (side.get(("note", change.id)) for side in sides)
    return {item.into for item in found if item is not None and item.into is not None}


def _more(was: Became, change: Alteration) -> Became:
    if change.what == "step" and change.kind in ("added", "removed"):
        return Became(change.kind)
    if was.fate in ("added", "removed"):
        return was
    if change.what == "step" and change.kind == "moved":
        return was._replace(moved=True)
    return Became("changed", was.changes + 1, was.moved)
