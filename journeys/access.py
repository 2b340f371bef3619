"""THE place for access: who may do what. What is not in the table is denied.

A row reads: „edit service“ is for who moderates and for who designs.
"""

from collections.abc import Callable

from journeys.domain.members import Role
from journeys.domain.people import Person
from journeys.domain.workshops.joining import Member

Predicate = Callable[[Person | None, object], bool]


def anybody(person: Person | None, thing: object) -> bool:
    """Also who is not signed in."""
    return True


def signed_in(person: Person | None, thing: object) -> bool:
    """Whoever is signed in."""
    return person is not None


def administers(person: Person | None, thing: object) -> bool:
    """Who manages the installation: accounts, projects, members. What is in a project is for its members alone."""
    return person is not None and person.is_admin


def _in_role(role: Role) -> Predicate:
    return lambda person, thing: person is not None and thing == role


moderates, designs, reviews = _in_role("moderation"), _in_role("design"), _in_role("review")
"""Whose role it is in the project that the thing belongs to: there `thing` is their role, None without one."""


def takes_part(person: Person | None, thing: object) -> bool:
    """Whose browser is known in the workshop: `thing` is who they are in it. Nobody has to be signed in for that."""
    return isinstance(thing, Member)


ACTIONS: dict[str, tuple[Predicate, ...]] = {
    "sign in": (anybody,),
    "choose language": (anybody,),
    "read health": (anybody,),
    "read static files": (anybody,),
    "join workshop": (anybody,),
    "participate": (takes_part,),
    "sign out": (signed_in,),
    "manage own account": (signed_in,),
    "read help": (signed_in,),
    "list projects": (signed_in,),
    "manage people": (administers,),
    "create project": (administers,),
    "see members": (administers, moderates, designs, reviews),
    "manage members": (administers, moderates),
    "read project": (moderates, designs, reviews),
    "read service": (moderates, designs, reviews),
    "export document": (moderates, designs, reviews),
    "import document": (moderates, designs),
    "add service": (moderates, designs),
    "edit service": (moderates, designs),
    "record note": (moderates, designs),
    "edit project": (moderates,),
    "moderate": (moderates,),
    "watch": (moderates,),
}


def may(person: Person | None, action: str, thing: object = None) -> bool:
    """Whether `person` (None: not signed in) may do `action` with `thing`: any predicate of its row suffices."""
    return any(allows(person, thing) for allows in ACTIONS.get(action, ()))
