"""What there is to draw on a page: each shape once, as a stencil at the origin, and the places where it goes.

Hundreds of boxes share a few dozen shapes, and most lines of text stand in none. So Graphviz draws every shape once,
and the picture puts it in its places by translation. Text is never part of a stencil: `lettering` sets it.

Out of the drawing come only shapes made of numbers, and their colours; so whatever else it holds (machine titles,
comments, document type, scripts, styles, references) does not come along. It is read by regular expressions, not as a
tree, which about halves the time spent here.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from journeys.render.dot import (
    Stencil,
    box_stencil,
    boxes_of,
    curve_stencil,
    lane_stencil,
    lanes_of,
    line_stencil,
    stencils_graph,
)
from journeys.render.hand import FAILED, Hand, PenBroken
from journeys.render.picture import Box, Page, Rect
from journeys.render.style import STYLES, Style

Shapes = dict[Stencil, tuple[str, ...]]
"""The drawn shapes of each stencil as SVG elements that still lack their end, where the place goes."""
_GROUP = '<g id="'
_SHAPE = re.compile(
    r'<(polygon|polyline|path|ellipse) ([^<>]*?)((?: (?:points|d|cx|cy|rx|ry)="[MCLZ\d\s.,e+-]*")+)/>'
)
_LOOK = re.compile(r'\b(fill|stroke|stroke-width)="(#[0-9a-f]{6}|[a-z]+|[\d.]+)"')


class Placed(NamedTuple):
    """A stencil and where its origin goes, in points; None where there is nothing to draw."""

    stencil: Stencil | None
    x: float
    y: float

    def filled(self, shapes: Shapes) -> str:
        """The shapes in their place, as SVG. Raises PenBroken("failed") when they were not drawn."""
        if self.stencil is None:
            return ""
        if self.stencil not in shapes:
            raise PenBroken("failed", FAILED, f"the drawing lacks {self.stencil}")
        place = f' transform="translate({self.x:.6g} {self.y:.6g})"/>'
        return "".join([shape + place for shape in shapes[self.stencil]])


class Sketch(NamedTuple):
    """What goes where on a page: a stencil for each of its lanes (the sheet first), lines, curves and boxes."""

    lanes: list[Placed]
    lines: list[Placed]
    curves: list[Placed]
    boxes: list[Placed]

    def stencils(self) -> list[Stencil]:
        """Each stencil once."""
        used = dict.fromkeys(placed.stencil for part in self for placed in part)
        return [stencil for stencil in used if stencil]


def sketch(page: Page) -> Sketch:
    """The page's stencils and their places."""
    return Sketch(
        [_corner(r, lane_stencil(style, _size(r.width), _size(r.height))) for _, style, r in lanes_of(page)],
        [Placed(line_stencil(line), *line.points[0]) for line in page.lines],
        [Placed(curve_stencil(curve), *curve.points[0]) for curve in page.curves],
        [_box(box) for box in boxes_of(page)],
    )


def _box(box: Box) -> Placed:
    rect = box.rect
    return _corner(rect, box_stencil(box.style, box.shape, _size(rect.width), _size(rect.height)))


def _corner(rect: Rect, stencil: Stencil | None) -> Placed:
    return Placed(stencil, rect.x, rect.y)


def _size(length: float) -> float:
    """As exact as Graphviz writes it, so that equal shapes are equal."""
    return round(length, 2)


class Drawing:
    """Stencils that some programs are drawing side by side, while the caller does something else."""

    def __init__(self, stencils: list[Stencil], hands: list[Hand]) -> None:
        shares = [stencils[n :: len(hands)] for n in range(len(hands))]
        self._parts = [
            (hand.draw(stencils_graph(share)), share)
            for hand, share in zip(hands, shares, strict=True)
            if share
        ]

    def shapes(self) -> Shapes:
        """What they drew, waited for. Raises PenBroken, also when it is no drawing of these stencils."""
        drawn: Shapes = {}
        for drawing, share in self._parts:
            drawn |= read(drawing.result(), share)
        return drawn


def read(raw: bytes, stencils: list[Stencil]) -> Shapes:
    """The shapes of the stencils out of the drawing of their graph, with the looks that are allowed and nothing else.

    Raises PenBroken("failed") when it is no whole drawing; what it lacks is noticed where it is used.
    """
    text = raw.decode(errors="replace")
    if not text.rstrip().endswith("</svg>"):
        raise PenBroken("failed", FAILED, "no whole SVG came back")
    groups = {group[: group.find('"')]: group for group in text.split(_GROUP)[1:]}
    named = ((f"s{n}", stencil) for n, stencil in enumerate(stencils))
    return {stencil: _shapes(groups[name], stencil.style) for name, stencil in named if name in groups}


def _shapes(drawn: str, style: str) -> tuple[str, ...]:
    found = _SHAPE.findall(drawn)
    return tuple([f"<{shape}{kept}{place}" for shape, look, place in found if (kept := _look(look, style))])


@lru_cache(maxsize=512)
def _look(look: str, style: str) -> str:
    """The allowed attributes, with the style's own dashes; nothing for what has neither fill nor stroke.

    `transparent` is what older versions of Graphviz write for `none`.
    """
    said = {key: value.replace("transparent", "none") for key, value in _LOOK.findall(look)}
    if said.get("fill", "none") == said.get("stroke", "none") == "none":
        return ""
    if "stroke-dasharray" in look:
        said["stroke-dasharray"] = STYLES.get(style, Style()).dash or "4 2"
    return "".join(f' {key}="{value}"' for key, value in said.items())
