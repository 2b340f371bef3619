"""What happened in the review of a project, the latest first: for feeds, which other programs read and keep. So it says
what happened and where; what somebody wrote in a comment, a reason or a request is not in it."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Literal, NamedTuple

from sqlmodel import Session, SQLModel, col, select

from journeys.domain.review.approving import VERDICTS
from journeys.domain.review.tables import ApprovalAnswer, ApprovalRound, Comment, Version
from journeys.domain.review.versions import title_of
from journeys.domain.services import Service
from journeys.domain.words import Words

Kind = Literal["version", "round", "answer", "comment"]
MOST = 50
KEPT = Words("{service}: {version} festgehalten", "{service}: {version} kept")
ASKED = Words(
    "{service}: Freigabe erbeten für {version}, bis {day}",
    "{service}: approval asked for {version}, by {day}",
)
ANSWERED = Words("{service}: {who} zu {version}: {verdict}", "{service}: {who} on {version}: {verdict}")
COMMENTED = Words("{service}: Kommentar zu {version}", "{service}: comment on {version}")
REPLIED = Words(
    "{service}: Antwort auf einen Kommentar zu {version}", "{service}: answer to a comment on {version}"
)


class Happening(NamedTuple):
    """`number` is that of the row; `place` that of what to look at: a round for rounds and answers to them, else a
    version, of which `thread` is the comment's."""

    kind: Kind
    number: int
    at: datetime
    title: Words
    place: int
    thread: int | None = None


def happenings(session: Session, project_id: int, most: int = MOST) -> list[Happening]:
    """The latest of a project, at most so many."""
    found = [*_versions(session, project_id, most), *_rounds(session, project_id, most)]
    found += [*_answers(session, project_id, most), *_comments(session, project_id, most)]
    return list(islice(sorted(found, key=lambda each: (each.at, each.number), reverse=True), most))


def _versions(session: Session, project_id: int, most: int) -> Iterator[Happening]:
    for version, service in _latest(session, Version, col(Version.at), project_id, most):
        yield Happening("version", version.id, version.at, _said(KEPT, service, version), version.id)


def _rounds(session: Session, project_id: int, most: int) -> Iterator[Happening]:
    rows = _latest(session, ApprovalRound, col(ApprovalRound.opened_at), project_id, most, Version)
    for row, version, service in rows:
        title = _said(ASKED, service, version, day=Words(f"{row.due_on:%d.%m.%Y}", f"{row.due_on}"))
        yield Happening("round", row.id, row.opened_at, title, row.id)


def _answers(session: Session, project_id: int, most: int) -> Iterator[Happening]:
    """By the names that those who answered want to be shown with."""
    for row, version, service in _latest(
        session, ApprovalAnswer, col(ApprovalAnswer.at), project_id, most, Version
    ):
        who, verdict = Words(row.name, row.name), VERDICTS[row.verdict]
        title = _said(ANSWERED, service, version, who=who, verdict=verdict)
        yield Happening("answer", row.id, row.at, title, row.round_id)


def _comments(session: Session, project_id: int, most: int) -> Iterator[Happening]:
    for row, version, service in _latest(session, Comment, col(Comment.at), project_id, most, Version):
        title = _said(REPLIED if row.thread_id else COMMENTED, service, version)
        yield Happening("comment", row.id, row.at, title, version.id, row.thread_id or row.id)


def _latest(
    session: Session, table: type[SQLModel], at: Any, project_id: int, most: int, *beside: type[Version]
) -> Iterator[Any]:
    """Rows with their version, where they are none themselves, and their service."""
    rows = select(table, *beside, Service)  # type: ignore[call-overload]
    if beside:
        rows = rows.join(Version, col(Version.id) == col(table.version_id))  # type: ignore[attr-defined]
    rows = rows.join(Service, col(Service.id) == col(Version.service_id))
    rows = rows.where(Service.project_id == project_id, at.is_not(None))
    if table is Comment:
        rows = rows.where(col(Comment.deleted_at).is_(None))
    yield from session.exec(rows.order_by(at.desc()).limit(most))


def _said(sentence: Words, service: Service, version: Version, **more: Words) -> Words:
    name = service.short_name or service.name
    parts = {"service": Words(name, name), "version": title_of(version), **more}
    return Words(
        sentence.de.format(**{key: said.de for key, said in parts.items()}),
        sentence.en.format(**{key: said.en for key, said in parts.items()}),
    )
