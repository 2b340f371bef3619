"""The office's own sign-in: which account belongs to whom of its identity provider."""

import unicodedata
from collections.abc import Collection, Iterable

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, select

from journeys.domain.audit import remember
from journeys.domain.findings import Finding, Refused
from journeys.domain.groups import follow_groups
from journeys.domain.people import Person, add_person, find_person, free_name
from journeys.domain.tables import Row
from journeys.domain.words import Words
from journeys.provider import Grant
from journeys.settings import TITLE

NAMELESS = "Konto des Hauses"
NAME_LETTERS = TITLE.value - 10
"""Leaves room for the number that a name gets which somebody has already."""
DISABLED = Words(
    "Ihr Konto bei Bürgerreise ist gesperrt. Bitte fragen Sie die Person, die Bürgerreise bei Ihnen verwaltet.",
    "Your account in Bürgerreise is disabled. Please ask the person who administers Bürgerreise.",
)
SOMEBODY_ELSES = Words(
    "Dieses Konto des Hauses gehört hier schon zu einem anderen Konto. Nichts wurde verbunden.",
    "This account of the office belongs to another account here already. Nothing was linked.",
)
LINKED_ALREADY = Words(
    "Ihr Konto ist schon mit einem anderen Konto des Hauses verbunden. Nichts wurde verbunden.",
    "Your account is linked with another account of the office already. Nothing was linked.",
)


class Identity(Row, table=True):
    """An account's name at an identity provider: `subject` never changes there, whatever people are called."""

    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    issuer: str
    subject: str


class Disabled(Refused):
    """The account may not sign in."""

    def __init__(self) -> None:
        super().__init__([Finding("person", DISABLED)])


def person_of_identity(
    session: Session,
    issuer: str,
    subject: str,
    name: str,
    groups: Collection[str],
    mapping: Iterable[Grant],
) -> Person:
    """Whose account it is, made when the provider sends them for the first time; their groups count from now on.

    Only issuer and subject say who it is, never a name or an address, which somebody else may have had before.
    Raises Disabled.
    """
    identity = _find(session, issuer, subject)
    person = find_person(session, identity.person_id) if identity else _add(session, issuer, subject, name)
    if person.disabled_at is not None:
        raise Disabled
    follow_groups(session, person, groups, mapping)
    return person


def link_identity(
    session: Session,
    person: Person,
    issuer: str,
    subject: str,
    groups: Collection[str],
    mapping: Iterable[Grant],
) -> None:
    """Let somebody who has an account sign in with the office's, too; their groups count from now on.

    Raises Refused when that identity is somebody else's, or theirs is another one.
    """
    identity = _find(session, issuer, subject)
    if identity is not None and identity.person_id != person.id:
        raise Refused([Finding("identity", SOMEBODY_ELSES)])
    if identity is None:
        if is_linked(session, person, issuer):
            raise Refused([Finding("identity", LINKED_ALREADY)])
        session.add(Identity(person_id=person.id, issuer=issuer, subject=subject))
        remember(session, "identity_linked", person, person.name)
    follow_groups(session, person, groups, mapping)


def is_linked(session: Session, person: Person, issuer: str) -> bool:
    """Whether the person signs in with an account of this provider."""
    mine = select(Identity.id).where(Identity.person_id == person.id, Identity.issuer == issuer)
    return session.exec(mine).first() is not None


def _find(session: Session, issuer: str, subject: str) -> Identity | None:
    """Locked, so that groups of two sign-ins at once count one after the other."""
    wanted = select(Identity).where(Identity.issuer == issuer, Identity.subject == subject)
    return session.exec(wanted.with_for_update()).first()


def _add(session: Session, issuer: str, subject: str, name: str) -> Person:
    person = add_person(session, free_name(session, _clean(name)))
    session.add(Identity(person_id=person.id, issuer=issuer, subject=subject))
    remember(session, "account_added", None, person.name)
    return person


def _clean(name: str) -> str:
    """The name as it can be shown: nothing invisible in it, and not endless."""
    visible = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in name)
    return " ".join(visible.split())[:NAME_LETTERS].strip() or NAMELESS
