"""The mood curve: a fixed scale from −2 to +2, a neutral line, labelled points, and gaps where nothing is known."""

from collections.abc import Iterator

from journeys.domain.words import EMOTION, Words
from journeys.render.canvas import Canvas
from journeys.render.grid import HEAD, Row, Stretch
from journeys.render.heads import step_name
from journeys.render.picture import Box, Curve, Point, Rect
from journeys.render.scene import Scene

MOOD = Words("Stimmung", "Mood")
_HEIGHT, _LEVEL, _POINT = 104.0, 18.0, 16.0


def mood_row(scene: Scene, stretch: Stretch) -> Row:
    """The curve over the steps of the band."""

    def draw(canvas: Canvas, place: Rect) -> None:
        zero = place.y + 60.0
        _draw_scale(canvas, scene, stretch, place, zero)
        run: list[Point] = []
        for column, slot in enumerate(stretch.slots):
            if slot.step is not None and slot.step.emotion is not None:
                run.append((stretch.middle(column), zero - slot.step.emotion * _LEVEL))
            else:
                _draw_run(canvas, stretch, run)
                run = []
        _draw_run(canvas, stretch, run)
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
        for n, (start, end) in enumerate(_pieces(stretch, value)):
            canvas.line(f"rule-{key}-{value}.{n}", style, (start, y), (end, y))
        words = scene.set(f"{scene.say(EMOTION[value])} {signed(value)}", HEAD, 6.5)
        where = Rect(2.0, y - 5, HEAD - 4, 10)
        canvas.write(f"scale-{key}-{value}", "mood_scale", where, words, align="right")


def _pieces(stretch: Stretch, value: int) -> Iterator[tuple[float, float]]:
    """The line of one value from left to right, open where a point stands on it."""
    start = HEAD
    for column, step, _ in stretch.steps():
        if step.emotion == value:
            yield start, stretch.middle(column) - _POINT / 2
            start = stretch.middle(column) + _POINT / 2
    yield start, stretch.width


def _draw_run(canvas: Canvas, stretch: Stretch, run: list[Point]) -> None:
    if len(run) > 1:
        canvas.curves.append(Curve(f"mood-{stretch.number}-{run[0][0]:g}", "mood", tuple(run)))


def _draw_points(canvas: Canvas, scene: Scene, stretch: Stretch, zero: float) -> None:
    for column, step, _ in stretch.steps():
        if step.emotion is None:
            continue
        x, y = stretch.middle(column), zero - step.emotion * _LEVEL
        title = f"{step_name(scene, step)}, {scene.say(MOOD)}: {scene.say(EMOTION[step.emotion])}"
        canvas.use("mood")
        canvas.box(
            Box(
                f"mood-{step.id}",
                "mood_point",
                Rect(x - _POINT / 2, y - _POINT / 2, _POINT, _POINT),
                (signed(step.emotion),),
                signed(step.emotion),
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
