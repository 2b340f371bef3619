"""Signing in: one-time links, sign-ins that end on the server, and what ends them."""

from datetime import date, datetime, timedelta
from functools import cache

from sqlalchemy import bindparam
from sqlmodel import Field, Session, col, delete, select, update
from sqlmodel.sql.expression import SelectOfScalar

from journeys.domain.findings import Unknown
from journeys.domain.people import Person, find_person, first_person, person_named
from journeys.domain.tables import Row, UtcDateTime
from journeys.domain.tables import now as clock
from journeys.domain.tokens import hashed, new_token
from journeys.settings import INVITATION_DAYS, SIGN_IN_DAYS, SIGN_IN_IDLE_DAYS, SIGN_IN_LINK_MINUTES


class SignInLink(Row, table=True):
    """A link that signs its person in once."""

    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    token_hash: str = Field(unique=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SignIn(Row, table=True):
    """One signed-in browser, until it signs out, the days are over or it was not used for long."""

    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    token_hash: str = Field(unique=True)
    created_at: datetime = Field(default_factory=clock, sa_type=UtcDateTime)
    seen_on: date = Field(default_factory=lambda: clock().date())
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def anybody_signed_in(session: Session) -> bool:
    """Whether somebody ever signed in."""
    return session.exec(select(SignIn.id).limit(1)).first() is not None


def make_sign_in_link(session: Session, public_url: str, now: datetime, name: str | None = None) -> str:
    """The address of a fresh one-time link for the first administrator, who is made if missing.

    With a `name` for that person, who must be there: raises Unknown.
    """
    person = first_person(session) if name is None else person_named(session, name)
    return _link(session, public_url, person, now, timedelta(minutes=SIGN_IN_LINK_MINUTES.value))


def invite(session: Session, public_url: str, person: Person, now: datetime) -> str:
    """The address of a one-time link for somebody new: it is valid for days, not minutes."""
    return _link(session, public_url, person, now, timedelta(days=INVITATION_DAYS.value))


def use_sign_in_link(session: Session, token: str, now: datetime) -> Person | None:
    """Use the link up: whose it is; None when it is wrong, used or too old, or its account disabled."""
    wanted = select(SignInLink).where(
        SignInLink.token_hash == hashed(token),
        col(SignInLink.used_at).is_(None),
        col(SignInLink.expires_at) > now,
    )
    link = session.exec(wanted.with_for_update()).first()
    person = find_person(session, link.person_id) if link else None
    if link is None or person is None or person.disabled_at:
        return None
    link.used_at = now
    session.flush()
    return person


def begin_sign_in(session: Session, person_id: int, now: datetime) -> str:
    """The token of a new sign-in of this person; rows of sign-ins that are over for long go."""
    over = col(SignIn.created_at) < now - 2 * timedelta(days=SIGN_IN_DAYS.value)
    session.exec(delete(SignIn).where(col(SignIn.person_id) == person_id, over))
    fresh = new_token()
    session.add(SignIn(person_id=person_id, token_hash=hashed(fresh), created_at=now, seen_on=now.date()))
    session.flush()
    return fresh


def person_of(session: Session, token: str, now: datetime) -> Person | None:
    """Who is signed in with this token, or None."""
    asked = {
        "token": hashed(token),
        "oldest": now - timedelta(days=SIGN_IN_DAYS.value),
        "last": now.date() - timedelta(days=SIGN_IN_IDLE_DAYS.value),
    }
    return session.exec(_signed_in(), params=asked).first()


@cache
def _signed_in() -> SelectOfScalar[Person]:
    """Asked before every request: made once."""
    mine = select(Person).join(SignIn, col(SignIn.person_id) == col(Person.id))
    valid = (
        col(SignIn.ended_at).is_(None),
        col(SignIn.created_at) > bindparam("oldest"),
        col(SignIn.seen_on) >= bindparam("last"),
        col(Person.disabled_at).is_(None),
    )
    return mine.where(SignIn.token_hash == bindparam("token"), *valid)


def see(session: Session, token: str, now: datetime) -> None:
    """Keep the day on which the sign-in was last used: after some without use it ends."""
    mine = update(SignIn).where(col(SignIn.token_hash) == hashed(token))
    session.execute(mine.values(seen_on=now.date()))


def sign_ins_of(session: Session, person_id: int, now: datetime) -> list[SignIn]:
    """Where the person is signed in, the latest first."""
    oldest = now - timedelta(days=SIGN_IN_DAYS.value)
    last = now.date() - timedelta(days=SIGN_IN_IDLE_DAYS.value)
    valid = (
        col(SignIn.ended_at).is_(None),
        col(SignIn.created_at) > oldest,
        col(SignIn.seen_on) >= last,
    )
    mine = select(SignIn).where(SignIn.person_id == person_id, *valid)
    return list(session.exec(mine.order_by(col(SignIn.created_at).desc(), col(SignIn.id).desc())))


def sign_out(session: Session, token: str, now: datetime) -> None:
    """End the sign-in of this token; an unknown one is nothing to end."""
    sign_in = session.exec(select(SignIn).where(SignIn.token_hash == hashed(token))).first()
    if sign_in is not None:
        sign_in.ended_at = sign_in.ended_at or now
    session.flush()


def end_sign_in(session: Session, person_id: int, sign_in_id: int, now: datetime) -> None:
    """End one sign-in of a person; raises Unknown when it is not theirs."""
    sign_in = session.get(SignIn, sign_in_id)
    if sign_in is None or sign_in.person_id != person_id:
        raise Unknown(f"sign-in {sign_in_id} of person {person_id}")
    sign_in.ended_at = sign_in.ended_at or now
    session.flush()


def end_sign_ins(session: Session, person_id: int, now: datetime, besides: str = "") -> None:
    """End all sign-ins of a person, but for the one of the token `besides`, and let links that are still open go."""
    others = col(SignIn.token_hash) != hashed(besides)
    mine = update(SignIn).where(col(SignIn.person_id) == person_id, col(SignIn.ended_at).is_(None), others)
    session.execute(mine.values(ended_at=now))
    session.exec(delete(SignInLink).where(col(SignInLink.person_id) == person_id))


def _link(session: Session, public_url: str, person: Person, now: datetime, valid: timedelta) -> str:
    session.exec(delete(SignInLink).where(col(SignInLink.expires_at) <= now))
    token = new_token()
    session.add(SignInLink(person_id=person.id, token_hash=hashed(token), expires_at=now + valid))
    session.flush()
    return f"{public_url}/sign-in/{token}"
