"""Names and places of cells, as draw.io has them."""

from collections.abc import Iterable
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from journeys.render.drawio.looks import SCALE, number
from journeys.render.picture import Point, Rect

_SIGN = "icon"


def cell_id(id: str) -> str:
    """No name of ours is one that draw.io gives a meaning to."""
    return f"box-{id}"


def line_id(id: str) -> str:
    return f"line-{id}"


def is_sign(id: str) -> bool:
    return id.startswith(f"{_SIGN}-")


def sign_of(id: str) -> str:
    return id.rpartition(".")[0]


def around(points: Iterable[Point]) -> Rect:
    xs, ys = zip(*points, strict=True)
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def hull(rects: list[Rect]) -> Rect:
    x, y = min(r.x for r in rects), min(r.y for r in rects)
    return Rect(x, y, max(r.right for r in rects) - x, max(r.bottom for r in rects) - y)


def within(rect: Rect, outer: Rect) -> Rect:
    return rect.moved(-outer.x, -outer.y, 1.0)


def geometry(cell: Element, rect: Rect) -> Element:
    sizes = zip(("x", "y", "width", "height"), rect, strict=True)
    places = {name: number(value * SCALE) for name, value in sizes}
    return SubElement(cell, "mxGeometry", {**places, "as": "geometry"})


def route(cell: Element, points: list[Point], held_first: bool, held_last: bool) -> None:
    """Where a line runs; ends that no box holds have places of their own."""
    place = SubElement(cell, "mxGeometry", {"relative": "1", "as": "geometry"})
    if not held_first:
        point(place, points[0], "sourcePoint")
    if not held_last:
        point(place, points[-1], "targetPoint")
    if len(points) > 2:
        between = SubElement(place, "Array", {"as": "points"})
        for spot in points[1:-1]:
            point(between, spot)


def point(parent: Element, spot: Point, name: str = "") -> None:
    x, y = (number(value * SCALE) for value in spot)
    SubElement(parent, "mxPoint", {"x": x, "y": y, **({"as": name} if name else {})})


def middle(points: tuple[Point, ...]) -> Point:
    """The point half the way along."""
    pieces = [(a, b, abs(b[0] - a[0]) + abs(b[1] - a[1])) for a, b in pairwise(points)]
    left = sum(length for _, _, length in pieces) / 2
    for (x, y), (to_x, to_y), length in pieces:
        if left <= length and length:
            share = left / length
            return x + (to_x - x) * share, y + (to_y - y) * share
        left -= length
    return points[-1]
