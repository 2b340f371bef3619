"""A journey document into the tables: what is new is added, what changed is changed, what is gone goes."""

from collections.abc import Callable
from typing import Any

from sqlmodel import Session, func, select

from journeys.domain import (
    document,
    journeys,
    note_lists,
    notes,
    opportunities,
    personas,
    services,
    sources,
    steps,
)
from journeys.domain.document import Document
from journeys.domain.entries import Entry, entries_of, entries_of_journey
from journeys.domain.lookup import KINDS
from journeys.domain.projects import Project
from journeys.domain.reading import as_document
from journeys.domain.records import Records
from journeys.domain.tables import now

TAKE: dict[str, Callable[[Any, Any, Records], None]] = {
    "sources": sources.take,
    "personas": personas.take,
    "journeys": journeys.take,
    "lanes": journeys.take_lane,
    "phases": journeys.take_phase,
    "steps": steps.take,
    "notes": notes.take,
    "opportunities": opportunities.take,
}
VALUE: dict[str, Callable[[Any, Records], Any]] = {
    "sources": sources.to_value,
    "personas": personas.to_value,
    "journeys": journeys.to_value,
    "lanes": journeys.lane_to_value,
    "phases": journeys.phase_to_value,
    "steps": steps.to_value,
    "notes": notes.to_value,
    "opportunities": opportunities.to_value,
}
SCALARS: dict[str, tuple[str, ...]] = {
    "sources": sources.FIELDS,
    "personas": personas.FIELDS,
    "journeys": journeys.FIELDS,
    "lanes": journeys.LANE_FIELDS,
    "phases": journeys.PHASE_FIELDS,
    "steps": steps.FIELDS,
    "opportunities": opportunities.FIELDS,
}
PARENT = {
    "lanes": ("journeys", "journey_id"),
    "phases": ("journeys", "journey_id"),
    "steps": ("phases", "phase_id"),
    "notes": ("steps", "step_id"),
}


def add_service(session: Session, project: Project, value: Document) -> services.Service:
    """A new service of the project with everything the document says. The document must have passed its checks."""
    count = session.exec(select(func.count()).where(services.Service.project_id == project.id)).one()
    service = services.Service(project_id=project.id, ref=value.id, position=count, name=value.service.name)
    session.add(service)
    session.flush()
    store(session, service, value)
    return service


def store(session: Session, service: services.Service, value: Document) -> None:
    """Make the service's rows say exactly what the document says; what stays the same keeps its revision."""
    records = Records(session, service)
    before = as_document(records) if records.rows(journeys.Journey) else None
    entries = list(entries_of(value))
    fresh = [_place(entry, records) for entry in entries]
    kept = {(entry.kind, entry.value.id) for entry in entries}
    _mark_others(kept, records)
    session.flush()
    records = Records(session, service)  # read anew in the new order: where steps lead depends on it
    for entry, is_fresh in zip(entries, fresh, strict=True):
        _fill(entry, is_fresh, records)
    _fill_service(value, before, records)
    _drop_others(kept, records)
    service.changes += 1
    session.flush()


def add_journey(records: Records, value: document.Journey) -> journeys.Journey:
    """A new journey of the service, behind those that are there, with all that the value says; its ids must be new."""
    last = max((row.position for row in records.rows(journeys.Journey)), default=-1)
    entries = list(entries_of_journey(value, last + 1))
    for entry in entries:
        _place(entry, records)
    for entry in entries:
        _fill(entry, True, records)
    records.service.changes += 1
    records.session.flush()
    return records.find("journeys", value.id)  # type: ignore[no-any-return]


def _place(entry: Entry, records: Records) -> bool:
    """Give the item its row, its place and its parent; true when the row is new."""
    row = records.find(entry.kind, entry.value.id)
    is_fresh = row is None
    if row is None:
        row = KINDS[entry.kind](service_id=records.service.id, ref=entry.value.id)
        records.copy(entry.value, row, _scalars(entry))
    row.position = entry.position
    _set_parent(entry, row, records)
    if hasattr(row, "deleted_at"):
        row.deleted_at = None
    if is_fresh:
        records.add(row)
    return is_fresh


def _scalars(entry: Entry) -> tuple[str, ...]:
    if entry.kind != "notes":
        return SCALARS[entry.kind]
    is_unsorted = isinstance(entry.value, document.UnsortedNote)
    return notes.UNSORTED if is_unsorted else notes.FIELDS[note_lists.kind_of(entry.value)]


def _set_parent(entry: Entry, row: Any, records: Records) -> None:
    if entry.kind not in PARENT:
        return
    kind, column = PARENT[entry.kind]
    parent = records.find(kind, entry.parent) if entry.parent else None
    setattr(row, column, parent.id if parent else None)
    if entry.kind == "notes" and parent is not None:
        row.kind = note_lists.kind_of(entry.value)


def _fill(entry: Entry, is_fresh: bool, records: Records) -> None:
    row = records.find(entry.kind, entry.value.id)
    if is_fresh or VALUE[entry.kind](row, records) != entry.value:
        TAKE[entry.kind](row, entry.value, records)
        row.revision += 0 if is_fresh else 1


def _fill_service(value: Document, before: Document | None, records: Records) -> None:
    service = records.service
    service.ref = value.id
    if before is None or before.service != value.service:
        services.take(service, value.service, records)
    records.copy(value, service, services.HEAD_FIELDS)
    service.revision += 0 if before is None else int(_head(before) != _head(value))


def _head(value: Document) -> tuple[Any, ...]:
    return (value.service, value.language, value.as_of, value.disclaimer)


def _mark_others(kept: set[tuple[str, str]], records: Records) -> None:
    """Steps, notes and lanes that the document no longer holds are deleted; where its steps lead, it alone says."""
    for kind in ("notes", "steps", "lanes"):
        for row in records.live(kind):
            if (kind, row.ref) not in kept:
                row.deleted_at = now()
    for step in records.rows(steps.Step):
        if not records.is_live(step):
            step.says_next = False
            records.drop(records.of(steps.StepLink, "step_id", step))


def _drop_others(kept: set[tuple[str, str]], records: Records) -> None:
    """Everything else that the document no longer holds is removed for good: what refers before what is referred to."""
    for kind in ("opportunities", "phases", "journeys", "personas", "sources"):
        records.drop([row for row in records.rows(KINDS[kind]) if (kind, row.ref) not in kept])
