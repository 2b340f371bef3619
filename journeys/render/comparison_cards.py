"""The cards of a comparison: a step in brief, its lines on one height in all cards of a row."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from journeys.domain.comparing import After, Before, Comparison, Pain
from journeys.domain.document import Step
from journeys.domain.durations import span_in_words
from journeys.domain.figures import in_ranges
from journeys.domain.words import CHANGE, CHANNEL, FATE, KIND, Words
from journeys.render.alignment import Place
from journeys.render.canvas import Canvas
from journeys.render.icons import WIDTH as ICON
from journeys.render.icons import draw_channel
from journeys.render.picture import Box, Lane, Rect, Shape
from journeys.render.scene import Scene
from journeys.render.text import Passage
from journeys.render.ticks import TICK, Pains, draw_tick
from journeys.render.voice import filled

INNER = 4.0
_TITLE, _WORD, _SMALL = 8.0, 7.0, 6.5
_LONG = 3000
"""Characters of a list of numbers, which has to be whole."""
_OPTIONAL = Words("optional", "optional")
_BEFORE = Words("vorher {channels}", "before: {channels}")
_BEFORE_TOO = Words("vorher auch {channels}", "before also {channels}")
_RESOLVES = Words("löst {numbers}", "resolves {numbers}")
_WAIT = Words("Wartezeit {span}", "Waiting {span}")
_ELSEWHERE = {
    "successors": Words("→ {kind} {numbers}", "→ {kind} {numbers}"),
    "replaces": Words("{kind} {numbers} →", "{kind} {numbers} →"),
}
_ROWS = ("tags", "in", "title", "channel", "was", "wait", "pains", "solves", "fate", "out")


_Tag = tuple[str, Words, str]
"""Style, words and symbol of the legend."""


class Item(NamedTuple):
    """One line of a card: its height, and how it is drawn with its corner at (x, y)."""

    height: float
    draw: Callable[[Canvas, float, float], None]


class Card(NamedTuple):
    """A step as its card shows it. `items` are told by their rows, `said` is all of it in words."""

    key: str
    step: Step
    ground: str
    said: str
    items: Mapping[str, Item]


class Deck:
    """Makes the cards of a comparison. `before` and `after` are the scenes of the two journeys."""

    def __init__(self, comparison: Comparison, before: Scene, after: Scene) -> None:
        self.comparison, self.before, self.after = comparison, before, after
        self._old = {one.step.id: one for one in comparison.before}
        self._new = {one.step.id: one for one in comparison.after}
        self._pains: dict[str, list[Pain]] = {}
        self._solved: dict[str, list[int]] = {}
        for pain in comparison.pains:
            self._pains.setdefault(pain.at.step.id, []).append(pain)
            for one in pain.resolved_by:
                self._solved.setdefault(one.step.id, []).append(pain.number)

    def of_before(self, one: Before, here: frozenset[str], width: float) -> Card:
        """The card of an as-is step; `here` are the steps on the same band."""
        scene, step, room = self.before, one.step, width - 2 * INNER
        away = [self._new[ref] for ref in one.successors if ref not in here]
        pains = Pains(scene, step, self._pains.get(step.id, []), room)
        tags: list[_Tag] = [(f"tag_{one.fate}", FATE[one.fate], one.fate)]
        items = {
            "fate": self._tags(scene, step, tags if one.fate != "replaced" else [], room),
            "title": _title(scene, step, one.number, room),
            "channel": _channel(scene, step),
            "wait": _wait(scene, step, room),
            "pains": Item(pains.height, pains.draw) if step.pain_points else None,
            "out": _mark(scene, step, "successors", away, "to_be", room),
        }
        said = [_name(scene, "as_is", one), *_facts(scene, step), scene.say(FATE[one.fate])]
        if one.successors:
            said[-1] += f": {scene.say(KIND['to_be'])} {_numbers([self._new[r] for r in one.successors])}"
        ground = "ground_dropped" if one.fate == "dropped" else "ground"
        return Card("before", step, ground, ", ".join(said), _there(items))

    def of_after(self, one: After, here: frozenset[str], width: float) -> Card:
        """The card of a to-be step."""
        scene, step, room = self.after, one.step, width - 2 * INNER
        old = [self._old[ref] for ref in one.replaces]
        style = {"added": "tag_new", "changed": "tag_changed", "unchanged": "tag"}[one.change]
        solved = in_ranges(self._solved.get(step.id, []))
        was = _channels_before(scene, step, old)
        items = {
            "tags": self._tags(scene, step, [(style, CHANGE[one.change], one.change)], room),
            "in": _mark(scene, step, "replaces", [b for b in old if b.step.id not in here], "as_is", room),
            "title": _title(scene, step, one.number, room),
            "channel": _channel(scene, step),
            "was": _line("was", scene, step, was, room) if was else None,
            "wait": _wait(scene, step, room),
            "solves": _solves(scene, step, scene.say(_RESOLVES, numbers=solved), room) if solved else None,
        }
        said = [_name(scene, "to_be", one), scene.say(CHANGE[one.change]), *_facts(scene, step)]
        if old:
            said.append(
                f"{scene.say(Words('ersetzt', 'replaces'))} {scene.say(KIND['as_is'])} {_numbers(old)}"
            )
        if solved:
            said.append(scene.say(Words("löst Schmerzpunkt {n}", "resolves pain point {n}"), n=solved))
        return Card("after", step, f"ground_{one.change}", ", ".join(said), _there(items))

    def _tags(self, scene: Scene, step: Step, tags: list[_Tag], room: float) -> Item | None:
        """What is special about the step, one under the other."""
        if step.optional:
            tags = [*tags, ("tag_optional", _OPTIONAL, "optional")]
        set_ = [
            (
                style,
                scene.set(scene.say(words), room - 2 * INNER, _SMALL, bold=style != "tag_optional"),
                symbol,
            )
            for style, words, symbol in tags
        ]

        def draw(canvas: Canvas, x: float, y: float) -> None:
            for n, (style, words, symbol) in enumerate(set_):
                canvas.use(symbol)
                place = Rect(x, y + n * 13.0, words.width + 8, 10.5)
                _write(canvas, f"tag.{symbol}-{step.id}", style, place, words, step, "rounded", "center")

        return Item(13.0 * len(set_), draw) if set_ else None


def _there(items: Mapping[str, Item | None]) -> dict[str, Item]:
    return {row: item for row, item in items.items() if item is not None}


def _numbers(steps: Sequence[Before] | Sequence[After]) -> str:
    return in_ranges([one.number for one in steps])


def _name(scene: Scene, kind: str, one: Before | After) -> str:
    return f"{scene.say(KIND[kind])} {one.number}: {one.step.title}"


def _facts(scene: Scene, step: Step) -> list[str]:
    channel = [scene.say(CHANNEL[step.channel])] if step.channel else []
    wait = waiting_words(scene, step)
    return [*channel, *([scene.say(_WAIT, span=wait)] if wait else [])]


def waiting_words(scene: Scene, step: Step) -> str:
    """The waiting time in figures, in its own words where it has none, empty where nothing is said."""
    span = step.waiting_time
    if span is None:
        return ""
    known = span_in_words(span.min, span.max, span.unit, scene.language) if span.unit else ""
    return known or filled(span.text)


def _write(
    canvas: Canvas,
    id: str,
    style: str,
    place: Rect,
    words: Passage,
    step: Step,
    shape: Shape = "none",
    align: str = "left",
) -> None:
    """A text on a card. The card itself says everything to screen readers, so this is decorative."""
    side = "center" if align == "center" else "left"
    canvas.write(id, style, place, words, align=side, shape=shape, step=step.id, decorative=True)  # type: ignore[arg-type]


def _title(scene: Scene, step: Step, number: int, room: float) -> Item:
    words = scene.set(f"{number}. {step.title}", room, _TITLE, bold=True)

    def draw(canvas: Canvas, x: float, y: float) -> None:
        place = Rect(x - INNER, y, room + 2 * INNER, words.height)
        _write(canvas, f"title-{step.id}", "step", place, words, step)

    return Item(words.height + 3, draw)


def _channel(scene: Scene, step: Step) -> Item | None:
    if step.channel is None:
        return None
    channel = step.channel
    words = scene.set(scene.say(CHANNEL[channel]), 80, _WORD, bold=True)

    def draw(canvas: Canvas, x: float, y: float) -> None:
        draw_channel(canvas, f"icon-{step.id}", channel, x, y + 1, step.id)
        canvas.use(f"channel_{channel}")
        place = Rect(x + ICON - 1, y, words.width + 8, 12)
        _write(canvas, f"channel-{step.id}", "channel", place, words, step)

    return Item(14.0, draw)


def _channels_before(scene: Scene, step: Step, old: Sequence[Before]) -> str:
    """The channels that the step is moved away from; „auch“ where a part of it was on the same one before."""
    channels = [one.step.channel for one in old if one.step.channel]
    moved = dict.fromkeys(c for c in channels if step.channel and c != step.channel)
    names = ", ".join(scene.say(CHANNEL[channel]) for channel in moved)
    return scene.say(_BEFORE_TOO if step.channel in channels else _BEFORE, channels=names) if names else ""


def _line(key: str, scene: Scene, step: Step, text: str, room: float) -> Item:
    words = scene.set(text, room, _SMALL)

    def draw(canvas: Canvas, x: float, y: float) -> None:
        place = Rect(x - INNER, y, room + 2 * INNER, words.height)
        _write(canvas, f"{key}-{step.id}", "quiet", place, words, step)

    return Item(words.height + 3, draw)


def _wait(scene: Scene, step: Step, room: float) -> Item | None:
    said = waiting_words(scene, step)
    if not said:
        return None
    words = scene.set(scene.say(_WAIT, span=said), room - 2 * INNER, _SMALL)

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.use("wait")
        place = Rect(x, y, room, words.height + 5)
        _write(canvas, f"wait-{step.id}", "wait", place, words, step, "rounded")

    return Item(words.height + 9, draw)


def _solves(scene: Scene, step: Step, text: str, room: float) -> Item:
    words = scene.set(text, room - TICK - INNER, _SMALL + 0.5, limit=_LONG)

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.use("solved")
        draw_tick(canvas, f"tick.{step.id}", x, y + 2)
        place = Rect(x + TICK - INNER, y, room - TICK + INNER, words.height)
        _write(canvas, f"solves-{step.id}", "solves", place, words, step)

    return Item(words.height + 3, draw)


def _mark(
    scene: Scene,
    step: Step,
    which: str,
    away: Sequence[Before] | Sequence[After],
    kind: str,
    room: float,
) -> Item | None:
    """Where the counterpart stands that is not on this band: a link to the first of them."""
    if not away:
        return None
    text = scene.say(_ELSEWHERE[which], kind=scene.say(KIND[kind]), numbers=_numbers(away))
    words = scene.set(text, room - 2 * INNER, _SMALL, limit=_LONG)
    style = "connector" if which == "successors" else "connector_in"

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.use("elsewhere")
        place = Rect(x, y, min(words.width + 8, room), words.height + 4)
        canvas.write(
            f"{which}-{step.id}",
            style,
            place,
            words,
            title=", ".join(_name(scene, kind, one) for one in away),
            align="center",
            shape="rounded",
            link=f"#step-{away[0].step.id}",
        )

    return Item(words.height + 8, draw)


class Hand(NamedTuple):
    """Cards side by side, with the height of each of their lines."""

    cards: tuple[tuple[Card, Place], ...]
    heights: Mapping[str, float]

    @property
    def height(self) -> float:
        return sum(self.heights.values()) + 2 * INNER + 2 if self.cards else 24.0


def hand_of(cards: Sequence[tuple[Card, Place]]) -> Hand:
    """The cards of a row; a line that none of them has takes no room."""
    heights = {
        row: max((card.items[row].height for card, _ in cards if row in card.items), default=0.0)
        for row in _ROWS
    }
    return Hand(tuple(cards), heights)


def draw_hand(canvas: Canvas, hand: Hand, top: float) -> None:
    """The cards with their upper edges at `top`. Their ground lies under everything, so that lines show on it."""
    for card, place in hand.cards:
        rect = place.at(top, hand.height)
        style = "card_optional" if card.step.optional else "card"
        canvas.lanes.append(Lane(f"ground.{card.step.id}", card.ground, rect))
        canvas.box(
            Box(f"{card.key}-{card.step.id}", style, rect, text=card.said, title=card.said, step=card.step.id)
        )
        y = top + INNER + 1
        for row in _ROWS:
            if row in card.items:
                card.items[row].draw(canvas, place.x + INNER, y)
            y += hand.heights[row]
