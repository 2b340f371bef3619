"""Who belongs to a project, and as what. Who does not belong to it learns nothing of it."""

from typing import Literal, NamedTuple

from sqlalchemy import UniqueConstraint, false, or_
from sqlmodel import Field, Session, col, select

from journeys.domain import audit
from journeys.domain.findings import Finding, Refused, Unknown
from journeys.domain.people import Person, add_person, find_person, person_with_name
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
    "review": Words(
        "Liest alles, kommentiert Stände und gibt sie frei. Ändert sonst nichts.",
        "Reads everything, comments on versions and approves them. Changes nothing else.",
    ),
}
NO_ROLE = Words("Bitte wählen Sie eine Aufgabe.", "Please choose a role.")
IS_MEMBER = Words("Diese Person ist schon dabei.", "This person belongs to the project already.")
NO_SUCCESSOR = Words("Bitte wählen Sie, wer künftig moderiert.", "Please choose who facilitates from now on.")
NO_THEN = Words(
    "Bitte wählen Sie, was Sie selbst danach tun.", "Please choose what you do yourself after that."
)
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


class Belonging(NamedTuple):
    """What somebody is in a project, and whether it is archived: then everybody only reads."""

    role: Role
    is_archived: bool


def belonging(session: Session, project_id: int, person: Person) -> Belonging | None:
    """What the person is in the project; None for who does not belong to it."""
    role = role_in(session, project_id, person)
    if role is None:
        return None
    return Belonging(role, session.get_one(Project, project_id).archived_at is not None)


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
    audit.remember(session, "project_created", by, project.name)
    return project


class Taken(NamedTuple):
    """Who was taken into a project, and whether their account was made for it."""

    person: Person
    is_new: bool


def take_in(session: Session, project_id: int, name: str, role: str, by: Person) -> Taken:
    """Take in whoever has this name, with a new account when nobody has. Raises as `add_member` and `add_person`."""
    there = person_with_name(session, name)
    person = there or add_person(session, name)
    if there is None:
        audit.remember(session, "account_added", by, person.name)
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
    _remember(session, "member_added", by, person, project_id, kept)
    return _store(session, project_id, person.id, kept)


def change_role(
    session: Session, project_id: int, person_id: int, role: str, by: Person | None = None
) -> Membership:
    """Give a member another role; raises Unknown for who is none, Refused when nobody would facilitate any more."""
    kept = _checked(role)
    membership = _locked_member(session, project_id, person_id)
    if kept != "moderation":
        _refuse_last(session, membership)
    membership.role = kept
    _remember(session, "role_changed", by, find_person(session, person_id), project_id, kept)
    return membership


def remove_member(session: Session, project_id: int, person_id: int, by: Person | None = None) -> None:
    """From the next request on they see nothing of the project. Raises as `change_role`."""
    membership = _locked_member(session, project_id, person_id)
    _refuse_last(session, membership)
    session.delete(membership)
    _remember(session, "member_removed", by, find_person(session, person_id), project_id)


def hand_over(session: Session, project_id: int, to: int, then: str, by: Person) -> None:
    """Let another member facilitate, and be something else oneself (`then`), or leave (`then` is "leave").

    Raises Refused without a member or a choice; all of it happens, or nothing.
    """
    if then not in (*ROLES, "leave"):
        raise Refused([Finding("then", NO_THEN)])
    if to == by.id or _membership(session, project_id, to) is None or find_person(session, to).disabled_at:
        raise Refused([Finding("to", NO_SUCCESSOR)])
    change_role(session, project_id, to, "moderation", by)
    if then == "leave":
        remove_member(session, project_id, by.id, by)
    else:
        change_role(session, project_id, by.id, then, by)


def _checked(role: str) -> Role:
    for known in ROLES:
        if role == known:
            return known
    raise Refused([Finding("role", NO_ROLE)])


def _remember(
    session: Session,
    what: audit.What,
    by: Person | None,
    person: Person,
    project_id: int,
    role: Role | None = None,
) -> None:
    """Add what happened to the audit trail: who it is about, where, and what they are from now on."""
    project = session.get_one(Project, project_id)
    names = [person.name, project.name, *([ROLES[role].de] if role else [])]
    audit.remember(session, what, by, " · ".join(names))


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
