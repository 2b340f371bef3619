"""What is kept for a time only goes when the time is over, also where nobody comes by who would make it go."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, delete

from journeys.domain import api_tokens, attempts, history
from journeys.domain.audit import AuditEntry
from journeys.domain.review import share_links
from journeys.domain.signing_in import SignIn, SignInLink
from journeys.settings import AUDIT_DAYS, SIGN_IN_DAYS

SIGN_INS_KEPT = timedelta(days=2 * SIGN_IN_DAYS.value)
AUDIT_KEPT = timedelta(days=AUDIT_DAYS.value)


def drop_expired(session: Session, now: datetime) -> None:
    """Sign-ins and links that are over, old entries of the audit trail, edits that are too old to be undone, tokens of
    programs and share links that ended long ago, and what was counted about sources."""
    attempts.drop_old(session, now)
    history.drop_old(session, now)
    api_tokens.drop_old(session, now)
    share_links.drop_old(session, now)
    session.exec(delete(SignIn).where(col(SignIn.created_at) < now - SIGN_INS_KEPT))
    session.exec(delete(SignInLink).where(col(SignInLink.expires_at) <= now))
    session.exec(delete(AuditEntry).where(col(AuditEntry.at) < now - AUDIT_KEPT))
