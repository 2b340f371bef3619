"""Ways over the boxes of a band: tracks above the citizen's lane, the shortest lowest, with room for their words.

Here heights are counted **up** from the top of the boxes. Everything is placed as low as it goes without a label
touching another label, a track, or a riser (the upright piece between box and track).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from journeys.render.channel import SIDE, Channel, Setter
from journeys.render.grid import HEAD, Stretch
from journeys.render.picture import Rect
from journeys.render.ports import Arc, Ports, Stack, ports
from journeys.render.text import Passage

_MOST_LINES = 3
_WIDEST = 150.0


class Track(NamedTuple):
    """A placed arc: x where it leaves and arrives, its height, its label's lines and place (y counted up)."""

    arc: Arc
    x: float
    to_x: float
    height: float
    words: Passage | None
    label: Rect | None


class Marks(NamedTuple):
    """A placed stack: x of the risers and the marks' places from the lowest up."""

    stack: Stack
    x_in: float
    x_out: float
    incoming: tuple[tuple[Passage, Rect], ...]
    outgoing: tuple[tuple[Passage, Rect], ...]


@dataclass
class Routed:
    """All that was placed; `rejected` arcs found no place for their words and have to become marks."""

    tracks: list[Track]
    marks: list[Marks]
    rejected: list[Arc]
    height: float


def route(stretch: Stretch, arcs: Sequence[Arc], stacks: Sequence[Stack], set_: Setter) -> Routed:
    """Place marks over boxes that no arc touches, then arcs from the shortest to the longest, then the other marks."""
    at = ports(stretch, arcs, stacks)
    channel = Channel(stretch, set_)
    touched = {column for arc in arcs for column in (arc.source, arc.target)}
    waiting = dict(at.arcs)
    out = Routed([], [], [], 0.0)
    out.marks += (_place_marks(channel, stack, at) for stack in stacks if stack.column not in touched)
    for arc in sorted(arcs, key=lambda a: (abs(a.target - a.source), a.number)):
        x, to_x = waiting.pop((arc.number, True)), waiting.pop((arc.number, False))
        later = [stack for stack in stacks if stack.column in touched]
        stubs = [at_x for (column, _), at_x in at.stacks.items() if any(s.column == column for s in later)]
        track = _place_arc(channel, arc, x, to_x, [*waiting.values(), *stubs])
        if track is None:
            out.rejected.append(arc)
        else:
            out.tracks.append(track)
    out.marks += (_place_marks(channel, stack, at) for stack in stacks if stack.column in touched)
    out.height = channel.height
    return out


def _place_arc(channel: Channel, arc: Arc, x: float, to_x: float, unplaced: list[float]) -> Track | None:
    words, label_x = None, 0.0
    if arc.condition:
        room = _free(channel.stretch, x, unplaced)
        words = _label(channel.set, arc.condition, room)
        if words is None:
            return None
        label_x = _beside(x, words.width, room, leftward=to_x < x)
    left, right = min(x, to_x), max(x, to_x)
    for height in channel.heights():
        label = Rect(label_x, height + 1.5, words.width, words.height) if words else None
        if channel.blocks_track(left, right, height) or (label and channel.blocks_solid(label)):
            continue
        if channel.blocks_riser(x, height) or channel.blocks_riser(to_x, height):
            break
        channel.tracks.append((left, right, height))
        channel.risers += ((x, height), (to_x, height))
        if label:
            channel.solids.append(label)
        return Track(arc, x, to_x, height, words, label)
    return None


def _free(stretch: Stretch, x: float, unplaced: list[float]) -> tuple[float, float]:
    """The room around x between the risers that may yet be drawn, within the band."""
    left = max((other for other in unplaced if other < x), default=HEAD)
    right = min((other for other in unplaced if other > x), default=stretch.width)
    return max(left, HEAD) + SIDE + 1, min(right, stretch.width) - SIDE - 1


def _label(set_: Setter, text: str, room: tuple[float, float]) -> Passage | None:
    """The condition in as few lines as the room allows; None where it would become a tower."""
    width = min(room[1] - room[0], _WIDEST)
    if width < 24:
        return None
    words = set_(text, width)
    if len(words.lines) > 1:
        balanced = set_(text, max(width * 0.6, 40.0)) if width > 70 else words
        words = balanced if len(balanced.lines) == len(words.lines) else words
    return words if len(words.lines) <= _MOST_LINES and words.width <= width + 0.01 else None


def _beside(x: float, width: float, room: tuple[float, float], leftward: bool) -> float:
    """Left edge of a label that begins where its way leaves."""
    wanted = x - width if leftward else x
    return max(room[0], min(wanted, room[1] - width))


def _place_marks(channel: Channel, stack: Stack, at: Ports) -> Marks:
    x_in = at.stacks.get((stack.column, False), 0.0)
    x_out = at.stacks.get((stack.column, True), 0.0)
    left, right = channel.stretch.left(stack.column) + 3, channel.stretch.left(stack.column + 1) - 3
    split = (x_in + x_out) / 2
    coming = _towers(channel.set, (stack.incoming,), x_in, left, split - 1 if stack.outgoing else right)
    going = _towers(channel.set, stack.outgoing, x_out, split + 1 if stack.incoming else left, right)
    lift = next(h for h in [*channel.heights(), channel.height + 20] if _stands(channel, coming + going, h))
    incoming, outgoing = _lifted(coming, lift), _lifted(going, lift)
    channel.solids += (r for _, r in incoming + outgoing)
    channel.risers += ((x, lift) for x in (x_in, x_out) if x)
    return Marks(stack, x_in, x_out, incoming, outgoing)


Tower = tuple[tuple[Passage, Rect], ...]


def _towers(set_: Setter, texts: Iterable[str], x: float, left: float, right: float) -> Tower:
    """Marks on one another over x, between left and right."""
    out, y = [], 0.0
    for text in reversed([t for t in texts if t]):
        words = set_(text, right - left - 8)
        width = min(max(words.width + 8, 20.0), right - left)
        place = Rect(max(left, min(x - width / 2, right - width)), y, width, words.height + 5)
        out.append((words, place))
        y += place.height + 1.5
    return tuple(out)


def _lifted(tower: Tower, lift: float) -> Tower:
    return tuple((words, Rect(r.x, r.y + lift, r.width, r.height)) for words, r in tower)


def _stands(channel: Channel, tower: Tower, lift: float) -> bool:
    return not any(channel.blocks_solid(r) for _, r in _lifted(tower, lift))
