"""Who belongs to a project, and as what. Who does not belong to it learns nothing of it."""

from typing import Literal, NamedTuple

from sqlalchemy import UniqueConstraint, false, or_
from sqlmodel import Field, Session, col, select

from journeys.domain.findings import Finding, Refused, Unknown
from journeys.domain.people import Person, add_person, person_with_name
from journeys.domain.projects import Project, all_projects, create_project, locked_project
from journeys.domain.tables import Row, one_of
from journeys.domain.words import Words

Role = Literal["moderation", "design", "review"]
ROLES: dict[Role, Words] = {
    "moderation": Words("Moderation", "Facilitation"),
    "design": Words("Gestaltung", "Design"),
    "review": Words("Prüfung", "Review"),
}
DUTIES: dict[Role, Words] = {
    "moderation": Words(
        "Bereitet Workshops vor und leitet sie, bearbeitet alles und verwaltet, wer dabei ist.",
        "Prepares and runs workshops, edits everything and manages who belongs to the project.",
    ),
    "design": Words(
        "Bearbeitet Leistungen, Schritte und Hinweise und gibt sie als Datei aus.",
        "Edits services, steps and notes and exports them.",
    ),
    "review": Words("Liest alles und ändert nichts.", "Reads everything and changes nothing."),
}
NO_ROLE = Words("Bitte wählen Sie eine Aufgabe.", "Please choose a role.")
IS_MEMBER = Words("Diese Person ist schon dabei.", "This person belongs to the project already.")
NOBODY_LEFT = Words(
    "Ein Vorhaben braucht jemanden mit der Aufgabe Moderation. Bitte geben Sie diese Aufgabe zuerst jemand anderem.",
    "A project needs somebody to facilitate it. Please give this role to somebody else first.",
)


class Membership(Row, table=True):
    """A person's role in a project: one each. `from_groups`: groups of the office's sign-in give and
    take it."""

    __table_args__ = (UniqueConstraint("project_id", "person_id"), one_of("role", Role))

    project_id: int = Field(foreign_key="project.id", ondelete="CASCADE", index=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    role: str
    from_groups: bool = False


def role_in(session: Session, project_id: int, person: Person) -> Role | None:
    """The person's role, None for who does not belong to the project.

    A project without any member, as the command line makes it, is in the hands of the administrators.
    """
    membership = _membership(session, project_id, person.id)
    if membership is not None:
        role: Role = membership.role  # type: ignore[assignment]
        return role
    orphan = (
        person.is_admin
        and session.get(Project, project_id) is not None
        and not members_of(session, project_id)
    )
    return "moderation" if orphan else None


def projects_of(session: Session, person: Person) -> list[Project]:
    """The projects a person belongs to, by name."""
    mine = select(Membership.project_id).where(Membership.person_id == person.id)
    orphans = col(Project.id).not_in(select(Membership.project_id))
    theirs = or_(col(Project.id).in_(mine), orphans if person.is_admin else false())
    return list(session.exec(select(Project).where(theirs).order_by(col(Project.name))))


def other_projects(session: Session, person: Person) -> list[Project]:
    """What an administrator manages without belonging to it, by name; nothing for anybody else."""
    mine = {project.id for project in projects_of(session, person)}
    return [project for project in all_projects(session) if project.id not in mine] if person.is_admin else []


def members_of(session: Session, project_id: int) -> list[tuple[Person, Role]]:
    """Everybody who belongs to a project with their role: who facilitates first, then by name."""
    rows = select(Person, Membership.role).join(Membership, col(Membership.person_id) == col(Person.id))
    found = session.exec(rows.where(Membership.project_id == project_id)).all()
    order = list(ROLES)
    return sorted(found, key=lambda row: (order.index(row[1]), row[0].name.casefold()))  # type: ignore[arg-type]


def memberships_of(session: Session, person: Person) -> list[tuple[Project, Role]]:
    """The projects a person belongs to and as what, by name."""
    rows = select(Project, Membership.role).join(Membership, col(Membership.project_id) == col(Project.id))
    mine = rows.where(Membership.person_id == person.id).order_by(col(Project.name))
    return list(session.exec(mine).all())  # type: ignore[arg-type]


def start_project(session: Session, name: str, description: str, by: Person) -> Project:
    """A new project that this person facilitates; raises Refused as `create_project`."""
    project = create_project(session, name, description)
    _store(session, project.id, by.id, "moderation")
    return project


class Taken(NamedTuple):
    """Who was taken into a project, and whether their account was made for it."""

    person: Person
    is_new: bool


def take_in(session: Session, project_id: int, name: str, role: str, by: Person) -> Taken:
    """Take in whoever has this name, with a new account when nobody has. Raises as `add_member` and `add_person`."""
    there = person_with_name(session, name)
    person = there or add_person(session, name)
    add_member(session, project_id, person, role, by)
    return Taken(person, there is None)


def add_member(session: Session, project_id: int, person: Person, role: str, by: Person) -> Membership:
    """Take somebody into a project. Raises Refused without a role or when they belong to it, Unknown without project.

    The administrator who does this in a project without members stays in it: it does not slip out of their hands.
    """
    kept = _checked(role)
    locked_project(session, project_id)
    if _membership(session, project_id, person.id) is not None:
        raise Refused([Finding("name", IS_MEMBER)])
    if person.id != by.id and not members_of(session, project_id):
        _store(session, project_id, by.id, "moderation")
    return _store(session, project_id, person.id, kept)


def change_role(session: Session, project_id: int, person_id: int, role: str) -> Membership:
    """Give a member another role; raises Unknown for who is none, Refused when nobody would facilitate any more."""
    kept = _checked(role)
    membership = _locked_member(session, project_id, person_id)
    if kept != "moderation":
        _refuse_last(session, membership)
    membership.role = kept
    session.flush()
    return membership


def remove_member(session: Session, project_id: int, person_id: int) -> None:
    """From the next request on they see nothing of the project. Raises as `change_role`."""
    membership = _locked_member(session, project_id, person_id)
    _refuse_last(session, membership)
    session.delete(membership)
    session.flush()


def _checked(role: str) -> Role:
    for known in ROLES:
        if role == known:
            return known
    raise Refused([Finding("role", NO_ROLE)])


def _store(session: Session, project_id: int, person_id: int, role: Role) -> Membership:
    membership = Membership(project_id=project_id, person_id=person_id, role=role)
    session.add(membership)
    session.flush()
    return membership


def _locked_member(session: Session, project_id: int, person_id: int) -> Membership:
    locked_project(session, project_id)
    membership = _membership(session, project_id, person_id)
    if membership is None:
        raise Unknown(f"person {person_id} in project {project_id}")
    return membership


def _membership(session: Session, project_id: int, person_id: int) -> Membership | None:
    mine = select(Membership).where(Membership.project_id == project_id, Membership.person_id == person_id)
    return session.exec(mine).first()


def _refuse_last(session: Session, leaving: Membership) -> None:
    others = select(Membership.id).where(
        Membership.project_id == leaving.project_id,
        Membership.role == "moderation",
        Membership.id != leaving.id,
    )
    if leaving.role == "moderation" and session.exec(others).first() is None:
        raise Refused([Finding("role", NOBODY_LEFT)])
