"""Approval rounds: named people are asked to approve one version until a day; each answers for what they saw.

An approval is one of a content, told by its seal: it never passes to another one. A round on a newer version takes the
place of the open one.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from sqlmodel import Session, col, func, select

from journeys.domain import audit
from journeys.domain.editing import locked_service
from journeys.domain.findings import Finding, Refused, Unknown
from journeys.domain.members import members_of
from journeys.domain.people import Person
from journeys.domain.review.tables import ApprovalAnswer, ApprovalRound, Verdict, Version
from journeys.domain.review.versions import CALLED, count_review
from journeys.domain.services import Service
from journeys.domain.tables import now
from journeys.domain.typed import required, typed_findings
from journeys.domain.words import Words
from journeys.settings import REVIEWERS

State = Literal["open", "approved", "remarks", "objected", "closed"]
VERDICTS: dict[Verdict, Words] = {
    "approved": Words("freigegeben", "approved"),
    "remarks": Words("mit Hinweisen freigegeben", "approved with remarks"),
    "objected": Words("Einwand", "objection"),
}
CHOICES: dict[Verdict, Words] = {
    "approved": Words("Freigeben", "Approve"),
    "remarks": Words("Mit Hinweisen freigeben", "Approve with remarks"),
    "objected": Words("Einwand erheben", "Object"),
}
MEANS: dict[Verdict, Words] = {
    "approved": Words("So kann es weitergehen.", "It can go on like this."),
    "remarks": Words("Weiter, aber bitte beachten.", "Go on, but please mind."),
    "objected": Words("Mit Grund. Es geht nicht weiter.", "With a reason. It does not go on."),
}
STATES: dict[State, Words] = {
    "open": Words("Antworten stehen aus", "answers are missing"),
    "approved": Words("freigegeben", "approved"),
    "remarks": Words("mit Hinweisen freigegeben", "approved with remarks"),
    "objected": Words("Einwand erhoben", "objected to"),
    "closed": Words("beendet ohne Freigabe", "ended without approval"),
}
NOBODY = Words("Bitte wählen Sie, wer antworten soll.", "Please choose who is to answer.")
MANY = Words(
    f"Bitte wählen Sie höchstens {REVIEWERS.value} Personen.",
    f"Please choose at most {REVIEWERS.value} people.",
)
NOT_MEMBERS = Words(
    "Jemand davon gehört nicht mehr zum Vorhaben. Bitte wählen Sie noch einmal.",
    "Somebody of them does not belong to the project any more. Please choose again.",
)
NO_DAY = Words("Bitte geben Sie an, bis wann geantwortet werden soll.", "Please say until when to answer.")
PAST = Words(
    "Dieser Tag ist vorbei. Bitte wählen Sie einen späteren.", "This day is over. Please choose a later one."
)
NO_VERDICT = Words("Bitte wählen Sie eine der drei Antworten.", "Please choose one of the three answers.")
NO_REASON = Words("Bitte schreiben Sie einen Grund dazu.", "Please add a reason.")
NO_NAME = Words(
    "Bitte geben Sie an, wie Sie im Protokoll heißen.", "Please say how you are named in the record."
)
NOT_ASKED = Words("Sie sind zu diesem Stand nicht gefragt.", "You are not asked about this version.")
ENDED = Words(
    "Diese Freigabe ist beendet. Ihr Text steht noch da, er wurde nicht gespeichert.",
    "This approval has ended. Your text is still there, it was not stored.",
)
OTHER_CONTENT = Words(
    "Sie haben einen anderen Inhalt gesehen als den, um den es geht. Bitte sehen Sie noch einmal hin. Ihr Text steht "
    "noch da.",
    "You saw another content than the one in question. Please look again. Your text is still there.",
)


class Asked(NamedTuple):
    """A round with its answers in the order of names, and the state that they make."""

    row: ApprovalRound
    version: Version
    answers: tuple[ApprovalAnswer, ...]
    asker: str | None

    @property
    def state(self) -> State:
        """An objection outweighs all, an answer that is missing all approvals."""
        verdicts = [answer.verdict for answer in self.answers]
        if "objected" in verdicts:
            return "objected"
        if None in verdicts:
            return "closed" if self.row.closed_at else "open"
        return "remarks" if "remarks" in verdicts else "approved"

    @property
    def is_open(self) -> bool:
        """Whether answers are still taken: also after the last one, until another round takes its place."""
        return self.row.closed_at is None

    def of(self, person: Person) -> ApprovalAnswer | None:
        """What this person was asked; None for who was not."""
        return next((answer for answer in self.answers if answer.person_id == person.id), None)


def ask(
    session: Session, version: Version, people: Collection[int], due_on: date | None, message: str, by: Person
) -> ApprovalRound:
    """Begin a round on a version; an open one on any version of the service ends with it.

    `people` are numbers of members of the project. Raises Refused for everything that is missing.
    """
    service = locked_service(session, version.service_id)
    members = {person.id: person for person, _ in members_of(session, service.project_id)}
    wrong = [*_of_people(people, members), *_of_day(due_on), *typed_findings({"message": message})]
    if wrong or due_on is None:
        raise Refused(wrong)
    for open_one in _open_rounds(session, service.id):
        open_one.closed_at = now()
    row = ApprovalRound(
        service_id=service.id, version_id=version.id, person_id=by.id, message=message.strip(), due_on=due_on
    )
    session.add(row)
    session.flush()
    session.add_all(
        ApprovalAnswer(round_id=row.id, version_id=version.id, person_id=number, name=members[number].name)
        for number in sorted(set(people), key=lambda number: members[number].folded)
    )
    audit.remember(session, "approval_asked", by, _about(version, service))
    count_review(session, service.id)
    return row


def _of_people(people: Collection[int], members: Mapping[int, Person]) -> list[Finding]:
    if not people:
        return [Finding("people", NOBODY)]
    if len(set(people)) > REVIEWERS.value:
        return [Finding("people", MANY)]
    return [] if set(people) <= members.keys() else [Finding("people", NOT_MEMBERS)]


def _of_day(due_on: date | None) -> list[Finding]:
    if due_on is None:
        return [Finding("due_on", NO_DAY)]
    return [Finding("due_on", PAST)] if due_on < now().date() else []


def answer(session: Session, round_id: int, said: Mapping[str, str], by: Person) -> ApprovalAnswer:
    """What somebody who was asked says: `verdict`, `reason`, `name`, and the `seal` of what they saw. They can change
    it as long as the round is open.

    Raises Unknown, and Refused: who is not asked, when the round has ended, for another content, and for what is
    missing.
    """
    row = find_round(session, round_id)
    service = locked_service(session, row.service_id)
    session.refresh(row)
    mine = session.exec(
        select(ApprovalAnswer).where(ApprovalAnswer.round_id == row.id, ApprovalAnswer.person_id == by.id)
    ).first()
    version = session.get_one(Version, row.version_id)
    if mine is None:
        raise Refused([Finding("", NOT_ASKED)])
    if row.closed_at is not None:
        raise Refused([Finding("", ENDED)])
    if said["seal"] != seen_seal(version):
        raise Refused([Finding("", OTHER_CONTENT)])
    name, verdict, reason = _checked(said)
    mine.name, mine.verdict, mine.reason, mine.seal, mine.at = name, verdict, reason, version.seal, now()
    audit.remember(session, "approval_answered", by, _about(version, service))
    count_review(session, row.service_id)
    session.flush()
    return mine


def _about(version: Version, service: Service) -> str:
    """By numbers alone: names may be texts that are removed for good one day."""
    return f"Leistung {service.id} · {CALLED.de.format(n=version.number)}"


def seen_seal(version: Version) -> str:
    """What a page says that showed the version: its seal, and since when a text is missing in it."""
    return f"{version.seal}:{version.removed_at.isoformat() if version.removed_at else ''}"


def _checked(said: Mapping[str, str]) -> tuple[str, Verdict, str]:
    wrong = typed_findings({"name": said["name"], "reason": said["reason"]})
    verdict = next((known for known in VERDICTS if known == said["verdict"]), None)
    name = " ".join(said["name"].split())
    if verdict is None:
        wrong.append(Finding("verdict", NO_VERDICT))
    if not name:
        wrong.append(Finding("name", NO_NAME))
    if verdict in ("remarks", "objected"):
        try:
            required("reason", said["reason"], NO_REASON)
        except Refused as refused:
            wrong += refused.findings
    if wrong or verdict is None:
        raise Refused(wrong)
    return name, verdict, said["reason"].strip()


def close(session: Session, round_id: int, by: Person) -> ApprovalRound:
    """End a round before all have answered; raises Unknown. Once more changes nothing."""
    row = find_round(session, round_id)
    service = locked_service(session, row.service_id)
    session.refresh(row)
    if row.closed_at is None:
        row.closed_at = now()
        version = session.get_one(Version, row.version_id)
        audit.remember(session, "approval_closed", by, _about(version, service))
        count_review(session, row.service_id)
    return row


def find_round(session: Session, id: int) -> ApprovalRound:
    """The round with this number; raises Unknown."""
    row = session.get(ApprovalRound, id)
    if row is None:
        raise Unknown(f"approval round {id}")
    return row


def told(session: Session, row: ApprovalRound) -> Asked:
    """The round with all that belongs to it."""
    return _told(session, [row])[0]


def rounds_on(session: Session, version: Version) -> list[Asked]:
    """The rounds on a version, the latest first."""
    mine = select(ApprovalRound).where(ApprovalRound.version_id == version.id)
    return _told(session, session.exec(mine.order_by(col(ApprovalRound.id).desc())).all())


def rounds_of(session: Session, service_id: int) -> list[Asked]:
    """The rounds of a service, the latest first."""
    mine = select(ApprovalRound).where(ApprovalRound.service_id == service_id)
    return _told(session, session.exec(mine.order_by(col(ApprovalRound.id).desc())).all())


def waiting_for(session: Session, service_ids: Sequence[int], person: Person) -> list[Asked]:
    """Open rounds in which this person has not answered."""
    mine = select(ApprovalRound).join(ApprovalAnswer, col(ApprovalAnswer.round_id) == ApprovalRound.id)
    mine = mine.where(
        col(ApprovalRound.service_id).in_(service_ids),
        col(ApprovalRound.closed_at).is_(None),
        ApprovalAnswer.person_id == person.id,
        col(ApprovalAnswer.verdict).is_(None),
    )
    return _told(session, session.exec(mine.order_by(col(ApprovalRound.id))).all())


def count_waiting(session: Session, project_id: int, person: Person) -> int:
    """How many open rounds of a project wait for this person."""
    mine = select(func.count()).select_from(ApprovalAnswer)
    mine = mine.join(ApprovalRound, col(ApprovalRound.id) == ApprovalAnswer.round_id)
    mine = mine.join(Service, col(Service.id) == ApprovalRound.service_id)
    mine = mine.where(
        Service.project_id == project_id,
        ApprovalAnswer.person_id == person.id,
        col(ApprovalAnswer.verdict).is_(None),
        col(ApprovalRound.closed_at).is_(None),
    )
    return session.exec(mine).one()


def approved_version(session: Session, service: Service) -> Asked | None:
    """The latest round that ended in an approval."""
    return next((a for a in rounds_of(session, service.id) if a.state in ("approved", "remarks")), None)


def _open_rounds(session: Session, service_id: int) -> Sequence[ApprovalRound]:
    mine = select(ApprovalRound).where(ApprovalRound.service_id == service_id)
    return session.exec(mine.where(col(ApprovalRound.closed_at).is_(None))).all()


def _told(session: Session, rows: Sequence[ApprovalRound]) -> list[Asked]:
    numbers = [row.id for row in rows]
    answers: dict[int, list[ApprovalAnswer]] = {number: [] for number in numbers}
    found = select(ApprovalAnswer).where(col(ApprovalAnswer.round_id).in_(numbers))
    for each in session.exec(found.order_by(col(ApprovalAnswer.id))):
        answers[each.round_id].append(each)
    out = []
    for row in rows:
        asker = session.get(Person, row.person_id) if row.person_id else None
        version = session.get_one(Version, row.version_id)
        out.append(Asked(row, version, tuple(answers[row.id]), asker.name if asker else None))
    return out
