"""Changing what is stored: one way for every kind of item, with the same checks as an import."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from journeys.domain import checks, document, services
from journeys.domain.findings import Refused, Stale, Unknown
from journeys.domain.notes import kind_of
from journeys.domain.records import KINDS, Records
from journeys.domain.schema import schema_findings
from journeys.domain.storing import TAKE, VALUE
from journeys.domain.typed import typed_findings

PARTS = {
    "personas": "persona",
    "journeys": "journey",
    "phases": "phase",
    "steps": "step",
    "opportunities": "opportunity",
    "sources": "source",
}
HEAD = ("id", *services.HEAD_FIELDS)


def edit(session: Session, kind: str, id: int, revision: int, changes: Mapping[str, Any]) -> Any:
    """Change fields of one item and return its row.

    `changes` holds plain values by the document's field names; None takes a field away. Raises Unknown when the item
    is gone, Stale when somebody else changed it since `revision`, Refused with every finding. Nothing is stored then.
    """
    row, records = locked(session, kind, id)
    before = VALUE[kind](row, records)
    refuse_stale(row, revision, before.plain(), changes)
    value = _changed(before, changes, _part(kind, before))
    TAKE[kind](row, value, records)
    row.ref = value.id
    _accept(row, records)
    return row


def edit_service(session: Session, id: int, revision: int, changes: Mapping[str, Any]) -> services.Service:
    """Change facts of a service, and the head of its document (`id`, `language`, `as_of`, `disclaimer`)."""
    service = session.get(services.Service, id, with_for_update=True)
    if service is None:
        raise Unknown(f"service {id}")
    records = Records(session, service)
    before = services.to_value(service, records)
    head = {"id": service.ref, **records.fields(service, services.HEAD_FIELDS)}
    refuse_stale(service, revision, {**head, **before.plain()}, changes)
    services.take(service, _changed(before, _without(changes, HEAD), "service"), records)
    _change_head(service, head, {name: changes[name] for name in HEAD if name in changes})
    _accept(service, records)
    return service


def locked(session: Session, kind: str, id: int) -> tuple[Any, Records]:
    """The live item with this number, locked until the transaction ends, and its service's records."""
    row = session.get(KINDS[kind], id, with_for_update=True)
    service = session.get(services.Service, row.service_id) if row is not None else None
    if service is None:
        raise Unknown(f"{kind} {id}")
    records = Records(session, service)
    if not records.is_live(row):
        raise Unknown(f"{kind} {id}")
    return row, records


def refuse_stale(row: Any, revision: int, stored: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    """Raise Stale, with both texts, when the row is no longer at `revision`."""
    if row.revision != revision:
        raise Stale({name: stored.get(name) for name in changes}, dict(changes), row.revision)


def _change_head(service: services.Service, head: dict[str, Any], changes: Mapping[str, Any]) -> None:
    after = {name: value for name, value in {**head, **changes}.items() if value is not None}
    found = [*schema_findings(after, "head"), *typed_findings(after)]
    if found:
        raise Refused(found)
    service.ref = after["id"]
    for name in services.HEAD_FIELDS:
        setattr(service, name, after.get(name))


def _part(kind: str, value: document.Value) -> str:
    if kind != "notes":
        return PARTS[kind]
    if isinstance(value, document.UnsortedNote):
        return "unsorted_note"
    return kind_of(value)  # type: ignore[arg-type]


def _changed(before: document.Value, changes: Mapping[str, Any], part: str) -> Any:
    plain = {**before.plain(), **changes}
    after = {name: value for name, value in plain.items() if value is not None}
    found = [*schema_findings(after, part), *typed_findings(after)]
    if found:
        raise Refused(found)
    return type(before).from_plain(after)


def _accept(row: Any, records: Records) -> None:
    """Raise the revision, unless the whole document would no longer be right."""
    row.revision += 1
    records.service.changes += 1
    records.session.flush()
    whole = Records(records.session, records.service).as_document()
    found = checks.reference_findings(whole)
    if found:
        raise Refused(found)


def _without(changes: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in changes.items() if name not in names}
