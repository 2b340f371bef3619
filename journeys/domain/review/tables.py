"""Tables of the review: versions, comments, approval rounds, links for people without an account, visits."""

from datetime import date, datetime
from typing import Literal

from sqlalchemy import CheckConstraint, LargeBinary, UniqueConstraint
from sqlmodel import Field

from journeys.domain.tables import Row, UtcDateTime, one_of
from journeys.domain.tables import now as clock

Cause = Literal["asked", "import", "approval", "restore"]
"""Why a version was made: somebody asked for it, or it was made before something that changes much."""
About = Literal["service", "journey", "step", "cell", "note", "opportunity"]
Verdict = Literal["approved", "remarks", "objected"]


class FrozenDocument(Row, table=True):
    """A document as it was, compressed; kept once for all versions of a service that say the same."""

    __table_args__ = (UniqueConstraint("service_id", "seal"),)

    service_id: int = Field(foreign_key="service.id", ondelete="CASCADE", index=True)
    seal: str
    content: bytes = Field(sa_type=LargeBinary)


class Version(Row, table=True):
    """A state of a service (Stand) that does not change any more. `seal` is that of what was frozen; where a text was
    removed for good since (`removed_at`), the document that is kept has another one."""

    __table_args__ = (UniqueConstraint("service_id", "number"), one_of("cause", Cause))

    service_id: int = Field(foreign_key="service.id", ondelete="CASCADE", index=True)
    frozen_id: int = Field(foreign_key="frozen_document.id", ondelete="CASCADE", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL", index=True)
    number: int
    name: str = ""
    reason: str = ""
    cause: str = "asked"
    seal: str
    at: datetime = Field(default_factory=clock, sa_type=UtcDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ShareLink(Row, table=True):
    """Lets people without an account read one version, or always the latest (no `version_id`). Of its secret a hash is
    kept. `embedded_in`: the one origin (`https://wiki.example`) whose pages may show it in a frame; empty: none.
    `opened` counts openings, nothing else is kept about who came."""

    service_id: int = Field(foreign_key="service.id", ondelete="CASCADE", index=True)
    version_id: int | None = Field(default=None, foreign_key="version.id", ondelete="CASCADE", index=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    name: str
    token_hash: str = Field(unique=True)
    password_hash: str | None = None
    may_comment: bool = False
    embedded_in: str = ""
    opened: int = 0
    created_at: datetime = Field(default_factory=clock, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)


class Comment(Row, table=True):
    """What somebody says about a version: `about` names the kind of thing and `ref` its document id, of a cell also
    the `lane`. Answers stand in the thread of the first comment (`thread_id`), which alone is resolved.

    Whoever came by a link has a `guest` name, nobody checks it.
    """

    __table_args__ = (
        UniqueConstraint("service_id", "form_key"),
        one_of("about", About),
        CheckConstraint("thread_id IS NULL OR resolved_at IS NULL", name="threads_are_resolved"),
    )

    service_id: int = Field(foreign_key="service.id", ondelete="CASCADE", index=True)
    version_id: int = Field(foreign_key="version.id", ondelete="CASCADE", index=True)
    thread_id: int | None = Field(default=None, foreign_key="comment.id", ondelete="CASCADE", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL", index=True)
    link_id: int | None = Field(default=None, foreign_key="share_link.id", ondelete="SET NULL", index=True)
    guest: str = ""
    about: str
    ref: str = ""
    lane: str = ""
    text: str
    form_key: str | None = None
    revision: int = 1
    at: datetime = Field(default_factory=clock, sa_type=UtcDateTime)
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    resolved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    resolved_by: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL", index=True)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Mention(Row, table=True):
    """Somebody is meant in a comment."""

    __table_args__ = (UniqueConstraint("comment_id", "person_id"),)

    comment_id: int = Field(foreign_key="comment.id", ondelete="CASCADE", index=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)


class ApprovalRound(Row, table=True):
    """Named people are asked to approve one version until a day. `closed_at`: nobody answers any more; it was called
    off, or a round on a newer version took its place."""

    service_id: int = Field(foreign_key="service.id", ondelete="CASCADE", index=True)
    version_id: int = Field(foreign_key="version.id", ondelete="CASCADE", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL", index=True)
    message: str = ""
    due_on: date
    opened_at: datetime = Field(default_factory=clock, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ApprovalAnswer(Row, table=True):
    """What one of those asked says: nothing yet, or a verdict on what has this `seal`. `name` is how they want to be
    shown in the record."""

    __table_args__ = (UniqueConstraint("round_id", "person_id"), one_of("verdict", Verdict))

    round_id: int = Field(foreign_key="approval_round.id", ondelete="CASCADE", index=True)
    version_id: int = Field(foreign_key="version.id", ondelete="CASCADE", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL", index=True)
    name: str
    verdict: str | None = None
    reason: str = ""
    seal: str | None = None
    at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Visit(Row, table=True):
    """When somebody was last in a project (`at`), and since when there is news for them (`since`)."""

    __table_args__ = (UniqueConstraint("person_id", "project_id"),)

    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    project_id: int = Field(foreign_key="project.id", ondelete="CASCADE", index=True)
    at: datetime = Field(default_factory=clock, sa_type=UtcDateTime)
    since: datetime = Field(default_factory=clock, sa_type=UtcDateTime)
