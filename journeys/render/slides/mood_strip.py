"""The mood of each step as a curve of straight pieces, under the steps of an overview."""

from collections.abc import Sequence
from itertools import pairwise

from journeys.domain.document import Step
from journeys.domain.words import EMOTION, NOT_RATED, Words
from journeys.render.heads import STEP
from journeys.render.mood import MOOD, main_mood
from journeys.render.picture import Point, Rect
from journeys.render.slides.setting import para
from journeys.render.slides.topic import Topic
from journeys.render.slides.values import FLAT, Group, Tile, Wire

_POINT, _PAD, _LEAST = 18.0, 14.0, 19.0
_SAID = Words("{step} {n}: {mood}", "{step} {n}: {mood}")


def mood_strip(topic: Topic, place: Rect, head: float, spots: Sequence[tuple[Step, float]]) -> list[Group]:
    """The curve in its place, nothing when no mood is known or its points would cover one another."""
    known = [(step, x, mood) for step, x in spots if (mood := main_mood(topic.scene, step)) is not None]
    near = any(b[1] - a[1] < _LEAST for a, b in pairwise(spots))
    if not known or near:
        return []
    unit = (place.height - 2 * _PAD) / 4

    def at(x: float, mood: int) -> Point:
        return x, place.y + _PAD + (2 - mood) * unit

    guides = [_guide(place, head, at(0, mood)[1], mood) for mood in range(-2, 3)]
    scale = [_level(topic, place, head, at(0, mood)[1], mood) for mood in (-2, 0, 2)]
    order = {step.id: n for n, (step, _) in enumerate(spots)}
    curve = [
        Wire(at(x, mood), at(to_x, to_mood), "mood")
        for (a, x, mood), (b, to_x, to_mood) in pairwise(known)
        if order[b.id] == order[a.id] + 1
    ]
    points = [_point(str(topic.scene.numbers[step.id]), at(x, mood)) for step, x, mood in known]
    ground = Tile(place, "lane_plain")
    said = f"{topic.say(MOOD)}: {'; '.join(_said(topic, step) for step, _ in spots)}"
    return [Group((ground, *guides, *scale, *curve, *points), said, place)]


def _guide(place: Rect, head: float, y: float, mood: int) -> Wire:
    return Wire((place.x + head, y), (place.right - 6, y), "mood_neutral" if mood == 0 else "mood_guide")


def _level(topic: Topic, place: Rect, head: float, y: float, mood: int) -> Tile:
    words = para(topic.say(EMOTION[mood]), style="quiet")
    where = Rect(place.x + 4, y - 7.0, head - 6, 14.0)
    return Tile(where, "plain", (words,), valign="middle", inset=FLAT)


def _point(number: str, point: Point) -> Tile:
    words = para(number, bold=True, style="mood_point")
    where = Rect(point[0] - _POINT / 2, point[1] - _POINT / 2, _POINT, _POINT)
    return Tile(where, "mood_point", (words,), "circle", "", "center", "middle", FLAT)


def _said(topic: Topic, step: Step) -> str:
    mood = main_mood(topic.scene, step)
    words = NOT_RATED if mood is None else EMOTION[mood]
    return topic.say(_SAID, step=topic.say(STEP), n=topic.scene.numbers[step.id], mood=topic.say(words))
