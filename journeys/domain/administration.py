"""Whether somebody can manage the installation, today and without the terminal."""

from sqlmodel import Session, col, select

from journeys.domain.identities import Identity
from journeys.domain.people import Person


def administrators(session: Session) -> list[Person]:
    """Who manages the installation and is not disabled."""
    active = select(Person).where(Person.is_admin, col(Person.disabled_at).is_(None))
    return list(session.exec(active.order_by(col(Person.id))))


def has_lasting_way_in(session: Session, person: Person) -> bool:
    """Whether they sign in with a password or the office's sign-in, and not with a link alone."""
    linked = select(Identity.id).where(Identity.person_id == person.id)
    return person.password_hash is not None or session.exec(linked).first() is not None
