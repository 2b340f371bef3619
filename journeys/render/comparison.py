"""The comparison: the as-is above, the to-be beneath what it replaces, both moods, figures, and what is left open."""

from dataclasses import dataclass, replace

from journeys.domain.comparing import Comparison, compare
from journeys.domain.words import KIND, NO_STEPS, Words
from journeys.render.alignment import USUAL, Columns, Strip, strips
from journeys.render.canvas import Canvas
from journeys.render.comparison_cards import Deck, Hand, draw_hand, hand_of
from journeys.render.grid import HEAD, PhaseName, Slot, Stretch
from journeys.render.mood_pair import HEIGHT as MOOD_HEIGHT
from journeys.render.mood_pair import draw_moods
from journeys.render.picture import Box, Lane, Line, Rect
from journeys.render.replacing import STEM, TRACK, Wiring, wire
from journeys.render.scene import Scene, scene_of
from journeys.render.subject import Subject

_BECOMES = Words("Ersetzt durch", "Replaced by")
_ORDER = Words("Die Nummern sagen die Reihenfolge", "The numbers say the order")
_REPLACES = Words("{new} ersetzt {old}", "{new} replaces {old}")
_PAD, _PHASE, _DOT = 7.0, 8.0, 4.5
_CONTINUED = Words("{name} (Fortsetzung)", "{name} (continued)")


@dataclass(frozen=True)
class Drawn:
    """A band as it was drawn, in points at scale 1."""

    strip: Strip
    canvas: Canvas
    height: float

    @property
    def width(self) -> float:
        return self.strip.width


class Sides:
    """A comparison with all that its drawing needs. `subject.journey` is the as-is, `subject.to_be` the to-be."""

    def __init__(self, subject: Subject) -> None:
        assert subject.to_be is not None
        self.subject = subject
        self.comparison: Comparison = compare(subject.journey, subject.to_be)
        self.before = _scene(subject)
        self.after = _scene(replace(subject, journey=subject.to_be))
        self.deck = Deck(self.comparison, self.before, self.after)
        self.phases = {
            step.id: (n, phase.name, step is phase.steps[0])
            for n, phase in enumerate(subject.journey.phases)
            for step in phase.steps
        }

    def bands(self, columns: Columns = USUAL) -> list[Drawn]:
        """All bands in order."""
        return [self._draw(strip) for strip in strips(self.comparison, columns)]

    def _draw(self, strip: Strip) -> Drawn:
        here = frozenset(one.step.id for side in (strip.before, strip.after) for one, _ in side)
        deck = self.deck
        upper = hand_of([(deck.of_before(one, here, place.width), place) for one, place in strip.before])
        lower = hand_of([(deck.of_after(one, here, place.width), place) for one, place in strip.after])
        wiring, canvas = wire(strip), Canvas()
        y = self._draw_phases(canvas, strip)
        y = self._draw_side(canvas, strip, self.before, upper, y, "")
        zone = Rect(0, y, strip.width, max(wiring.height, 26.0))
        self._lane(canvas, strip, "becomes", self.subject.say(_BECOMES), "lane_white", zone)
        y = self._draw_side(canvas, strip, self.after, lower, zone.bottom, self._order(strip))
        _draw_wires(canvas, self, wiring, zone)
        draw_moods(canvas, self.before, self.after, strip, y)
        canvas.lead({**dict(self.before.addresses), **dict(self.after.addresses)})
        return Drawn(strip, canvas, y + MOOD_HEIGHT)

    def said_of_pair(self, old: int, new: int) -> str:
        """A line in words: „Soll 4 ersetzt Ist 3“."""
        say = self.subject.say
        return say(_REPLACES, new=f"{say(KIND['to_be'])} {new}", old=f"{say(KIND['as_is'])} {old}")

    def _order(self, strip: Strip) -> str:
        """A word on the order where the to-be steps do not stand in it."""
        numbers = [one.number for one, _ in strip.after]
        return "" if numbers == sorted(numbers) else self.subject.say(_ORDER)

    def _lane(self, canvas: Canvas, strip: Strip, key: str, name: str, style: str, place: Rect) -> None:
        canvas.lanes.append(Lane(f"lane-{key}-{strip.number}", style, place))
        words = self.subject.set(name, HEAD - 8, 7.5, bold=True)
        where = Rect(2.0, place.y, HEAD - 4, place.height)
        canvas.write(f"head-{key}-{strip.number}", "lane_head", where, words)

    def _draw_side(
        self, canvas: Canvas, strip: Strip, scene: Scene, hand: Hand, top: float, more: str
    ) -> float:
        """The lane of a journey with its cards, and where it ends."""
        kind = scene.kind
        style = "lane_evidence" if kind == "as_is" else "lane_frontstage"
        hint = scene.set(more, HEAD - 8, 6.5)
        place = Rect(0, top, strip.width, max(hand.height + 2 * _PAD, 2 * hint.height + 30))
        self._lane(canvas, strip, kind, scene.say(KIND[kind]), style, place)
        if hint.lines:
            below = Rect(2.0, place.y + place.height / 2 + 8, HEAD - 4, hint.height)
            canvas.write(f"order-{strip.number}", "line_name", below, hint)
        steps = self.comparison.before if kind == "as_is" else self.comparison.after
        if not steps:
            words = scene.set(scene.say(NO_STEPS), 120, 8.0)
            where = Rect(HEAD + 4, place.y, 128, place.height)
            canvas.write(f"empty-{kind}-{strip.number}", "empty", where, words)
        draw_hand(canvas, hand, place.y + _PAD)
        return place.bottom

    def _draw_phases(self, canvas: Canvas, strip: Strip) -> float:
        """The as-is phases over their steps."""
        spans: list[tuple[int, str, float, float]] = []
        for one, place in strip.before:
            phase, name, opens = self.phases[one.step.id]
            if spans and spans[-1][0] == phase:
                spans[-1] = (*spans[-1][:3], place.x + place.width)
            else:
                said = name if opens else self.subject.say(_CONTINUED, name=name)
                spans.append((phase, said, place.x, place.x + place.width))
        set_ = [(self.subject.set(name, end - x - 8, _PHASE, bold=True), x, end) for _, name, x, end in spans]
        height = max((words.height + 8 for words, _, _ in set_), default=0.0)
        for n, (words, x, end) in enumerate(set_):
            where = Rect(x, 0, end - x, height)
            title = f"{self.subject.say(KIND['as_is'])}, Phase: {words.whole}"
            key = f"phase-{strip.number}-{n}"
            canvas.write(key, "phase", where, words, title=title, align="center", shape="rect")
        return height + 3 if set_ else 0.0


def _scene(subject: Subject) -> Scene:
    """What is to be known of a whole journey."""
    nowhere = PhaseName(0, "")
    slots = tuple(Slot(nowhere, step, n, False) for n, step in enumerate(subject.journey.steps(), 1))
    return scene_of(subject, Stretch(0, slots), frozenset())


def _draw_wires(canvas: Canvas, sides: Sides, wiring: Wiring, zone: Rect) -> None:
    """The lines from card to card, and a dot wherever lines of one to-be step meet."""
    edges = {box.id: box.rect for box in canvas.boxes}
    numbers = {one.step.id: one.number for one in sides.comparison.after}
    for bus in wiring.buses:
        canvas.use("replaces")
        y = zone.y + STEM + bus.track * TRACK
        goal = f"after-{bus.target}"
        for entry in bus.entries:
            card = f"before-{entry.before.step.id}"
            start, end = (entry.x, edges[card].bottom), (bus.x, edges[goal].y)
            bends = () if entry.x == bus.x else ((entry.x, y), (bus.x, y))
            said = sides.said_of_pair(entry.before.number, numbers[bus.target])
            key = f"replaces-{entry.before.step.id}-{bus.target}"
            canvas.lines.append(Line(key, "replaces", (start, *bends, end), True, card, goal, said))
        for n, x in enumerate(bus.joints()):
            dot = Rect(x - _DOT / 2, y - _DOT / 2, _DOT, _DOT)
            canvas.box(Box(f"joint-{bus.target}.{n}", "joint", dot, shape="circle", decorative=True))
