"""A to-be journey out of the as-is: begun as its copy, then kept honest about what it drops, changes and resolves."""

from typing import Any, Literal

from sqlmodel import Session

from journeys.domain import document, reading
from journeys.domain.arranging import new_ref
from journeys.domain.editing import edit, locked
from journeys.domain.findings import Finding, Refused, Unknown
from journeys.domain.journeys import Journey, Phase
from journeys.domain.note_lists import LISTS
from journeys.domain.notes import Note
from journeys.domain.records import Records
from journeys.domain.steps import Step
from journeys.domain.storing import add_journey
from journeys.domain.unsolved import Numbered as Numbered
from journeys.domain.unsolved import unresolved as unresolved
from journeys.domain.words import KIND, Words
from journeys.settings import STEPS

NOT_AS_IS = Words(
    "Ein Soll entsteht aus einem Ist. Diese Reise ist schon ein Soll.",
    "A to-be journey is made from an as-is one. This journey is a to-be journey already.",
)


def start_to_be(session: Session, journey_id: int) -> Journey:
    """A new to-be journey with the same phases and steps as this as-is journey, each step unchanged so far.

    Notes stay where they are; nothing is resolved yet. There may be several, to weigh one against the other. Raises
    Refused when the service would have too many steps, or when the journey is a to-be journey itself.
    """
    row, records = locked(session, "journeys", journey_id)
    if row.kind != "as_is":
        raise Refused([Finding("", NOT_AS_IS)])
    origin = reading.journey(row, records)
    _refuse_too_many(records, len(origin.steps()))
    return add_journey(records, drafted(origin, _free_title(records)))


def drafted(origin: document.Journey, title: str) -> document.Journey:
    """The to-be journey that an as-is journey begins as; its parts have ids of their own."""
    copies = {step.id: new_ref("s") for step in origin.steps()}
    lanes = {lane.id: new_ref("l") for lane in origin.lanes}
    return origin.model_copy(
        update={
            "id": new_ref("j"),
            "kind": "to_be",
            "title": title,
            "summary": None,
            "removed_steps": (),
            "lanes": tuple(lane.model_copy(update={"id": lanes[lane.id]}) for lane in origin.lanes),
            "phases": tuple(_phase(phase, copies, lanes) for phase in origin.phases),
        }
    )


def _phase(phase: document.Phase, copies: dict[str, str], lanes: dict[str, str]) -> document.Phase:
    steps = tuple(_step(step, copies, lanes) for step in phase.steps)
    return phase.model_copy(update={"id": new_ref("p"), "steps": steps})


def _step(step: document.Step, copies: dict[str, str], lanes: dict[str, str]) -> document.Step:
    ways = step.next and tuple(
        way.model_copy(update={"to": document.END if way.to == document.END else copies[way.to]})
        for way in step.next
    )
    own: dict[str, Any] = {"id": copies[step.id], "next": ways, "change": "unchanged"}
    own["in_lanes"] = tuple(each.model_copy(update={"lane": lanes[each.lane]}) for each in step.in_lanes)
    own |= {"replaces": (step.id,), "resolves": (), **dict.fromkeys(LISTS.values(), ())}
    return step.model_copy(update=own)


def _refuse_too_many(records: Records, more: int) -> None:
    there = len(records.live("steps"))
    if there + more > STEPS.value:
        words = Words(
            f"Diese Leistung hat {there} Schritte; mit dem Soll wären es {there + more}. "
            f"Möglich sind höchstens {STEPS.value}.",
            f"This service has {there} steps; with the to-be journey it would have {there + more}. "
            f"At most {STEPS.value} are possible.",
        )
        raise Refused([Finding("", words)])


def _free_title(records: Records) -> str:
    language = records.service.language or "de"
    title = KIND["to_be"].in_(language)
    taken = {journey.title for journey in records.rows(Journey)}
    more = (f"{title} {n}" for n in range(2, len(taken) + 3))
    return next(one for one in (title, *more) if one not in taken)


def drop_step(session: Session, journey_id: int, step_id: int) -> Step:
    """Say that the to-be journey leaves out this as-is step on purpose; `keep_step` takes it back.

    Raises Unknown for a step of no as-is journey of the service, Refused for one that a to-be step replaces.
    """
    journey, records = _locked_to_be(session, journey_id)
    step = _as_is_step(records, step_id)
    value = reading.journey(journey, records)
    if any(step.ref in other.replaces for other in value.steps()):
        words = Words(
            f"„{step.title}“ hat im Soll einen Nachfolger und fällt deshalb nicht weg.",
            f"“{step.title}” has a successor in the to-be journey and so is not left out.",
        )
        raise Refused([Finding("", words)])
    _set_refs(session, "journeys", journey, "removed_steps", value.removed_steps, step.ref, holds=True)
    return step


def keep_step(session: Session, journey_id: int, step_id: int) -> Step:
    """Take back that the to-be journey leaves out this as-is step."""
    journey, records = _locked_to_be(session, journey_id)
    step, value = _as_is_step(records, step_id), reading.journey(journey, records)
    _set_refs(session, "journeys", journey, "removed_steps", value.removed_steps, step.ref, holds=False)
    return step


def resolve(session: Session, journey_id: int, step_id: int, note_id: int) -> Step:
    """Say that a step of the to-be journey resolves a pain point; `reopen` takes it back.

    Raises Unknown when the step is not of this journey, or the note no pain point on a step of the service.
    """
    return _settle(session, journey_id, step_id, note_id, holds=True)


def reopen(session: Session, journey_id: int, step_id: int, note_id: int) -> Step:
    """Take back that a step of the to-be journey resolves a pain point."""
    return _settle(session, journey_id, step_id, note_id, holds=False)


def _settle(session: Session, journey_id: int, step_id: int, note_id: int, holds: bool) -> Step:
    journey, records = _locked_to_be(session, journey_id)
    step, note = _step_of(journey, records, step_id), _pain_point(records, note_id)
    value = reading.step(step, records)
    _set_refs(session, "steps", step, "resolves", value.resolves, note.ref, holds)
    return step


def mark_step(
    session: Session, journey_id: int, step_id: int, change: Literal["changed", "unchanged"]
) -> Step:
    """Say of a step of the to-be journey whether it differs from what it replaces; raises Unknown."""
    journey, records = _locked_to_be(session, journey_id)
    step = _step_of(journey, records, step_id)
    if step.change != change:
        edit(session, "steps", step.id, step.revision, {"change": change})
    return step


def _set_refs(
    session: Session, kind: str, row: Any, field: str, refs: tuple[str, ...], ref: str, holds: bool
) -> None:
    """Put `ref` into the row's list or take it out; said twice, it changes nothing the second time."""
    if (ref in refs) != holds:
        after = [*refs, ref] if holds else [one for one in refs if one != ref]
        edit(session, kind, row.id, row.revision, {field: after})


def _locked_to_be(session: Session, journey_id: int) -> tuple[Journey, Records]:
    journey, records = locked(session, "journeys", journey_id)
    if journey.kind != "to_be":
        raise Unknown(f"to-be journey {journey_id}")
    return journey, records


def _as_is_step(records: Records, step_id: int) -> Step:
    step = records.row("steps", step_id)
    if step is None or not records.is_live(step) or _journey_of(records, step).kind != "as_is":
        raise Unknown(f"as-is step {step_id}")
    return step  # type: ignore[no-any-return]


def _step_of(journey: Journey, records: Records, step_id: int) -> Step:
    step = records.row("steps", step_id)
    if step is None or not records.is_live(step) or _journey_of(records, step) is not journey:
        raise Unknown(f"step {step_id} of journey {journey.id}")
    return step  # type: ignore[no-any-return]


def _journey_of(records: Records, step: Step) -> Journey:
    phase: Phase = records.row("phases", step.phase_id)
    return records.row("journeys", phase.journey_id)  # type: ignore[no-any-return]


def _pain_point(records: Records, note_id: int) -> Note:
    note = records.row("notes", note_id)
    if note is None or not records.is_live(note) or note.kind != "pain_point" or note.step_id is None:
        raise Unknown(f"pain point {note_id}")
    return note  # type: ignore[no-any-return]
