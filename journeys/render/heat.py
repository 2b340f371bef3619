"""The heat view (Schmerzpunkt-Karte): where it hurts, a grid of figures with the needs of the staff beside them.

Every cell says its number; the shade of a score only repeats it. `domain.heat` tells how it is counted.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from journeys.domain.document import Step
from journeys.domain.heat import Heat, Sums, heat_of, level, terms
from journeys.domain.words import EMOTION, NOT_RATED, NOTE_KINDS, PRIORITY, SEVERITY, Words
from journeys.render.canvas import Canvas
from journeys.render.cards import NEEDS
from journeys.render.cells import WAITING, channel_row
from journeys.render.grid import Plan, Row, Stretch
from journeys.render.heads import phase_row, step_name, step_row
from journeys.render.mood import MOOD, signed
from journeys.render.picture import Box, Rect
from journeys.render.scene import Scene
from journeys.render.text import Passage
from journeys.render.voice import filled

SCORE = Words("Schmerzwert", "Pain score")
NO_PERSONA = Words("ohne Persona", "no persona named")
_ALL = Words("{name} (alle:\u00a0{n})", "{name} (all:\u00a0{n})")
_OF_THESE = Words("davon {name} (alle:\u00a0{n})", "of these {name} (all:\u00a0{n})")
_UNRATED = Words("{n} nicht eingeschätzt", "{n} not rated")
_NO_PRIORITY = Words("ohne Angabe", "no priority given")
_MISSING, _MISSING_SAID = "–", Words("keine Angabe", "not stated")
_NUMBER, _BIG, _SMALL, _GUTTER, _PAD = 9.0, 13.0, 6.5, 6.0, 4.0


class Figure(NamedTuple):
    """What a cell says: a number, and what explains it. `symbols`: what the legend has to explain of it."""

    style: str
    number: Passage
    below: Passage
    symbols: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        return self.number.height + (self.below.height + 1 if self.below.lines else 0)


Tell = Callable[[Step, Heat, float], Figure]
"""Makes the figure of a step out of its counts, for a width in points."""


def plan_heat(scene: Scene, stretch: Stretch) -> Plan:
    """The heat view's rows for one band."""
    assert scene.sums is not None, "only scenes of this view have sums"
    rows = (
        phase_row(scene, stretch),
        step_row(scene, stretch),
        channel_row(scene, stretch),
        _score_row(scene, stretch, scene.sums),
        *_persona_rows(scene, stretch, scene.sums),
        *_pain_rows(scene, stretch, scene.sums.all),
        _need_row(scene, stretch, scene.sums.all),
        _mood_row(scene, stretch),
        _wait_row(scene, stretch),
        _count_row(
            scene, stretch, "quotes", _all(scene, NOTE_KINDS["quote"], scene.sums.all.quotes), "quotes"
        ),
    )
    return Plan(stretch, rows, splittable=True)


def _all(scene: Scene, name: Words, count: int) -> str:
    return scene.say(_ALL, name=scene.say(name), n=count)


def _score_row(scene: Scene, stretch: Stretch, sums: Sums) -> Row:
    """The score of each step, the sum that it is, and what is left out of it because nobody has rated it."""

    def tell(step: Step, heat: Heat, width: float) -> Figure:
        made = " + ".join(f"{severity} × {weight}" for severity, weight in terms(step))
        unrated = scene.say(_UNRATED, n=heat.unrated) if heat.unrated else ""
        below = scene.set_list(tuple(filter(None, (made, unrated))), width, _SMALL)
        return _scored(scene, heat.score, below, _BIG)

    return _row(scene, stretch, "score", _all(scene, SCORE, sums.all.score), tell)


def _scored(scene: Scene, score: int, below: Passage, size: float) -> Figure:
    return Figure(f"heat_{level(score)}", _number(scene, score, size), below, ("heat", "heat_weights"))


def _number(scene: Scene, number: object, size: float = _NUMBER) -> Passage:
    return scene.set(str(number), 100.0, size, bold=True)


def _pain_rows(scene: Scene, stretch: Stretch, sums: Heat) -> Iterator[Row]:
    """How many pain points, and of these how many of each severity and how many that nobody has rated."""
    pains = _all(scene, NOTE_KINDS["pain_point"], sums.pain_points)
    yield _count_row(scene, stretch, "pains", pains, "pain_points")
    parts = (
        ("severe", SEVERITY[3]),
        ("obstructive", SEVERITY[2]),
        ("annoying", SEVERITY[1]),
        ("unrated", NOT_RATED),
    )
    for figure, name in parts:
        said = scene.say(_OF_THESE, name=scene.say(name), n=getattr(sums, figure))
        yield _count_row(scene, stretch, figure, said, figure)


def _count_row(scene: Scene, stretch: Stretch, key: str, name: str, figure: str) -> Row:
    def tell(step: Step, heat: Heat, width: float) -> Figure:
        count = getattr(heat, figure)
        return Figure("heat_count" if count else "heat_none", _number(scene, count), _nothing(scene))

    return _row(scene, stretch, key, name, tell)


def _nothing(scene: Scene) -> Passage:
    return scene.set("", 1.0)


def _need_row(scene: Scene, stretch: Stretch, sums: Heat) -> Row:
    """What the staff needs there, beside the pains: how many, and how many of each priority."""

    def tell(step: Step, heat: Heat, width: float) -> Figure:
        parts = (
            (heat.essential, PRIORITY[1]),
            (heat.important, PRIORITY[2]),
            (heat.helpful, PRIORITY[3]),
            (heat.unweighed, _NO_PRIORITY),
        )
        said = ", ".join(f"{n} {scene.say(name)}" for n, name in parts if n)
        style, symbols = ("need", ("need",)) if heat.needs else ("heat_none", ())
        return Figure(style, _number(scene, heat.needs), scene.set(said, width, _SMALL), symbols)

    return _row(scene, stretch, "needs", _all(scene, NEEDS, sums.needs), tell, "lane_frontstage")


def _persona_rows(scene: Scene, stretch: Stretch, sums: Sums) -> Iterator[Row]:
    """The score by the personas that pain points name, and what falls to none of them."""
    for n, (persona, score) in enumerate(sums.personas):
        name = scene.names.get(persona, persona) if persona is not None else scene.say(NO_PERSONA)
        head = scene.say(_OF_THESE, name=name, n=score)
        yield _row(scene, stretch, f"persona.{n}", head, _tell_persona(scene, persona))


def _tell_persona(scene: Scene, persona: str | None) -> Tell:
    def tell(step: Step, heat: Heat, width: float) -> Figure:
        mine = heat_of(pain for pain in step.pain_points if pain.persona == persona)
        said = scene.say(_UNRATED, n=mine.unrated) if mine.unrated else ""
        figure = _scored(scene, mine.score, scene.set(said, width, _SMALL), _NUMBER)
        return figure if mine.pain_points else figure._replace(style="heat_none")

    return tell


def _mood_row(scene: Scene, stretch: Stretch) -> Row:
    def tell(step: Step, heat: Heat, width: float) -> Figure:
        if step.emotion is None:
            return _missing(scene)
        word = scene.set(scene.say(EMOTION[step.emotion]), width, _SMALL)
        return Figure("heat_count", _number(scene, signed(step.emotion)), word)

    return _row(scene, stretch, "mood", scene.say(MOOD), tell)


def _wait_row(scene: Scene, stretch: Stretch) -> Row:
    """Waiting in the words of the document: a length of time is not always a number."""

    def tell(step: Step, heat: Heat, width: float) -> Figure:
        said = filled(step.waiting_time.text) if step.waiting_time else ""
        if not said:
            return _missing(scene)
        return Figure("wait", _nothing(scene), scene.set(said, width, 7.0), ("wait",))

    return _row(scene, stretch, "wait", scene.say(WAITING), tell)


def _missing(scene: Scene) -> Figure:
    return Figure("heat_none", _number(scene, _MISSING), _nothing(scene), ("missing",))


def _row(scene: Scene, stretch: Stretch, key: str, name: str, tell: Tell, lane: str = "lane_white") -> Row:
    """A row of cells of one height with the figures that `tell` makes."""
    width = stretch.inner(0, _GUTTER)[1] - 8
    figures = {
        column: (step, tell(step, heat_of(step.notes()), width)) for column, step, _ in stretch.steps()
    }
    height = max((figure.height for _, figure in figures.values()), default=_NUMBER) + 2 * _PAD

    def draw(canvas: Canvas, place: Rect) -> None:
        y = place.y + (place.height - height) / 2
        for column, (step, figure) in figures.items():
            x, wide = stretch.inner(column, _GUTTER)
            _draw_cell(canvas, scene, key, name, step, figure, Rect(x, y, wide, height))

    return Row(key, name, lane, height + 4, draw)


def _draw_cell(
    canvas: Canvas, scene: Scene, key: str, name: str, step: Step, figure: Figure, place: Rect
) -> None:
    """The cell, its number in the middle and what explains it under that; all of it read out as one sentence."""
    canvas.box(Box(f"cell.{key}-{step.id}", figure.style, place, step=step.id, decorative=True))
    canvas.use(*figure.symbols)
    said = ", ".join(filter(None, (figure.number.whole, figure.below.whole)))
    said = scene.say(_MISSING_SAID) if said == _MISSING else said
    title = f"{step_name(scene, step)}, {name}: {said}"
    y = place.y + (place.height - figure.height) / 2
    if figure.number.lines:
        where = Rect(place.x, y, place.width, figure.number.height)
        canvas.write(
            f"{key}-{step.id}", "note_text", where, figure.number, title=title, align="center", step=step.id
        )
        y = where.bottom + 1
    if figure.below.lines:
        where = Rect(place.x, y, place.width, figure.below.height)
        canvas.write(
            f"{key}.about-{step.id}",
            "note_text",
            where,
            figure.below,
            align="center",
            step=step.id,
            title=title,
            decorative=bool(figure.number.lines),
        )
