"""Managing accounts, from the browser and from the terminal: each change ends what it has to, and is remembered.

`by` is who does it; None is the command line.
"""

from datetime import datetime

from sqlmodel import Session

from journeys.domain import attempts, audit, passwords, people, second_factor, signing_in
from journeys.domain.people import Person
from journeys.settings import INVITATIONS


def add_account(session: Session, name: str, is_admin: bool, by: Person | None) -> Person:
    """An account for somebody new; raises Refused as `people.add_person`."""
    person = people.add_person(session, name, is_admin)
    audit.remember(session, "account_added", by, person.name)
    if is_admin:
        audit.remember(session, "administration_given", by, person.name)
    return person


def invitation(session: Session, url: str, person: Person, by: Person | None, now: datetime) -> str:
    """The link with which somebody new signs in for the first time."""
    audit.remember(session, "link_made", by, person.name)
    return signing_in.invite(session, url, person, now)


def reset(session: Session, url: str, person: Person, by: Person | None, now: datetime) -> str:
    """Take password and second factor away, end all sign-ins, and make a link.

    So nobody comes in unseen beside the owner.
    """
    if person.password_hash:
        audit.remember(session, "password_dropped", by, person.name)
    second_factor.turn_off(session, person, by)
    passwords.drop_password(session, person, now)
    audit.remember(session, "link_made", by, person.name)
    return signing_in.make_sign_in_link(session, url, now, person.name)


def disable(session: Session, person: Person, by: Person | None, now: datetime) -> None:
    """From the next request on they are out. Raises Refused for the last administrator."""
    people.disable(session, person, now)
    signing_in.end_sign_ins(session, person.id, now)
    audit.remember(session, "account_disabled", by, person.name)


def enable(session: Session, person: Person, by: Person | None) -> None:
    """Let them sign in again."""
    people.enable(session, person)
    audit.remember(session, "account_enabled", by, person.name)


def set_admin(session: Session, person: Person, is_admin: bool, by: Person | None) -> None:
    """Let them manage the installation, or no longer. Raises Refused for the last administrator."""
    if person.is_admin != is_admin:
        people.set_admin(session, person, is_admin)
        audit.remember(
            session, "administration_given" if is_admin else "administration_taken", by, person.name
        )


def delete(session: Session, person: Person, by: Person | None) -> None:
    """Remove a disabled account for good. Raises Refused while it is in use."""
    name = person.name
    people.delete_person(session, person)
    audit.remember(session, "account_deleted", by, name)


def choose_password(session: Session, person: Person, password: str, now: datetime) -> str:
    """Give oneself a password: every sign-in ends, and the token of a new one for this browser comes back.

    Raises Refused as `passwords.set_password`.
    """
    passwords.set_password(session, person, password, now)
    audit.remember(session, "password_set", person, person.name)
    return signing_in.begin_sign_in(session, person.id, now)


def seconds_to_wait(session: Session, by: Person, address: str, now: datetime) -> int:
    """Count one more link that somebody makes for others; 0, or the seconds to wait, and then none is made."""
    bounds = {f"links {by.id}": INVITATIONS.value, f"links address {address}": 4 * INVITATIONS.value}
    return attempts.seconds_to_wait(session, bounds, now)
