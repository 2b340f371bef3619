"""How the flows of one pool run: straight along a lane, bent once to another lane, or over the top of the pool."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from journeys.render.bpmn.columns import Columns
from journeys.render.bpmn.parts import Diagram, Flow, Node
from journeys.render.bpmn.sizes import LABEL, label_height, label_width
from journeys.render.picture import Rect

GAP, GAP_OF_WAIT = 15.0, 34.0
"""How far before a node a way turns into its lane; the name of a waiting time stands wider than its sign."""
PORT = 20.0
"""Where the way from a task to the one below it leaves, from the left edge."""
_PITCH = 14.0


@dataclass
class Track:
    """A way over the top of the pool: from x to x at `height` over the lanes, its label on it."""

    flow: Flow
    start: float
    end: float
    label: float
    height: float = 0.0

    def spans(self) -> tuple[float, float]:
        """All that the way and its label take from left to right."""
        left, right = min(self.start, self.end), max(self.start, self.end)
        if not self.label:
            return left, right
        return (
            (min(left, self.start - LABEL - 6), right)
            if self.end < self.start
            else (left, max(right, left + LABEL + 6))
        )

    @property
    def top(self) -> float:
        return self.height + self.label


class Lines:
    """Sorts the flows of a pool into kinds and stacks those over the top; points come when rows have places."""

    def __init__(self, diagram: Diagram, pool: str, columns: Columns, language: str) -> None:
        self.diagram, self.columns, self.language = diagram, columns, language
        self.lanes = diagram.lanes_of(pool)
        self._rows: dict[str, list[Node]] = defaultdict(list)
        for node in diagram.nodes_of(pool):
            if not node.raised:
                self._rows[node.lane].append(node)
        for row in self._rows.values():
            row.sort(key=columns.left)
        flows = diagram.flows_of(pool)
        self._kinds = {flow.id: self._kind(flow) for flow in flows}
        self._out: dict[str, list[Flow]] = defaultdict(list)
        for flow in flows:
            self._out[flow.source].append(flow)
        self.tracks = {flow.id: self._track(flow) for flow in flows if self._kinds[flow.id] == "over"}
        self._stack()

    @property
    def height(self) -> float:
        """What the ways over the top need."""
        return max((track.top + 6 for track in self.tracks.values()), default=0.0)

    def _ends(self, flow: Flow) -> tuple[Node, Node]:
        return self.diagram.nodes[flow.source], self.diagram.nodes[flow.target]

    def _kind(self, flow: Flow) -> str:
        source, target = self._ends(flow)
        if target.raised:
            return "raised"
        if source.column == target.column and source.slot == target.slot == "task":
            return "down"
        start, end = self.columns.right_of(source), self.columns.left(target)
        if end <= start:
            return "over"
        if source.lane == target.lane:
            return "along" if self._free(source.lane, start, end) else "over"
        turn = end - _gap(target)
        free = self._free(source.lane, start, turn) and self._free(target.lane, turn, end)
        return "bent" if free else "over"

    def _free(self, lane: str, left: float, right: float) -> bool:
        """Whether nothing stands in a lane between two places."""
        return not any(left < self.columns.middle(node) < right for node in self._rows[lane])

    def _track(self, flow: Flow) -> Track:
        source, target = self._ends(flow)
        start = self.columns.middle(source) if source.slot == "split" else self.columns.right_of(source) + 8
        end = self.columns.middle(target) if target.slot == "join" else self.columns.left(target) - GAP
        label = label_height(flow.name, LABEL, self.language) + 3 if flow.name else 0.0
        return Track(flow, start, end, label)

    def _stack(self) -> None:
        """Short ways lie low; each as low as nothing is in its way."""
        placed: list[Track] = []
        for track in sorted(self.tracks.values(), key=lambda t: (abs(t.end - t.start), t.flow.id)):
            heights = sorted({_PITCH, *(other.top + _PITCH for other in placed)})
            track.height = next(h for h in heights if not any(_touch(track, h, other) for other in placed))
            placed.append(track)

    def points(self, flow: Flow, shapes: dict[str, Rect], top: float) -> list[tuple[float, float]]:
        """The way of a flow, `top` being where the lanes begin under what runs over them."""
        source, target = self._ends(flow)
        a, b = shapes[source.id], shapes[target.id]
        y, end_y = a.y + a.height / 2, b.y + b.height / 2
        kind = self._kinds[flow.id]
        if kind == "down":
            upper, lower = (a, b) if a.y < b.y else (b, a)
            points = [(a.x + PORT, upper.bottom), (a.x + PORT, lower.y)]
            return points if upper is a else points[::-1]
        if kind == "raised":
            return [(a.x + a.width / 2, a.y), (a.x + a.width / 2, end_y), (b.x, end_y)]
        if kind == "along":
            return [(a.right, y), (b.x, y)]
        if kind == "bent":
            turn = b.x - _gap(target)
            return [(a.right, y), (turn, y), (turn, end_y), (b.x, end_y)]
        return self._over(self.tracks[flow.id], source, target, a, b, top)

    def _over(
        self, track: Track, source: Node, target: Node, a: Rect, b: Rect, top: float
    ) -> list[tuple[float, float]]:
        height, y, end_y = top - track.height, a.y + a.height / 2, b.y + b.height / 2
        out = [(track.start, a.y)] if source.slot == "split" else [(a.right, y), (track.start, y)]
        back = [(track.end, b.y)] if target.slot == "join" else [(track.end, end_y), (b.x, end_y)]
        return [*out, (track.start, height), (track.end, height), *back]

    def room_over(self, node: Node) -> float:
        """What the names of the ways out of a node need over their line, where these run in its lane."""
        out = (f for f in self._out[node.id] if f.name and f.id not in self.tracks)
        return max(
            (label_height(flow.name, self._width(flow), self.language) + 3 for flow in out), default=0.0
        )

    def _width(self, flow: Flow) -> float:
        """The width of a name: all that there is beside a split, else what fits between the two nodes."""
        source, target = self._ends(flow)
        if source.slot == "split" or flow.id in self.tracks:
            return LABEL
        return max(40.0, min(LABEL, self.columns.left(target) - self.columns.right_of(source) - 8))

    def label(self, flow: Flow, points: list[tuple[float, float]]) -> Rect | None:
        """Where the name of a flow stands: over its first level stretch, beside where it leaves."""
        if not flow.name:
            return None
        width = self._width(flow)
        height = label_height(flow.name, width, self.language)
        (x, y), (to_x, _) = next(
            (p, q) for p, q in pairwise(points) if p[1] == q[1] and abs(p[0] - q[0]) > 8.5
        )
        if flow.id in self.tracks and self.diagram.nodes[flow.source].slot != "split":
            x, y, to_x = self.tracks[flow.id].start, points[2][1], points[3][0]
        width = label_width(flow.name, width, self.language)
        left = x + 4 if to_x > x else x - width - 4
        return Rect(left, y - height - 3, width, height)


def _gap(target: Node) -> float:
    return GAP_OF_WAIT if target.slot == "wait" else GAP


def _touch(track: Track, height: float, other: Track) -> bool:
    left, right = track.spans()
    start, end = other.spans()
    beside = right + 4 <= start or end + 4 <= left
    return not beside and height < other.top + _PITCH - 1 and other.height < height + track.label + _PITCH - 1
