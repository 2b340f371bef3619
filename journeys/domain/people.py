"""People who may sign in, their one-time links and their sign-ins. Of every token only a hash is stored."""

import hashlib
import secrets
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import bindparam
from sqlmodel import Field, Session, col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from journeys.domain.findings import Finding, Refused, Unknown
from journeys.domain.tables import Row, UtcDateTime
from journeys.domain.tables import now as clock
from journeys.domain.typed import required, typed_findings
from journeys.domain.words import Words
from journeys.settings import SIGN_IN_DAYS, SIGN_IN_LINK_MINUTES

FIRST_NAME = "Administration"
NAMELESS = Words("Bitte geben Sie einen Namen an.", "Please give a name.")
TAKEN = Words(
    "So heißt hier schon jemand. Bitte wählen Sie einen anderen Namen, oder machen Sie unten einen neuen Link.",
    "Somebody here has this name. Please choose another one, or make a new link below.",
)
TOKEN_BYTES = 32


class Person(Row, table=True):
    """Somebody with an account. `is_admin`: manages accounts, projects and members of the whole installation."""

    name: str = Field(unique=True)
    is_admin: bool = False
    created_at: datetime = Field(default_factory=clock, sa_type=UtcDateTime)


class SignInLink(Row, table=True):
    """A link that signs its person in once."""

    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    token_hash: str = Field(unique=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SignIn(Row, table=True):
    """One signed-in browser, until it signs out or the days are over."""

    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    token_hash: str = Field(unique=True)
    created_at: datetime = Field(default_factory=clock, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def anybody_signed_in(session: Session) -> bool:
    """Whether somebody ever signed in."""
    return session.exec(select(SignIn.id).limit(1)).first() is not None


def make_sign_in_link(session: Session, public_url: str, now: datetime, name: str | None = None) -> str:
    """The address of a fresh one-time link for the first person, who is made if missing.

    With a `name` for that person, who must be there: raises Unknown.
    """
    session.exec(delete(SignInLink).where(col(SignInLink.expires_at) <= now))
    person_id = (_first_person(session) if name is None else _person_named(session, name)).id
    token = secrets.token_urlsafe(TOKEN_BYTES)
    expires_at = now + timedelta(minutes=SIGN_IN_LINK_MINUTES.value)
    session.add(SignInLink(person_id=person_id, token_hash=_hash(token), expires_at=expires_at))
    session.flush()
    return f"{public_url}/sign-in/{token}"


def all_people(session: Session) -> list[Person]:
    """Everybody who may sign in, in the order they came."""
    return list(session.exec(select(Person).order_by(col(Person.id))))


def find_person(session: Session, id: int) -> Person:
    """The person with this number; raises Unknown."""
    person = session.get(Person, id)
    if person is None:
        raise Unknown(f"person {id}")
    return person


def add_person(session: Session, name: str) -> Person:
    """Somebody new who may sign in by a link; raises Refused when the name is missing, too long or taken."""
    name = required("name", name, NAMELESS)
    wrong = typed_findings({"name": name})
    if session.exec(select(Person.id).where(Person.name == name)).first() is not None:
        wrong.append(Finding("name", TAKEN))
    if wrong:
        raise Refused(wrong)
    person = Person(name=name)
    session.add(person)
    session.flush()
    return person


def use_sign_in_link(session: Session, token: str, now: datetime) -> str | None:
    """Use the link up: the token of a new sign-in, or None when it is wrong, used or too old."""
    wanted = select(SignInLink).where(
        SignInLink.token_hash == _hash(token),
        col(SignInLink.used_at).is_(None),
        col(SignInLink.expires_at) > now,
    )
    link = session.exec(wanted.with_for_update()).first()
    if link is None:
        return None
    link.used_at = now
    fresh = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(SignIn(person_id=link.person_id, token_hash=_hash(fresh), created_at=now))
    session.flush()
    return fresh


def person_of(session: Session, token: str, now: datetime) -> Person | None:
    """Who is signed in with this token, or None."""
    asked = {"token": _hash(token), "oldest": now - timedelta(days=SIGN_IN_DAYS.value)}
    return session.exec(_signed_in(), params=asked).first()


@cache
def _signed_in() -> SelectOfScalar[Person]:
    """Asked before every request: made once."""
    mine = select(Person).join(SignIn, col(SignIn.person_id) == col(Person.id))
    valid = col(SignIn.ended_at).is_(None), col(SignIn.created_at) > bindparam("oldest")
    return mine.where(SignIn.token_hash == bindparam("token"), *valid)


def sign_out(session: Session, token: str, now: datetime) -> None:
    """End the sign-in of this token; an unknown one is nothing to end."""
    sign_in = session.exec(select(SignIn).where(SignIn.token_hash == _hash(token))).first()
    if sign_in is not None and sign_in.ended_at is None:
        sign_in.ended_at = now
        session.flush()


def _first_person(session: Session) -> Person:
    person = session.exec(select(Person).order_by(col(Person.id)).limit(1)).first()
    if person is None:
        person = Person(name=FIRST_NAME, is_admin=True)
        session.add(person)
        session.flush()
    return person


def person_with_name(session: Session, name: str) -> Person | None:
    """Who has this name, typed with whatever blanks around it."""
    return session.exec(select(Person).where(Person.name == name.strip())).first()


def _person_named(session: Session, name: str) -> Person:
    person = person_with_name(session, name)
    if person is None:
        raise Unknown(f"person {name}")
    return person


def _hash(token: str) -> str:
    # Tokens hold 256 random bits: nobody can guess one, so no salt and no slow hash is needed.
    return hashlib.sha256(token.encode()).hexdigest()
