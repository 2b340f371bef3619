"""The order of steps and phases: adding, moving, deleting, bringing back."""

from secrets import token_hex
from typing import Any

from sqlmodel import Session

from journeys.domain.editing import edit, locked, locked_service
from journeys.domain.findings import Finding, Refused, Unknown
from journeys.domain.journeys import Journey, Phase
from journeys.domain.records import Records
from journeys.domain.steps import Step, StepLink
from journeys.domain.tables import now
from journeys.domain.typed import required, typed_findings
from journeys.domain.words import Words
from journeys.settings import STEPS

NAMELESS = Words("Bitte geben Sie der Phase einen Namen.", "Please name the phase.")


def add_step(session: Session, phase_id: int, title: str, after_id: int | None = None) -> Step:
    """A new step of the phase: behind the step `after_id` of the same phase, else first.

    Where that step leads to exactly one other step by name, the new one takes its place in between; where it
    branches, nobody can know which way is meant, and the new step waits for somebody to say so.
    """
    phase, records = locked(session, "phases", phase_id)
    title = _checked_title(title, records)
    siblings = records.of(Step, "phase_id", phase)
    before = next((s for s in siblings if s.id == after_id), None)
    if after_id is not None and before is None:
        raise Unknown(f"step {after_id} in phase {phase_id}")
    step = Step(service_id=records.service.id, phase_id=phase.id, ref=new_ref("s"), title=title)
    records.add(step)
    _number([*siblings[: siblings.index(before) + 1 if before else 0], step, *_rest(siblings, before)])
    _put_between(before, step, records)
    _accept(records)
    return step


def _rest(siblings: list[Step], before: Step | None) -> list[Step]:
    return siblings[siblings.index(before) + 1 :] if before else siblings


def _put_between(before: Step | None, step: Step, records: Records) -> None:
    ways = records.of(StepLink, "step_id", before) if before else []
    if len(ways) == 1:
        step.says_next = True
        records.add(StepLink(service_id=step.service_id, step_id=step.id, target_id=ways[0].target_id))
        ways[0].target_id = step.id


def _checked_title(title: str, records: Records) -> str:
    title = required(
        "title", title, Words("Bitte geben Sie dem Schritt einen Titel.", "Please give the step a title.")
    )
    found = [*typed_findings({"title": title}), *_full(records)]
    if found:
        raise Refused(found)
    return title


def _full(records: Records) -> list[Finding]:
    if len(records.live("steps")) < STEPS.value:
        return []
    words = Words(
        f"Diese Leistung hat schon {STEPS.value} Schritte; mehr sind nicht möglich.",
        f"This service has {STEPS.value} steps already; more are not possible.",
    )
    return [Finding("title", words)]


def shift_step(session: Session, id: int, by: int) -> Step:
    """Move a step one place earlier (`by` −1) or later (+1); past the edge of its phase into the neighbouring one."""
    step, records = locked(session, "steps", id)
    phase = _row(records, Phase, step.phase_id)
    siblings = [s for s in records.of(Step, "phase_id", phase) if records.is_live(s)]
    place = siblings.index(step) + by
    if 0 <= place < len(siblings):
        return place_step(session, id, phase.id, place)
    neighbour = _neighbour(phase, by, records)
    if neighbour is None:
        return step  # type: ignore[no-any-return]
    last = len(records.of(Step, "phase_id", neighbour))
    return place_step(session, id, neighbour.id, last if by < 0 else 0)


def place_step(session: Session, id: int, phase_id: int, place: int) -> Step:
    """Move a step to the `place` (from 0) among the live steps of a phase of the same journey."""
    step, records = locked(session, "steps", id)
    phase = _row(records, Phase, phase_id)
    if phase.journey_id != _row(records, Phase, step.phase_id).journey_id:
        raise Unknown(f"phase {phase_id} in the step's journey")
    others = [s for s in records.of(Step, "phase_id", phase) if s is not step]
    live = [s for s in others if records.is_live(s)]
    at = others.index(live[place]) if place < len(live) else len(others)
    step.phase_id = phase.id
    _number([*others[:at], step, *others[at:]])
    _accept(records)
    return step  # type: ignore[no-any-return]


def put_step(session: Session, id: int, other: int, behind: bool) -> Step:
    """Move a step right before another one, or behind it; raises Unknown when that is in another journey."""
    there, records = locked(session, "steps", other)
    phase = _row(records, Phase, there.phase_id)
    live = [s.id for s in records.of(Step, "phase_id", phase) if records.is_live(s) and s.id != id]
    if other == id:
        return there  # type: ignore[no-any-return]
    return place_step(session, id, phase.id, live.index(other) + behind)


def _neighbour(phase: Phase, by: int, records: Records) -> Phase | None:
    phases = records.of(Phase, "journey_id", _row(records, Journey, phase.journey_id))
    place = phases.index(phase) + by
    return phases[place] if 0 <= place < len(phases) else None


def delete_step(session: Session, id: int) -> Step:
    """Take a step out, with its notes; ways that led to it lead on to what followed it. `restore_step` undoes it."""
    step, records = locked(session, "steps", id)
    step.deleted_at = now()
    _accept(records)
    return step  # type: ignore[no-any-return]


def restore_step(session: Session, id: int) -> Step:
    """Bring a deleted step back as it was, where it was, with its notes."""
    step = session.get(Step, id)
    if step is None:
        raise Unknown(f"step {id}")
    service = locked_service(session, step.service_id)
    session.refresh(step)
    records = Records(session, service)
    if not records.is_live(step) and (full := _full(records)):
        raise Refused(full)
    step.deleted_at = None
    _accept(records)
    return step


def add_phase(session: Session, journey_id: int, name: str, after_id: int | None = None) -> Phase:
    """A new, empty phase: behind the phase `after_id`, else last."""
    journey, records = locked(session, "journeys", journey_id)
    name = required("name", name, NAMELESS)
    found = typed_findings({"name": name})
    if found:
        raise Refused(found)
    phase = Phase(service_id=records.service.id, journey_id=journey.id, ref=new_ref("p"), name=name)
    siblings = records.of(Phase, "journey_id", journey)
    records.add(phase)
    at = next((n + 1 for n, sibling in enumerate(siblings) if sibling.id == after_id), len(siblings))
    _number([*siblings[:at], phase, *siblings[at:]])
    _accept(records)
    return phase


def rename_phase(session: Session, id: int, revision: int, name: str) -> Phase:
    """Give a phase another name; raises Stale when somebody else changed it since `revision`."""
    name = required("name", name, NAMELESS)
    phase: Phase = edit(session, "phases", id, revision, {"name": name})
    return phase


def shift_phase(session: Session, id: int, by: int) -> Phase:
    """Move a phase with its steps one place earlier (`by` −1) or later (+1)."""
    phase, records = locked(session, "phases", id)
    siblings = records.of(Phase, "journey_id", _row(records, Journey, phase.journey_id))
    at = siblings.index(phase)
    to = min(max(at + by, 0), len(siblings) - 1)
    siblings.insert(to, siblings.pop(at))
    _number(siblings)
    _accept(records)
    return phase  # type: ignore[no-any-return]


def delete_phase(session: Session, id: int) -> None:
    """Remove an empty phase; raises Refused while steps are in it, which somebody has to move or delete first."""
    phase, records = locked(session, "phases", id)
    inside = records.of(Step, "phase_id", phase)
    if any(records.is_live(step) for step in inside):
        words = Words(
            "In dieser Phase sind noch Schritte. Bitte verschieben oder löschen Sie zuerst die Schritte.",
            "There are still steps in this phase. Please move or delete the steps first.",
        )
        raise Refused([Finding("phase", words)])
    _keep_deleted(inside, phase, records)
    records.drop([phase])
    _accept(records)


def _keep_deleted(steps: list[Step], phase: Phase, records: Records) -> None:
    """Deleted steps can still be brought back: in the phase beside, at the edge where they were."""
    earlier, later = _neighbour(phase, -1, records), _neighbour(phase, 1, records)
    beside = earlier or later
    if beside is not None:
        there = records.of(Step, "phase_id", beside)
        for step in steps:
            step.phase_id = beside.id
        _number([*there, *steps] if earlier else [*steps, *there])
        records.session.flush()


def new_ref(prefix: str) -> str:
    """A document id that nobody else makes at the same moment."""
    return f"{prefix}{token_hex(5)}"


def _row(records: Records, table: Any, id: int) -> Any:
    row = next((row for row in records.rows(table) if row.id == id), None)
    if row is None:
        raise Unknown(f"{table.__name__} {id}")
    return row


def _number(rows: list[Any]) -> None:
    for position, row in enumerate(rows):
        row.position = position


def _accept(records: Records) -> None:
    records.service.changes += 1
    records.session.flush()
