"""The only writer of DOT: a page of the layout model, with every place given, so that Graphviz only draws.

A page can be written whole, for whoever wants to draw it with Graphviz alone, or in *stencils*: its shapes without
text, each once (`stencils.py`, decision 16).

DOT measures positions in points with y **up** and sizes in inches. y is flipped here, once, by its sign: with
`notranslate` the drawing comes back with the model's own coordinates.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from journeys.render.picture import PADDING, Box, Curve, Lane, Line, Page, Point, Rect
from journeys.render.quoting import dot_label, dot_string
from journeys.render.style import STYLES, Style

ARROW = 6.0
"""Length of an arrowhead in points."""
TANGENT = 0.45
"""How far a curve's control points reach towards the other end; 0.5 and less never overshoots."""
_SHAPES = {"rounded": "box", "rect": "box", "circle": "ellipse", "drop": "invhouse", "none": "plaintext"}
_HEAD = (
    'layout=nop2, notranslate=true, outputorder=edgesfirst, pad=0, bgcolor="transparent", fontname="Arial"'
)
_NODE = f'fixedsize=true, fontname="Arial", margin="{PADDING / 72:.4f},{PADDING / 72:.4f}"'
_FREE_END = "o"
_NAME = "@"
"""Where a stencil's name goes; no other part of a statement without a label holds this sign."""


def boxes_of(page: Page) -> tuple[Box, ...]:
    """All boxes, labels of lines last. The n-th is `bn` in the DOT, a line `ln`, a curve `cn`, a lane `an`."""
    return (*page.boxes, *(line.label for line in page.lines if line.label))


def lanes_of(page: Page) -> list[Lane]:
    """Every stripe: the sheet itself first, then the lanes of all bands."""
    sheet = Lane("sheet", "sheet", Rect(0, 0, page.width, page.height))
    return [sheet, *(lane for band in page.bands for lane in band.lanes)]


def to_dot(page: Page) -> str:
    """The page as DOT for `layout=nop2`. Names are ours; what people typed stands in quoted labels only."""
    names = {box.id: f"b{n}" for n, box in enumerate(boxes_of(page))}
    statements = (
        *(_lane(f"a{n}", lane.style, lane.rect) for n, lane in enumerate(lanes_of(page))),
        *(_box(f"b{n}", b.style, b.shape, b.rect, _label(b)) for n, b in enumerate(boxes_of(page))),
        *(_line(f"l{n}", line, line.points, names) for n, line in enumerate(page.lines)),
        *(_curve(f"c{n}", curve.style, curve.points) for n, curve in enumerate(page.curves)),
    )
    return _graph(page.title, statements)


class Stencil(NamedTuple):
    """A shape of a style at the origin: the DOT statement that draws it, still without a name."""

    style: str
    statement: str

    def named(self, name: str) -> str:
        return self.statement.replace(_NAME, name)


def stencils_graph(stencils: Sequence[Stencil]) -> str:
    """The stencils as one graph; the n-th is `sn`."""
    return _graph("", [stencil.named(f"s{n}") for n, stencil in enumerate(stencils)])


@cache
def lane_stencil(style: str, width: float, height: float) -> Stencil | None:
    """A stripe whose upper left corner is the origin; None when it has neither fill nor stroke."""
    return Stencil(style, _lane(_NAME, style, Rect(0, 0, width, height))) if _can_be_seen(style) else None


@lru_cache(maxsize=4096)
def box_stencil(style: str, shape: str, width: float, height: float) -> Stencil | None:
    """A box whose upper left corner is the origin; None when it has neither fill nor stroke."""
    place = Rect(0, 0, width, height)
    return Stencil(style, _box(_NAME, style, shape, place, 'label=""')) if _can_be_seen(style) else None


def line_stencil(line: Line) -> Stencil:
    """A line whose first point is the origin."""
    return Stencil(line.style, _line(_NAME, line, _from_origin(line.points), {}))


def curve_stencil(curve: Curve) -> Stencil:
    """A curve whose first point is the origin."""
    return Stencil(curve.style, _curve(_NAME, curve.style, _from_origin(curve.points)))


def _can_be_seen(style: str) -> bool:
    look = STYLES.get(style, Style())
    return bool(look.fill or look.stroke)


def _from_origin(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Rounded as Graphviz writes its numbers, so that equal lines are equal."""
    left, top = points[0]
    return tuple([(round(x - left, 2), round(y - top, 2)) for x, y in points])


def _graph(title: str, statements: Iterable[str]) -> str:
    head = (
        f"digraph {dot_string(title)} {{",
        f"graph [{_HEAD}]",
        f"node [{_NODE}]",
        f"edge [arrowsize={ARROW / 10:g}]",
        f'{_FREE_END} [pos="0,0", width=0.01, height=0.01, style=invis, label=""]',
    )
    return "\n".join((*head, *statements, "}\n"))


def _lane(name: str, style: str, r: Rect) -> str:
    place = f'bb="{r.x:.6g},{-r.bottom:.6g},{r.right:.6g},{-r.y:.6g}"'
    return f"subgraph cluster_{name} {{graph [id={name}, {place}, {_surface(style, '')}]}}"


def _box(name: str, style: str, shape: str, r: Rect, label: str) -> str:
    return (
        f'{name} [id={name}, pos="{r.x + r.width / 2:.6g},{-r.y - r.height / 2:.6g}", '
        f"width={r.width / 72:.6g}, height={r.height / 72:.6g}, {_surface(style, shape)}, {label}]"
    )


def _label(box: Box) -> str:
    top = ", labelloc=t" if box.valign == "top" else ""
    font = ', fontname="Helvetica-Bold"' if box.bold else ""
    return f"fontsize={box.size:g}{font}{top}, label={dot_label(box.lines, box.align)}"


@cache
def _surface(name: str, shape: str) -> str:
    """Class, shape, colours and stroke of a style; each is written once and used for thousands of boxes."""
    style = STYLES.get(name, Style())
    ways = [way for way, wanted in (("rounded", shape == "rounded"), ("filled", style.fill)) if wanted]
    parts = [f"class={dot_string(name)}", f'fontcolor="{style.text}"', *_stroke(style, ways)]
    if shape:
        parts.append(f"shape={_SHAPES.get(shape, shape)}")
    if style.fill:
        parts.append(f'fillcolor="{style.fill}"')
    return ", ".join(parts)


def _stroke(style: Style, ways: list[str]) -> Iterator[str]:
    if style.dash:
        ways = [*ways, "dashed"]
    yield f'color="{style.stroke or "transparent"}"'
    yield f"penwidth={style.width if style.stroke else 0:g}"
    yield f'style="{",".join(ways) or "solid"}"'


def _line(name: str, line: Line, points: tuple[Point, ...], boxes: dict[str, str]) -> str:
    source = boxes.get(line.source or "", _FREE_END)
    target = boxes.get(line.target or "", _FREE_END)
    head = "" if line.arrow else ", arrowhead=none"
    return f'{source} -> {target} [id={name}, pos="{_way(points, line.arrow)}"{head}, {_pen(line.style)}]'


def _curve(name: str, style: str, points: tuple[Point, ...]) -> str:
    pieces = [_spot(points[0])]
    for (x, y), (to_x, to_y) in pairwise(points):
        reach = (to_x - x) * TANGENT
        pieces += (_spot((x + reach, y)), _spot((to_x - reach, to_y)), _spot((to_x, to_y)))
    way = " ".join(pieces)
    return f'{_FREE_END} -> {_FREE_END} [id={name}, pos="{way}", arrowhead=none, {_pen(style)}]'


@cache
def _pen(name: str) -> str:
    return ", ".join([f"class={dot_string(name)}", *_stroke(STYLES.get(name, Style(stroke="#171a2b")), [])])


def _way(points: tuple[Point, ...], has_arrow: bool) -> str:
    """The bends as a Bézier list: straight pieces carry their control points; an arrow's tip is told apart."""
    bends, tip = list(points), ""
    if has_arrow:
        tip = f"e,{_spot(bends[-1])} "
        bends[-1] = _before(bends[-2], bends[-1])
    pieces = [_spot(bends[0])]
    for (x, y), (to_x, to_y) in pairwise(bends):
        third_x, third_y = (to_x - x) / 3, (to_y - y) / 3
        pieces += (
            _spot((x + third_x, y + third_y)),
            _spot((to_x - third_x, to_y - third_y)),
            _spot((to_x, to_y)),
        )
    return tip + " ".join(pieces)


def _before(start: Point, tip: Point) -> Point:
    """The point on the last piece where the arrowhead begins."""
    width, height = tip[0] - start[0], tip[1] - start[1]
    length = (width * width + height * height) ** 0.5
    back = min(ARROW / length, 0.9) if length else 0.0
    return tip[0] - width * back, tip[1] - height * back


def _spot(point: Point) -> str:
    return f"{point[0]:.6g},{-point[1]:.6g}"
