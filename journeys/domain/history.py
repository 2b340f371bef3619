"""What somebody changed in a service, so that they can undo it and do it again: only what they did, nobody else's work.

An edit is kept as the fields that differ between the document before it and after it. Undoing merges their old values
into the document as it is now, the way an import merges a file (`merging`): what others did meanwhile stays, and where
both touched one field that is said before anything happens. Edits go after a day, and whenever a text of their service
is removed for good.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

from sqlalchemy import JSON
from sqlmodel import Field, Session, col, delete, select

from journeys.domain.checks import limit_findings
from journeys.domain.differences import Difference, differences, flat
from journeys.domain.document import Document
from journeys.domain.editing import locked_service
from journeys.domain.findings import Finding, Refused
from journeys.domain.merging import ORDER, Flat, Key, Sides, fingerprint, merge_sides
from journeys.domain.reading import read
from journeys.domain.replaying import moved, replayed
from journeys.domain.services import Service
from journeys.domain.storing import store
from journeys.domain.tables import Row, UtcDateTime, one_of
from journeys.domain.tables import now as clock
from journeys.domain.words import Words
from journeys.settings import EDIT_HOURS

What = Literal["added", "removed", "changed", "moved"]
Way = Literal["undo", "redo"]
NOTHING: dict[Way, Words] = {
    "undo": Words("Es gibt nichts mehr, das Sie rückgängig machen können.", "There is nothing left to undo."),
    "redo": Words("Es gibt nichts, das Sie wiederholen können.", "There is nothing to do again."),
}
WEIGHT: dict[What, int] = {"added": 0, "removed": 0, "changed": 1, "moved": 2}
ORDERED = {"Journey": "journeys", "Phase": "phases", "Step": "steps", "Lane": "lanes", "Persona": "personas"}
KINDS = ("journeys", "steps", "phases", "lanes", "notes", "personas", "opportunities", "sources")
"""What an edit is called after, the weightiest first: who adds a step changes the order of its phase, too."""


class Edit(Row, table=True):
    """One change of one person. `kind` and `about` say what it was about: a step and its title, for example."""

    __table_args__ = (one_of("what", What),)

    service_id: int = Field(foreign_key="service.id", ondelete="CASCADE", index=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    at: datetime = Field(default_factory=clock, sa_type=UtcDateTime)
    what: str
    kind: str
    about: str
    changes: list[list[Any]] = Field(default_factory=list, sa_type=JSON)
    undone: bool = False


class Overwrites(Refused):
    """Others went on from what is to be undone; `found` says where: what is there now (`before`), what would be."""

    def __init__(self, found: list[Difference]) -> None:
        self.found = found
        super().__init__([Finding(f"{each.item}.{each.field}", Words("", "")) for each in found])


class Reach(NamedTuple):
    """What a person can undo next, and do again next; None when there is nothing."""

    undo: Edit | None
    redo: Edit | None


@contextmanager
def kept(session: Session, service_id: int, person_id: int) -> Iterator[None]:
    """What the block changes in the service can be undone by this person. The service is locked from here on.

    Raises Unknown when there is no such service. A block that changes nothing leaves no trace.
    """
    service = locked_service(session, service_id)
    before = read(session, service)
    yield
    session.flush()
    after = read(session, service)
    found = differences(before, after)
    if found:
        _forget_undone(session, service_id, person_id)
        session.add(_edit(service_id, person_id, found, before, after))
        session.flush()


def reach(session: Session, service_id: int, person_id: int) -> Reach:
    """What the person can undo and do again in this service."""
    return Reach(_next(session, service_id, person_id, "undo"), _next(session, service_id, person_id, "redo"))


def undo(session: Session, service_id: int, person_id: int, force: bool = False) -> Edit:
    """Take back what the person did last. Raises Refused when there is nothing, or it would be too much again;
    Overwrites where others went on from it, unless `force`."""
    return _turn(session, service_id, person_id, "undo", force)


def redo(session: Session, service_id: int, person_id: int, force: bool = False) -> Edit:
    """Do again what the person undid last; raises like `undo`."""
    return _turn(session, service_id, person_id, "redo", force)


def last_of_others(session: Session, service_id: int, person_id: int) -> Edit | None:
    """What somebody else changed last."""
    theirs = select(Edit).where(Edit.service_id == service_id, Edit.person_id != person_id, ~col(Edit.undone))
    return session.exec(theirs.order_by(col(Edit.id).desc()).limit(1)).first()


def forget(session: Session, service_id: int) -> None:
    """Nothing of the service can be undone any more: a text in it was removed for good."""
    session.exec(delete(Edit).where(col(Edit.service_id) == service_id))


def drop_old(session: Session, now: datetime) -> None:
    """Edits that are over."""
    session.exec(delete(Edit).where(col(Edit.at) < now - timedelta(hours=EDIT_HOURS.value)))


def _turn(session: Session, service_id: int, person_id: int, way: Way, force: bool) -> Edit:
    service = locked_service(session, service_id)
    edit = _next(session, service_id, person_id, way)
    if edit is None:
        raise Refused([Finding("", NOTHING[way])])
    here = read(session, service)
    sides = _sides(flat(here), edit, way)
    after, conflicts = _merged(here, sides)
    if not force:
        _refuse(conflicts)
    if conflicts:
        after, conflicts = _merged(here, _forced(sides, conflicts))
        _refuse(stayed for stayed in conflicts if stayed.field == "@type")
    wrong = limit_findings(after)
    if wrong:
        raise Refused(wrong)
    _put(session, service, after)
    edit.undone = way == "undo"
    session.flush()
    return edit


def _refuse(conflicts: Iterable[Difference]) -> None:
    found = list(conflicts)
    if found:
        raise Overwrites(found)


def _put(session: Session, service: Service, after: Document) -> None:
    if read(session, service) != after:
        store(session, service, after)


def _sides(ours: Flat, edit: Edit, way: Way) -> Sides:
    """The document as it is, as it would be without the edit, and as it was right after it."""
    theirs, base = dict(ours), {key: fingerprint(value) for key, value in ours.items()}
    for item, field, before, after in edit.changes:
        key, (old, new) = (item, field), (before, after) if way == "undo" else (after, before)
        if item == ORDER:
            theirs[key] = replayed(ours.get(key, []), new or [], old or [])
            continue
        _say(theirs, key, old, old)
        _say(base, key, new, fingerprint(new))
        if field == "@type" and None in (old, new):  # it comes or goes, also what is in nothing, as a persona
            _say(theirs, (item, "@in"), old, theirs.get((item, "@in")))
            _say(base, (item, "@in"), new, base.get((item, "@in"), fingerprint(None)))
    return _whole(Sides(ours, theirs, base), {(item, field) for item, field, _, _ in edit.changes})


def _whole(sides: Sides, changed: set[Key]) -> Sides:
    """What goes, goes whole. What others wrote in it since is in no side but ours, so that it counts as touched."""
    there, left = ({item for item, field in side if field == "@type"} for side in (sides.ours, sides.theirs))
    going = there - left
    theirs = {key: value for key, value in sides.theirs.items() if key[0] not in going}
    known = {
        key: seal
        for key, seal in sides.base.items()
        if key[0] not in going or key in changed or key[1] == "@in"
    }
    return Sides(sides.ours, theirs, known)


def _say(side: dict[tuple[str, str], Any], key: tuple[str, str], said: Any, value: Any) -> None:
    """Put it there; nothing said is no field."""
    if said is None:
        side.pop(key, None)
    else:
        side[key] = value


def _merged(here: Document, sides: Sides) -> tuple[Document, list[Difference]]:
    """The merged document, and where others went on: fields that both touched, and things that had to stay."""
    merged = merge_sides(here, sides)
    there = {item for item, field in flat(merged.document) if field == "@type"}
    going = {item for item, field in sides.ours if field == "@type"} - {item for item, _ in sides.theirs}
    stayed = [Difference(item, "@type", sides.ours[item, "@type"], None) for item in sorted(going & there)]
    return merged.document, [*merged.kept, *stayed]


def _forced(sides: Sides, conflicts: list[Difference]) -> Sides:
    """The same, as if nobody had touched what is in the way."""
    items = {each.item for each in conflicts if each.field == "@type"}
    fields = {(each.item, each.field) for each in conflicts}
    seen = {key: fingerprint(value) for key, value in sides.ours.items() if key in fields or key[0] in items}
    return Sides(sides.ours, sides.theirs, {**sides.base, **seen})


def _next(session: Session, service_id: int, person_id: int, way: Way) -> Edit | None:
    mine = select(Edit).where(Edit.service_id == service_id, Edit.person_id == person_id)
    if way == "undo":
        mine = mine.where(~col(Edit.undone)).order_by(col(Edit.id).desc())
    else:
        mine = mine.where(col(Edit.undone)).order_by(col(Edit.id))
    return session.exec(mine.limit(1)).first()


def _forget_undone(session: Session, service_id: int, person_id: int) -> None:
    mine = delete(Edit).where(col(Edit.service_id) == service_id, col(Edit.person_id) == person_id)
    session.exec(mine.where(col(Edit.undone)))


def _edit(
    service_id: int, person_id: int, found: list[Difference], before: Document, after: Document
) -> Edit:
    was, now = flat(before), flat(after)
    item, what = _weightiest(found)
    said = now if (item, "@type") in now else was
    about = next((said[item, name] for name in ("title", "name", "text") if (item, name) in said), "")
    changes = [list(each) for each in found]
    return Edit(
        service_id=service_id,
        person_id=person_id,
        what=what,
        kind=item.partition("/")[0],
        about=about,
        changes=changes,
    )


def _weightiest(found: list[Difference]) -> tuple[str, What]:
    """What the edit is called after: what came or went before what changed, and that before what only moved."""
    named = [_named(each) for each in found]
    return min(named, key=lambda each: (WEIGHT[each[1]], _rank(each[0])))


def _rank(item: str) -> int:
    kind = item.partition("/")[0]
    return KINDS.index(kind) if kind in KINDS else len(KINDS)


def _named(each: Difference) -> tuple[str, What]:
    if each.item == ORDER:
        kind = ORDERED.get(each.field.rpartition("/")[2], "notes")
        mover = [*moved(each.before or [], each.after or []), *(each.after or each.before)]
        return f"{kind}/{mover[0]}", "moved"
    if each.field == "@type":
        return each.item, "added" if each.before is None else "removed" if each.after is None else "changed"
    return each.item, "moved" if each.field == "@in" else "changed"
