"""Ways over the boxes of a band: tracks above the citizen's lane, the shortest lowest, with room for their words.

Here heights are counted **up** from the top of the boxes. Everything is placed as low as it goes without a label
touching another label, a track, or a riser (the upright piece between box and track).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from journeys.render.grid import HEAD, Stretch
from journeys.render.picture import Rect
from journeys.render.text import Passage

FIRST, PITCH = 10.0, 11.0
"""Height of the lowest track over the boxes, and the least between two tracks that share a stretch."""
_GAP, _SIDE = 3.0, 3.0
_MOST_LINES = 3
_WIDEST = 150.0


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


Setter = Callable[[str, float], Passage]
"""Sets words of labels and marks for a width; the language's rules are the caller's."""


@dataclass
class Channel:
    """What has been placed so far over the boxes of one band."""

    stretch: Stretch
    set: Setter
    solids: list[Rect] = field(default_factory=list)
    tracks: list[tuple[float, float, float]] = field(default_factory=list)
    risers: list[tuple[float, float]] = field(default_factory=list)

    @property
    def height(self) -> float:
        tops = [r.bottom for r in self.solids] + [h for _, _, h in self.tracks]
        return max(tops, default=0.0)

    def heights(self) -> list[float]:
        """Heights worth trying, from the lowest up: on the boxes or on something that is there."""
        tops = {FIRST} | {r.bottom + _GAP for r in self.solids} | {h + PITCH for _, _, h in self.tracks}
        return sorted(tops | {h + 4.0 for _, h in self.risers})

    def blocks_solid(self, r: Rect) -> bool:
        """Whether a label or mark at `r` would touch anything placed."""
        left, right, low, high = r.x - _SIDE, r.right + _SIDE, r.y - 1.0, r.bottom + _GAP
        return (
            any(r.overlaps(s, slack=-1.0) for s in self.solids)
            or any(a < right and left < b and low < h < high for a, b, h in self.tracks)
            or any(left < x < right and low < h for x, h in self.risers)
        )

    def blocks_track(self, left: float, right: float, height: float) -> bool:
        """Whether a track would run through a label or along another track."""
        return any(
            s.x - _SIDE < right and left < s.right + _SIDE and s.y - _GAP < height < s.bottom + _GAP
            for s in self.solids
        ) or any(a - 4 < right and left < b + 4 and abs(height - h) < PITCH - 1 for a, b, h in self.tracks)

    def blocks_riser(self, x: float, height: float) -> bool:
        """Whether a riser would run through a label."""
        return any(s.x - 2 < x < s.right + 2 and s.y < height for s in self.solids)


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
    return max(left, HEAD) + _SIDE + 1, min(right, stretch.width) - _SIDE - 1


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
