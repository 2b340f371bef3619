"""Dealing out steps: everybody gets few, and every step is seen by about as many people as any other."""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from sqlalchemy import bindparam
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from journeys.domain.workshops.tables import Participant, StepInPlay, Turn, Workshop


def dealt(steps: Sequence[int], coverage: Counter[int], each: int) -> list[int]:
    """The `each` steps with the least coverage so far, in the order of the journey.

    Between steps that are covered alike the earlier one comes first. However many people come, no step is dealt more
    than once more than another.
    """
    scarce = sorted(range(len(steps)), key=lambda n: (coverage[steps[n]], n))[:each]
    return [steps[n] for n in sorted(scarce)]


def deal(session: Session, workshop: Workshop, participant: Participant) -> list[Turn]:
    """Give the participant their steps; those who have some keep them. The workshop must be locked."""
    mine = turns_of(session, participant.id)
    if mine:
        return mine
    fresh = [
        Turn(participant_id=participant.id, step_id=step_id, position=n)
        for n, step_id in enumerate(
            dealt(steps_in_play(session, workshop), _coverage(session, workshop), workshop.steps_each)
        )
    ]
    session.add_all(fresh)
    session.flush()
    return fresh


def turns_of(session: Session, participant_id: int) -> list[Turn]:
    """The participant's steps in their own order."""
    return list(session.exec(_turns(), params={"who": participant_id}))


@cache
def _turns() -> SelectOfScalar[Turn]:
    mine = select(Turn).where(Turn.participant_id == bindparam("who"))
    return mine.order_by(col(Turn.position), col(Turn.id))


def steps_in_play(session: Session, workshop: Workshop) -> list[int]:
    """The numbers of the steps the workshop is about, in order."""
    rows = select(StepInPlay.step_id).where(StepInPlay.workshop_id == workshop.id)
    return list(session.exec(rows.order_by(col(StepInPlay.position))))


def _coverage(session: Session, workshop: Workshop) -> Counter[int]:
    """How many of those who take part have each step. Who said „Heute nicht“ covers nothing."""
    rows = (
        select(Turn.step_id, func.count())
        .join(Participant, col(Participant.id) == col(Turn.participant_id))
        .where(Participant.workshop_id == workshop.id, Participant.answer == "in")
    )
    return Counter(dict(session.exec(rows.group_by(col(Turn.step_id))).all()))
