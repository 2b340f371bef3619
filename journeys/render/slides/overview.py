"""A journey on one slide: phases as arrows, under each its steps with mood and counted notes, and the mood curve."""

from collections.abc import Sequence
from typing import NamedTuple

from journeys.domain.document import Step
from journeys.domain.words import CHANNEL, EMOTION, NO_STEPS, NOTE_KINDS, Words
from journeys.render.heads import step_name
from journeys.render.letters import advance
from journeys.render.mood import MOOD, main_mood, signed
from journeys.render.picture import Rect
from journeys.render.slides.badges import BADGE, Badge, badge_tiles, row_width
from journeys.render.slides.columns import even, packed
from journeys.render.slides.mood_strip import mood_strip
from journeys.render.slides.setting import SMALLEST, filled_paras, fitted, height, para
from journeys.render.slides.topic import Topic, part, title
from journeys.render.slides.values import BODY, FLAT, Group, Inset, Paras, Slide, Thing, Tile
from journeys.render.text import shorten

HEAD, GAP = 68.0, 8.0
_COLUMNS, _ARROW, _KEY, _STRIP = 6, 46.0, 26.0, 118.0
_ARROW_TEXT = Inset(8.0, 3.0, 22.0, 3.0)
_BOX = Inset(8.0, 6.0, 8.0, 5.0)
_ROOM = BODY.height - _ARROW - GAP - _KEY
_OVERVIEW = Words("Überblick", "Overview")
_PHASES = Words("Phasen", "Phases")
_STEPS = Words("Schritte", "Steps")
_SCALE = Words(
    "Stimmung von −2 (sehr schlecht) bis +2 (sehr gut)", "Mood from −2 (very bad) to +2 (very good)"
)


class Column(NamedTuple):
    """A column of boxes; `phase` is the place of the phase in the journey."""

    phase: int
    steps: tuple[Step, ...]


def overview_slides(topic: Topic) -> list[Slide]:
    """The journey on as few slides as hold it."""
    parts = even(_columns(topic), _COLUMNS) or [[]]
    named = f"{topic.name}: {topic.say(_OVERVIEW)}"
    summary = fitted(topic.journey.summary or "", BODY.width, 32.0, (13.0, 12.0, 11.0, 10.0), style="quiet")
    return [
        Slide(title(f"{named}{part(topic, n, len(parts))}"), _things(topic, columns), summary)
        for n, columns in enumerate(parts, 1)
    ]


def _columns(topic: Topic) -> list[Column]:
    """The columns at their narrowest: what fits there fits when there are fewer."""
    width = (BODY.width - HEAD) / _COLUMNS - GAP
    out = []
    for place, phase in enumerate(topic.journey.phases):
        tall = [_height(topic, step, width) for step in phase.steps]
        stacks = packed(phase.steps, tall, _ROOM, GAP) or [[]]
        out += [Column(place, tuple(stack)) for stack in stacks]
    return out


def _things(topic: Topic, columns: Sequence[Column]) -> tuple[Thing, ...]:
    if not columns:
        words = para(topic.say(NO_STEPS), 16.0, style="quiet")
        return (Tile(Rect(BODY.x, BODY.y, BODY.width, 40.0), "plain", (words,)),)
    each = (BODY.width - HEAD) / len(columns)
    top = BODY.y + _ARROW + GAP
    lowest, boxes = top, []
    for n, column in enumerate(columns):
        x, y = BODY.x + HEAD + n * each, top
        for step in column.steps:
            tall = _height(topic, step, each - GAP)
            boxes.append(_box(topic, step, Rect(x, y, each - GAP, tall)))
            y += tall + GAP
        lowest = max(lowest, y)
    things: list[Thing] = [_head(topic, _PHASES, BODY.y, _ARROW), *_arrows(topic, columns, each)]
    if boxes:
        things += [_head(topic, _STEPS, top, 20.0), *boxes]
    strip = Rect(BODY.x, lowest + 4.0, BODY.width, min(BODY.bottom - _KEY - lowest - 4.0, 150.0))
    if strip.height >= _STRIP:
        spots = [(step, _across(columns, each, step)) for column in columns for step in column.steps]
        things += mood_strip(topic, strip, HEAD, spots)
    return (*things, _key(topic))


def _across(columns: Sequence[Column], each: float, step: Step) -> float:
    """Where the step's mood stands from left to right: the steps of a column share its width."""
    for n, column in enumerate(columns):
        if step in column.steps:
            share = (column.steps.index(step) + 0.5) / len(column.steps)
            return BODY.x + HEAD + n * each + share * (each - GAP)
    raise ValueError(step.id)


def _head(topic: Topic, words: Words, y: float, tall: float) -> Tile:
    text = para(topic.say(words), 11.0, bold=True)
    return Tile(Rect(BODY.x, y, HEAD - 4, tall), "plain", (text,), valign="middle", inset=FLAT)


def _arrows(topic: Topic, columns: Sequence[Column], each: float) -> list[Tile]:
    """An arrow over all columns of a phase."""
    out = []
    places = [column.phase for column in columns]
    for phase in dict.fromkeys(places):
        x, wide = BODY.x + HEAD + places.index(phase) * each, places.count(phase) * each - GAP
        free = wide - _ARROW_TEXT.left - _ARROW_TEXT.right
        name = topic.journey.phases[phase].name
        words = fitted(name, free, _ARROW - 6, (13.0, 12.0, 11.0, 10.0), bold=True, style="phase")
        place = Rect(x, BODY.y, wide, _ARROW)
        out.append(Tile(place, "phase", (words,), "arrow", "", "left", "middle", _ARROW_TEXT))
    return out


def _words(topic: Topic, step: Step, width: float) -> Paras:
    free = width - _BOX.left - _BOX.right
    name = fitted(f"{topic.scene.numbers[step.id]}. {step.title}", free, 44.0, (12.0, 11.0, 10.0), bold=True)
    channel = para(topic.say(CHANNEL[step.channel]), style="quiet", gap=1.0) if step.channel else None
    return filled_paras(name, channel)


def _height(topic: Topic, step: Step, width: float) -> float:
    words = height(_words(topic, step, width), width - _BOX.left - _BOX.right)
    return _BOX.top + words + (BADGE + 4.0 if _badges(topic, step) else 0.0) + _BOX.bottom


def _badges(topic: Topic, step: Step) -> list[Badge]:
    worst = max((pain.severity or 0 for pain in step.pain_points), default=0)
    marker = f"marker_{worst}" if worst else "marker"
    mood = main_mood(topic.scene, step)
    badges = []
    if step.pain_points:
        badges.append(Badge("diamond", marker, str(min(len(step.pain_points), 99))))
    if step.needs:
        badges.append(Badge("circle", "marker_need", str(min(len(step.needs), 99))))
    if mood is not None:
        badges.append(Badge("rounded", "mood_point", signed(mood)))
    return badges


def _box(topic: Topic, step: Step, place: Rect) -> Group:
    style = "cell_optional" if step.optional else "cell"
    ground = Tile(place, style, _words(topic, step, place.width), inset=_BOX)
    badges = badge_tiles(_badges(topic, step), place.x + _BOX.left, place.bottom - _BOX.bottom - BADGE)
    return Group((ground, *badges), _said(topic, step), place)


def _said(topic: Topic, step: Step) -> str:
    """The box in words."""
    mood = main_mood(topic.scene, step)
    said = [shorten(step_name(topic.scene, step), 120)]
    said += [f"{topic.say(MOOD)}: {topic.say(EMOTION[mood])}"] if mood is not None else []
    for kind, notes in (("pain_point", step.pain_points), ("need", step.needs)):
        said += [f"{topic.say(NOTE_KINDS[kind])}: {len(notes)}"] if notes else []
    return ", ".join(said)


def _key(topic: Topic) -> Group:
    """What the signs mean."""
    y, x = BODY.bottom - 20.0, BODY.x + HEAD
    entries = (
        (Badge("diamond", "marker_2", "1"), topic.say(NOTE_KINDS["pain_point"])),
        (Badge("circle", "marker_need", "1"), topic.say(NOTE_KINDS["need"])),
        (Badge("rounded", "mood_point", "+1"), topic.say(_SCALE)),
    )
    tiles: list[Tile] = []
    for badge, text in entries:
        tiles += badge_tiles([badge], x, y)
        x += row_width([badge]) + 4.0
        words = para(text, style="quiet")
        wide = advance(text, SMALLEST) + 6.0
        place = Rect(x, y, wide, BADGE)
        tiles.append(Tile(place, "plain", (words,), valign="middle", inset=FLAT))
        x += wide + 18.0
    return Group(
        tuple(tiles), ", ".join(text for _, text in entries), Rect(BODY.x + HEAD, y, x - BODY.x - HEAD, BADGE)
    )
