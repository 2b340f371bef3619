"""What is new for somebody in a project since they were last there: what others did, and what waits for them."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session, col, select

from journeys.domain.history import Edit
from journeys.domain.people import Person
from journeys.domain.review import approving
from journeys.domain.review.approving import Asked
from journeys.domain.review.tables import ApprovalAnswer, ApprovalRound, Comment, Mention, Version, Visit
from journeys.domain.review.threads import Said, said_since
from journeys.domain.services import Service
from journeys.domain.tables import now
from journeys.settings import VISIT_MINUTES

MOST_EDITS = 200
"""Edits of one service that are told; who was away for long looks at the versions."""


class Answered(NamedTuple):
    """Somebody answered in a round."""

    round: Asked
    answer: ApprovalAnswer


class News(NamedTuple):
    """What is new on one service: `waiting` waits for the person, also from before; `to_me` are comments that mean them
    or answer them, `others` all further ones."""

    service: Service
    waiting: tuple[Asked, ...]
    to_me: tuple[Said, ...]
    others: tuple[Said, ...]
    answers: tuple[Answered, ...]
    versions: tuple[tuple[Version, str | None], ...]
    edits: tuple[tuple[Edit, str], ...]

    @property
    def amount(self) -> int:
        return sum(map(len, self[1:]))


class Since(NamedTuple):
    """Since when there is news, None at the first visit: and what it is, services without news left out."""

    moment: datetime | None
    news: tuple[News, ...]

    @property
    def amount(self) -> int:
        return sum(each.amount for each in self.news)


def visit(session: Session, project_id: int, person: Person) -> Visit:
    """The person looks at what is new: coming back after a while is a new visit, and begins where the last one was."""
    row = _visit(session, project_id, person)
    moment = now()
    if row is None:
        row = Visit(person_id=person.id, project_id=project_id, at=moment, since=moment)
        session.add(row)
    elif moment - row.at > timedelta(minutes=VISIT_MINUTES.value):
        row.since = row.at
    row.at = moment
    session.flush()
    return row


def seen(session: Session, project_id: int, person: Person) -> None:
    """All that is new has been read."""
    visit(session, project_id, person).since = now()
    session.flush()


def news_for(session: Session, project_id: int, person: Person) -> Since:
    """What others did since the last visit, the latest first, service by service."""
    row = _visit(session, project_id, person)
    return news_since(session, project_id, person, row.since if row else None)


def news_since(session: Session, project_id: int, person: Person, moment: datetime | None) -> Since:
    """The same since some moment; without one only what waits for them."""
    mine = select(Service).where(Service.project_id == project_id)
    services = list(session.exec(mine.order_by(col(Service.position), col(Service.id))))
    told = tuple(_of_service(session, service, person, moment) for service in services)
    return Since(moment, tuple(each for each in told if each.amount))


def _visit(session: Session, project_id: int, person: Person) -> Visit | None:
    mine = select(Visit).where(Visit.project_id == project_id, Visit.person_id == person.id)
    return session.exec(mine).first()


def _of_service(session: Session, service: Service, person: Person, moment: datetime | None) -> News:
    waiting = tuple(approving.waiting_for(session, [service.id], person))
    if moment is None:
        return News(service, waiting, (), (), (), (), ())
    said = [s for s in said_since(session, [service.id], moment) if s.row.person_id != person.id]
    meant = _meant(session, person, said)
    return News(
        service,
        waiting,
        tuple(each for each in said if each.row.id in meant),
        tuple(each for each in said if each.row.id not in meant),
        _answers(session, service, person, moment),
        _versions(session, service, person, moment),
        _edits(session, service, person, moment),
    )


def _meant(session: Session, person: Person, said: list[Said]) -> set[int]:
    """Those that name the person, and answers in threads in which they wrote."""
    mentions = set(session.exec(select(Mention.comment_id).where(Mention.person_id == person.id)))
    wrote = select(Comment.id, Comment.thread_id).where(Comment.person_id == person.id)
    threads = {thread or number for number, thread in session.exec(wrote)}
    return {s.row.id for s in said if s.row.id in mentions or s.row.thread_id in threads}


def _answers(session: Session, service: Service, person: Person, moment: datetime) -> tuple[Answered, ...]:
    mine = select(ApprovalRound).where(ApprovalRound.service_id == service.id)
    rounds = [approving.told(session, each) for each in session.exec(mine)]
    found = [
        Answered(asked, answer)
        for asked in rounds
        for answer in asked.answers
        if answer.at is not None and answer.at > moment and answer.person_id != person.id
    ]
    return tuple(sorted(found, key=lambda each: each.answer.id, reverse=True))


def _versions(
    session: Session, service: Service, person: Person, moment: datetime
) -> tuple[tuple[Version, str | None], ...]:
    mine = select(Version, Person.name).join(Person, col(Person.id) == Version.person_id, isouter=True)
    mine = mine.where(Version.service_id == service.id, Version.at > moment)
    found = session.exec(mine.order_by(col(Version.number).desc()))
    return tuple((version, name) for version, name in found if version.person_id != person.id)


def _edits(
    session: Session, service: Service, person: Person, moment: datetime
) -> tuple[tuple[Edit, str], ...]:
    mine = select(Edit, Person.name).join(Person, col(Person.id) == Edit.person_id)
    mine = mine.where(Edit.service_id == service.id, Edit.at > moment, Edit.person_id != person.id)
    mine = mine.where(~col(Edit.undone)).order_by(col(Edit.id).desc()).limit(MOST_EDITS)
    return tuple((edit, name) for edit, name in session.exec(mine))
