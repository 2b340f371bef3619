"""What the groups of the office's sign-in give and take: roles in projects, and administration.

Only memberships that came from groups are touched, and of those all: who leaves a group loses what it gave, even where
nobody is left to facilitate a project then. Administrators manage the members of every project, so none is lost.
"""

import logging
from collections.abc import Collection, Iterable

from sqlmodel import Session, select

from journeys.domain.audit import remember
from journeys.domain.findings import Refused
from journeys.domain.members import ROLES, Membership, Role
from journeys.domain.people import Person, set_admin
from journeys.domain.projects import locked_project, project_named
from journeys.provider import Grant

log = logging.getLogger(__name__)
_BY_STRENGTH = list(ROLES)


def follow_groups(session: Session, person: Person, groups: Collection[str], grants: Iterable[Grant]) -> None:
    """Bring what a person has from groups in line with the `groups` they are in now."""
    grants = tuple(grants)
    wanted = _wanted(session, [grant for grant in grants if grant.group in groups])
    # In the order of their numbers, so that two who sign in at once never wait for each other.
    for project_id in sorted({*wanted, *_given(session, person)}):
        _follow(session, person, project_id, wanted.get(project_id))
    _follow_administration(session, person, groups, grants)


def _wanted(session: Session, granted: Iterable[Grant]) -> dict[int, Role]:
    """Role by project: of several the strongest. A project that there is not is never made."""
    wanted: dict[int, Role] = {}
    for grant in granted:
        if grant.role == "administration":
            continue
        project = project_named(session, grant.project)
        if project is None:
            log.warning("JOURNEYS_OIDC_ROLES names a project that there is not: %s", grant.project)
            continue
        roles = (grant.role, wanted.get(project.id, grant.role))
        wanted[project.id] = min(roles, key=_BY_STRENGTH.index)
    return wanted


def _given(session: Session, person: Person) -> Iterable[int]:
    mine = select(Membership.project_id).where(Membership.person_id == person.id, Membership.from_groups)
    return session.exec(mine).all()


def _follow(session: Session, person: Person, project_id: int, role: Role | None) -> None:
    locked_project(session, project_id)
    mine = select(Membership).where(Membership.project_id == project_id, Membership.person_id == person.id)
    membership = session.exec(mine.execution_options(populate_existing=True)).first()
    if membership is None and role is not None:
        session.add(Membership(project_id=project_id, person_id=person.id, role=role, from_groups=True))
        remember(session, "member_added", None, person.name)
    elif membership is None or not membership.from_groups or membership.role == role:
        return
    elif role is None:
        session.delete(membership)
        remember(session, "member_removed", None, person.name)
    else:
        membership.role = role
        remember(session, "role_changed", None, person.name)
    session.flush()


def _follow_administration(
    session: Session, person: Person, groups: Collection[str], grants: Iterable[Grant]
) -> None:
    """Once a group of administrators is named, it alone decides for who comes from the office. The last one stays."""
    deciding = {grant.group for grant in grants if grant.role == "administration"}
    is_wanted = not deciding.isdisjoint(groups)
    if not deciding or person.is_admin == is_wanted:
        return
    try:
        set_admin(session, person, is_wanted)
    except Refused:
        log.warning("the last administrator is in no group of administrators and stays one for now")
        return
    remember(session, "administration_given" if is_wanted else "administration_taken", None, person.name)
