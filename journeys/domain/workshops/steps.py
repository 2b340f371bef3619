"""The live steps of a journey, in order: what a workshop can be about."""

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from journeys.domain.findings import Unknown
from journeys.domain.journeys import Journey, Phase
from journeys.domain.steps import Step
from journeys.domain.workshops.tables import StepInPlay, Workshop


class Place(NamedTuple):
    """A step as a workshop shows it: its number on the way, its phase."""

    id: int
    number: int
    title: str
    phase: str
    ref: str
    citizen_action: str


def steps_of_journey(session: Session, service_id: int, journey_id: int | None) -> tuple[Journey, list[Step]]:
    """A journey of the service (the first without a number) and its steps; raises Unknown."""
    mine = select(Journey).where(Journey.service_id == service_id).order_by(col(Journey.position))
    if journey_id is not None:
        mine = mine.where(Journey.id == journey_id)
    journey = session.exec(mine.limit(1)).first()
    if journey is None:
        raise Unknown(f"journey {journey_id} of service {service_id}")
    return journey, list(session.exec(_live(Step, journey_id=journey.id)))


def journeys_with_steps(session: Session, service_id: int) -> list[tuple[Journey, int]]:
    """The journeys of a service in order, each with how many live steps it has."""
    mine = select(Journey).where(Journey.service_id == service_id)
    rows = session.exec(mine.order_by(col(Journey.position), col(Journey.id)))
    return [(journey, len(session.exec(_live(Step.id, journey_id=journey.id)).all())) for journey in rows]


def places_of_journey(session: Session, workshop: Workshop) -> list[Place]:
    """All steps of the workshop's journey with their numbers as the pictures show them."""
    return [place for place, _ in _places(session, workshop)]


def places(session: Session, workshop: Workshop) -> list[Place]:
    """The steps in play that are still there, in order."""
    return [place for place, is_in_play in _places(session, workshop) if is_in_play]


def _places(session: Session, workshop: Workshop) -> list[tuple[Place, bool]]:
    """All of them, and whether each is in play."""
    if workshop.journey_id is None:
        return []
    asked = {"journey": workshop.journey_id, "workshop": workshop.id}
    steps = session.exec(_way(), params=asked)
    return [
        (Place(number, n, title, phase, ref, action or ""), in_play is not None)
        for n, (number, title, phase, ref, action, in_play) in enumerate(steps, 1)
    ]


@cache
def _way() -> Any:
    """The live steps of a journey, each with its mark of being in play. Only what is shown: a step holds far more."""
    here = and_(col(StepInPlay.step_id) == col(Step.id), col(StepInPlay.workshop_id) == bindparam("workshop"))
    shown = (Step.id, Step.title, Phase.name, Step.ref, Step.citizen_action, StepInPlay.id)
    return _live(*shown, journey_id=bindparam("journey")).outerjoin(StepInPlay, here)


def is_live(session: Session, service_id: int, step_id: int | None) -> bool:
    """Whether it is a step of the service and still there."""
    return (
        step_id is not None
        and session.exec(live_step(), params={"service": service_id, "step": step_id}).first() is not None
    )


@cache
def live_step() -> SelectOfScalar[int]:
    """Finds the step `step` of the service `service`, when it is still there. Made once, for hundreds of cards."""
    mine = select(Step.id).where(Step.id == bindparam("step"), Step.service_id == bindparam("service"))
    return mine.where(col(Step.deleted_at).is_(None))


def _live(*shown: Any, journey_id: Any) -> Any:
    """Asks for these columns of a journey's live steps, in order."""
    return (
        select(*shown)
        .select_from(Step)
        .join(Phase, col(Phase.id) == col(Step.phase_id))
        .where(Phase.journey_id == journey_id, col(Step.deleted_at).is_(None))
        .order_by(col(Phase.position), col(Phase.id), col(Step.position), col(Step.id))
    )
