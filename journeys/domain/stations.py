"""A step with everything around it: what its page shows in one reading."""

from typing import Literal, NamedTuple

from sqlmodel import Session

from journeys.domain import document, reading
from journeys.domain.editing import found
from journeys.domain.findings import Unknown
from journeys.domain.flow import Onward, onward
from journeys.domain.journeys import Journey, Phase
from journeys.domain.lookup import KINDS
from journeys.domain.notes import ON_STEP, Note
from journeys.domain.projects import Project, find_project
from journeys.domain.records import Records
from journeys.domain.services import Service
from journeys.domain.steps import Step


class Place(NamedTuple):
    """A step's place in its journey; numbers count from 1."""

    number: int
    row: Step


class Station(NamedTuple):
    """One step: its row and value, where it stands, the notes on it by kind, and where it leads.

    `said` is what its journey says; `personas` are the names of all personas of the service by document id.

    `places`: every step of the service by journey, where a note can be moved.
    """

    row: Step
    value: document.Step
    number: int
    total: int
    phase: Phase
    journey: Journey
    service: Service
    project: Project
    before: Place | None
    after: Place | None
    notes: dict[str, list[Note]]
    onward: dict[str, list[Onward]]
    said: document.Journey
    personas: dict[str, str]
    places: list[tuple[Journey, list[Place]]]


def station(session: Session, step_id: int) -> Station:
    """The step with this number and what surrounds it; raises Unknown when it is not there or was deleted."""
    row, records = found(session, "steps", step_id)
    phase = session.get_one(Phase, row.phase_id)
    journey = session.get_one(Journey, phase.journey_id)
    places = places_of(records, journey)
    at = next(n for n, place in enumerate(places) if place.row is row)
    said = reading.journey(journey, records)
    return Station(
        row=row,
        value=reading.step(row, records),
        number=at + 1,
        total=len(places),
        phase=phase,
        journey=journey,
        service=records.service,
        project=find_project(session, records.service.project_id),
        before=places[at - 1] if at else None,
        after=places[at + 1] if at + 1 < len(places) else None,
        notes=_notes(records, row),
        onward=onward(said),
        said=said,
        personas={persona.ref: persona.name for persona in records.live("personas")},
        places=[(each, places_of(records, each)) for each in records.rows(Journey)],
    )


def places_of(records: Records, journey: Journey) -> list[Place]:
    """The journey's steps in order."""
    rows = [
        row
        for phase in records.of(Phase, "journey_id", journey)
        for row in records.of(Step, "phase_id", phase)
        if records.is_live(row)
    ]
    return [Place(number, row) for number, row in enumerate(rows, 1)]


def pain_points(session: Session, service_id: int) -> list[Note]:
    """The pain points on all steps of a service: what a to-be step can resolve."""
    records = Records(session, session.get_one(Service, service_id))
    return [note for note in records.live("notes") if note.kind == "pain_point" and note.step_id is not None]


def _notes(records: Records, row: Step) -> dict[str, list[Note]]:
    live = [note for note in records.of(Note, "step_id", row) if records.is_live(note)]
    return {kind: [note for note in live if note.kind == kind] for kind in ON_STEP}


class Arrangement(NamedTuple):
    """A journey's phases with their steps, to put in order."""

    journey: Journey
    service: Service
    project: Project
    phases: list[tuple[Phase, list[Place]]]


def arrangement(session: Session, journey_id: int) -> Arrangement:
    """The journey with this number; raises Unknown."""
    journey, records = found(session, "journeys", journey_id)
    places = places_of(records, journey)
    phases = [
        (phase, [place for place in places if place.row.phase_id == phase.id])
        for phase in records.of(Phase, "journey_id", journey)
    ]
    return Arrangement(journey, records.service, find_project(session, records.service.project_id), phases)


def journey_of(session: Session, kind: Literal["steps", "phases"], id: int) -> int:
    """The number of the journey that a step, also a deleted one, or a phase belongs to; raises Unknown."""
    row = session.get(KINDS[kind], id)
    if row is None:
        raise Unknown(f"{kind} {id}")
    phase = row if kind == "phases" else session.get_one(Phase, row.phase_id)
    return int(phase.journey_id)
