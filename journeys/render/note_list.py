"""The list under a blueprint's band: the texts of its numbered markers, by step, in columns."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from journeys.domain.document import Step
from journeys.domain.words import Words
from journeys.render.canvas import Canvas
from journeys.render.grid import Stretch
from journeys.render.heads import step_name
from journeys.render.markers import DIAMOND, Marker, draw_marker, markers
from journeys.render.notes import MOST
from journeys.render.picture import Box, Rect
from journeys.render.scene import Scene
from journeys.render.text import Passage

LIST = Words("Schmerzpunkte und eigene Bedarfe im Wortlaut", "Pain points and own needs in full")
_WIDTH, _GAP, _INDENT, _SIZE = 265.0, 16.0, 24.0, 7.5
_TITLE = 20.0


class Entry(NamedTuple):
    """One line of the list: a step's heading (no marker) or a note."""

    step: Step
    marker: Marker | None
    words: Passage
    hidden: bool
    height: float


def entries(scene: Scene, stretch: Stretch) -> list[Entry]:
    """Everything the list says about the steps of a band, in order."""
    return list(_entries(scene, stretch))


def _entries(scene: Scene, stretch: Stretch) -> Iterator[Entry]:
    for _, step, _ in stretch.steps():
        yield from entries_of(scene, step, markers(scene, step))


def entries_of(scene: Scene, step: Step, kinds: Sequence[Sequence[Marker]]) -> Iterator[Entry]:
    """What the list says about a step with these notes; nothing when it has none."""
    if any(kinds):
        heading = scene.set(step_name(scene, step), _WIDTH - 8, 7.5, bold=True)
        yield Entry(step, None, heading, False, heading.height + 9)
    for some in kinds:
        for n, marker in enumerate(some):
            text = f"{marker.text} ({marker.rating})" if marker.rating else marker.text
            limit = 300 + len(marker.rating) + 3
            words = scene.set(text, _WIDTH - _INDENT - 8, _SIZE, limit=limit)
            height = max(words.height + 5, DIAMOND + 5)
            yield Entry(step, marker, words, n >= MOST, height)


def draw_list(
    scene: Scene, todo: Sequence[Entry], width: float, room: float, id: str, title: Words = LIST
) -> tuple[Canvas, float, Sequence[Entry]]:
    """Draw as much of the list as `room` points of height take: the drawing, its height, and what is left over."""
    count = max(int((width + _GAP) // (_WIDTH + _GAP)), 1)
    columns = _columns(todo, count, room - _TITLE)
    canvas = Canvas()
    canvas.write(
        f"list-{id}",
        "subtitle",
        Rect(0, 0, width, 14),
        scene.set(scene.say(title), width - 8, 9.0, bold=True),
    )
    bottom = 0.0
    for n, column in enumerate(columns):
        bottom = max(bottom, _draw_column(canvas, column, n * (_WIDTH + _GAP)))
    drawn = sum(map(len, columns))
    return canvas, bottom, todo[drawn:]


def _columns(todo: Sequence[Entry], count: int, room: float) -> list[list[Entry]]:
    """Columns as even as can be, none taller than `room`; what finds no place stays out."""
    even = sum(entry.height for entry in todo) / count
    while even < room:
        columns = _filled(todo, even)
        if len(columns) <= count:
            return columns
        even *= 1.03
    return _filled(todo, room)[:count]


def _filled(todo: Iterable[Entry], height: float) -> list[list[Entry]]:
    """Columns up to `height`; a step's heading never stands alone at the foot of one."""
    columns: list[list[Entry]] = [[]]
    y = 0.0
    for entry in todo:
        needs = entry.height + (0 if entry.marker else DIAMOND + 8)
        if columns[-1] and y + needs > height:
            columns.append([])
            y = 0.0
        columns[-1].append(entry)
        y += entry.height
    return columns


def _draw_column(canvas: Canvas, column: Sequence[Entry], x: float) -> float:
    y = _TITLE
    for entry in column:
        if entry.marker is None:
            place = Rect(x, y + 4, _WIDTH, entry.words.height + 4)
            again = sum(box.id.startswith(f"listed.step-{entry.step.id}") for box in canvas.boxes)
            key = f"listed.step-{entry.step.id}" + (f".{again}" if again else "")
            canvas.write(key, "plain", place, entry.words)
        else:
            _draw_entry(canvas, entry, entry.marker, x, y)
        y += entry.height
    return y


def _draw_entry(canvas: Canvas, entry: Entry, marker: Marker, x: float, y: float) -> None:
    draw_marker(canvas, marker, x + (DIAMOND - marker.side) / 2, y, entry.step, noted=False)
    place = Rect(x + _INDENT, y + 2, _WIDTH - _INDENT, max(entry.words.height, marker.side - 4))
    title = marker.said
    if entry.words.cut:
        canvas.whole[(title.split(":")[0], marker.text)] = None
    canvas.box(
        Box(
            f"text.{marker.kind}-{marker.id}",
            "note_text",
            place,
            entry.words.lines,
            marker.text,
            title,
            _SIZE,
            shape="none",
            note=marker.id if entry.hidden else None,
        )
    )
