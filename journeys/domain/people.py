"""Accounts: who may sign in, and who manages the installation."""

from datetime import datetime

from sqlmodel import Field, Session, col, select

from journeys.domain.findings import Finding, Refused, Unknown
from journeys.domain.naming import folded
from journeys.domain.tables import Row, UtcDateTime
from journeys.domain.tables import now as clock
from journeys.domain.typed import required, typed_findings
from journeys.domain.words import Words

FIRST_NAME = "Administration"
NAMELESS = Words("Bitte geben Sie einen Namen an.", "Please give a name.")
TAKEN = Words(
    "So heißt hier schon jemand. Bitte wählen Sie einen anderen Namen, zum Beispiel mit dem Fachbereich dahinter.",
    "Somebody here has this name. Please choose another one, for example with the department behind it.",
)
LAST_ADMIN = Words(
    "Das ist die einzige Person, die verwaltet. Bitte übertragen Sie die Verwaltung zuerst jemand anderem.",
    "This is the only administrator. Please make somebody else one first.",
)
STILL_ACTIVE = Words(
    "Löschen lässt sich nur ein gesperrtes Konto. Bitte sperren Sie es zuerst.",
    "Only a disabled account can be deleted. Please disable it first.",
)


class Person(Row, table=True):
    """Somebody with an account. `is_admin`: manages accounts, projects and members of the whole installation.

    `folded` is the name as it is typed to sign in: without capitals and double blanks. Who is `disabled_at` some
    moment can not sign in; without `password_hash` they sign in by links or with the office's sign-in.
    `totp_secret`: a second factor, see `second_factor`; `totp_step` is the half minute of the last code that was used.
    """

    name: str = Field(unique=True)
    folded: str = Field(unique=True)
    is_admin: bool = False
    password_hash: str | None = None
    totp_secret: str | None = None
    totp_step: int = 0
    disabled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(default_factory=clock, sa_type=UtcDateTime)


def all_people(session: Session) -> list[Person]:
    """Everybody with an account, in the order they came."""
    return list(session.exec(select(Person).order_by(col(Person.id))))


def find_person(session: Session, id: int) -> Person:
    """The person with this number; raises Unknown."""
    person = session.get(Person, id)
    if person is None:
        raise Unknown(f"person {id}")
    return person


def person_with_name(session: Session, name: str) -> Person | None:
    return session.exec(select(Person).where(Person.folded == folded(name))).first()


def person_named(session: Session, name: str) -> Person:
    """The person with this name; raises Unknown."""
    person = person_with_name(session, name)
    if person is None:
        raise Unknown(f"person {name}")
    return person


def first_person(session: Session) -> Person:
    """The first administrator; makes them if nobody administers yet."""
    admins = select(Person).where(Person.is_admin).order_by(col(Person.id))
    found = session.exec(admins).first()
    return found or _store(session, free_name(session, FIRST_NAME), is_admin=True)


def add_person(session: Session, name: str, is_admin: bool = False) -> Person:
    """Somebody new; raises Refused when the name is missing, too long or taken."""
    name = " ".join(required("name", name, NAMELESS).split())
    wrong = typed_findings({"name": name})
    if person_with_name(session, name) is not None:
        wrong.append(Finding("name", TAKEN))
    if wrong:
        raise Refused(wrong)
    return _store(session, name, is_admin)


def free_name(session: Session, name: str) -> str:
    """The name, with a number behind it when somebody has it already."""
    taken = set(session.exec(select(Person.folded)))
    names = (name if n == 1 else f"{name} ({n})" for n in range(1, len(taken) + 2))
    return next(one for one in names if folded(one) not in taken)


def disable(session: Session, person: Person, now: datetime) -> None:
    """They can not sign in any more. Raises Refused for the last administrator."""
    _refuse_last(session, person)
    person.disabled_at = now
    session.flush()


def enable(session: Session, person: Person) -> None:
    """They can sign in again."""
    person.disabled_at = None
    session.flush()


def set_admin(session: Session, person: Person, is_admin: bool) -> None:
    """Let them manage the installation, or no longer. Raises Refused for the last administrator."""
    if not is_admin:
        _refuse_last(session, person)
    person.is_admin = is_admin
    session.flush()


def delete_person(session: Session, person: Person) -> None:
    """Remove a disabled account for good, with its memberships; what they wrote in projects stays, it names nobody.

    Raises Refused while the account is in use.
    """
    if person.disabled_at is None:
        raise Refused([Finding("person", STILL_ACTIVE)])
    session.delete(person)
    session.flush()


def _store(session: Session, name: str, is_admin: bool) -> Person:
    person = Person(name=name, folded=folded(name), is_admin=is_admin)
    session.add(person)
    session.flush()
    return person


def _refuse_last(session: Session, person: Person) -> None:
    # Locked, so that two administrators who disable each other at the same moment do not both go.
    active = select(Person).where(Person.is_admin, col(Person.disabled_at).is_(None)).with_for_update()
    others = [other for other in session.exec(active) if other.id != person.id]
    if person.is_admin and person.disabled_at is None and not others:
        raise Refused([Finding("person", LAST_ADMIN)])
