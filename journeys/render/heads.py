"""The rows on top of every band and sheet: phases, and the steps with number, title and tags."""

from typing import NamedTuple

from journeys.domain.document import Step
from journeys.domain.words import CHANGE, CHANNEL, NO_STEPS, Words
from journeys.render.canvas import Canvas
from journeys.render.grid import COLUMN, Row, Stretch
from journeys.render.icons import draw_decision
from journeys.render.picture import Rect
from journeys.render.subject import Subject
from journeys.render.text import Passage, whole

STEP = Words("Schritt", "Step")
_CONTINUED = Words("{name} (Fortsetzung)", "{name} (continued)")
_OPTIONAL = Words("optional", "optional")
_DECISION = Words("Entscheidung", "Decision")
_TITLE_SIZE, _PHASE_SIZE, _TAG_SIZE, _TAG = 8.5, 8.5, 6.5, 12.0


class _Tag(NamedTuple):
    style: str
    words: Passage
    symbol: str


def step_name(subject: Subject, step: Step) -> str:
    """How a screen reader calls the step: „Schritt 3: Termin suchen und buchen“."""
    return f"{subject.say(STEP)} {subject.numbers[step.id]}: {step.title}"


def phase_row(subject: Subject, stretch: Stretch) -> Row:
    """The phases of the band, each over its steps."""
    spans = []
    for phase, start, stop in stretch.phases():
        began = bool(phase.steps) and stretch.slots[start].step is not phase.steps[0]
        name = subject.say(_CONTINUED, name=phase.name) if began else phase.name
        width = (stop - start) * stretch.column - 4
        spans.append((start, width, subject.set(name, width - 8, _PHASE_SIZE, bold=True)))
    height = max((words.height + 8 for _, _, words in spans), default=0.0)

    def draw(canvas: Canvas, place: Rect) -> None:
        for start, width, words in spans:
            where = Rect(stretch.left(start) + 2, place.y, width, height)
            title = f"Phase: {words.whole}"
            key = f"phase-{stretch.number}-{start}"
            canvas.write(key, "phase", where, words, title=title, align="center", shape="rect")

    return Row("phases", "", "lane_white", height, draw, repeat=True)


def step_row(subject: Subject, stretch: Stretch) -> Row:
    """Number and title of each step, and under it what is special about the step."""
    titles = {c: _title(subject, stretch, step, n) for c, step, n in stretch.steps()}
    tags = {c: _tag_lines(_tags(subject, step)) for c, step, _ in stretch.steps()}
    titles_height = max((words.height for words in titles.values()), default=14.0)
    tags_height = max((len(lines) * _TAG for lines in tags.values()), default=0.0)

    def draw(canvas: Canvas, place: Rect) -> None:
        for column, step, _ in stretch.steps():
            _draw_title(canvas, subject, stretch, column, step, titles[column], place.y + 4, titles_height)
            y = place.y + titles_height + 8
            for n, line in enumerate(tags[column]):
                _draw_tags(canvas, stretch.middle(column), y + n * _TAG, line, step, n)
        _draw_empty(canvas, subject, stretch, place)

    height = titles_height + 8 + (tags_height + 3 if tags_height else 0)
    return Row("steps", subject.say(STEP), "lane_steps", height, draw, repeat=True)


def _title(subject: Subject, stretch: Stretch, step: Step, number: int) -> Passage:
    words = subject.set(f"{number}. {step.title}", stretch.column - 12, _TITLE_SIZE, bold=True)
    return words._replace(whole=whole(step.title))


def _draw_title(
    canvas: Canvas,
    subject: Subject,
    stretch: Stretch,
    column: int,
    step: Step,
    words: Passage,
    y: float,
    height: float,
) -> None:
    said = [step_name(subject, step), *(tag.words.whole for tag in _tags(subject, step))]
    if step.channel:
        said.append(subject.say(CHANNEL[step.channel]))
    place = Rect(stretch.left(column) + 2, y, stretch.column - 4, height)
    canvas.write(
        f"title-{step.id}", "step", place, words, title=", ".join(said), align="center", step=step.id
    )


def _draw_empty(canvas: Canvas, subject: Subject, stretch: Stretch, place: Rect) -> None:
    words = subject.set(subject.say(NO_STEPS), COLUMN - 8, 8.0)
    empty = [c for c, slot in enumerate(stretch.slots) if slot.step is None]
    for column in empty if stretch.slots else [0]:
        where = Rect(stretch.left(column) + 2, place.y, stretch.column - 4, place.height)
        canvas.write(f"empty-{stretch.number}-{column}", "empty", where, words, align="center")


def _tags(subject: Subject, step: Step) -> list[_Tag]:
    tags = []
    if subject.journey.kind == "to_be":
        change = step.change or ("changed" if step.replaces else "added")
        style = {"added": "tag_new", "changed": "tag_changed", "unchanged": "tag"}[change]
        tags.append(
            _Tag(style, subject.set(subject.say(CHANGE[change]), COLUMN, _TAG_SIZE, bold=True), change)
        )
    if step.optional:
        tags.append(_Tag("tag_optional", subject.set(subject.say(_OPTIONAL), COLUMN, _TAG_SIZE), "optional"))
    if subject.ways_out.get(step.id, 0) > 1:
        tags.append(_Tag("channel", subject.set(subject.say(_DECISION), COLUMN, _TAG_SIZE), "decision"))
    return tags


def _width(tag: _Tag) -> float:
    return tag.words.width + 8 + (9 if tag.symbol == "decision" else 0)


def _tag_lines(tags: list[_Tag]) -> list[list[_Tag]]:
    lines: list[list[_Tag]] = []
    for tag in tags:
        if lines and sum(map(_width, lines[-1])) + 4 * len(lines[-1]) + _width(tag) < COLUMN - 8:
            lines[-1].append(tag)
        else:
            lines.append([tag])
    return lines


def _draw_tags(canvas: Canvas, middle: float, y: float, tags: list[_Tag], step: Step, line: int) -> None:
    x = middle - (sum(map(_width, tags)) + 4 * (len(tags) - 1)) / 2
    for tag in tags:
        key = f"tag.{tag.symbol}-{step.id}"
        canvas.use(tag.symbol)
        width = _width(tag)
        if tag.symbol == "decision":
            draw_decision(canvas, f"diamond-{step.id}", x, y + 0.5, step.id)
            place = Rect(x + 9, y, width - 9, _TAG - 2)
            canvas.write(key, tag.style, place, tag.words, step=step.id, decorative=True)
        else:
            place = Rect(x, y, width, _TAG - 2)
            canvas.write(
                key,
                tag.style,
                place,
                tag.words,
                align="center",
                shape="rounded",
                step=step.id,
                decorative=True,
            )
        x += width + 4
