"""Rows of plain cells: one text a step, in a box or on the lane itself; empty ones stay empty."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from journeys.domain.document import Span, Step
from journeys.domain.words import CHANNEL, Words
from journeys.render.canvas import Canvas, tall
from journeys.render.grid import Row, Stretch
from journeys.render.heads import step_name
from journeys.render.icons import WIDTH as ICON
from journeys.render.icons import draw_channel
from journeys.render.picture import Rect
from journeys.render.scene import Scene
from journeys.render.text import Passage
from journeys.render.voice import filled

CELL_SIZE = 7.5
_PAD = 10.0
WAITING = Words("Wartezeit", "Waiting")
WORKING = Words("Bearbeitung", "Work")
TIME = Words("Zeit", "Time")
TOUCHPOINT = Words("Kanal und Kontaktpunkt", "Channel and touchpoint")


class Cell(NamedTuple):
    """Words of a step in a lane."""

    step: Step
    words: Passage


Cells = Mapping[int, Cell]
"""Cells by column; a column without one stays empty."""


def cells(scene: Scene, stretch: Stretch, texts: Callable[[Step], tuple[str, ...]], gutter: float) -> Cells:
    """The filled cells of a lane, set for the width of their column."""
    out: dict[int, Cell] = {}
    for column, step, _ in stretch.steps():
        words = scene.set_list(
            tuple(filter(None, map(filled, texts(step)))), stretch.inner(column, gutter)[1] - 8
        )
        if words.lines:
            out[column] = Cell(step, words)
    return out


def tallest(row: Cells) -> float:
    """Height of the tallest cell with its inner space."""
    return max((tall(cell.words) for cell in row.values()), default=0.0)


def draw_cells(
    canvas: Canvas,
    scene: Scene,
    stretch: Stretch,
    lane: str,
    name: str,
    row: Cells,
    y: float,
    height: float,
    gutter: float = 22.0,
) -> None:
    """The cells as boxes of one height; an optional step has a dashed outline."""
    for column, (step, words) in row.items():
        x, width = stretch.inner(column, gutter)
        style = "cell_optional" if step.optional else "cell"
        title = f"{step_name(scene, step)}, {name}: {words.whole}"
        canvas.write(
            f"{lane}-{step.id}",
            style,
            Rect(x, y, width, height),
            words,
            title=title,
            shape="rect",
            step=step.id,
        )


def cell_row(
    scene: Scene,
    stretch: Stretch,
    key: str,
    name: str,
    style: str,
    row: Cells,
) -> Row:
    """A lane of boxes."""
    height = tallest(row)

    def draw(canvas: Canvas, place: Rect) -> None:
        middle = place.y + (place.height - height) / 2
        draw_cells(canvas, scene, stretch, key, name, row, middle, height)

    return Row(key, name, style, height + 2 * _PAD if height else 24.0, draw)


def text_row(scene: Scene, stretch: Stretch, key: str, name: str, style: str, row: Cells) -> Row:
    """A lane of texts without boxes, at its upper edge."""

    def draw(canvas: Canvas, place: Rect) -> None:
        for column, (step, words) in row.items():
            x, width = stretch.inner(column, 8)
            title = f"{step_name(scene, step)}, {name}: {words.whole}"
            where = Rect(x, place.y + 3, width, place.height - 6)
            canvas.write(f"{key}-{step.id}", "plain", where, words, title=title, valign="top", step=step.id)

    return Row(key, name, style, tallest(row) + 6, draw)


def channel_row(scene: Scene, stretch: Stretch, size: float = 7.5) -> Row:
    """How and where citizen and office meet: a sign, its word, and the touchpoint under it."""
    rows: dict[int, tuple[Step, Passage, Passage]] = {}
    for column, step, _ in stretch.steps():
        word = scene.set(scene.say(CHANNEL[step.channel]) if step.channel else "", 90, size, bold=True)
        point = scene.set(filled(step.touchpoint), stretch.inner(column, 14)[1] - 8, size)
        rows[column] = (step, word, point)
    height = max((13 + point.height for _, _, point in rows.values()), default=14.0)

    def draw(canvas: Canvas, place: Rect) -> None:
        for column, (step, word, point) in rows.items():
            _draw_channel(canvas, scene, stretch, column, step, word, point, place.y + 4)

    return Row("touchpoint", scene.say(TOUCHPOINT), "lane_plain", height + 8, draw)


def _draw_channel(
    canvas: Canvas,
    scene: Scene,
    stretch: Stretch,
    column: int,
    step: Step,
    word: Passage,
    point: Passage,
    y: float,
) -> None:
    x, width = stretch.inner(column, 14)
    if step.channel:
        left = stretch.middle(column) - (ICON + word.width + 8) / 2
        draw_channel(canvas, f"icon-{step.id}", step.channel, left, y + 1, step.id)
        where = Rect(left + ICON, y, word.width + 8, 12)
        canvas.write(f"channel-{step.id}", "channel", where, word, step=step.id, decorative=True)
        canvas.use(f"channel_{step.channel}")
    if point.lines:
        title = f"{step_name(scene, step)}, {scene.say(TOUCHPOINT)}: {point.whole}"
        where = Rect(x, y + 13, width, point.height)
        canvas.write(
            f"touchpoint-{step.id}", "plain", where, point, title=title, align="center", step=step.id
        )


def time_row(scene: Scene, stretch: Stretch) -> Row | None:
    """Waiting apart from working time; nothing when the journey knows neither."""
    if "times" not in scene.lanes:
        return None
    stacks = {c: (s, _times(scene, stretch, c, s)) for c, s, _ in stretch.steps()}
    height = max((sum(tall(w) - 2 + 3 for _, w in stack) for _, stack in stacks.values()), default=0.0)

    def draw(canvas: Canvas, place: Rect) -> None:
        for column, (step, stack) in stacks.items():
            x, width = stretch.inner(column, 12)
            y = place.y + 5
            for style, words in stack:
                where = Rect(x, y, width, tall(words) - 2)
                canvas.use(style)
                title = f"{step_name(scene, step)}, {words.whole}"
                canvas.write(
                    f"{style}-{step.id}", style, where, words, title=title, shape="rounded", step=step.id
                )
                y += where.height + 3

    return Row("time", scene.say(TIME), "lane_plain", height + 7, draw)


def _times(scene: Scene, stretch: Stretch, column: int, step: Step) -> list[tuple[str, Passage]]:
    out = []
    spans: tuple[tuple[str, Words, Span | None], ...] = (
        ("wait", WAITING, step.waiting_time),
        ("work", WORKING, step.processing_time),
    )
    for style, name, span in spans:
        if span is not None and filled(span.text):
            text = f"{scene.say(name)}: {span.text}"
            out.append((style, scene.set(text, stretch.inner(column, 12)[1] - 8, 7.0)))
    return out
