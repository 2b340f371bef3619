"""Messages between pools: straight down a column, along the gap between two pools, or past a pool between them."""

from journeys.render.bpmn.columns import Columns
from journeys.render.bpmn.parts import Diagram, Message
from journeys.render.bpmn.places import Places, Points
from journeys.render.bpmn.sizes import LABEL, TASK, label_height, label_width
from journeys.render.picture import Rect

IN, STRAIGHT, OUT = 36.0, TASK / 2, TASK - 28.0
"""Where on a task's edge messages come in, go straight and go out."""
_PAST, _PITCH, _ROOM = 24.0, 13.0, 46.0


class Crossing:
    """Finds a height in the gaps for every message that goes to another column; gaps are known by the pool below."""

    def __init__(self, diagram: Diagram, columns: Columns, language: str) -> None:
        self.diagram, self.columns, self.language = diagram, columns, language
        self._pools = list(diagram.pools)
        self._tracks: dict[str, list[list[tuple[float, float]]]] = {pool: [] for pool in self._pools}
        self._levels: dict[tuple[str, str], int] = {}
        for message in diagram.messages:
            self._assign(message)

    def room(self, pool: str) -> float:
        """The height of the gap above a pool."""
        return _ROOM + _PITCH * len(self._tracks[pool])

    def _between(self, message: Message) -> tuple[str, str, list[str]]:
        """The upper and the lower end of a message, and the pools below the gaps that it crosses."""
        a, b = (self._pools.index(self.diagram.nodes[ref].pool) for ref in (message.source, message.target))
        upper, lower = (message.source, message.target) if a < b else (message.target, message.source)
        return upper, lower, self._pools[min(a, b) + 1 : max(a, b) + 1]

    def _ports(self, message: Message, upper: str, lower: str) -> tuple[float, float]:
        first, second = (
            self.columns.left(self.diagram.nodes[ref]) + (IN if ref == message.target else OUT)
            for ref in (upper, lower)
        )
        return first, second

    def _assign(self, message: Message) -> None:
        upper, lower, gaps = self._between(message)
        if message.straight and len(gaps) == 1:
            return
        start, end = self._ports(message, upper, lower)
        past = self.columns.left(self.diagram.nodes[lower]) - _PAST
        for gap in gaps:
            a = start if gap == gaps[0] else past
            b = end if gap == gaps[-1] else past
            self._levels[message.id, gap] = self._level(gap, min(a, b), max(a, b))

    def _level(self, gap: str, left: float, right: float) -> int:
        tracks = self._tracks[gap]
        for n, track in enumerate(tracks):
            if not any(left < b + 6 and a < right + 6 for a, b in track):
                track.append((left, right))
                return n
        tracks.append([(left, right)])
        return len(tracks) - 1

    def points(self, message: Message, places: Places, tops: dict[str, float]) -> Points:
        """The way of a message, `tops` being where the gaps begin."""
        upper, lower, gaps = self._between(message)
        a, b = places.shapes[upper], places.shapes[lower]
        if message.straight and len(gaps) == 1:
            out = [(a.x + STRAIGHT, a.bottom), (a.x + STRAIGHT, b.y)]
        else:
            start, end = self._ports(message, upper, lower)
            heights = [tops[gap] + _ROOM - 12 + _PITCH * self._levels[message.id, gap] for gap in gaps]
            out = [(start, a.bottom), (start, heights[0])]
            if len(gaps) > 1:
                out += [(b.x - _PAST, heights[0]), (b.x - _PAST, heights[-1])]
            out += [(end, heights[-1]), (end, b.y)]
        return out if upper == message.source else out[::-1]

    def label(self, message: Message, points: Points, tops: dict[str, float]) -> Rect | None:
        if not message.name:
            return None
        upper, _, gaps = self._between(message)
        x = (points if upper == message.source else points[::-1])[0][0]
        height = label_height(message.name, LABEL, self.language)
        width = label_width(message.name, LABEL, self.language)
        return Rect(x + 5, tops[gaps[0]] + 4, width, height)
