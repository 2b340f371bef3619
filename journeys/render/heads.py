"""The rows on top of every band and sheet: phases, and the steps with number, title and tags."""

from typing import NamedTuple

from journeys.domain.comparing import change_of
from journeys.domain.diff.uniting import Became
from journeys.domain.document import Step
from journeys.domain.standards import FIM_ACTIVITIES, level_in_words
from journeys.domain.words import CHANGE, CHANNEL, FATE, MARK, NO_STEPS, Words
from journeys.render.canvas import Canvas
from journeys.render.grid import COLUMN, Row, Stretch
from journeys.render.icons import draw_decision
from journeys.render.letters import whole
from journeys.render.marks import SIDE, draw_marks, marks_in, marks_of
from journeys.render.picture import Box, Rect
from journeys.render.scene import Scene
from journeys.render.text import Passage
from journeys.render.voice import Voice

STEP = Words("Schritt", "Step")
_CONTINUED = Words("{name} (Fortsetzung)", "{name} (continued)")
_OPTIONAL = Words("optional", "optional")
_DECISION = Words("Entscheidung", "Decision")
_MATURITY = Words("OZG {level} ({model})", "OZG {level} ({model})")
_SAID_MATURITY = Words("Digitaler Reifegrad: {level}", "Digital maturity: {level}")
_COUNTED = Words("{word} ({n})", "{word} ({n})")
_CHANGES = Words("geändert: {n} Stellen", "changed: {n} places")
_MOVED = Words("verschoben", "moved")
_COMMENT, _COMMENTS = Words("1 Kommentar", "1 comment"), Words("{n} Kommentare", "{n} comments")
_GONE = Words("Entfallener Schritt", "Dropped step")
_TITLE_SIZE, _PHASE_SIZE, _TAG_SIZE, _TAG = 8.5, 8.5, 6.5, 12.0


class _Tag(NamedTuple):
    style: str
    words: Passage
    symbol: str
    said: str = ""
    """For screen readers, where the words alone say too little."""


def step_name(scene: Scene, step: Step) -> str:
    """How a screen reader calls the step: „Schritt 3: Termin suchen und buchen“."""
    return numbered(scene, scene.numbers[step.id], step)


def numbered(voice: Voice, number: int, step: Step) -> str:
    """The same for whoever knows the step's number; 0 for one that went."""
    if not number:
        return f"{voice.say(_GONE)}: {step.title}"
    return f"{voice.say(STEP)} {number}: {step.title}"


def phase_row(scene: Scene, stretch: Stretch) -> Row:
    """The phases of the band, each over its steps."""
    spans = []
    for phase, start, stop in stretch.phases():
        name = phase.name if stretch.slots[start].opens else scene.say(_CONTINUED, name=phase.name)
        width = (stop - start) * stretch.column - 4
        spans.append((start, width, scene.set(name, width - 8, _PHASE_SIZE, bold=True)))
    height = max((words.height + 8 for _, _, words in spans), default=0.0)

    def draw(canvas: Canvas, place: Rect) -> None:
        for start, width, words in spans:
            where = Rect(stretch.left(start) + 2, place.y, width, height)
            title = f"Phase: {words.whole}"
            key = f"phase-{stretch.number}-{start}"
            canvas.write(key, "phase", where, words, title=title, align="center", shape="rect")

    return Row("phases", "", "lane_white", height, draw, repeat=True)


def step_row(scene: Scene, stretch: Stretch, coded: bool = False) -> Row:
    """Number and title of each step, and under it what is special about the step; `coded`: also how digital it is,
    and its FIM activity."""
    titles = {c: _title(scene, stretch, step, n) for c, step, n in stretch.steps()}
    said = {c: _tags(scene, step) + (_codes(scene, step) if coded else []) for c, step, _ in stretch.steps()}
    tags = {c: _tag_lines(all_of_them) for c, all_of_them in said.items()}
    badges = marks_in(scene, stretch)
    titles_height = max((words.height for words in titles.values()), default=14.0)
    tags_height = max((len(lines) * _TAG for lines in tags.values()), default=0.0)

    def draw(canvas: Canvas, place: Rect) -> None:
        for column, step, _ in stretch.steps():
            title = ", ".join(_said(scene, step, said[column]))
            where = Rect(stretch.left(column) + 2, place.y + 4, stretch.column - 4, titles_height)
            _draw_ground(canvas, scene, step, Rect(where.x, place.y + 2, where.width, place.height - 4))
            canvas.write(
                f"title-{step.id}", "step", where, titles[column], title=title, align="center", step=step.id
            )
            y = place.y + titles_height + 8
            for n, line in enumerate(tags[column]):
                _draw_tags(canvas, stretch.middle(column), y + n * _TAG, line, step, n)
            draw_marks(
                canvas, scene, step, badges.get(column, []), stretch.middle(column), y + tags_height + 2
            )
        _draw_empty(canvas, scene, stretch, place)

    height = titles_height + 8 + (tags_height + 3 if tags_height else 0) + (SIDE + 3 if badges else 0)
    return Row("steps", scene.say(STEP), "lane_steps", height, draw, repeat=True)


def _title(scene: Scene, stretch: Stretch, step: Step, number: int) -> Passage:
    text = f"{number}. {step.title}" if number else step.title
    words = scene.set(text, stretch.column - 12, _TITLE_SIZE, bold=True)
    return words._replace(whole=whole(step.title))


def _said(scene: Scene, step: Step, tags: list[_Tag]) -> list[str]:
    """All that stands in the step's head, for who hears it."""
    said = [step_name(scene, step), *(tag.said or tag.words.whole for tag in tags)]
    said += [scene.say(MARK[mark]) for mark in marks_of(scene, step)]
    return [*said, scene.say(CHANNEL[step.channel])] if step.channel else said


def _draw_empty(canvas: Canvas, scene: Scene, stretch: Stretch, place: Rect) -> None:
    words = scene.set(scene.say(NO_STEPS), COLUMN - 8, 8.0)
    empty = [c for c, slot in enumerate(stretch.slots) if slot.step is None]
    for column in empty if stretch.slots else [0]:
        where = Rect(stretch.left(column) + 2, place.y, stretch.column - 4, place.height)
        canvas.write(f"empty-{stretch.number}-{column}", "empty", where, words, align="center")


def _draw_ground(canvas: Canvas, scene: Scene, step: Step, place: Rect) -> None:
    """Behind the head of a step that is not as it was."""
    became = scene.fates.get(step.id)
    if became is not None and became.fate != "same":
        style = {"added": "ground_added", "changed": "ground_changed", "removed": "ground_dropped"}[
            became.fate
        ]
        canvas.box(Box(f"ground-{step.id}", style, place, shape="rounded", step=step.id, decorative=True))


def _fate_tags(scene: Scene, step: Step) -> list[_Tag]:
    """What became of the step between two states of the journey."""
    became = scene.fates.get(step.id, Became("same"))
    tags = []
    if became.fate != "same":
        style, word, symbol = {
            "added": ("tag_new", CHANGE["added"], "added"),
            "changed": ("tag_changed", CHANGE["changed"], "changed"),
            "removed": ("tag_dropped", FATE["dropped"], "dropped"),
        }[became.fate]
        text = scene.say(word)
        if became.changes > 1:
            text = scene.say(_COUNTED, word=text, n=became.changes)
        said = scene.say(_CHANGES, n=became.changes) if became.changes > 1 else ""
        tags.append(_Tag(style, scene.set(text, COLUMN, _TAG_SIZE, bold=True), symbol, said))
    if became.moved:
        tags.append(_Tag("tag_moved", scene.set(scene.say(_MOVED), COLUMN, _TAG_SIZE, bold=True), "moved"))
    return tags


def _tags(scene: Scene, step: Step) -> list[_Tag]:
    tags = _fate_tags(scene, step)
    if scene.kind == "to_be" and scene.became is None:
        change = change_of(step)
        style = {"added": "tag_new", "changed": "tag_changed", "unchanged": "tag"}[change]
        tags.append(_Tag(style, scene.set(scene.say(CHANGE[change]), COLUMN, _TAG_SIZE, bold=True), change))
    talks = dict(scene.talks).get(step.id, 0)
    if talks:
        said = scene.say(_COMMENT if talks == 1 else _COMMENTS, n=talks)
        tags.append(_Tag("tag_comments", scene.set(said, COLUMN, _TAG_SIZE, bold=True), "comments"))
    if step.optional:
        tags.append(_Tag("tag_optional", scene.set(scene.say(_OPTIONAL), COLUMN, _TAG_SIZE), "optional"))
    if scene.ways_out.get(step.id, 0) > 1:
        tags.append(_Tag("channel", scene.set(scene.say(_DECISION), COLUMN, _TAG_SIZE), "decision"))
    return tags


def _codes(scene: Scene, step: Step) -> list[_Tag]:
    """Codes of the field, quietly: who knows them finds them."""
    tags = []
    if step.maturity:
        text = scene.say(_MATURITY, level=step.maturity.level, model=step.maturity.model)
        said = scene.say(_SAID_MATURITY, level=scene.say(level_in_words(step.maturity)))
        tags.append(_Tag("tag", scene.set(text, COLUMN, _TAG_SIZE), "maturity", said))
    if step.fim_activity:
        text, name = f"FIM {step.fim_activity}", scene.say(FIM_ACTIVITIES[step.fim_activity])
        tags.append(_Tag("tag", scene.set(text, COLUMN, _TAG_SIZE), "fim", f"{text}: {name}"))
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
