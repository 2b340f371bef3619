"""What the beamer shows: the picture that fits the agenda now, and people only as a sum.

While people write silently it shows counts only, whatever was asked for, so that nobody writes what the first one
wrote.
"""

from itertools import groupby
from typing import Literal, NamedTuple

from sqlmodel import Session, col, select

from journeys.domain.services import Service
from journeys.domain.workshops.board import Column, columns, latest_shown, people, pseudonyms
from journeys.domain.workshops.heard import Chapter, heard
from journeys.domain.workshops.planning import agenda_of
from journeys.domain.workshops.running import next_item, running_item
from journeys.domain.workshops.steps import Place
from journeys.domain.workshops.tables import AgendaItem, Card, Workshop

Picture = Literal["join", "question", "counts", "wall", "map"]
CHOICES: tuple[Picture, ...] = ("join", "counts", "wall", "map")
"""The pictures that the moderation may ask for."""
ON_BEAMER = ("pain_point", "need", "quote", "keep")
"""The kinds of cards that may be on the beamer: worries never."""
STEPS_IN_A_ROW = 12
LATEST = 3


class Row(NamedTuple):
    """A part of the way that fits in one row; `phases` says how many of its steps each phase has."""

    columns: list[Column]
    phases: list[tuple[str, int]]

    @property
    def pains(self) -> int:
        return sum(step.pains for step in self.columns)

    @property
    def needs(self) -> int:
        return sum(step.needs for step in self.columns)


class Watched(NamedTuple):
    """Everything on the beamer but the clock. `tallest`: the cards on the step that has the most."""

    picture: Picture
    item: AgendaItem | None
    next: AgendaItem | None
    is_silent: bool
    taking_part: int
    way: list[Row]
    tallest: int
    latest: list[Card]
    wall: list[Chapter]
    pseudonyms: dict[int, str]

    def place(self, card: Card) -> Place | None:
        """Where the card stands on the way."""
        steps = (step.place for row in self.way for step in row.columns)
        return next((place for place in steps if place.id == card.step_id), None)


def counters(session: Session, workshop_id: int) -> tuple[str, int, int] | None:
    """The workshop's code, its revision and its service's changes: when all are as they were, so is the beamer.

    The code tells it from one that had the same number before and was removed.
    """
    mine = select(Workshop.code, Workshop.revision, Service.changes)
    rows = mine.join(Service, col(Service.id) == col(Workshop.service_id))
    return session.exec(rows.where(Workshop.id == workshop_id)).first()


def watch(session: Session, workshop: Workshop, wanted: str = "") -> Watched:
    """What the beamer shows now; `wanted` is the picture that was asked for, empty for the one that fits."""
    item = running_item(session, workshop)
    agenda = agenda_of(session, workshop.id)
    is_silent = _is_silent(workshop, item, agenda)
    latest = [] if is_silent else latest_shown(session, workshop, LATEST)
    picture = _picture(workshop, item, is_silent, bool(latest), wanted)
    # Hundreds of cards are read only where they are shown.
    wall = heard(session, workshop, ON_BEAMER) if picture == "wall" and not is_silent else []
    steps = columns(session, workshop)
    return Watched(
        picture=picture,
        item=item,
        next=next_item(session, workshop) if item else None,
        is_silent=is_silent,
        taking_part=people(session, workshop).taking_part,
        way=rows_of(steps),
        tallest=max((step.pains + step.needs for step in steps), default=0),
        latest=latest if workshop.state == "open" else [],
        wall=wall,
        pseudonyms=pseudonyms(session, agenda) if latest else {},
    )


def rows_of(steps: list[Column], most: int = STEPS_IN_A_ROW) -> list[Row]:
    """The way in rows of about the same length, none longer than `most`."""
    count = -(-len(steps) // most)
    size = -(-len(steps) // count) if count else 1
    parts = [steps[start : start + size] for start in range(0, len(steps), size)]
    return [Row(part, [(name, len(list(group))) for name, group in groupby(part, _phase)]) for part in parts]


def _phase(step: Column) -> str:
    return step.place.phase


def _is_silent(workshop: Workshop, item: AgendaItem | None, agenda: list[AgendaItem]) -> bool:
    """Whether people are writing what nobody shall see yet. At one's own pace they write under all items at once."""
    if workshop.state != "open":
        return False
    if workshop.pace == "own":
        asking = [each for each in agenda if each.asks]
        return bool(asking) and all(each.silent and not each.revealed for each in asking)
    return item is not None and item.form == "write" and item.silent and not item.revealed


def _picture(
    workshop: Workshop, item: AgendaItem | None, is_silent: bool, has_shown: bool, wanted: str
) -> Picture:
    if wanted in CHOICES and (wanted == "join" or not is_silent):
        return _drawable(workshop, wanted)
    if workshop.state == "planned" or (item is not None and item.form == "role" and workshop.pace != "own"):
        return "join"
    if is_silent or workshop.pace == "own" or item is None or item.form in ("break", "rate"):
        return "counts"
    if item.form == "closing":
        return _drawable(workshop, "map")
    if item.form == "write":
        return "wall" if item.silent else "counts"
    return "wall" if has_shown else "question"


def _drawable(workshop: Workshop, picture: Picture) -> Picture:
    """There is no map of a journey that was deleted."""
    return "counts" if picture == "map" and workshop.journey_id is None else picture
