"""What a project's page shows of each service: counts, the worst pain point, where it stands, what to do next."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from sqlmodel import Session, col, select

from journeys.domain.journeys import Journey, Phase
from journeys.domain.measures import note_score
from journeys.domain.notes import Note
from journeys.domain.services import Service
from journeys.domain.steps import Step, StepResolves
from journeys.domain.words import Words
from journeys.domain.workshops.tables import Workshop

Next = Literal["add_steps", "collect_notes", "rate_notes", "resolve_open", "view_blueprint"]


class Worst(NamedTuple):
    """The pain point with the highest score, the first of equals, and the step it is on."""

    note: Note
    step: Step
    number: int
    score: int


class Overview(NamedTuple):
    """One service in its project's list. `next` says what to do, `reason` why, `goal` with what.

    `goal` is the number of a journey, or of a step where notes are to be collected or rated. `workshop` is the one that
    is open, else the one that comes next; a rehearsal is neither.
    """

    service: Service
    pain_points: int
    needs: int
    steps: int
    worst: Worst | None
    state: Words
    next: Next
    reason: Words
    goal: int
    workshop: Workshop | None = None


class _Facts(NamedTuple):
    journeys: list[Journey]
    steps: list[tuple[Step, Journey]]
    notes: list[Note]
    resolved: set[int]
    workshops: list[Workshop]


def project_overview(session: Session, project_id: int) -> list[Overview]:
    """The services of a project in order, in a handful of queries however many there are."""
    services = session.exec(
        select(Service)
        .where(Service.project_id == project_id)
        .order_by(col(Service.position), col(Service.id))
    ).all()
    facts = _facts(session, [service.id for service in services])
    return [_overview(service, facts[service.id]) for service in services]


def _facts(session: Session, ids: Sequence[int]) -> dict[int, _Facts]:
    out = {service_id: _Facts([], [], [], set(), []) for service_id in ids}
    for journey in session.exec(
        select(Journey).where(col(Journey.service_id).in_(ids)).order_by(col(Journey.position))
    ):
        out[journey.service_id].journeys.append(journey)
    for step, journey in session.exec(_steps_in_order(ids)):
        out[step.service_id].steps.append((step, journey))
    for note in session.exec(_live_notes(ids)):
        out[note.service_id].notes.append(note)
    for link in session.exec(_resolved(ids)):
        out[link.service_id].resolved.add(link.note_id)
    for workshop in session.exec(_coming_workshops(ids)):
        out[workshop.service_id].workshops.append(workshop)
    return out


def _coming_workshops(ids: Sequence[int]):  # type: ignore[no-untyped-def]
    """The open ones first, then those that are planned, by day."""
    return (
        select(Workshop)
        .where(
            col(Workshop.service_id).in_(ids),
            Workshop.state != "closed",
            col(Workshop.is_rehearsal).is_(False),
        )
        .order_by(
            col(Workshop.state), col(Workshop.held_on).is_(None), col(Workshop.held_on), col(Workshop.id)
        )
    )


def _steps_in_order(ids: Sequence[int]):  # type: ignore[no-untyped-def]
    return (
        select(Step, Journey)
        .join(Phase, col(Phase.id) == Step.phase_id)
        .join(Journey, col(Journey.id) == Phase.journey_id)
        .where(col(Step.service_id).in_(ids), col(Step.deleted_at).is_(None))
        .order_by(col(Journey.position), col(Phase.position), col(Step.position), col(Step.id))
    )


def _live_notes(ids: Sequence[int]):  # type: ignore[no-untyped-def]
    return (
        select(Note)
        .join(Step, col(Step.id) == Note.step_id)
        .where(col(Note.service_id).in_(ids), col(Note.deleted_at).is_(None), col(Step.deleted_at).is_(None))
        .order_by(col(Note.position), col(Note.id))
    )


def _resolved(ids: Sequence[int]):  # type: ignore[no-untyped-def]
    return (
        select(StepResolves)
        .join(Step, col(Step.id) == StepResolves.step_id)
        .where(col(StepResolves.service_id).in_(ids), col(Step.deleted_at).is_(None))
    )


def _overview(service: Service, facts: _Facts) -> Overview:
    pains = [note for note in facts.notes if note.kind == "pain_point"]
    state, next_, reason = _standing(facts, pains)
    return Overview(
        service=service,
        pain_points=len(pains),
        needs=sum(note.kind == "need" for note in facts.notes),
        steps=len(facts.steps),
        worst=_worst(facts, pains),
        state=state,
        next=next_,
        reason=reason,
        goal=_goal(facts, next_, pains),
        workshop=next(iter(facts.workshops), None),
    )


def _goal(facts: _Facts, next_: Next, pains: list[Note]) -> int:
    if next_ == "collect_notes":
        return facts.steps[0][0].id
    if next_ == "rate_notes":
        unrated = {note.step_id for note in pains if note.severity is None or note.frequency is None}
        return next(step.id for step, _ in facts.steps if step.id in unrated)
    to_be = (journey for journey in facts.journeys if next_ == "resolve_open" and journey.kind == "to_be")
    return next(to_be, facts.journeys[0]).id


def _worst(facts: _Facts, pains: list[Note]) -> Worst | None:
    numbers: dict[int, int] = {}
    places: dict[int, tuple[int, Step]] = {}
    for place, (step, journey) in enumerate(facts.steps):
        numbers[step.id] = numbers.get(-journey.id, 0) + 1
        numbers[-journey.id] = numbers[step.id]
        places[step.id] = (place, step)
    rated = [
        (note_score(n.severity, n.frequency), -places[n.step_id][0], n) for n in pains if n.step_id in places
    ]
    if not rated:
        return None
    score, _, note = max(rated, key=lambda r: (r[0], r[1], -r[2].position))
    step = places[note.step_id][1]  # type: ignore[index]
    return Worst(note, step, numbers[step.id], score)


def _standing(facts: _Facts, pains: list[Note]) -> tuple[Words, Next, Words]:
    """Where the service stands; the first rule that fits wins."""
    unrated = sum(note.severity is None or note.frequency is None for note in pains)
    open_ = sum(note.id not in facts.resolved for note in pains)
    if not facts.steps:
        return (
            Words("Noch ohne Schritte", "No steps yet"),
            "add_steps",
            Words("Es fehlt der Weg der Bürgerinnen und Bürger.", "The citizens' way is missing."),
        )
    if not facts.notes:
        return (
            Words("Noch ohne Hinweise", "No notes yet"),
            "collect_notes",
            Words(
                "Zu den Schritten hat noch niemand etwas notiert.", "Nobody has noted anything on the steps."
            ),
        )
    if unrated:
        return (
            Words("Ist wird erfasst", "As-is in progress"),
            "rate_notes",
            Words(
                "1 Schmerzpunkt ist noch nicht eingeschätzt."
                if unrated == 1
                else f"{unrated} Schmerzpunkte sind noch nicht eingeschätzt.",
                "1 pain point is not rated yet."
                if unrated == 1
                else f"{unrated} pain points are not rated yet.",
            ),
        )
    if not any(journey.kind == "to_be" for journey in facts.journeys):
        return (
            Words("Ist ist erfasst", "As-is recorded"),
            "view_blueprint",
            Words("Alle Schmerzpunkte sind eingeschätzt.", "All pain points are rated."),
        )
    if open_:
        return (
            Words("Soll im Entwurf", "To-be in draft"),
            "resolve_open",
            Words(
                f"{open_} von {len(pains)} Schmerzpunkten löst das Soll noch nicht.",
                f"The to-be does not resolve {open_} of {len(pains)} pain points yet.",
            ),
        )
    return (
        Words("Soll ist entworfen", "To-be drafted"),
        "view_blueprint",
        Words("Das Soll löst alle Schmerzpunkte.", "The to-be resolves all pain points."),
    )
