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
from journeys.render.subject import Subject
from journeys.render.text import Passage
from journeys.render.ways import Way, mark_words, said_from, ways

DOING = Words("Was passiert", "What happens")
ONWARD = Words("Wie es weitergeht", "Where it leads")
_GUTTER, _SIZE = 14.0, 7.0


def plan_journey_map(subject: Subject, stretch: Stretch) -> Plan:
    """The journey map's rows for one band."""
    doing = cells(subject, stretch, lambda step: (step.citizen_action or "",), 8)
    rows = [
        phase_row(subject, stretch),
        step_row(subject, stretch),
        channel_row(subject, stretch),
        text_row(subject, stretch, "doing", subject.say(DOING), "lane_citizen", doing),
        onward_row(subject, stretch),
        _if_any(subject, quote_row(subject, stretch), any(s.quotes for s in subject.journey.steps())),
        mood_row(subject, stretch),
        pain_row(subject, stretch),
        need_row(subject, stretch),
        time_row(subject, stretch),
        _if_any(
            subject, idea_row(subject, stretch), any(map(subject.opportunities, subject.journey.steps()))
        ),
    ]
    return Plan(stretch, tuple(row for row in rows if row is not None), splittable=True)


def _if_any(subject: Subject, row: Row, any_: bool) -> Row | None:
    return row if any_ else None


def onward_row(subject: Subject, stretch: Stretch) -> Row | None:
    """Marks for every way that does not simply lead to the next column, and for where ways from other bands arrive."""
    found = ways(subject, stretch)
    said = [*found.arcs, *found.marks]
    if not said and all(stretch.slots):
        return None
    stacks = {column: _marks(subject, stretch, column, said) for column, _, _ in stretch.steps()}
    arriving = {column: _arriving(subject, column, found.marks) for column, _, _ in stretch.steps()}
    height = max((_height(marks, bool(arriving[c])) for c, marks in stacks.items()), default=0.0)

    def draw(canvas: Canvas, place: Rect) -> None:
        for column, marks in stacks.items():
            y = place.y + 5
            if arriving[column]:
                y += _draw_arriving(canvas, subject, stretch, column, arriving[column], y)
            _draw_marks(canvas, subject, stretch, column, marks, y)

    return Row("onward", subject.say(ONWARD), "lane_white", height + 8, draw)


Mark = tuple[Way, Passage]


def _marks(subject: Subject, stretch: Stretch, column: int, said: list[Way]) -> list[Mark]:
    width = stretch.inner(column, _GUTTER)[1] - 8
    leaving = sorted((way for way in said if way.source == column), key=lambda way: way.number)
    return [(way, subject.set(mark_words(subject, way.link), width, _SIZE)) for way in leaving]


def _arriving(subject: Subject, column: int, marks: tuple[Way, ...]) -> list[int]:
    return sorted({subject.numbers[w.link.source] for w in marks if w.target == column and w.source is None})


def _height(marks: list[Mark], arriving: bool) -> float:
    return sum(words.height + 8 for _, words in marks) + (16 if arriving else 0)


def _draw_marks(
    canvas: Canvas, subject: Subject, stretch: Stretch, column: int, marks: list[Mark], y: float
) -> None:
    for way, words in marks:
        width = max(words.width + 8, 22.0)
        place = Rect(stretch.middle(column) - width / 2, y, width, words.height + 5)
        draw_mark(canvas, subject, way, words, place)
        y += words.height + 8


def _draw_arriving(
    canvas: Canvas, subject: Subject, stretch: Stretch, column: int, sources: list[int], y: float
) -> float:
    text = f"{', '.join(map(str, sources))} →"
    words = subject.set(text, stretch.inner(column, _GUTTER)[1] - 8, _SIZE)
    width = max(words.width + 8, 22.0)
    place = Rect(stretch.middle(column) - width / 2, y, width, words.height + 5)
    first = next(step for step, n in subject.numbers.items() if n == sources[0])
    link = None if subject.paper else f"#step-{first}"
    canvas.use("mark")
    canvas.write(
        f"in-{stretch.number}-{column}",
        "connector_in",
        place,
        words,
        title=said_from(subject, sources),
        align="center",
        shape="rounded",
        link=link,
    )
    return words.height + 8
