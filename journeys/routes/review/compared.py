"""A version beside another one, or beside what the service is now: what changed, in words and figures."""

from typing import NamedTuple

from sqlmodel import Session, col, select

from journeys.domain.diff.alterations import alterations
from journeys.domain.diff.counting import Counted, counted
from journeys.domain.document import Document
from journeys.domain.reading import read
from journeys.domain.review.tables import Version
from journeys.domain.review.versions import CALLED, document_of
from journeys.domain.services import Service
from journeys.domain.words import Words
from journeys.render.telling.altered import Told, summed_up
from journeys.routes.forms import number_of

NOW = "now"
TODAY = Words("Jetzt", "Now")


class Compared(NamedTuple):
    """Two states of a service, the older one first. `other` is how an address names the one beside the version."""

    other: str
    old: Words
    new: Words
    before: Document
    after: Document
    told: list[Told]
    figures: Counted

    @property
    def is_same(self) -> bool:
        return not self.told


def compared_with(session: Session, version: Version, other: str, back: bool = False) -> Compared | None:
    """The version beside another one: that of this number, „now“, else the one before it; None where there is none.

    `back`: what would change if the version were brought back.
    """
    here = document_of(session, version)
    mine = Words(*(words.format(n=version.number) for words in CALLED))
    if other == NOW:
        service = session.get_one(Service, version.service_id)
        now = read(session, service)
        sides = (TODAY, mine, now, here) if back else (mine, TODAY, here, now)
        return _compared(NOW, *sides)
    found = _other(session, version, other)
    if found is None:
        return None
    theirs = Words(*(words.format(n=found.number) for words in CALLED))
    there = document_of(session, found)
    if found.number < version.number:
        return _compared(str(found.number), theirs, mine, there, here)
    return _compared(str(found.number), mine, theirs, here, there)


def _other(session: Session, version: Version, other: str) -> Version | None:
    mine = select(Version).where(Version.service_id == version.service_id, Version.id != version.id)
    if number_of(other):
        return session.exec(mine.where(Version.number == number_of(other))).first()
    earlier = mine.where(Version.number < version.number).order_by(col(Version.number).desc())
    return session.exec(earlier.limit(1)).first()


def _compared(other: str, old: Words, new: Words, before: Document, after: Document) -> Compared:
    figures = counted(before, after, alterations(before, after))
    return Compared(other, old, new, before, after, summed_up(before, after), figures)
