"""The grid that every view stands on: a lane head, then columns of one width, at most eight to a band."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from journeys.domain.document import Step
from journeys.render.canvas import Canvas
from journeys.render.picture import Lane, Rect
from journeys.render.subject import Subject
from journeys.render.text import passage

HEAD = 84.0
COLUMN = 128.0
COLUMNS = 8
GUTTER = 20.0
FEWEST = 4
"""Columns that a band without steps is wide."""
_HEAD_TEXT = 7.5


class PhaseName(NamedTuple):
    """A phase as its columns know it: its place in the journey, and its name."""

    place: int
    name: str


class Slot(NamedTuple):
    """What stands in a column: a step with its number, or a phase that has no step yet. The first column of a phase
    `opens` it."""

    phase: PhaseName
    step: Step | None
    number: int
    opens: bool


class Stretch(NamedTuple):
    """The columns of one band. `number` counts the bands of the journey from 0; `column` is the width of one."""

    number: int
    slots: tuple[Slot, ...]
    column: float = COLUMN

    @property
    def width(self) -> float:
        return HEAD + (len(self.slots) or FEWEST) * self.column

    def left(self, column: int) -> float:
        return HEAD + column * self.column

    def middle(self, column: int) -> float:
        return self.left(column) + self.column / 2

    def inner(self, column: int, gutter: float = GUTTER) -> tuple[float, float]:
        """Left edge and width of a box in a column."""
        return self.left(column) + gutter / 2, self.column - gutter

    def steps(self) -> Iterator[tuple[int, Step, int]]:
        """Column, step and number of every step in the band."""
        for column, slot in enumerate(self.slots):
            if slot.step is not None:
                yield column, slot.step, slot.number

    def phases(self) -> Iterator[tuple[PhaseName, int, int]]:
        """Every phase with its first column and the column after its last."""
        start = 0
        for column, slot in enumerate(self.slots):
            following = self.slots[column + 1].phase if column + 1 < len(self.slots) else None
            if slot.phase != following:
                yield slot.phase, start, column + 1
                start = column + 1


def stretches(subject: Subject, most: int = COLUMNS, even: bool = False) -> tuple[Stretch, ...]:
    """The journey's columns in bands of at most so many; one without columns when there are none at all. `even` bands
    have as many columns each as can be: no sheet with one step behind one with eight."""
    slots = tuple(_slots(subject))
    bands = -(-len(slots) // most)
    if not bands:
        return (Stretch(0, ()),)
    each = -(-len(slots) // bands) if even else most
    return tuple(Stretch(n, slots[n * each : (n + 1) * each]) for n in range(bands))


def _slots(subject: Subject) -> Iterator[Slot]:
    for place, phase in enumerate(subject.journey.phases):
        name = PhaseName(place, phase.name)
        if not phase.steps:
            yield Slot(name, None, 0, opens=True)
        for n, step in enumerate(phase.steps):
            yield Slot(name, step, subject.numbers[step.id], opens=n == 0)


@dataclass(frozen=True)
class Row:
    """One lane of a band. `draw` gets the canvas and the row's rectangle; `repeat` rows stand on every sheet.

    `rule` names the style of the line that closes the row, such as the line of visibility.
    """

    key: str
    name: str
    style: str
    height: float
    draw: Callable[[Canvas, Rect], None]
    repeat: bool = False
    rule: str = ""


@dataclass(frozen=True)
class Plan:
    """What a view draws of one band: its rows and, when they are placed, what runs across them. Rows of a
    `splittable` plan may stand on several sheets; the notes of a `listed` one are told in a list under it."""

    stretch: Stretch
    rows: tuple[Row, ...]
    across: Callable[[Canvas, Mapping[str, Rect]], None] = lambda canvas, places: None
    splittable: bool = False
    listed: bool = False


def draw_rows(plan: Plan, rows: tuple[Row, ...], language: str) -> tuple[Canvas, float]:
    """The rows under one another with their heads, and the height they take."""
    canvas, y = Canvas(), 0.0
    places: dict[str, Rect] = {}
    for row in rows:
        head = passage(row.name, HEAD - 8, 6.5 if row.rule else _HEAD_TEXT, not row.rule, language=language)
        pad = 2.0 if row.rule else 10.0
        height = max(row.height, head.height + pad) if head.lines else row.height
        places[row.key] = place = Rect(0.0, y, plan.stretch.width, height)
        key = f"{row.key}-{plan.stretch.number}"
        if not row.rule:
            canvas.lanes.append(Lane(f"lane-{key}", row.style, place))
        if head.lines:
            canvas.write(
                f"head-{key}",
                "line_name" if row.rule else "lane_head",
                Rect(2.0, y, HEAD - 4, height - (2.0 if row.rule else 0)),
                head,
            )
        row.draw(canvas, place)
        if row.rule:
            canvas.line(f"rule-{key}", row.rule, (0.0, place.bottom), (plan.stretch.width, place.bottom))
        y += height
    plan.across(canvas, places)
    return canvas, y
