"""Changing what is stored: one way for every kind of item, with the same checks as an import."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, select, update

from journeys.domain import checks, document, services
from journeys.domain.findings import Finding, Refused, Stale, Unknown
from journeys.domain.lookup import KINDS
from journeys.domain.note_lists import kind_of
from journeys.domain.reading import read
from journeys.domain.records import Records
from journeys.domain.schema import schema_findings
from journeys.domain.storing import TAKE, VALUE
from journeys.domain.typed import required, typed_findings
from journeys.domain.words import Words

PARTS = {
    "personas": "persona",
    "journeys": "journey",
    "lanes": "lane",
    "phases": "phase",
    "steps": "step",
    "opportunities": "opportunity",
    "sources": "source",
}
HEAD = ("id", *services.HEAD_FIELDS)
_SERVICE = services.Service.__table__  # type: ignore[attr-defined]
_ONE_MORE = (
    update(_SERVICE).where(_SERVICE.c.id == bindparam("service")).values(changes=_SERVICE.c.changes + 1)
)


def edit(session: Session, kind: str, id: int, revision: int, changes: Mapping[str, Any]) -> Any:
    """Change fields of one item and return its row.

    `changes` holds plain values by the document's field names; None takes a field away. Raises Unknown when the item
    is gone, Stale when somebody else changed it since `revision`, Refused with every finding. Nothing is stored then.
    """
    row, records = locked(session, kind, id)
    before = VALUE[kind](row, records)
    refuse_stale(row, revision, before.plain(), changes)
    value = _changed(before, changes, _part(kind, before))
    if records.find(kind, value.id) not in (None, row):
        raise Refused([_taken(value.id)])
    TAKE[kind](row, value, records)
    row.ref = value.id
    _accept(row, records)
    return row


def edit_service(session: Session, id: int, revision: int, changes: Mapping[str, Any]) -> services.Service:
    """Change facts of a service, and the head of its document (`id`, `language`, `as_of`, `disclaimer`)."""
    service = locked_service(session, id)
    records = Records(session, service)
    before = services.to_value(service, records)
    if "name" in changes:
        required("name", changes["name"], services.NAMELESS)
    head = {"id": service.ref, **records.fields(service, services.HEAD_FIELDS)}
    refuse_stale(service, revision, {**head, **before.plain()}, changes)
    services.take(service, _changed(before, _without(changes, HEAD), "service"), records)
    _change_head(session, service, head, {name: changes[name] for name in HEAD if name in changes})
    _accept(service, records)
    return service


def found(session: Session, kind: str, id: int) -> tuple[Any, Records]:
    """The live item with this number and its service's records; raises Unknown."""
    row = session.get(KINDS[kind], id)
    service = session.get(services.Service, row.service_id) if row is not None else None
    if service is None:
        raise Unknown(f"{kind} {id}")
    records = Records(session, service)
    if not records.is_live(row):
        raise Unknown(f"{kind} {id}")
    return row, records


def locked(session: Session, kind: str, id: int) -> tuple[Any, Records]:
    """The same, to be changed: nobody else changes anything of the service until the transaction ends."""
    row, _ = found(session, kind, id)
    locked_service(session, row.service_id)
    session.refresh(row)
    return found(session, kind, id)


def locked_service(session: Session, id: int) -> services.Service:
    """The service with this number, with the same promise; raises Unknown.

    Whoever changes a step, a note or an order takes this lock first and no other, so that no two wait for each other.
    """
    # A new note may refer to the service meanwhile: its number does not change.
    service = session.get(services.Service, id, with_for_update={"key_share": True}, populate_existing=True)
    if service is None:
        raise Unknown(f"service {id}")
    return service


def touch(session: Session, service_id: int) -> None:
    """Count a change of the service, and keep others from changing it until the transaction ends: the same lock as
    `locked_service`, for who does not need the service itself."""
    session.connection().execute(_ONE_MORE, {"service": service_id})


def refuse_stale(row: Any, revision: int, stored: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    """Raise Stale, with both texts, when the row is no longer at `revision`."""
    if row.revision != revision:
        raise Stale({name: stored.get(name) for name in changes}, dict(changes), row.revision)


def _change_head(
    session: Session, service: services.Service, head: dict[str, Any], changes: Mapping[str, Any]
) -> None:
    after = {name: value for name, value in {**head, **changes}.items() if value is not None}
    wrong = [*schema_findings(after, "head"), *typed_findings(after)]
    if wrong:
        raise Refused(wrong)
    _refuse_taken(service, after["id"], session)
    service.ref = after["id"]
    for name in services.HEAD_FIELDS:
        setattr(service, name, after.get(name))


def _refuse_taken(service: services.Service, ref: str, session: Session) -> None:
    same = select(services.Service.id).where(
        services.Service.project_id == service.project_id, services.Service.ref == ref
    )
    if session.exec(same.where(services.Service.id != service.id)).first() is not None:
        raise Refused([_taken(ref)])


def _taken(ref: str) -> Finding:
    words = Words(
        f"Die Kennung „{ref}“ ist schon vergeben. Bitte wählen Sie eine andere.",
        f"The id “{ref}” is taken already. Please choose another one.",
    )
    return Finding("id", words)


def _part(kind: str, value: document.Value) -> str:
    if kind != "notes":
        return PARTS[kind]
    if isinstance(value, document.UnsortedNote):
        return "unsorted_note"
    return kind_of(value)  # type: ignore[arg-type]


def _changed(before: document.Value, changes: Mapping[str, Any], part: str) -> Any:
    plain = {**before.plain(), **changes}
    after = {name: value for name, value in plain.items() if value is not None}
    wrong = [*schema_findings(after, part), *typed_findings(after)]
    if wrong:
        raise Refused(wrong)
    return type(before).from_plain(after)


def _accept(row: Any, records: Records) -> None:
    """Raise the revision, unless the whole document would no longer be right."""
    row.revision += 1
    records.service.changes += 1
    records.session.flush()
    whole = read(records.session, records.service)
    wrong = checks.reference_findings(whole)
    if wrong:
        raise Refused(wrong)


def _without(changes: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in changes.items() if name not in names}
