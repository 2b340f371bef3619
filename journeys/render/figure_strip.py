"""The figures of a comparison side by side, before and after, each with how it was counted."""

from journeys.domain.comparing import Comparison
from journeys.domain.figures import Figure, counted_ways, figures
from journeys.domain.words import Words
from journeys.render.canvas import Canvas
from journeys.render.picture import Box, Rect
from journeys.render.subject import Subject
from journeys.render.text import Passage
from journeys.render.voice import Voice

_GAP, _PAD, _LEAST = 8.0, 6.0, 160.0
_SAID = Words("{name}: Ist {before}, Soll {after}. {how}", "{name}: as-is {before}, to-be {after}. {how}")
_LONG = 1200


class _Set:
    """A figure set for its box."""

    def __init__(self, voice: Voice, figure: Figure, width: float) -> None:
        room = width - 2 * _PAD
        self.figure = figure
        self.said = figure_said(voice, figure)
        before, after = voice.say(figure.before), voice.say(figure.after)
        self.name = voice.set(voice.say(figure.name), room, 7.5, bold=True)
        self.value = voice.set(f"{before} → {after}", room, 11.0, bold=True)
        self.how = voice.set(voice.say(figure.how), room, 6.5, limit=_LONG)

    @property
    def parts(self) -> tuple[tuple[str, str, Passage], ...]:
        return (
            ("name", "subtitle", self.name),
            ("value", "title", self.value),
            ("how", "quiet", self.how),
        )


def figure_said(voice: Voice, figure: Figure) -> str:
    """A figure in a sentence."""
    name, before, after = (voice.say(words) for words in (figure.name, figure.before, figure.after))
    return voice.say(_SAID, name=name, before=before, after=after, how=voice.say(figure.how))


def draw_figures(subject: Subject, comparison: Comparison, width: float) -> tuple[Canvas, float]:
    """The strip, `width` points wide, and its height."""
    canvas, every = Canvas(), figures(comparison)
    count = next(n for n in (6, 3, 2, 1) if (width + _GAP) / n >= _LEAST or n == 1)
    each = (width - _GAP * (count - 1)) / count
    y = 0.0
    for start in range(0, len(every), count):
        row = [_Set(subject, figure, each) for figure in every[start : start + count]]
        tops = [max(one.parts[n][2].height for one in row) for n in range(3)]
        height = sum(tops) + 2 * _PAD + 4
        for n, one in enumerate(row):
            _draw_one(canvas, one, Rect(n * (each + _GAP), y, each, height), tops)
        y += height + _GAP
    ways = subject.set(subject.say(counted_ways(comparison)), width, 7.0, limit=_LONG)
    canvas.write("figures-way", "quiet", Rect(-4, y, width + 4, ways.height), ways)
    return canvas, y + ways.height + 10


def _draw_one(canvas: Canvas, one: _Set, place: Rect, tops: list[float]) -> None:
    key = one.figure.key
    canvas.box(Box(f"figure-{key}", "figure", place, text=one.said, title=one.said))
    y = place.y + _PAD
    for (part, style, words), height in zip(one.parts, tops, strict=True):
        where = Rect(place.x + _PAD - 4, y, place.width - 2 * _PAD + 8, words.height)
        canvas.write(f"figure.{part}-{key}", style, where, words, decorative=True)
        y += height + 2
