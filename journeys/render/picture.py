"""The layout model: what a view draws, as plain values that every writer only translates.

Lengths are points (1/72 inch), x to the right, y **down**, from the page's upper left corner. "Nothing overlaps,
nothing leaves its box" is tested on this model, once for all writers. What a picture has by the thousand is a named
tuple, because those are made fastest.
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Point = tuple[float, float]
Shape = Literal["rect", "rounded", "diamond", "circle", "drop", "none"]
PADDING = 4.0


class Rect(NamedTuple):
    """A rectangle: left upper corner, width, height."""

    x: float
    y: float
    width: float
    height: float

    def moved(self, x: float, y: float, scale: float) -> "Rect":
        """`scale` times as large and as far from the corner, then shifted by (x, y)."""
        left, top, width, height = self
        return Rect(left * scale + x, top * scale + y, width * scale, height * scale)

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def overlaps(self, other: "Rect", slack: float = 0.0) -> bool:
        """Whether the two share an area, when each is made smaller by `slack` at every side."""
        return (
            self.x + slack < other.right - slack
            and other.x + slack < self.right - slack
            and self.y + slack < other.bottom - slack
            and other.y + slack < self.bottom - slack
        )

    def holds(self, other: "Rect", slack: float = 0.0) -> bool:
        """Whether `other` lies inside, give or take `slack`."""
        return (
            self.x <= other.x + slack
            and self.y <= other.y + slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


class Box(NamedTuple):
    """A shape with text in it. `lines` are what is drawn (wrapped), `text` the whole text, `title` the words for
    screen readers (the whole text when empty). `style` is a key of `style.STYLES`. `step` and `note` are document
    ids: boxes that share a step are one group `step-ID` in the SVG; a box with a note is the group `note-ID`.
    `pad` is what stays free between its edges and its text at the sides and on top.
    A box whose `decorative` is true is hidden from screen readers (its text stands elsewhere).
    """

    id: str
    style: str
    rect: Rect
    lines: tuple[str, ...] = ()
    text: str = ""
    title: str = ""
    size: float = 8.0
    bold: bool = False
    align: Literal["left", "center", "right"] = "left"
    valign: Literal["top", "middle"] = "middle"
    shape: Shape = "rect"
    step: str | None = None
    note: str | None = None
    link: str | None = None
    decorative: bool = False
    pad: float = PADDING

    @property
    def cell(self) -> str:
        """Which of its step's cells it is: „citizen“ of `citizen-S1`; empty for a box of no step."""
        cell, step, rest = self.id.partition(f"-{self.step}")
        return cell if self.step is not None and step and not rest else ""

    def moved(self, x: float, y: float, scale: float) -> "Box":
        """The box, text and all, where `Rect.moved` puts its rectangle. `_replace` would take twice as long."""
        (
            name,
            style,
            rect,
            lines,
            text,
            title,
            size,
            bold,
            align,
            valign,
            shape,
            step,
            note,
            link,
            deco,
            pad,
        ) = self
        place, grown, free = rect.moved(x, y, scale), size * scale, pad * scale
        return Box(
            name,
            style,
            place,
            lines,
            text,
            title,
            grown,
            bold,
            align,
            valign,
            shape,
            step,
            note,
            link,
            deco,
            free,
        )


class Line(NamedTuple):
    """Straight pieces through `points`; an arrow at the last one. `source` and `target` are ids of boxes; `label` is
    drawn as its own box. A short mark that says where a link goes on another band is a box, not a line."""

    id: str
    style: str
    points: tuple[Point, ...]
    arrow: bool = False
    source: str | None = None
    target: str | None = None
    title: str = ""
    label: Box | None = None


class Curve(NamedTuple):
    """A smooth curve through `points` with horizontal tangents; a gap is two curves."""

    id: str
    style: str
    points: tuple[Point, ...]
    title: str = ""


class Lane(NamedTuple):
    """A named stripe of a band; the boxes and lines of its cells lie over it."""

    id: str
    style: str
    rect: Rect

    @property
    def key(self) -> str:
        """Which of the band's rows it is: „citizen“ of `lane-citizen-0`."""
        return self.id.removeprefix("lane-").rpartition("-")[0]


@dataclass(frozen=True)
class Band:
    """One row of columns: a long journey has several. `first` and `last` are numbers of steps, 0 when it has none."""

    rect: Rect
    lanes: tuple[Lane, ...]
    first: int = 0
    last: int = 0


@dataclass(frozen=True)
class Page:
    """One drawing: the whole picture on screen, or one sheet of paper."""

    width: float
    height: float
    title: str
    description: str
    language: str
    bands: tuple[Band, ...] = ()
    boxes: tuple[Box, ...] = ()
    lines: tuple[Line, ...] = ()
    curves: tuple[Curve, ...] = ()


@dataclass(frozen=True)
class Picture:
    """What a view makes of a journey: one page for the screen, or the sheets of paper in order.

    `whole_texts` lists what the picture shortened or only numbers (place, whole text), for the list that follows.
    """

    pages: tuple[Page, ...]
    title: str
    whole_texts: tuple[tuple[str, str], ...] = field(default=())
