"""The only writer of DOT: a page of the layout model, with every place given, so that Graphviz only draws.

DOT measures positions in points with y **up** and sizes in inches. y is flipped here, once, by its sign: with
`notranslate` the drawing comes back with the model's own coordinates.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from journeys.render.picture import PADDING, Box, Curve, Line, Page, Point, Rect
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


def boxes_of(page: Page) -> tuple[Box, ...]:
    """All boxes, labels of lines last. The n-th is `bn` in the DOT, a line `ln`, a curve `cn`, a lane `an`."""
    return (*page.boxes, *(line.label for line in page.lines if line.label))


def lanes_of(page: Page) -> list[tuple[str, Rect]]:
    """Style and rectangle of every stripe: the sheet itself first, then the lanes of all bands."""
    sheet = ("sheet", Rect(0, 0, page.width, page.height))
    return [sheet, *((lane.style, lane.rect) for band in page.bands for lane in band.lanes)]


def to_dot(page: Page) -> str:
    """The page as DOT for `layout=nop2`. Names are ours; what people typed stands in quoted labels only."""
    names = {box.id: f"b{n}" for n, box in enumerate(boxes_of(page))}
    return _graph(page, _statements(page, names))


def shares(page: Page, hands: int) -> list[str]:
    """The page as so many graphs of about equal work, for programs that draw side by side. Every place is given, so
    no part of a drawing needs another; lines have loose ends, for a share may lack the boxes at them."""
    if hands == 1:
        return [to_dot(page)]
    statements = _statements(page, {})
    return [_graph(page, statements[n::hands]) for n in range(hands)]


def _graph(page: Page, statements: list[str]) -> str:
    head = (
        f"digraph {dot_string(page.title)} {{",
        f"graph [{_HEAD}]",
        f"node [{_NODE}]",
        f"edge [arrowsize={ARROW / 10:g}]",
        f'{_FREE_END} [pos="0,0", width=0.01, height=0.01, style=invis, label=""]',
    )
    return "\n".join((*head, *statements, "}\n"))


def _statements(page: Page, names: dict[str, str]) -> list[str]:
    return [
        *(_cluster(n, style, rect) for n, (style, rect) in enumerate(lanes_of(page))),
        *(_node(n, box) for n, box in enumerate(boxes_of(page))),
        *(_line(n, line, names) for n, line in enumerate(page.lines)),
        *(_curve(n, curve) for n, curve in enumerate(page.curves)),
    ]


def _cluster(n: int, style: str, r: Rect) -> str:
    place = f'bb="{r.x:.6g},{-r.bottom:.6g},{r.right:.6g},{-r.y:.6g}"'
    return f"subgraph cluster_{n} {{graph [id=a{n}, {place}, {_surface(style, '')}]}}"


def _node(n: int, box: Box) -> str:
    r = box.rect
    label = _label(box.lines, box.align, box.size, box.bold, box.valign)
    return (
        f'b{n} [id=b{n}, pos="{r.x + r.width / 2:.6g},{-r.y - r.height / 2:.6g}", '
        f"{_inches(r.width, r.height)}, {_surface(box.style, box.shape)}, {label}]"
    )


@lru_cache(maxsize=16_384)
def _label(lines: tuple[str, ...], align: str, size: float, bold: bool, valign: str) -> str:
    """Kept, because a changed note moves most boxes of a drawing but leaves their texts as they were."""
    top = ", labelloc=t" if valign == "top" else ""
    font = ', fontname="Helvetica-Bold"' if bold else ""
    return f"fontsize={size:g}{font}{top}, label={dot_label(lines, align)}"


@lru_cache(maxsize=1024)
def _inches(width: float, height: float) -> str:
    return f"width={width / 72:.6g}, height={height / 72:.6g}"


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


def _line(n: int, line: Line, names: dict[str, str]) -> str:
    source = names.get(line.source or "", _FREE_END)
    target = names.get(line.target or "", _FREE_END)
    head = "" if line.arrow else ", arrowhead=none"
    return f'{source} -> {target} [id=l{n}, pos="{_way(line)}"{head}, {_pen(line.style)}]'


def _curve(n: int, curve: Curve) -> str:
    pieces = [_spot(curve.points[0])]
    for (x, y), (to_x, to_y) in pairwise(curve.points):
        reach = (to_x - x) * TANGENT
        pieces += (_spot((x + reach, y)), _spot((to_x - reach, to_y)), _spot((to_x, to_y)))
    return (
        f'{_FREE_END} -> {_FREE_END} [id=c{n}, pos="{" ".join(pieces)}", arrowhead=none, {_pen(curve.style)}]'
    )


@cache
def _pen(name: str) -> str:
    return ", ".join([f"class={dot_string(name)}", *_stroke(STYLES.get(name, Style(stroke="#171a2b")), [])])


def _way(line: Line) -> str:
    """The bends as a Bézier list: straight pieces carry their control points; an arrow's tip is told apart."""
    points, tip = list(line.points), ""
    if line.arrow:
        tip = f"e,{_spot(points[-1])} "
        points[-1] = _before(points[-2], points[-1])
    pieces = [_spot(points[0])]
    for (x, y), (to_x, to_y) in pairwise(points):
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
