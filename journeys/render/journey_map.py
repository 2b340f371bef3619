"""The journey map: what a citizen goes through, says and feels, where it hurts, and what would help."""

from journeys.domain.words import Words
from journeys.render.canvas import Canvas
from journeys.render.cards import idea_row, need_row, pain_row, quote_row
from journeys.render.cells import cells, channel_row, text_row, time_row
from journeys.render.flow_drawing import draw_mark
from journeys.render.grid import Plan, Row, Stretch
from journeys.render.heads import phase_row, step_row
from journeys.render.mood import mood_row
from journeys.render.picture import Rect
from journeys.render.scene import Scene
from journeys.render.text import Passage
from journeys.render.ways import LONGEST, Way, mark_words, said_from, ways

DOING = Words("Was passiert", "What happens")
ONWARD = Words("Wie es weitergeht", "Where it leads")
_GUTTER, _SIZE = 14.0, 7.0


def plan_journey_map(scene: Scene, stretch: Stretch) -> Plan:
    """The journey map's rows for one band."""
    doing = cells(scene, stretch, lambda step: (step.citizen_action or "",), 8)
    rows = [
        phase_row(scene, stretch),
        step_row(scene, stretch),
        channel_row(scene, stretch),
        text_row(scene, stretch, "doing", scene.say(DOING), "lane_citizen", doing),
        onward_row(scene, stretch),
        quote_row(scene, stretch) if "quotes" in scene.lanes else None,
        mood_row(scene, stretch),
        pain_row(scene, stretch),
        need_row(scene, stretch),
        time_row(scene, stretch),
        idea_row(scene, stretch) if "ideas" in scene.lanes else None,
    ]
    return Plan(stretch, tuple(row for row in rows if row is not None), splittable=True)


def onward_row(scene: Scene, stretch: Stretch) -> Row | None:
    """Marks for every way that does not simply lead to the next column, and for where ways from other bands arrive."""
    found = ways(scene, stretch)
    said = [*found.arcs, *found.marks]
    if not said and all(stretch.slots):
        return None
    stacks = {column: _marks(scene, stretch, column, said) for column, _, _ in stretch.steps()}
    arriving = {column: _arriving(scene, column, found.marks) for column, _, _ in stretch.steps()}
    height = max((_height(marks, bool(arriving[c])) for c, marks in stacks.items()), default=0.0)

    def draw(canvas: Canvas, place: Rect) -> None:
        for column, marks in stacks.items():
            y = place.y + 5
            if arriving[column]:
                y += _draw_arriving(canvas, scene, stretch, column, arriving[column], y)
            _draw_marks(canvas, scene, stretch, column, marks, y)

    return Row("onward", scene.say(ONWARD), "lane_white", height + 8, draw)


Mark = tuple[Way, Passage]


def _marks(scene: Scene, stretch: Stretch, column: int, said: list[Way]) -> list[Mark]:
    width = stretch.inner(column, _GUTTER)[1] - 8
    leaving = sorted((way for way in said if way.source == column), key=lambda way: way.number)
    return [(way, scene.set(mark_words(scene, way.link), width, _SIZE, limit=LONGEST)) for way in leaving]


def _arriving(scene: Scene, column: int, marks: tuple[Way, ...]) -> list[int]:
    return sorted({scene.numbers[w.link.source] for w in marks if w.target == column and w.source is None})


def _height(marks: list[Mark], arriving: bool) -> float:
    return sum(words.height + 8 for _, words in marks) + (16 if arriving else 0)


def _draw_marks(
    canvas: Canvas, scene: Scene, stretch: Stretch, column: int, marks: list[Mark], y: float
) -> None:
    for way, words in marks:
        width = max(words.width + 8, 22.0)
        place = Rect(stretch.middle(column) - width / 2, y, width, words.height + 5)
        draw_mark(canvas, scene, way, words, place)
        y += words.height + 8


def _draw_arriving(
    canvas: Canvas, scene: Scene, stretch: Stretch, column: int, sources: list[int], y: float
) -> float:
    text = f"{', '.join(map(str, sources))} →"
    words = scene.set(text, stretch.inner(column, _GUTTER)[1] - 8, _SIZE)
    width = max(words.width + 8, 22.0)
    place = Rect(stretch.middle(column) - width / 2, y, width, words.height + 5)
    first = next(step for step, n in scene.numbers.items() if n == sources[0])
    canvas.use("mark")
    canvas.write(
        f"in-{stretch.number}-{column}",
        "connector_in",
        place,
        words,
        title=said_from(scene, sources),
        align="center",
        shape="rounded",
        link=f"#step-{first}",
    )
    return words.height + 8
