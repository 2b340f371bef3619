"""The marks of a professional blueprint as small badges: each has a shape and a letter of its own."""

from collections.abc import Mapping
from typing import NamedTuple, get_args

from journeys.domain.document import Mark, Step
from journeys.domain.words import MARK, Words
from journeys.render.canvas import Canvas
from journeys.render.grid import Stretch
from journeys.render.picture import Box, Rect, Shape
from journeys.render.scene import Scene

SIDE = 14.0
_GAP = 3.0


class Badge(NamedTuple):
    """How a mark is drawn."""

    letter: Words
    shape: Shape


BADGES: dict[Mark, Badge] = {
    "decision": Badge(Words("E", "D"), "diamond"),
    "fail_point": Badge(Words("F", "F"), "rect"),
    "moment_of_truth": Badge(Words("M", "M"), "circle"),
    "waiting_point": Badge(Words("W", "W"), "rounded"),
}


def marks_of(scene: Scene, step: Step) -> list[Mark]:
    """What is drawn as a badge: a decision that several ways tell of stands there as a tag already."""
    told = scene.ways_out.get(step.id, 0) > 1
    return [mark for mark in get_args(Mark) if mark in step.marks and not (told and mark == "decision")]


def marks_in(scene: Scene, stretch: Stretch) -> Mapping[int, list[Mark]]:
    """The badges of the band by column, of columns that have some."""
    found = {column: marks_of(scene, step) for column, step, _ in stretch.steps()}
    return {column: marks for column, marks in found.items() if marks}


def draw_marks(canvas: Canvas, scene: Scene, step: Step, marks: list[Mark], middle: float, y: float) -> None:
    """The badges of a step beside one another."""
    x = middle - (len(marks) * (SIDE + _GAP) - _GAP) / 2
    for mark in marks:
        canvas.use(f"mark_{mark}")
        letter, name = scene.say(BADGES[mark].letter), scene.say(MARK[mark])
        canvas.box(
            Box(
                f"badge.{mark}-{step.id}",
                "badge",
                Rect(x, y, SIDE, SIDE),
                (letter,),
                name,
                size=7.0,
                bold=True,
                align="center",
                shape=BADGES[mark].shape,
                step=step.id,
                decorative=True,
            )
        )
        x += SIDE + _GAP
