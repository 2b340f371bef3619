"""What the last imported file said, kept as fingerprints: the ancestor that the next import is merged against."""

from sqlalchemy import UniqueConstraint, insert
from sqlmodel import Session, col, delete, select, update

from journeys.domain.differences import flat
from journeys.domain.document import Document
from journeys.domain.merging import ORDER, REMOVED, fingerprint
from journeys.domain.services import Service
from journeys.domain.tables import Part


class ImportMark(Part, table=True):
    """The fingerprint of one field of one item as the last imported file had it; no text of it."""

    __table_args__ = (UniqueConstraint("service_id", "item", "field"),)

    item: str
    field: str
    fingerprint: str


def remember(session: Session, service: Service, value: Document) -> None:
    """Keep what the file says now as the ancestor of the next import; not where a text was removed for good."""
    removed = [key for key, mark in remembered(session, service).items() if mark == REMOVED]
    now = {key: fingerprint(said) for key, said in flat(value).items()} | dict.fromkeys(removed, REMOVED)
    session.execute(delete(ImportMark).where(col(ImportMark.service_id) == service.id))
    marks = [
        {
            "service_id": service.id,
            "position": 0,
            "item": item,
            "field": field,
            "fingerprint": mark,
        }
        for (item, field), mark in now.items()
    ]
    session.execute(insert(ImportMark), marks)


def remembered(session: Session, service: Service) -> dict[tuple[str, str], str]:
    """The fingerprints of the file as it was last imported; empty when the service did not come from a file."""
    marks = session.exec(select(ImportMark).where(ImportMark.service_id == service.id))
    return {(mark.item, mark.field): mark.fingerprint for mark in marks}


def forget_text(session: Session, service_id: int, item: str, field: str) -> None:
    """The field was removed for good: nothing stays to hold a guess against, and no file brings it back."""
    mark = update(ImportMark).where(col(ImportMark.service_id) == service_id)
    session.execute(
        mark.where(col(ImportMark.item) == item, col(ImportMark.field) == field).values(fingerprint=REMOVED)
    )


def forget_ref(session: Session, service_id: int, kind: str, old: str, new: str) -> None:
    """The item has another document id from now on."""
    of_service = ImportMark.service_id == service_id
    named = select(ImportMark).where(of_service, ImportMark.item == f"{kind}/{old}")
    for mark in session.exec(named):
        mark.item = f"{kind}/{new}"
    inside = col(ImportMark.field).startswith(f"{old}/", autoescape=True)
    for mark in session.exec(select(ImportMark).where(of_service, ImportMark.item == ORDER, inside)):
        mark.field = f"{new}/{mark.field.partition('/')[2]}"
    session.flush()
