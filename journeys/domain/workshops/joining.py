"""Joining with a code, coming back with another, and the three answers to the role card. No name, no account."""

from functools import cache
from typing import NamedTuple

from sqlalchemy import bindparam
from sqlalchemy.sql.dml import ReturningUpdate
from sqlmodel import Session, col, select, update
from sqlmodel.sql.expression import SelectOfScalar

from journeys.domain.findings import Finding, Refused, Unknown
from journeys.domain.tokens import hashed, new_token
from journeys.domain.typed import required, typed_findings
from journeys.domain.words import Words
from journeys.domain.workshops.codes import (
    new_return_code,
    pseudonym,
    typed_code,
    typed_return_code,
)
from journeys.domain.workshops.dealing import deal
from journeys.domain.workshops.planning import accept, locked_workshop
from journeys.domain.workshops.tables import Answer, Device, Participant, Workshop

LONGEST_NAME = 40
NO_NAME = Words(
    "Bitte geben Sie einen Namen an, der nicht Ihr echter ist.",
    "Please give a name that is not your real one.",
)
TAKEN = Words(
    "So heißt hier schon jemand. Bitte wählen Sie einen anderen Namen.",
    "Somebody here has this name. Please choose another.",
)
LONG = Words(
    f"Der Name ist zu lang. Bitte nehmen Sie höchstens {LONGEST_NAME} Zeichen.",
    f"The name is too long. Please take at most {LONGEST_NAME} characters.",
)


class Member(NamedTuple):
    """A participant's number, and their workshop as it was when somebody looked: to be read only."""

    id: int
    workshop: Workshop


class Joined(NamedTuple):
    """A new participant with what only their device may know: nothing of it is stored but hashes."""

    participant: Participant
    token: str
    return_code: str


def open_workshop_of(session: Session, code: str) -> Workshop | None:
    """The open workshop with this code, as people type it; None when it is wrong, not open yet or closed."""
    kept = typed_code(code)
    return session.exec(select(Workshop).where(Workshop.code == kept, Workshop.state == "open")).first()


def workshop_of(session: Session, code: str) -> Workshop | None:
    """The workshop with this code in whatever state: for who is in it already."""
    return session.exec(_coded(), params={"code": typed_code(code)}).first()


@cache
def _coded() -> SelectOfScalar[Workshop]:
    return select(Workshop).where(Workshop.code == bindparam("code"))


def free_pseudonym(session: Session, workshop: Workshop, skip: int = 0) -> str:
    """A name that nobody in the workshop has; another one for each `skip`."""
    taken = set(session.exec(select(Participant.pseudonym).where(Participant.workshop_id == workshop.id)))
    number = workshop.number_of_joins + skip
    while (name := pseudonym(_first_name(workshop), number)) in taken:
        number += 1
    return name


def join(session: Session, workshop_id: int, wanted: str = "", or_another: bool = False) -> Joined:
    """A new participant, with the wanted pseudonym or a free one; raises Refused for a name that cannot be taken.

    `or_another`: they took the name that was offered, so if somebody was faster they get another one instead.
    """
    workshop = locked_workshop(session, workshop_id)
    if workshop.state != "open":
        raise Unknown("open workshop")
    if or_another and _is_taken(session, workshop, wanted):
        wanted = ""
    name = _checked_name(session, workshop, wanted) if wanted else free_pseudonym(session, workshop)
    back = new_return_code()
    while _by_return_code(session, workshop, back) is not None:
        back = new_return_code()
    participant = Participant(workshop_id=workshop.id, pseudonym=name, return_hash=hashed(back, workshop.id))
    workshop.number_of_joins += 1
    session.add(participant)
    accept(session, workshop)
    return Joined(participant, _new_device(session, participant), back)


def come_back(session: Session, workshop: Workshop, code: str) -> Joined | None:
    """The same participant on another device, or None for a wrong code. Their other devices stay known: one of them may
    still hold what it could not send."""
    participant = _by_return_code(session, workshop, typed_return_code(code))
    if participant is None:
        return None
    return Joined(participant, _new_device(session, participant), typed_return_code(code))


def member_of(session: Session, token: str, code: str) -> Member | None:
    """Whose device this is in the workshop with this code."""
    rows = (
        select(Participant.id, Workshop)
        .join(Device, col(Device.participant_id) == col(Participant.id))
        .join(Workshop, col(Workshop.id) == col(Participant.workshop_id))
    )
    found = session.exec(rows.where(Device.token_hash == hashed(token), Workshop.code == code)).first()
    return Member(*found) if found else None


def participant(session: Session, id: int) -> Participant:
    """The participant with this number; raises Unknown."""
    found = session.get(Participant, id)
    if found is None:
        raise Unknown(f"participant {id}")
    return found


def answer(session: Session, participant_id: int, said: Answer) -> Participant:
    """„Ich bin dabei“ deals the steps out; „Heute nicht“ can be taken back by answering again."""
    participant, workshop = changing_participant(session, participant_id)
    participant.answer = said
    session.flush()
    if said == "in":
        deal(session, workshop, participant)
    return participant


def changing_participant(session: Session, id: int) -> tuple[Participant, Workshop]:
    """The participant with this number and their workshop, as `changing_workshop_of`; raises Unknown."""
    workshop = changing_workshop_of(session, id)
    return session.get_one(Participant, id, populate_existing=True), workshop


def changing_workshop_of(session: Session, participant_id: int) -> Workshop:
    """The participant's workshop, to be changed: locked, and its revision raised. Hundreds wait for this lock, so it is
    one question to the database, asked once in a transaction. Raises Unknown."""
    changing: dict[int, Workshop] = session.info.setdefault("changing", {})
    if participant_id not in changing:
        workshop = session.execute(_one_more(), {"participant": participant_id}).scalar()
        if workshop is None:
            raise Unknown(f"participant {participant_id}")
        changing[participant_id] = workshop
    return changing[participant_id]


@cache
def _one_more() -> ReturningUpdate[Workshop]:
    mine = select(Participant.workshop_id).where(Participant.id == bindparam("participant"))
    more = update(Workshop).where(col(Workshop.id) == mine.scalar_subquery())
    raised = more.values(revision=Workshop.revision + 1).returning(Workshop)
    return raised.execution_options(populate_existing=True, synchronize_session=False)


def _new_device(session: Session, participant: Participant) -> str:
    session.flush()
    token = new_token()
    session.add(Device(participant_id=participant.id, token_hash=hashed(token)))
    session.flush()
    return token


def _first_name(workshop: Workshop) -> int:
    """Where the names of a workshop begin: elsewhere in each, always the same in one."""
    return int(hashed(workshop.code)[:8], 16)


def _checked_name(session: Session, workshop: Workshop, wanted: str) -> str:
    name = " ".join(required("pseudonym", wanted, NO_NAME).split())
    found = typed_findings({"pseudonym": name})
    if len(name) > LONGEST_NAME:
        found.append(Finding("pseudonym", LONG))
    if not found and _is_taken(session, workshop, name):
        found.append(Finding("pseudonym", TAKEN))
    if found:
        raise Refused(found)
    return name


def _is_taken(session: Session, workshop: Workshop, name: str) -> bool:
    same = select(Participant.id).where(Participant.workshop_id == workshop.id, Participant.pseudonym == name)
    return session.exec(same).first() is not None


def _by_return_code(session: Session, workshop: Workshop, code: str) -> Participant | None:
    mine = select(Participant).where(
        Participant.workshop_id == workshop.id, Participant.return_hash == hashed(code, workshop.id)
    )
    return session.exec(mine).first()
