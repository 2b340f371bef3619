"""Numbered markers on the steps of a blueprint: pain points as diamonds, needs as circles."""

from collections.abc import Sequence
from typing import NamedTuple

from journeys.domain.document import Need, PainPoint, Step
from journeys.domain.words import NOTE_KIND, Words
from journeys.render.canvas import Canvas
from journeys.render.grid import COLUMN, Row, Stretch
from journeys.render.heads import step_name
from journeys.render.notes import MORE, MOST, importance, rating
from journeys.render.picture import Box, Rect, Shape
from journeys.render.scene import Scene

NOTES = Words("Schmerzpunkte und eigene Bedarfe", "Pain points and own needs")
DIAMOND, CIRCLE, PIPS = 19.0, 15.0, 8.4
_STEP, _MORE, _GAP = 20.7, 9.0, 4.0


class Marker(NamedTuple):
    """A note with its number in the journey. `text` is the note's own, `rating` the words about it, `said` all of it
    for screen readers, with its step."""

    kind: str
    id: str
    number: int
    severity: int
    text: str
    rating: str
    said: str

    @property
    def style(self) -> str:
        if self.kind == "need":
            return "marker_need"
        return f"marker_{self.severity}" if self.severity else "marker"

    @property
    def shape(self) -> Shape:
        return "circle" if self.kind == "need" else "diamond"

    @property
    def side(self) -> float:
        return CIRCLE if self.kind == "need" else DIAMOND


def markers(scene: Scene, step: Step) -> tuple[list[Marker], list[Marker]]:
    """Pain points and needs of a step."""
    pains = [
        _marker(scene, step, "pain", p, scene.pain_numbers[p.id], rating(scene, p)) for p in step.pain_points
    ]
    needs = [
        _marker(scene, step, "need", n, scene.need_numbers[n.id], importance(scene, n)) for n in step.needs
    ]
    return pains, needs


def _marker(scene: Scene, step: Step, kind: str, note: PainPoint | Need, number: int, rating: str) -> Marker:
    severity = (note.severity or 0) if isinstance(note, PainPoint) else 0
    name = scene.say(NOTE_KIND["need" if kind == "need" else "pain_point"])
    said = f"{name} {number}: {note.text}"
    if rating:
        said = f"{said} ({rating}), {step_name(scene, step)}"
    return Marker(kind, note.id, number, severity, note.text, rating, said)


def marker_row(scene: Scene, stretch: Stretch) -> Row:
    """The markers under the step's title; their texts stand in the list under the picture."""
    found = {column: (step, *markers(scene, step)) for column, step, _ in stretch.steps()}
    pains_height = max((_height(pains, DIAMOND + PIPS) for _, pains, _ in found.values()), default=0.0)
    needs_height = max((_height(needs, CIRCLE) for _, _, needs in found.values()), default=0.0)
    height = pains_height + needs_height

    def draw(canvas: Canvas, place: Rect) -> None:
        for column, (step, pains, needs) in found.items():
            _draw_kind(canvas, scene, stretch.middle(column), place.y + 3, step, pains)
            _draw_kind(canvas, scene, stretch.middle(column), place.y + 3 + pains_height, step, needs)

    name = scene.say(NOTES) if height else ""
    return Row("notes", name, "lane_steps", height + 6 if height else 0.0, draw)


def _height(some: Sequence[Marker], side: float) -> float:
    if not some:
        return 0.0
    return side + _GAP + (_MORE if len(some) > MOST else 0)


def _draw_kind(
    canvas: Canvas, scene: Scene, middle: float, y: float, step: Step, some: Sequence[Marker]
) -> None:
    shown = some[:MOST]
    x = middle - len(shown) * _STEP / 2
    for marker in shown:
        draw_marker(canvas, marker, x + (_STEP - marker.side) / 2, y, step, noted=True)
        x += _STEP
    if len(some) > MOST:
        words = scene.set(scene.say(MORE, n=len(some) - MOST), COLUMN, 6.5)
        bottom = y + some[0].side + (PIPS if some[0].kind == "pain" else 0)
        place = Rect(middle - COLUMN / 2 + 4, bottom, COLUMN - 8, _MORE)
        canvas.write(
            f"more.{some[0].kind}-{step.id}", "note_more", place, words, align="center", step=step.id
        )


def draw_marker(canvas: Canvas, marker: Marker, x: float, y: float, step: Step, noted: bool) -> None:
    """The sign with its number; under a pain point a dot for each degree of severity. `noted` markers stand for
    their note, the others only repeat the sign beside its text."""
    key = f"{'mark' if noted else 'listed'}.{marker.kind}-{marker.id}"
    number = str(marker.number)
    size = 7.0 if len(number) < 3 else 5.0
    canvas.use(marker.style)
    canvas.box(
        Box(
            key,
            marker.style,
            Rect(x, y, marker.side, marker.side),
            (number,),
            marker.text,
            marker.said,
            size,
            True,
            align="center",
            shape=marker.shape,
            step=step.id if noted else None,
            note=marker.id if noted else None,
            decorative=not noted,
        )
    )
    if noted and marker.kind == "pain" and marker.severity:
        dots = "•" * marker.severity
        place = Rect(x - 4, y + marker.side, marker.side + 8, PIPS)
        canvas.box(
            Box(
                f"{key}.pips",
                "pips",
                place,
                (dots,),
                size=7.0,
                align="center",
                shape="none",
                step=step.id,
                decorative=True,
            )
        )
