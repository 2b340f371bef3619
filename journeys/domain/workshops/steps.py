"""The live steps of a journey, in order: what a workshop can be about."""

from typing import NamedTuple

from sqlmodel import Session, col, select

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
    return journey, [step for step, _ in _rows(session, journey.id)]


def journeys_with_steps(session: Session, service_id: int) -> list[tuple[Journey, int]]:
    """The journeys of a service in order, each with how many live steps it has."""
    mine = select(Journey).where(Journey.service_id == service_id)
    rows = session.exec(mine.order_by(col(Journey.position), col(Journey.id)))
    return [(journey, len(_rows(session, journey.id))) for journey in rows]


def places_of_journey(session: Session, workshop: Workshop) -> list[Place]:
    """All steps of the workshop's journey with their numbers as the pictures show them."""
    if workshop.journey_id is None:
        return []
    return [
        Place(step.id, n, step.title, phase.name, step.ref, step.citizen_action or "")
        for n, (step, phase) in enumerate(_rows(session, workshop.journey_id), 1)
    ]


def places(session: Session, workshop: Workshop) -> list[Place]:
    """The steps in play that are still there, in order."""
    in_play = set(session.exec(select(StepInPlay.step_id).where(StepInPlay.workshop_id == workshop.id)))
    return [place for place in places_of_journey(session, workshop) if place.id in in_play]


def is_live(session: Session, service_id: int, step_id: int | None) -> bool:
    """Whether it is a step of the service and still there."""
    if step_id is None:
        return False
    step = select(Step.id).where(Step.id == step_id, Step.service_id == service_id)
    return session.exec(step.where(col(Step.deleted_at).is_(None))).first() is not None


def _rows(session: Session, journey_id: int) -> list[tuple[Step, Phase]]:
    query = (
        select(Step, Phase)
        .join(Phase, col(Phase.id) == col(Step.phase_id))
        .where(Phase.journey_id == journey_id, col(Step.deleted_at).is_(None))
        .order_by(col(Phase.position), col(Phase.id), col(Step.position), col(Step.id))
    )
    return list(session.exec(query))
