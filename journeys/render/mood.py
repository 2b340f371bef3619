"""The mood curves: a fixed scale from −2 to +2, a neutral line, and gaps where nothing is known. The curve of whom
the journey is about has labelled points; those of further personas differ in dashes, shapes and a place beside it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from journeys.domain.document import Step
from journeys.domain.words import EMOTION, Words
from journeys.render.canvas import Canvas
from journeys.render.grid import HEAD, Row, Stretch
from journeys.render.heads import step_name
from journeys.render.picture import Box, Curve, Point, Rect, Shape
from journeys.render.scene import Scene

MOOD = Words("Stimmung", "Mood")
EVERYBODY = Words("alle Personas", "all personas")
SMALL = 9.0
"""Side of the points of further personas."""
_HEIGHT, _LEVEL, _POINT = 104.0, 18.0, 16.0


class _Look(NamedTuple):
    """How a curve is drawn; `beside` is how far from the column's middle, so that no curve hides another."""

    key: str
    style: str
    beside: float = 0.0
    shape: Shape = "circle"

    @property
    def point(self) -> str:
        return self.style.replace("mood", "mood_point")


_MAIN = _Look("mood", "mood")
_FURTHER = (
    _Look("mood1", "mood_1", 18.0, "rect"),
    _Look("mood2", "mood_2", -18.0, "diamond"),
    _Look("mood3", "mood_3", 34.0, "circle"),
    _Look("mood4", "mood_4", -34.0, "drop"),
    _Look("mood5", "mood_5", 50.0, "rounded"),
)
SHAPES: dict[str, Shape] = {look.style: look.shape for look in _FURTHER}
"""The points of a curve by its style."""


def mood_row(scene: Scene, stretch: Stretch) -> Row:
    """The curve over the steps of the band."""

    def draw(canvas: Canvas, place: Rect) -> None:
        zero = place.y + 60.0
        _draw_scale(canvas, scene, stretch, place, zero)
        _draw_curve(canvas, stretch, zero, _MAIN, lambda step: main_mood(scene, step))
        for n, persona in enumerate(scene.further[: len(_FURTHER)]):
            _draw_further(canvas, scene, stretch, zero, n, persona)
        if len(scene.further) > len(_FURTHER):
            canvas.use("moods_more")
        _draw_points(canvas, scene, stretch, zero)

    return Row("mood", "", "lane_plain", _HEIGHT, draw)


def _draw_scale(canvas: Canvas, scene: Scene, stretch: Stretch, place: Rect, zero: float) -> None:
    """The lines of the scale, and the words for its ends and its middle in the lane's head."""
    key = f"mood-{stretch.number}"
    name = scene.set(scene.say(MOOD), HEAD, 7.5, bold=True)
    canvas.write(f"head-{key}", "lane_head", Rect(2.0, place.y + 2, HEAD - 4, 12), name)
    for value in range(-2, 3):
        y = zero - value * _LEVEL
        style = "mood_neutral" if value == 0 else "mood_guide"
        for n, (start, end) in enumerate(_pieces(scene, stretch, value)):
            canvas.line(f"rule-{key}-{value}.{n}", style, (start, y), (end, y))
        words = scene.set(f"{scene.say(EMOTION[value])} {signed(value)}", HEAD, 6.5)
        where = Rect(2.0, y - 5, HEAD - 4, 10)
        canvas.write(f"scale-{key}-{value}", "mood_scale", where, words, align="right")


def _pieces(scene: Scene, stretch: Stretch, value: int) -> Iterator[tuple[float, float]]:
    """The line of one value from left to right, open where a point stands on it."""
    start = HEAD
    for column, step, _ in stretch.steps():
        if main_mood(scene, step) == value:
            yield start, stretch.middle(column) - _POINT / 2
            start = stretch.middle(column) + _POINT / 2
    yield start, stretch.width


def main_mood(scene: Scene, step: Step) -> int | None:
    """The mood of whom the journey is about."""
    return step.emotion if step.emotion is not None else _mood_of(step, scene.persona)


def _mood_of(step: Step, persona: str | None) -> int | None:
    return next((mood.emotion for mood in step.moods if mood.persona == persona), None)


def _draw_curve(
    canvas: Canvas, stretch: Stretch, zero: float, look: _Look, mood: Callable[[Step], int | None]
) -> None:
    """The curve in pieces, one for each run of steps whose mood is known."""
    run: list[Point] = []
    for column, slot in enumerate((*stretch.slots, None)):
        known = mood(slot.step) if slot is not None and slot.step is not None else None
        if known is not None:
            run.append((stretch.middle(column) + look.beside, zero - known * _LEVEL))
            continue
        if len(run) > 1:
            key = f"{look.key}-{stretch.number}-{run[0][0]:g}"
            canvas.curves.append(Curve(key, look.style, tuple(run)))
        run = []


def _draw_further(canvas: Canvas, scene: Scene, stretch: Stretch, zero: float, n: int, persona: str) -> None:
    look = _FURTHER[n]
    _draw_curve(canvas, stretch, zero, look, lambda step: _mood_of(step, persona))
    canvas.use(f"{look.style}={scene.names[persona]}")
    for column, step, _ in stretch.steps():
        mood = _mood_of(step, persona)
        if mood is not None:
            x, y = stretch.middle(column) + look.beside, zero - mood * _LEVEL
            place = Rect(x - SMALL / 2, y - SMALL / 2, SMALL, SMALL)
            said = f"{scene.say(MOOD)} {scene.names[persona]}: {scene.say(EMOTION[mood])}"
            title = f"{step_name(scene, step)}, {said}"
            canvas.box(
                Box(f"{look.key}-{step.id}", look.point, place, title=title, shape=look.shape, step=step.id)
            )


def _draw_points(canvas: Canvas, scene: Scene, stretch: Stretch, zero: float) -> None:
    for column, step, _ in stretch.steps():
        mood = main_mood(scene, step)
        if mood is None:
            continue
        x, y = stretch.middle(column), zero - mood * _LEVEL
        title = f"{step_name(scene, step)}, {scene.say(MOOD)}: {scene.say(EMOTION[mood])}"
        name = scene.names.get(scene.persona or "", scene.say(EVERYBODY))
        canvas.use(f"mood={name}" if scene.further else "mood")
        canvas.box(
            Box(
                f"mood-{step.id}",
                "mood_point",
                Rect(x - _POINT / 2, y - _POINT / 2, _POINT, _POINT),
                (signed(mood),),
                signed(mood),
                title,
                7.0,
                True,
                "center",
                shape="circle",
                step=step.id,
            )
        )


def signed(value: int) -> str:
    """The value with its sign; a real minus, so that it is as wide as the plus."""
    return f"+{value}" if value > 0 else str(value).replace("-", "−")
