"""What the last imported file said, kept as fingerprints: the ancestor that the next import is merged against."""

from sqlalchemy import UniqueConstraint, insert
from sqlmodel import Session, col, delete, select

from journeys.domain.differences import flat
from journeys.domain.document import Document
from journeys.domain.merging import fingerprint
from journeys.domain.services import Service
from journeys.domain.tables import Part


class ImportMark(Part, table=True):
    """The fingerprint of one field of one item as the last imported file had it; no text of it."""

    __table_args__ = (UniqueConstraint("service_id", "item", "field"),)

    item: str
    field: str
    fingerprint: str


def remember(session: Session, service: Service, value: Document) -> None:
    """Keep what the file says now as the ancestor of the next import."""
    session.execute(delete(ImportMark).where(col(ImportMark.service_id) == service.id))
    marks = [
        {
            "service_id": service.id,
            "position": 0,
            "item": item,
            "field": field,
            "fingerprint": fingerprint(said),
        }
        for (item, field), said in flat(value).items()
    ]
    session.execute(insert(ImportMark), marks)


def remembered(session: Session, service: Service) -> dict[tuple[str, str], str]:
    """The fingerprints of the file as it was last imported; empty when the service did not come from a file."""
    marks = session.exec(select(ImportMark).where(ImportMark.service_id == service.id))
    return {(mark.item, mark.field): mark.fingerprint for mark in marks}
