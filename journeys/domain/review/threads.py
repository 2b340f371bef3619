"""Threads of comments as they are seen from one version: what they are about goes along as it changes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from sqlmodel import Session, col, func, or_, select

from journeys.domain.people import Person
from journeys.domain.review.subjects import Directory, Standing, Subject
from journeys.domain.review.tables import Comment, Mention, Version
from journeys.domain.review.versions import document_of
from journeys.domain.words import Words

Choice = Literal["open", "resolved", "all", "mine"]
CHOICES: dict[Choice, Words] = {
    "open": Words("offen", "open"),
    "resolved": Words("erledigt", "resolved"),
    "mine": Words("an mich", "to me"),
    "all": Words("alle", "all"),
}


class Said(NamedTuple):
    """A comment with its writer's name (None: the account is gone)."""

    row: Comment
    name: str | None


class Thread(NamedTuple):
    """A comment with its answers, seen from one version. `standing` is what it is about as it is there, None where it
    is gone; `origin` as it was when the thread began. `changed`, `moved`: since then."""

    first: Said
    answers: tuple[Said, ...]
    subject: Subject
    version: Version
    origin: Standing | None
    standing: Standing | None
    changed: bool
    moved: bool

    @property
    def is_resolved(self) -> bool:
        return self.first.row.resolved_at is not None


def subject_of(row: Comment) -> Subject:
    return Subject(row.about, row.ref, row.lane)  # type: ignore[arg-type]


def threads_on(session: Session, version: Version, document_here: Directory) -> list[Thread]:
    """The threads that belong to a version: those begun on it or on an earlier one, the latest first.

    Of earlier ones those that were resolved before this version are over. What they are about is looked up by its id,
    so that they go along where it is moved or changed.
    """
    service_id = version.service_id
    versions = {v.id: v for v in session.exec(select(Version).where(Version.service_id == service_id))}
    earlier = {each.id for each in versions.values() if each.number <= version.number}
    mine = select(Comment, Person.name).join(Person, col(Person.id) == Comment.person_id, isouter=True)
    mine = mine.where(Comment.service_id == service_id, col(Comment.deleted_at).is_(None))
    rows = [Said(row, row.guest or name) for row, name in session.exec(mine.order_by(col(Comment.id)))]
    firsts = [s for s in rows if s.row.thread_id is None and s.row.version_id in earlier]
    answers: dict[int, list[Said]] = {}
    for said in rows:
        if said.row.thread_id is not None:
            answers.setdefault(said.row.thread_id, []).append(said)
    known: dict[int, Directory] = {version.id: document_here}
    out = []
    for first in firsts:
        row = first.row
        if row.version_id != version.id and row.resolved_at is not None and row.resolved_at < version.at:
            continue
        began = versions[row.version_id]
        if began.id not in known:
            known[began.id] = Directory(document_of(session, began))
        out.append(_thread(first, answers.get(row.id, ()), began, known[began.id], document_here))
    return list(reversed(out))


def _thread(first: Said, answers: Sequence[Said], began: Version, then: Directory, here: Directory) -> Thread:
    subject = subject_of(first.row)
    origin, standing = then.find(subject), here.find(subject)
    changed = moved = False
    if origin is not None and standing is not None:
        changed = origin.content != standing.content
        moved = origin.into != standing.into
    return Thread(first, tuple(answers), subject, began, origin, standing, changed, moved)


def chosen(session: Session, found: Sequence[Thread], choice: Choice, person: Person | None) -> list[Thread]:
    """Those that somebody wants to see; „mine“ are those they began or are meant in."""
    if choice == "open":
        return [thread for thread in found if not thread.is_resolved]
    if choice == "resolved":
        return [thread for thread in found if thread.is_resolved]
    if choice == "mine" and person is not None:
        meant = set(session.exec(select(Mention.comment_id).where(Mention.person_id == person.id)))
        return [t for t in found if _concerns(t, person.id, meant)]
    return list(found)


def _concerns(thread: Thread, person_id: int, meant: set[int]) -> bool:
    rows = [thread.first.row, *(each.row for each in thread.answers)]
    return any(row.person_id == person_id or row.id in meant for row in rows)


def open_counts(session: Session, service_id: int) -> dict[int, int]:
    """By version, how many open threads began on it."""
    mine = select(Comment.version_id, func.count()).where(
        Comment.service_id == service_id,
        col(Comment.thread_id).is_(None),
        col(Comment.deleted_at).is_(None),
        col(Comment.resolved_at).is_(None),
    )
    return dict(session.exec(mine.group_by(col(Comment.version_id))).all())


def open_at_steps(found: Iterable[Thread]) -> dict[str, int]:
    """Step id → how many open threads are about it or something in it."""
    out: dict[str, int] = {}
    for thread in found:
        if not thread.is_resolved and thread.standing is not None and thread.standing.step:
            out[thread.standing.step] = out.get(thread.standing.step, 0) + 1
    return out


def open_about(found: Iterable[Thread]) -> Counter[str]:
    """How many open threads are about each journey or opportunity itself, by its id."""
    subjects = (thread.subject for thread in found if not thread.is_resolved and thread.standing is not None)
    return Counter(subject.ref for subject in subjects if subject.about in ("journey", "opportunity"))


def said_since(session: Session, service_ids: Sequence[int], moment: datetime) -> list[Said]:
    """Comments on these services after a moment, the latest first."""
    mine = select(Comment, Person.name).join(Person, col(Person.id) == Comment.person_id, isouter=True)
    mine = mine.where(col(Comment.service_id).in_(service_ids), col(Comment.deleted_at).is_(None))
    mine = mine.where(or_(col(Comment.at) > moment, col(Comment.changed_at) > moment))
    rows = session.exec(mine.order_by(col(Comment.id).desc()))
    return [Said(row, row.guest or name) for row, name in rows]
