"""A phase on one slide: its steps as a table, and the notes on them as cards; on several where it is too much."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from journeys.domain.document import Phase, Step
from journeys.domain.words import NOTE_KINDS, Words
from journeys.render.heads import step_name
from journeys.render.picture import Rect
from journeys.render.slides.cards import GAP, Card, cards_of, stacked
from journeys.render.slides.columns import even, packed
from journeys.render.slides.setting import fitted, height, para
from journeys.render.slides.step_table import HEAD, step_table
from journeys.render.slides.topic import Topic, part, title
from journeys.render.slides.values import BODY, Group, Inset, Para, Slide, Thing, Tile

_MOST = 4
_SIZES = (10.0, 11.0, 12.0, 13.0)
_BELOW, _BETWEEN = 10.0, 10.0
_PHASE = Words(
    "{journey} · Phase {n} von {all}{part}: {name}", "{journey} · phase {n} of {all}{part}: {name}"
)
_LABEL = Inset(0.0, 2.0, 8.0, 2.0)
_HEAD_PAD = Inset(8.0, 5.0, 8.0, 5.0)


class _Content(NamedTuple):
    """What stands on one of the slides of a phase, and the line under its title."""

    things: tuple[Thing, ...]
    subtitle: str


def phase_slides(topic: Topic) -> Iterator[Slide]:
    """The slides of all phases that have steps."""
    phases = topic.journey.phases
    for n, phase in enumerate(phases, 1):
        contents = [
            content for steps in even(phase.steps, _MOST) for content in _contents(topic, phase, steps)
        ]
        for m, content in enumerate(contents, 1):
            said = part(topic, m, len(contents))
            name = topic.say(_PHASE, journey=topic.name, n=n, all=len(phases), part=said, name=phase.name)
            sizes = (13.0, 12.0, 11.0, 10.0)
            under = fitted(content.subtitle, BODY.width, 32.0, sizes, style="quiet")
            yield Slide(title(name), content.things, under)


def _contents(topic: Topic, phase: Phase, steps: Sequence[Step]) -> list[_Content]:
    """The steps with their notes on one slide as large as it fits; else steps and notes apart, or fewer steps."""
    notes = [cards_of(topic, step) for step in steps]
    whole = _largest(lambda size: _together(topic, steps, notes, size))
    if whole is not None:
        return [_Content(whole, phase.goal or "")]
    table = _largest(lambda size: (step_table(topic, steps, size),))
    if table is None and len(steps) > 1:
        half = -(-len(steps) // 2)
        return [*_contents(topic, phase, steps[:half]), *_contents(topic, phase, steps[half:])]
    table = table or (step_table(topic, steps, _SIZES[0]),)
    return [_Content(table, phase.goal or ""), *_notes_alone(topic, steps, notes)]


def _largest(made: Callable[[float], tuple[Thing, ...]]) -> tuple[Thing, ...] | None:
    """What is made in the largest size that fits on a slide; None where not even the smallest does."""
    best = None
    for size in _SIZES:
        things = made(size)
        if max(thing.rect.bottom for thing in things) > BODY.bottom:
            break
        best = things
    return best


def _together(
    topic: Topic, steps: Sequence[Step], notes: Sequence[list[Card]], size: float
) -> tuple[Thing, ...]:
    """The table with the cards of each step under its column."""
    table = step_table(topic, steps, size)
    if not any(notes):
        return (table,)
    width, y = (BODY.width - HEAD) / len(steps), table.rect.bottom + _BELOW
    groups: list[Group] = []
    for n, cards in enumerate(notes):
        groups += stacked(cards, BODY.x + HEAD + n * width + 2.0, y, width - 4.0, size)
    return (table, _label(topic, notes, y, size), *groups)


def _label(topic: Topic, notes: Sequence[list[Card]], y: float, size: float) -> Tile:
    """What the cards are, beside them."""
    words = para(_kinds(topic, notes), max(size - 1.0, 10.0), bold=True)
    tall = height((words,), HEAD - _LABEL.left - _LABEL.right) + _LABEL.top + _LABEL.bottom
    return Tile(Rect(BODY.x, y, HEAD, tall), "plain", (words,), inset=_LABEL)


def _kinds(topic: Topic, notes: Sequence[list[Card]]) -> str:
    styles = {card.style.split("_")[0] for cards in notes for card in cards}
    kinds = (("pain", "pain_point"), ("need", "need"), ("quote", "quote"))
    return ", ".join(topic.say(NOTE_KINDS[kind]) for style, kind in kinds if style in styles)


def _notes_alone(topic: Topic, steps: Sequence[Step], notes: Sequence[list[Card]]) -> list[_Content]:
    """The cards in columns, each with its step on top; as large as it takes no slide more."""
    best = _notes_sized(topic, steps, notes, _SIZES[0])
    for size in _SIZES[1:]:
        made = _notes_sized(topic, steps, notes, size)
        if len(made) > len(best):
            break
        best = made
    return best


class _Column(NamedTuple):
    step: Step
    cards: list[Card]


def _notes_sized(
    topic: Topic, steps: Sequence[Step], notes: Sequence[list[Card]], size: float
) -> list[_Content]:
    narrow = BODY.width / _MOST - _BETWEEN
    columns: list[_Column] = []
    for step, cards in zip(steps, notes, strict=True):
        room = BODY.height - _head_height(topic, step, narrow, size) - GAP
        tall = [card.height(narrow, size) for card in cards]
        columns += [_Column(step, stack) for stack in packed(cards, tall, room, GAP)]
    return [_columns(topic, row, size) for row in even(columns, _MOST)]


def _columns(topic: Topic, columns: Sequence[_Column], size: float) -> _Content:
    each = BODY.width / len(columns)
    width = each - _BETWEEN
    things: list[Thing] = []
    for n, column in enumerate(columns):
        x = BODY.x + n * each
        tall = _head_height(topic, column.step, width, size)
        words = (_head(topic, column.step, size),)
        things.append(Tile(Rect(x, BODY.y, width, tall), "phase", words, inset=_HEAD_PAD))
        things += stacked(column.cards, x, BODY.y + tall + GAP, width, size)
    return _Content(tuple(things), _kinds(topic, [column.cards for column in columns]))


def _head(topic: Topic, step: Step, size: float) -> Para:
    return para(step_name(topic.scene, step), size, bold=True, style="phase", limit=120)


def _head_height(topic: Topic, step: Step, width: float, size: float) -> float:
    words = height((_head(topic, step, size),), width - _HEAD_PAD.left - _HEAD_PAD.right)
    return words + _HEAD_PAD.top + _HEAD_PAD.bottom
