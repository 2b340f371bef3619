"""What backups mean for the rest: what one would replace, when the last one was made, what a restored one ends."""

from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, delete, func, select, update

from journeys.domain.api_tokens import ApiToken
from journeys.domain.audit import AuditEntry, remember
from journeys.domain.outbox import Mail
from journeys.domain.projects import Project
from journeys.domain.review.tables import ShareLink
from journeys.domain.services import Service
from journeys.domain.signing_in import SignIn, SignInLink
from journeys.domain.workshops.tables import Workshop


class Holdings(NamedTuple):
    """How much there is of what people know by its name."""

    projects: int
    services: int
    workshops: int


def holdings(session: Session) -> Holdings:
    """What the database holds."""
    counts = (
        session.exec(select(func.count()).select_from(table)).one() for table in (Project, Service, Workshop)
    )
    return Holdings(*counts)


def last_backup(session: Session) -> datetime | None:
    """When the last backup was made, as the audit trail knows; None when it knows of none."""
    made = select(AuditEntry.at).where(AuditEntry.what == "backed_up").order_by(col(AuditEntry.at).desc())
    return session.exec(made.limit(1)).first()


def after_restore(session: Session, name: str, now: datetime) -> None:
    """All sign-ins end, all links, also those to read along, and all tokens of other programs are void: an old backup
    lets nobody in who has no way in today. What waited to be mailed does not go out a second time.

    `name` is that of the file, for the audit trail.
    """
    session.execute(update(SignIn).where(col(SignIn.ended_at).is_(None)).values(ended_at=now))
    session.exec(delete(SignInLink))
    session.exec(delete(ApiToken))
    session.execute(update(ShareLink).where(col(ShareLink.expires_at) > now).values(expires_at=now))
    session.exec(delete(Mail))
    remember(session, "restored", None, name)
