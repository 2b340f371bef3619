"""What stands on a page of one band: the drawing of its rows, with the list of its notes where the view has one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from journeys.render.canvas import Canvas
from journeys.render.grid import Plan, Row, Stretch, draw_rows
from journeys.render.note_list import Entry, draw_list, entries
from journeys.render.picture import Band, Rect
from journeys.render.scene import Scene

_LIST_GAP = 14.0
Planner = Callable[[Scene, Stretch], Plan]


@dataclass(frozen=True)
class Part:
    """A drawing with the columns it shows, in points at scale 1; `grid` is the height of the rows without the list."""

    stretch: Stretch
    canvas: Canvas
    height: float
    width: float
    grid: float


def bare_part(scene: Scene, plan: Plan, rows: tuple[Row, ...]) -> Part:
    """Some rows of a band and no list."""
    canvas, height = draw_rows(plan, rows, scene.language)
    canvas.lead(dict(scene.addresses))
    return Part(plan.stretch, canvas, height, plan.stretch.width, height)


def listed(scene: Scene, plan: Plan) -> list[Entry]:
    """What the list under a band says; nothing in a view without lists."""
    return entries(scene, plan.stretch) if plan.listed else []


def with_list(
    scene: Scene, part: Part, todo: Sequence[Entry], width: float, room: float
) -> tuple[Part, Sequence[Entry]]:
    """The part with its list under it, as far as there is room, and what of the list is left."""
    if not todo:
        return part, ()
    y = part.height + _LIST_GAP
    canvas, height, left = draw_list(scene, todo, width, room - y, str(part.stretch.number))
    part.canvas.take(canvas, 0.0, y)
    return replace(part, height=y + height), left


def band_of(part: Part, x: float, y: float, scale: float) -> Band:
    """The part's band when the part stands at (x, y)."""
    numbers = [slot.number for slot in part.stretch.slots if slot.step is not None]
    place = Rect(x, y, part.stretch.width * scale, part.grid * scale)
    moved = Canvas()
    moved.take(Canvas(lanes=part.canvas.lanes), x, y, scale)
    return Band(place, tuple(moved.lanes), numbers[0] if numbers else 0, numbers[-1] if numbers else 0)
