"""The room above the boxes of a band: what has been placed there, and what would touch it.

Here heights are counted **up** from the top of the boxes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from journeys.render.grid import Stretch
from journeys.render.picture import Rect
from journeys.render.text import Passage

FIRST, PITCH = 10.0, 11.0
"""Height of the lowest track over the boxes, and the least between two tracks that share a stretch."""
SIDE = 3.0
"""What stays free at the sides of a label."""
_GAP = 3.0


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
        left, right, low, high = r.x - SIDE, r.right + SIDE, r.y - 1.0, r.bottom + _GAP
        return (
            any(r.overlaps(s, slack=-1.0) for s in self.solids)
            or any(a < right and left < b and low < h < high for a, b, h in self.tracks)
            or any(left < x < right and low < h for x, h in self.risers)
        )

    def blocks_track(self, left: float, right: float, height: float) -> bool:
        """Whether a track would run through a label or along another track."""
        return any(
            s.x - SIDE < right and left < s.right + SIDE and s.y - _GAP < height < s.bottom + _GAP
            for s in self.solids
        ) or any(a - 4 < right and left < b + 4 and abs(height - h) < PITCH - 1 for a, b, h in self.tracks)

    def blocks_riser(self, x: float, height: float) -> bool:
        """Whether a riser would run through a label."""
        return any(s.x - 2 < x < s.right + 2 and s.y < height for s in self.solids)
