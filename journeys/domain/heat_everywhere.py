"""Where it hurts in all services of a project: the steps with the highest scores, and what hurts in several services.

How it is counted, beyond what `heat` says; the screen that shows it says so:

- Only as-is journeys count, all of them: a to-be journey is a plan. A service without one adds nothing and is named.
- Steps count where they have a pain point, rated or not.
- Steps of several services are put together by what the documents say in the same words: title, touchpoint or phase
  (blanks and capitals aside), or the same channel. Nothing is guessed: „Termin“ and „Termin buchen“ stay apart.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from journeys.domain.document import Document
from journeys.domain.heat import Heat, HotStep, hot_steps, together

Listed = tuple[int, Document]
"""A service: its number and its document."""


class Place(NamedTuple):
    """A step that hurts, with number and name of its service and the id of its journey. `rank`: 1 for the highest
    score; equal scores share one."""

    rank: int
    service: int
    name: str
    journey: str
    hot: HotStep

    @property
    def heat(self) -> Heat:
        return self.hot.heat


class Group(NamedTuple):
    """Steps with something in common: `name` as the first of them writes it, and in how many services they hurt."""

    name: str
    services: int
    places: tuple[Place, ...]
    heat: Heat

    @property
    def each(self) -> float:
        """The score of a step on average: a sum alone grows with the number of steps."""
        return self.heat.score / len(self.places)


def places(services: Iterable[Listed]) -> list[Place]:
    """Every step of an as-is journey with a pain point: by score, then by number of pain points, then in order."""
    found = [
        Place(0, number, document.service.name, journey.id, hot)
        for number, document in services
        for journey in document.journeys
        if journey.kind == "as_is"
        for hot in hot_steps(journey)
        if hot.heat.pain_points
    ]
    found.sort(key=lambda place: (-place.heat.score, -place.heat.pain_points))
    ranks: dict[int, int] = {}
    for n, place in enumerate(found, 1):
        ranks.setdefault(place.heat.score, n)
    return [place._replace(rank=ranks[place.heat.score]) for place in found]


def without_as_is(services: Iterable[Listed]) -> list[tuple[int, str]]:
    """Number and name of the services of which nothing is counted, because they have no as-is journey with a step."""
    return [
        (number, document.service.name)
        for number, document in services
        if not any(journey.kind == "as_is" and journey.steps() for journey in document.journeys)
    ]


def by_title(found: Sequence[Place]) -> list[Group]:
    """Steps of the same title that hurt in several services."""
    return _in_several(_grouped(found, lambda place: place.hot.step.title))


def by_touchpoint(found: Sequence[Place]) -> list[Group]:
    """Steps at the same touchpoint that hurt in several services."""
    return _in_several(_grouped(found, lambda place: place.hot.step.touchpoint or ""))


def by_phase_name(found: Sequence[Place]) -> list[Group]:
    """Steps in phases of the same name that hurt in several services."""
    return _in_several(_grouped(found, lambda place: place.hot.phase))


def by_channel(found: Sequence[Place]) -> list[Group]:
    """Steps through the same channel, each channel that hurts anywhere; the name is the document's word for it."""
    return _grouped(found, lambda place: place.hot.step.channel or "")


def _grouped(found: Sequence[Place], of: Callable[[Place], str]) -> list[Group]:
    """Those in most services first, then by score. What says nothing (empty, a dash) is in no group."""
    alike: dict[str, list[Place]] = {}
    for place in found:
        if any(letter.isalnum() for letter in of(place)):
            alike.setdefault(" ".join(of(place).casefold().split()), []).append(place)
    groups = [_group(of(some[0]), some) for some in alike.values()]
    return sorted(groups, key=lambda group: (-group.services, -group.heat.score))


def _group(name: str, some: Sequence[Place]) -> Group:
    services = len({place.service for place in some})
    return Group(" ".join(name.split()), services, tuple(some), together(place.heat for place in some))


def _in_several(groups: Iterable[Group]) -> list[Group]:
    return [group for group in groups if group.services > 1]
