"""Notes as cards, stacked in the column of their step: at most six, the rest is counted."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from journeys.domain.document import Step
from journeys.domain.words import NOTE_KIND, NOTE_KINDS, Words
from journeys.render.canvas import Canvas
from journeys.render.grid import Row, Stretch
from journeys.render.heads import step_name
from journeys.render.notes import MORE, MOST, importance, pips, rating, reach, speaker
from journeys.render.picture import Box, Rect
from journeys.render.scene import Scene
from journeys.render.text import Passage

IDEAS = Words("Maßnahmen", "Opportunities")
IDEA = Words("Maßnahme", "Opportunity")
NEEDS = Words("Eigene Bedarfe ({staff})", "Own needs ({staff})")
_GUTTER, _SIZE, _SMALL, _GAP, _MORE = 10.0, 7.5, 6.5, 4.0, 10.0


class Card(NamedTuple):
    """A note set for its column. `note` is its id in the document, empty for what is no note."""

    style: str
    symbol: str
    kind: str
    id: str
    text: Passage
    footer: Passage
    noted: bool

    @property
    def height(self) -> float:
        return self.text.height + 6 + (self.footer.height + 2 if self.footer.lines else 0)


Stacks = dict[int, tuple[Step, list[Card]]]


def pain_row(scene: Scene, stretch: Stretch) -> Row:
    """Pain points, the worse the stronger, each with dots and words for its severity."""

    def of(step: Step, width: float) -> list[Card]:
        return [
            _card(
                scene,
                width,
                (f"pain_{p.severity}" if p.severity else "pain", "pain_point", p.id),
                p.text,
                " ".join(filter(None, (pips(p.severity), rating(scene, p)))),
            )
            for p in step.pain_points
        ]

    return _card_row(scene, stretch, "pains", scene.say(NOTE_KINDS["pain_point"]), of)


def need_row(scene: Scene, stretch: Stretch) -> Row:
    """What the staff itself needs at the step."""

    def of(step: Step, width: float) -> list[Card]:
        return [_card(scene, width, ("need", "need", n.id), n.text, importance(scene, n)) for n in step.needs]

    return _card_row(scene, stretch, "needs", scene.say(NEEDS), of)


def quote_row(scene: Scene, stretch: Stretch) -> Row:
    """What people said, in their words; made-up ones are marked."""
    marks = ("„", "“") if scene.language == "de" else ("“", "”")

    def of(step: Step, width: float) -> list[Card]:
        return [
            _card(scene, width, ("quote", "quote", q.id), q.text.strip('„“”"'), speaker(scene, q), marks)
            for q in step.quotes
        ]

    return _card_row(scene, stretch, "quotes", scene.say(NOTE_KINDS["quote"]), of)


def idea_row(scene: Scene, stretch: Stretch) -> Row:
    """Opportunities at the steps whose notes they address."""

    def of(step: Step, width: float) -> list[Card]:
        return [
            _card(scene, width, ("idea", "", f"{o.id}.{step.id}"), o.text, reach(scene, o))
            for o in scene.opportunities(step)
        ]

    return _card_row(scene, stretch, "ideas", scene.say(IDEAS), of)


def _card(
    scene: Scene,
    width: float,
    what: tuple[str, str, str],
    text: str,
    footer: str,
    marks: tuple[str, str] = ("", ""),
) -> Card:
    style, kind, key = what
    words = scene.set(f"{marks[0]}{text}{marks[1]}", width - 8, _SIZE)
    name = scene.say(NOTE_KIND[kind]) if kind else scene.say(IDEA)
    return Card(style, style, name, key, words, scene.set(footer, width - 8, _SMALL), bool(kind))


def _card_row(
    scene: Scene,
    stretch: Stretch,
    key: str,
    name: str,
    of: Callable[[Step, float], list[Card]],
) -> Row:
    stacks: Stacks = {}
    for column, step, _ in stretch.steps():
        stacks[column] = (step, of(step, stretch.inner(column, _GUTTER)[1]))
    height = max((_height(some) for _, some in stacks.values()), default=0.0)

    def draw(canvas: Canvas, place: Rect) -> None:
        for column, (step, some) in stacks.items():
            x, width = stretch.inner(column, _GUTTER)
            _draw_stack(canvas, scene, key, step, some, Rect(x, place.y + 6, width, place.height))

    return Row(key, name, "lane_white", height + 12 if height else 24.0, draw)


def _height(some: Sequence[Card]) -> float:
    shown = sum(card.height + _GAP for card in some[:MOST]) - _GAP if some else 0.0
    return shown + (_MORE if len(some) > MOST else 0.0)


def _draw_stack(
    canvas: Canvas, scene: Scene, key: str, step: Step, some: Sequence[Card], place: Rect
) -> None:
    y = place.y
    for card in some[:MOST]:
        _draw_card(canvas, scene, key, step, card, Rect(place.x, y, place.width, card.height))
        y += card.height + _GAP
    hidden = some[MOST:]
    if hidden:
        words = scene.set(scene.say(MORE, n=len(hidden)), place.width, _SMALL + 0.5)
        where = Rect(place.x, y - _GAP + 1, place.width, _MORE)
        canvas.write(f"more.{key}-{step.id}", "note_more", where, words, align="center", step=step.id)
        for card in hidden:
            canvas.whole[(f"{step_name(scene, step)}, {card.kind}", card.text.whole)] = None


def _draw_card(canvas: Canvas, scene: Scene, key: str, step: Step, card: Card, place: Rect) -> None:
    canvas.use(card.symbol)
    canvas.box(Box(f"card.{key}-{card.id}", card.style, place, step=step.id, decorative=True))
    about = f" ({card.footer.whole.strip('●○ ')})" if card.footer.lines else ""
    title = f"{card.kind}: {card.text.whole}{about}, {step_name(scene, step)}"
    if card.text.cut:
        canvas.whole[(f"{step_name(scene, step)}, {card.kind}", card.text.whole)] = None
    top = Rect(place.x, place.y + 1.5, place.width, card.text.height + 3)
    canvas.box(
        Box(
            f"card.{key}.text-{card.id}",
            "note_text",
            top,
            card.text.lines,
            card.text.whole,
            title,
            card.text.size,
            shape="none",
            step=step.id,
            note=card.id if card.noted else None,
        )
    )
    if card.footer.lines:
        below = Rect(place.x, top.bottom, place.width, card.footer.height + 1)
        canvas.write(
            f"card.{key}.about-{card.id}", "quiet", below, card.footer, step=step.id, decorative=True
        )
