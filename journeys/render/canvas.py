"""Collects what a view draws, in points from its own upper left corner, until it is put on a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from journeys.render.picture import PADDING, Box, Curve, Lane, Line, Point, Rect, Shape
from journeys.render.text import Passage


@dataclass
class Canvas:
    """A growing drawing. `used` names the symbols that the legend has to explain, `whole` the texts cut short."""

    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)
    lanes: list[Lane] = field(default_factory=list)
    used: dict[str, None] = field(default_factory=dict)
    whole: dict[tuple[str, str], None] = field(default_factory=dict)

    def use(self, *symbols: str) -> None:
        """Note that these symbols of the legend were drawn."""
        self.used.update(dict.fromkeys(symbols))

    def box(self, box: Box) -> Box:
        self.boxes.append(box)
        return box

    def write(
        self,
        id: str,
        style: str,
        rect: Rect,
        words: Passage,
        *,
        title: str = "",
        align: Literal["left", "center", "right"] = "left",
        valign: Literal["top", "middle"] = "middle",
        shape: Shape = "none",
        step: str | None = None,
        note: str | None = None,
        link: str | None = None,
        decorative: bool = False,
    ) -> Box:
        """A box with the lines of `words`; a text cut short goes to the list of whole texts under its title."""
        if words.cut:
            self.whole[(title.removesuffix(f": {words.whole}"), words.whole)] = None
        return self.box(
            Box(
                id,
                style,
                rect,
                words.lines,
                words.whole,
                title,
                words.size,
                words.bold,
                align,
                valign,
                shape,
                step,
                note,
                link,
                decorative,
            )
        )

    def line(self, id: str, style: str, *points: Point) -> None:
        """A plain line without ends, such as one between lanes."""
        self.lines.append(Line(id, style, points))

    def lead(self, addresses: Mapping[str, str]) -> None:
        """Let the boxes of a step lead to its address, where they do not lead elsewhere."""
        if addresses:
            self.boxes = [
                box._replace(link=addresses[box.step]) if box.step is not None and not box.link else box
                for box in self.boxes
            ]

    def take(self, other: "Canvas", x: float = 0.0, y: float = 0.0, scale: float = 1.0) -> None:
        """Put another drawing on this one, `scale` times its size, its corner at (x, y)."""

        def at(point: Point) -> Point:
            return point[0] * scale + x, point[1] * scale + y

        self.boxes += [box.moved(x, y, scale) for box in other.boxes]
        for line in other.lines:
            label = line.label.moved(x, y, scale) if line.label else None
            self.lines.append(line._replace(points=tuple(map(at, line.points)), label=label))
        self.curves += (curve._replace(points=tuple(map(at, curve.points))) for curve in other.curves)
        self.lanes += (lane._replace(rect=lane.rect.moved(x, y, scale)) for lane in other.lanes)
        self.used.update(other.used)
        self.whole.update(other.whole)


def tall(words: Passage) -> float:
    """Height of a box that holds `words` with the usual space around."""
    return words.height + 2 * PADDING if words.lines else 0.0
