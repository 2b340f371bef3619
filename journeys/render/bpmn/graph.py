"""The ways of a journey as one pool knows them: steps that it takes no part in are passed, their branches stay."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from journeys.domain.document import END, Journey
from journeys.domain.flow import links
from journeys.render.bpmn.tasks import one_line

START = ""


class Edge(NamedTuple):
    """A way to a step's id or `end`, what is said on it, and the links of the journey it stands for."""

    target: str
    label: str
    links: tuple[tuple[str, str], ...]


Ways = dict[str, list[Edge]]


def ways_of(journey: Journey, taking: frozenset[str], either: str) -> Ways:
    """By step, where it leads: of the steps in `taking`, of START, and of passed steps at which ways part. Ways to the
    same place are one, with `either` between what they say."""
    steps = journey.steps()
    out: Ways = {START: [Edge(steps[0].id if steps else END, "", ())], **{step.id: [] for step in steps}}
    for link in links(journey):
        out[link.source].append(Edge(link.target, one_line(link.condition), ((link.source, link.target),)))
    _melt(out, [step.id for step in steps if step.id not in taking])
    while _smoothed(out, taking, either):
        pass
    return out


def visits(journey: Journey, taking: frozenset[str], either: str) -> Ways:
    """The ways of those who only come in now and then: from step to step as long as they take part, then to the end."""
    out: Ways = {step.id: [] for step in journey.steps() if step.id in taking}
    for link in links(journey):
        if link.source in taking:
            target = link.target if link.target in taking else END
            edge = Edge(target, one_line(link.condition), ((link.source, link.target),))
            out[link.source].append(edge)
    return {ref: _merged(edges, either) for ref, edges in out.items()}


def _melt(out: Ways, passed: list[str]) -> None:
    """Loops among passed steps become one of them: nobody in this pool goes round there."""
    for group in _loops(out, passed):
        first, *others = group
        for ref in others:
            out[first] += out.pop(ref)
        gone = frozenset(others)
        for ref, edges in out.items():
            out[ref] = [edge._replace(target=first) if edge.target in gone else edge for edge in edges]


def _loops(out: Ways, passed: list[str]) -> list[list[str]]:
    """Groups of passed steps that all lead to one another, by two walks (Kosaraju)."""
    inside = frozenset(passed)
    onward = {ref: [e.target for e in out[ref] if e.target in inside] for ref in passed}
    backward: dict[str, list[str]] = defaultdict(list)
    for ref, targets in onward.items():
        for target in targets:
            backward[target].append(ref)
    seen: set[str] = set()
    order = [ref for start in passed for ref in _left_in_order(start, onward, seen)]
    taken: set[str] = set()
    groups = [_left_in_order(start, backward, taken) for start in reversed(order)]
    return [group for group in groups if len(group) > 1]


def _left_in_order(start: str, onward: dict[str, list[str]], seen: set[str]) -> list[str]:
    """What can be reached from `start` and was not seen, each when all behind it is done."""
    if start in seen:
        return []
    seen.add(start)
    out, walked = [], [(start, iter(onward[start]))]
    while walked:
        here, todo = walked[-1]
        target = next((t for t in todo if t not in seen), None)
        if target is None:
            out.append(here)
            walked.pop()
        else:
            seen.add(target)
            walked.append((target, iter(onward[target])))
    return out


def _smoothed(out: Ways, taking: frozenset[str], either: str) -> bool:
    """One round: passed steps with one way onward vanish, and those that nothing leads to; whether any did."""
    changed = False
    for ref in list(out):
        passed = ref != START and ref not in taking
        edges = [edge for edge in out[ref] if not passed or edge.target != ref]
        out[ref] = _merged(edges, either) or [Edge(END, "", ())]
        if passed and len(out[ref]) == 1:
            _bypass(out, ref)
            changed = True
    reached = {edge.target for edges in out.values() for edge in edges}
    for ref in [ref for ref in out if ref != START and ref not in taking and ref not in reached]:
        del out[ref]
        changed = True
    return changed


def _bypass(out: Ways, ref: str) -> None:
    (onward,) = out.pop(ref)
    for source, edges in out.items():
        out[source] = [
            edge._replace(target=onward.target, label=_joined((edge.label, onward.label), ", "))
            if edge.target == ref
            else edge
            for edge in edges
        ]


def _merged(edges: list[Edge], either: str) -> list[Edge]:
    by_target: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        by_target[edge.target].append(edge)
    alone = len(by_target) == 1 and len(edges) > 1
    return [
        Edge(
            target,
            "" if alone else _said(same, either),
            tuple(dict.fromkeys(link for edge in same for link in edge.links)),
        )
        for target, same in by_target.items()
    ]


def _said(edges: list[Edge], either: str) -> str:
    """What ways to one place say together; a way without a condition is always open. Where all lead there, nothing."""
    return _joined((edge.label for edge in edges), either) if all(edge.label for edge in edges) else ""


def _joined(labels: Iterable[str], between: str) -> str:
    return between.join(dict.fromkeys(filter(None, labels)))
