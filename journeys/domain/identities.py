"""The office's own sign-in: which account belongs to whom of its identity provider."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from journeys.domain.tables import Row


class Identity(Row, table=True):
    """An account's name at an identity provider: `subject` never changes there, whatever people are called."""

    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    issuer: str
    subject: str
