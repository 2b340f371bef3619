"""How each link of a journey is drawn in a band: straight on, over the channel, or by marks to another band."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from journeys.domain.document import END
from journeys.domain.flow import Link
from journeys.domain.words import Words
from journeys.render.grid import Stretch
from journeys.render.scene import Scene

END_WORD = Words("Ende", "End")
_ON = Words("weiter bei Schritt {n}", "on to step {n}")
_FROM = Words("kommt von Schritt {n}", "comes from step {n}")
_IF = Words("wenn: ", "if: ")
LONGEST = 120
"""Characters of a condition that are drawn: more would be a tower over its step. All of it is told in the list."""
MOST_ENDS = 7
"""Lines that may begin or end on top of one box; longer ways become marks."""


class Way(NamedTuple):
    """A link with its number in the journey; `source` and `target` are columns of the band or None outside it."""

    number: int
    link: Link
    source: int | None
    target: int | None

    @property
    def straight(self) -> bool:
        """Whether it leads to the next column and needs no words."""
        if self.source is None or self.target is None:
            return False
        return self.target == self.source + 1 and not (self.link.condition or "").strip()

    @property
    def span(self) -> int:
        return abs((self.target or 0) - (self.source or 0))


class Ways(NamedTuple):
    """The links that touch a band, each in the list that says how it is drawn."""

    straight: tuple[Way, ...]
    arcs: tuple[Way, ...]
    marks: tuple[Way, ...]


def ways(scene: Scene, stretch: Stretch) -> Ways:
    """Every link that begins or ends in the band."""
    columns = {step.id: column for column, step, _ in stretch.steps()}
    here = [Way(n, link, columns.get(link.source), columns.get(link.target)) for n, link in scene.links]
    straight: dict[int, Way] = {}
    for way in here:
        if way.straight and way.source is not None:
            straight.setdefault(way.source, way)
    rest = [way for way in here if straight.get(-1 if way.source is None else way.source) is not way]
    inside = [way for way in rest if way.source is not None and way.target is not None]
    outside = [way for way in rest if way.source is None or way.target is None]
    arcs, crowded = _thinned(inside)
    return Ways(tuple(straight.values()), tuple(arcs), (*outside, *crowded))


def _thinned(inside: Iterable[Way]) -> tuple[list[Way], list[Way]]:
    """The ways that find room on top of their boxes, the shortest first, and the others."""
    ends: dict[int, int] = {}
    arcs, crowded = [], []
    for way in sorted(inside, key=lambda way: (way.span, way.number)):
        at = (way.source or 0, way.target or 0)
        if all(ends.get(column, 0) < MOST_ENDS for column in at):
            arcs.append(way)
            for column in at:
                ends[column] = ends.get(column, 0) + 1
        else:
            crowded.append(way)
    return arcs, crowded


def is_back(numbers: Mapping[str, int], link: Link) -> bool:
    """Whether the link leads to an earlier step or to its own."""
    return link.target != END and numbers[link.target] <= numbers[link.source]


def mark_words(scene: Scene, link: Link) -> str:
    """What a mark says at the step that it leaves: „→ 10“, „→ 11: Hilfe nötig“, „Ende: kein Anspruch mehr“."""
    to = scene.say(END_WORD) if link.target == END else f"→ {scene.numbers[link.target]}"
    condition = (link.condition or "").strip()
    return f"{to}: {condition}" if condition else to


def said(scene: Scene, link: Link) -> str:
    """The link in words for screen readers."""
    to = scene.say(END_WORD) if link.target == END else scene.say(_ON, n=scene.numbers[link.target])
    condition = (link.condition or "").strip()
    return f"{to}, {scene.say(_IF)}{condition}" if condition else to


def said_from(scene: Scene, sources: Iterable[int]) -> str:
    """Where the marks that lead to a step come from."""
    return scene.say(_FROM, n=", ".join(map(str, sources)))
