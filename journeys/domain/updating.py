"""What a file last said, as fingerprints: so that importing it again can tell whose change is whose."""

from sqlalchemy import UniqueConstraint

from journeys.domain.tables import Part


class ImportMark(Part, table=True):
    """The fingerprint of one field of one item as the last imported file had it; no text of it."""

    __table_args__ = (UniqueConstraint("service_id", "item", "field"),)

    item: str
    field: str
    fingerprint: str
