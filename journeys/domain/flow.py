"""Where a journey leads: the links between its steps, said and implied, and what can be reached."""

from typing import NamedTuple

from journeys.domain.document import END, Journey


class Link(NamedTuple):
    """One way onward. `target` is a step's id or `end`; `said` is false when it only follows from the order."""

    source: str
    target: str
    condition: str | None
    said: bool


def links(journey: Journey) -> tuple[Link, ...]:
    """Every link of the journey, step by step in order; the last step leads to `end` when it says nothing."""
    steps = journey.steps()
    out: list[Link] = []
    followers = [*(s.id for s in steps[1:]), END]
    for step, follower in zip(steps, followers, strict=False):
        if step.next is None:
            out.append(Link(step.id, follower, None, said=False))
        elif not step.next:
            out.append(Link(step.id, END, None, said=True))
        else:
            out.extend(Link(step.id, n.to, n.condition, said=True) for n in step.next)
    return tuple(out)


def reachable(journey: Journey) -> frozenset[str]:
    """Ids of the steps that can be reached from the first step of the first phase that has one."""
    steps = journey.steps()
    if not steps:
        return frozenset()
    onward: dict[str, list[str]] = {}
    for link in links(journey):
        onward.setdefault(link.source, []).append(link.target)
    seen, waiting = set(), [steps[0].id]
    while waiting:
        here = waiting.pop()
        if here != END and here not in seen:
            seen.add(here)
            waiting.extend(onward.get(here, ()))
    return frozenset(seen)


class Onward(NamedTuple):
    """One way onward as it is told: the step's number and title, None at the end of the journey."""

    number: int | None
    id: str
    title: str | None
    condition: str | None
    said: bool


def onward(journey: Journey) -> dict[str, list[Onward]]:
    """By step id, where each step of the journey leads."""
    places = {step.id: (n, step.title) for n, step in enumerate(journey.steps(), 1)}
    out: dict[str, list[Onward]] = {ref: [] for ref in places}
    for link in links(journey):
        number, title = places.get(link.target, (None, None))
        out[link.source].append(Onward(number, link.target, title, link.condition, link.said))
    return out


class Way(NamedTuple):
    """The steps that somebody passes from the first one on, each once; `ends` says whether they come to the end."""

    steps: tuple[str, ...]
    ends: bool


def usual_way(journey: Journey) -> Way:
    """The way of somebody who takes the first way at each branch that leads on to the end without coming back.

    Where no way comes to the end, it is the way of the first links as far as it meets no step again.
    """
    steps = journey.steps()
    onward: dict[str, list[str]] = {}
    for link in links(journey):
        onward.setdefault(link.source, []).append(link.target)
    if not steps:
        return Way((), ends=True)
    found = _to_the_end(steps[0].id, onward)
    return Way(found, ends=True) if found else Way(_by_first_links(steps[0].id, onward), ends=False)


def _to_the_end(start: str, onward: dict[str, list[str]]) -> tuple[str, ...]:
    """Depth first: a step that was left again can only come to the end through those that are still being walked."""
    walked, seen = [start], {start}
    todo = {start: iter(onward[start])}
    while walked:
        target = next(todo[walked[-1]], None)
        if target == END:
            return tuple(walked)
        if target is None:
            walked.pop()
        elif target in onward and target not in seen:
            walked.append(target)
            seen.add(target)
            todo[target] = iter(onward[target])
    return ()


def _by_first_links(start: str, onward: dict[str, list[str]]) -> tuple[str, ...]:
    walked: dict[str, None] = {}
    here: str | None = start
    while here is not None and here not in walked:
        walked[here] = None
        here = next((target for target in onward[here] if target in onward), None)
    return tuple(walked)
