"""Both mood curves of a comparison over one another: the as-is solid with circles, the to-be dashed with squares."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from journeys.domain.document import Step
from journeys.domain.words import EMOTION, KIND, Words
from journeys.render.alignment import Strip
from journeys.render.canvas import Canvas
from journeys.render.grid import HEAD
from journeys.render.mood import MOOD, signed
from journeys.render.picture import Box, Curve, Lane, Rect, Shape
from journeys.render.scene import Scene

HEIGHT = 134.0
_LEVEL, _POINT, _ZERO, _AXIS = 18.0, 16.0, 60.0, 104.0
_BESIDE = _POINT + 2
_NUMBER = Words("{kind} {n}", "{kind} {n}")


class _Point(NamedTuple):
    """A step on the curve; one that says no mood has its number on the axis and leaves a gap."""

    step: Step
    number: int
    x: float


class _Line(NamedTuple):
    """One of the two curves."""

    scene: Scene
    style: str
    shape: Shape
    row: int
    points: list[_Point]


def draw_moods(canvas: Canvas, before: Scene, after: Scene, strip: Strip, top: float) -> None:
    """The curves over the steps of the band, `HEIGHT` points high."""
    canvas.lanes.append(Lane(f"lane-mood-{strip.number}", "lane_plain", Rect(0, top, strip.width, HEIGHT)))
    old = [_Point(one.step, one.number, place.middle) for one, place in strip.before]
    new = [_Point(one.step, one.number, place.middle) for one, place in strip.after]
    lines = (
        _Line(before, "mood", "circle", 0, old),
        _Line(after, "mood_after", "rect", 1, [_beside(point, old, strip.width) for point in new]),
    )
    zero = top + _ZERO
    _draw_scale(canvas, before, strip, lines, top, zero)
    for line in lines:
        for n, run in enumerate(_runs(line.points)):
            points = tuple((p.x, zero - _value(p) * _LEVEL) for p in run)
            canvas.curves.append(Curve(f"{line.style}-{strip.number}-{n}", line.style, points))
        for point in line.points:
            _draw_point(canvas, line, point, zero)
            _draw_number(canvas, line, point, top + _AXIS + 12 * line.row)
        head = line.scene.set(line.scene.say(KIND[line.scene.kind]), HEAD, 6.5)
        place = Rect(2.0, top + _AXIS + 12 * line.row, HEAD - 4, 10)
        canvas.write(f"axis-{line.style}-{strip.number}", "mood_scale", place, head, align="right")


def _value(point: _Point) -> int:
    return point.step.emotion or 0


def _beside(point: _Point, old: Sequence[_Point], width: float) -> _Point:
    """The point, moved aside where one of the other curve stands on the same spot."""
    for other in old:
        same = other.step.emotion == point.step.emotion
        if same and abs(other.x - point.x) < _BESIDE:
            x = other.x + _BESIDE if point.x >= other.x else other.x - _BESIDE
            return point._replace(x=min(x, width - _POINT))
    return point


def _runs(points: Sequence[_Point]) -> Iterator[list[_Point]]:
    """Neighbours that say a mood, two and more; between runs there is a gap."""
    run: list[_Point] = []
    for point in points:
        if point.step.emotion is not None:
            run.append(point)
            continue
        if len(run) > 1:
            yield run
        run = []
    if len(run) > 1:
        yield run


def _draw_scale(
    canvas: Canvas, scene: Scene, strip: Strip, lines: Sequence[_Line], top: float, zero: float
) -> None:
    name = scene.set(scene.say(MOOD), HEAD, 7.5, bold=True)
    canvas.write(f"head-mood-{strip.number}", "lane_head", Rect(2.0, top + 2, HEAD - 4, 12), name)
    for value in range(-2, 3):
        y = zero - value * _LEVEL
        style = "mood_neutral" if value == 0 else "mood_guide"
        on_it = sorted(p.x for line in lines for p in line.points if p.step.emotion == value)
        for n, (start, end) in enumerate(_pieces(on_it, strip.width)):
            canvas.line(f"rule-mood-{strip.number}-{value}.{n}", style, (start, y), (end, y))
        words = scene.set(f"{scene.say(EMOTION[value])} {signed(value)}", HEAD, 6.5)
        place = Rect(2.0, y - 5, HEAD - 4, 10)
        canvas.write(f"scale-mood-{strip.number}-{value}", "mood_scale", place, words, align="right")


def _pieces(points: Sequence[float], width: float) -> Iterator[tuple[float, float]]:
    """The line of one value from left to right, open where a point stands on it."""
    start = HEAD
    for x in points:
        yield start, x - _POINT / 2
        start = x + _POINT / 2
    yield start, width


def _draw_point(canvas: Canvas, line: _Line, point: _Point, zero: float) -> None:
    if point.step.emotion is None:
        return
    scene, value = line.scene, point.step.emotion
    y = zero - value * _LEVEL
    style = "mood_point" if line.style == "mood" else "mood_point_after"
    said = f"{scene.say(KIND[scene.kind])} {point.number}, {scene.say(MOOD)}: {scene.say(EMOTION[value])}"
    canvas.use(f"{style}_key")
    canvas.box(
        Box(
            f"mood-{point.step.id}",
            style,
            Rect(point.x - _POINT / 2, y - _POINT / 2, _POINT, _POINT),
            (signed(value),),
            signed(value),
            said,
            7.0,
            True,
            "center",
            shape=line.shape,
            step=point.step.id,
        )
    )


def _draw_number(canvas: Canvas, line: _Line, point: _Point, y: float) -> None:
    """The step's number on the axis of its journey."""
    words = line.scene.set(str(point.number), 30, 6.5)
    place = Rect(point.x - 15, y, 30, 10)
    canvas.write(
        f"number-{point.step.id}",
        "mood_scale",
        place,
        words,
        align="center",
        step=point.step.id,
        decorative=True,
    )
