"""The layout model of slides: plain values that `writing.py` only translates.

Lengths are points, x to the right, y down, from the slide's upper left corner. What stands inside of one `Group` or
`Table` may overlap, the things on a slide do not; a test checks it.
"""

from typing import Literal, NamedTuple

from journeys.render.picture import Point, Rect

WIDTH, HEIGHT = 960.0, 540.0
"""16:9."""
MARGIN = 36.0
INNER = WIDTH - 2 * MARGIN
BODY = Rect(MARGIN, 104.0, INNER, 394.0)
"""What is free for the content of a slide, between its title and its footer."""
TITLE = Rect(MARGIN, 18.0, INNER, 48.0)
SUBTITLE = Rect(MARGIN, 66.0, INNER, 32.0)
FOOT = Rect(MARGIN, 506.0, INNER, 20.0)

Form = Literal["rect", "rounded", "arrow", "diamond", "circle"]


class Para(NamedTuple):
    """A paragraph. `whole` is the whole text where this is only its beginning; `style` names the colour of its text,
    that of its tile when empty; `gap` is free above it."""

    text: str
    size: float = 10.0
    bold: bool = False
    style: str = ""
    gap: float = 0.0
    whole: str = ""


Paras = tuple[Para, ...]


class Inset(NamedTuple):
    """What stays free between the edges of a tile and its text."""

    left: float = 6.0
    top: float = 4.0
    right: float = 6.0
    bottom: float = 4.0


FLAT = Inset(0.0, 0.0, 0.0, 0.0)


class Tile(NamedTuple):
    """A shape with text in it. `alt` says in words what its text does not; one without text and `alt` is only there
    for the eye."""

    rect: Rect
    style: str = "plain"
    paras: Paras = ()
    form: Form = "rect"
    alt: str = ""
    align: Literal["left", "center", "right"] = "left"
    valign: Literal["top", "middle", "bottom"] = "top"
    inset: Inset = Inset()


class Wire(NamedTuple):
    """A straight line that no reader needs to hear of."""

    start: Point
    end: Point
    style: str


class Group(NamedTuple):
    """Shapes that belong together and move as one; `alt` is what they say."""

    parts: tuple["Tile | Wire", ...]
    alt: str
    rect: Rect


class Cell(NamedTuple):
    paras: Paras = ()
    style: str = "plain"


class Row(NamedTuple):
    """A row of a table; `rule` is the style of the line under it."""

    height: float
    cells: tuple[Cell, ...]
    rule: str = ""


class Table(NamedTuple):
    """A table whose first row and column say what the others are."""

    x: float
    y: float
    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    alt: str

    @property
    def rect(self) -> Rect:
        return Rect(self.x, self.y, sum(self.columns), sum(row.height for row in self.rows))


Thing = Tile | Group | Table


class Slide(NamedTuple):
    """One slide. `things` are in the order in which they are read; `opens`: the first one, which looks different."""

    title: Para
    things: tuple[Thing, ...] = ()
    subtitle: Para = Para("")
    opens: bool = False

    def paras(self) -> Paras:
        """All paragraphs of the slide, in the order in which they are read."""
        out = [self.title, self.subtitle]
        for thing in self.things:
            if isinstance(thing, Table):
                out += [para for row in thing.rows for cell in row.cells for para in cell.paras]
            else:
                parts = thing.parts if isinstance(thing, Group) else (thing,)
                out += [para for part in parts if isinstance(part, Tile) for para in part.paras]
        return tuple(out)
