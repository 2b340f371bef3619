"""THE place for access: who may do what. What is not in the table is denied."""

from collections.abc import Callable

from journeys.domain.people import Person
from journeys.domain.workshops.joining import Member

Predicate = Callable[[Person | None, object], bool]


def anybody(person: Person | None, thing: object) -> bool:
    """Also who is not signed in."""
    return True


def signed_in(person: Person | None, thing: object) -> bool:
    """Whoever is signed in; roles within a project will narrow this."""
    return person is not None


def takes_part(person: Person | None, thing: object) -> bool:
    """Whose browser is known in the workshop: `thing` is who they are in it. Nobody has to be signed in for that."""
    return isinstance(thing, Member)


ACTIONS: dict[str, tuple[Predicate, ...]] = {
    "sign in": (anybody,),
    "choose language": (anybody,),
    "read health": (anybody,),
    "read static files": (anybody,),
    "sign out": (signed_in,),
    "read help": (signed_in,),
    "read project": (signed_in,),
    "edit project": (signed_in,),
    "read service": (signed_in,),
    "edit service": (signed_in,),
    "import document": (signed_in,),
    "export document": (signed_in,),
    "record note": (signed_in,),
    "join workshop": (anybody,),
    "participate": (takes_part,),
    "moderate": (signed_in,),
    "watch": (signed_in,),
    "invite colleague": (signed_in,),
}


def may(person: Person | None, action: str, thing: object = None) -> bool:
    """Whether `person` (None: not signed in) may do `action` with `thing`: any predicate of its row suffices."""
    return any(allows(person, thing) for allows in ACTIONS.get(action, ()))
