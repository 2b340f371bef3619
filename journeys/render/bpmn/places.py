"""What a layout comes to."""

from dataclasses import dataclass, field

from journeys.render.picture import Rect

Points = list[tuple[float, float]]


@dataclass
class Places:
    """Rectangles of shapes and of the labels beside shapes or edges by id, and the points of edges."""

    shapes: dict[str, Rect] = field(default_factory=dict)
    labels: dict[str, Rect] = field(default_factory=dict)
    edges: dict[str, Points] = field(default_factory=dict)
