"""The audit trail: who signed in, who got which role, what was exported and deleted. Never what somebody wrote.

Entries are only ever added: the database itself refuses to change one, or to remove one that is not old enough.
"""

from datetime import datetime, timedelta
from typing import Literal

from sqlmodel import Field, Session, col, delete, func, select

from journeys.domain.people import Person
from journeys.domain.tables import Row, UtcDateTime
from journeys.domain.tables import now as clock
from journeys.domain.words import Words
from journeys.settings import AUDIT_DAYS

What = Literal[
    "signed_in",
    "signed_in_by_link",
    "signed_in_by_office",
    "signed_in_with_code",
    "signed_out",
    "sign_in_refused",
    "link_made",
    "password_set",
    "password_dropped",
    "factor_set",
    "factor_dropped",
    "account_added",
    "account_disabled",
    "account_enabled",
    "account_deleted",
    "administration_given",
    "administration_taken",
    "member_added",
    "role_changed",
    "member_removed",
    "project_created",
    "project_archived",
    "project_reopened",
    "project_deleted",
    "exported",
    "removed_for_good",
    "forgotten",
    "retention_changed",
    "identity_linked",
    "token_made",
    "token_revoked",
    "token_refused",
    "share_made",
    "share_revoked",
    "approval_asked",
    "approval_answered",
    "approval_closed",
    "brought_back",
    "backed_up",
    "restored",
]
WHAT: dict[What, Words] = {
    "signed_in": Words("hat sich mit Passwort angemeldet", "signed in with a password"),
    "signed_in_by_link": Words("hat sich mit einem Link angemeldet", "signed in with a link"),
    "signed_in_by_office": Words(
        "hat sich mit dem Konto des Hauses angemeldet", "signed in with the office's account"
    ),
    "signed_in_with_code": Words("hat sich mit zweitem Faktor angemeldet", "signed in with a second factor"),
    "signed_out": Words("hat sich abgemeldet", "signed out"),
    "sign_in_refused": Words(
        "Anmelden wurde nach vielen Versuchen gebremst", "sign-in slowed down after many tries"
    ),
    "link_made": Words("hat einen Link zum Anmelden gemacht", "made a sign-in link"),
    "password_set": Words("hat ein Passwort gewählt", "chose a password"),
    "password_dropped": Words("hat ein Passwort zurückgesetzt", "reset a password"),
    "factor_set": Words("hat den zweiten Faktor eingerichtet", "set up the second factor"),
    "factor_dropped": Words("hat einen zweiten Faktor entfernt", "removed a second factor"),
    "account_added": Words("hat ein Konto angelegt", "added an account"),
    "account_disabled": Words("hat ein Konto gesperrt", "disabled an account"),
    "account_enabled": Words("hat ein Konto entsperrt", "enabled an account"),
    "account_deleted": Words("hat ein Konto gelöscht", "deleted an account"),
    "administration_given": Words("hat jemandem die Verwaltung gegeben", "made somebody an administrator"),
    "administration_taken": Words("hat jemandem die Verwaltung genommen", "ended somebody's administration"),
    "member_added": Words("hat jemanden aufgenommen", "took somebody in"),
    "role_changed": Words("hat eine Aufgabe geändert", "changed a role"),
    "member_removed": Words("hat jemanden herausgenommen", "took somebody out"),
    "project_created": Words("hat ein Vorhaben angelegt", "created a project"),
    "project_archived": Words("hat ein Vorhaben abgelegt", "archived a project"),
    "project_reopened": Words("hat ein Vorhaben wieder geöffnet", "reopened a project"),
    "project_deleted": Words("hat ein Vorhaben gelöscht", "deleted a project"),
    "exported": Words("hat etwas als Datei ausgegeben", "exported"),
    "removed_for_good": Words("hat einen Text endgültig entfernt", "removed a text for good"),
    "forgotten": Words(
        "Pseudonyme sind nach Ablauf der Frist gelöscht", "pseudonyms deleted at the end of their time"
    ),
    "retention_changed": Words("hat eine Frist geändert", "changed a retention time"),
    "identity_linked": Words("hat das Konto des Hauses verbunden", "linked the office's account"),
    "token_made": Words("hat einem anderen Programm Zugang gegeben", "let another program read a project"),
    "token_revoked": Words(
        "hat den Zugang eines anderen Programms beendet", "ended another program's access"
    ),
    "token_refused": Words(
        "Abrufe mit falschem Schlüssel wurden gebremst", "requests with wrong tokens slowed down"
    ),
    "share_made": Words("hat einen Stand mit einem Link geteilt", "shared a version by a link"),
    "share_revoked": Words("hat einen geteilten Link beendet", "ended a shared link"),
    "approval_asked": Words("hat um eine Freigabe gebeten", "asked for an approval"),
    "approval_answered": Words("hat auf eine Freigabe geantwortet", "answered an approval"),
    "approval_closed": Words("hat eine Freigabe beendet", "ended an approval"),
    "brought_back": Words("hat einen Stand zurückgeholt", "brought a version back"),
    "backed_up": Words("hat eine Sicherung gemacht", "made a backup"),
    "restored": Words("hat eine Sicherung eingespielt", "restored a backup"),
}


class AuditEntry(Row, table=True):
    """Something that happened. `by` is the name of who did it, empty for the command line or the app itself; `about`
    names an account, project or document: as it was called then, for it may be gone by now."""

    at: datetime = Field(default_factory=clock, sa_type=UtcDateTime, index=True)
    what: str
    by: str = ""
    about: str = ""


def remember(session: Session, what: What, by: Person | None, about: str = "") -> None:
    """Add an entry, in the transaction of what it tells: both are stored or neither. Old ones go."""
    now = clock()
    # A day later than the database would allow it: its clock, or that of a long transaction, may be behind ours.
    session.exec(delete(AuditEntry).where(col(AuditEntry.at) < now - timedelta(days=AUDIT_DAYS.value + 1)))
    session.add(AuditEntry(at=now, what=what, by=by.name if by else "", about=about))
    session.flush()


def entries(session: Session, before: int | None = None, most: int = 100) -> list[AuditEntry]:
    """The latest entries first; with `before` those that came before the entry of this number."""
    rows = select(AuditEntry).order_by(col(AuditEntry.id).desc()).limit(most)
    return list(session.exec(rows.where(col(AuditEntry.id) < before) if before else rows))


def last_that_clears(session: Session) -> int:
    """The number of the latest entry after which nothing may stay in the memory of any process; 0 without one."""
    wanted = select(func.max(AuditEntry.id)).where(
        col(AuditEntry.what).in_(("removed_for_good", "forgotten", "project_deleted", "restored"))
    )
    return session.exec(wanted).one() or 0
