"""Where ways leave and reach the boxes of a band."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from journeys.render.grid import Stretch


class Arc(NamedTuple):
    """A way between two columns of the band; `words` sets its condition for a width, or is empty."""

    number: int
    source: int
    target: int
    condition: str


class Stack(NamedTuple):
    """The marks over a column: where ways come from, and where they go to on another band or end."""

    column: int
    incoming: str
    outgoing: tuple[str, ...]


class Ports(NamedTuple):
    """x of every end on the boxes' tops: of arcs by (number, whether it leaves), of stacks by (column, leaves)."""

    arcs: Mapping[tuple[int, bool], float]
    stacks: Mapping[tuple[int, bool], float]


def ports(stretch: Stretch, arcs: Iterable[Arc], stacks: Iterable[Stack]) -> Ports:
    """Ends spread over the box: ways to the left on the left, marks in the middle, ways to the right on the right;
    short ones outside, so that no track crosses the riser of another of its side."""
    ends: dict[int, list[tuple[float, int, str, bool]]] = {}
    for arc in arcs:
        for column, other, leaves in ((arc.source, arc.target, True), (arc.target, arc.source, False)):
            side = other - column
            rank = 90.0 + leaves if side == 0 else (1 if side > 0 else -1) * (50.0 - abs(side))
            ends.setdefault(column, []).append((rank, -arc.number if side > 0 else arc.number, "arc", leaves))
    for stack in stacks:
        ends.setdefault(stack.column, [])
        if stack.incoming:
            ends[stack.column].append((-0.5, stack.column, "stack", False))
        if stack.outgoing:
            ends[stack.column].append((0.5, stack.column, "stack", True))
    out: dict[str, dict[tuple[int, bool], float]] = {"arc": {}, "stack": {}}
    for column, some in ends.items():
        left, width = stretch.inner(column)
        for n, (_, number, kind, leaves) in enumerate(sorted(some), start=1):
            out[kind][abs(number), leaves] = left + width * n / (len(some) + 1)
    return Ports(out["arc"], out["stack"])
