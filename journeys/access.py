"""THE place for access: who may do what. What is not in the table is denied.

A row reads: „edit service“ is for who moderates and for who designs.
"""

from collections.abc import Callable

from journeys.domain.api_tokens import Grant
from journeys.domain.members import Belonging, Role
from journeys.domain.people import Person
from journeys.domain.review.share_links import Shared
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
    return lambda person, thing: person is not None and thing == Belonging(role, is_archived=False)


moderates, designs, reviews = _in_role("moderation"), _in_role("design"), _in_role("review")
"""Whose role it is in the project that the thing belongs to, as long as it is open: there `thing` is a Belonging, None
for who does not belong to it."""


def belongs(person: Person | None, thing: object) -> bool:
    """Who belongs to the project in any role, archived or not."""
    return person is not None and isinstance(thing, Belonging)


def settles(person: Person | None, thing: object) -> bool:
    """Who facilitates the project, archived or not."""
    return person is not None and isinstance(thing, Belonging) and thing.role == "moderation"


def takes_part(person: Person | None, thing: object) -> bool:
    """Whose browser is known in the workshop: `thing` is who they are in it. Nobody has to be signed in for that."""
    return isinstance(thing, Member)


def holds_token(person: Person | None, thing: object) -> bool:
    """What another program that came with a token of this project may read: `thing` is what the token grants. Whoever
    is signed in may be anybody: a session counts nothing there."""
    return isinstance(thing, Grant) and thing.scope in ("documents", "figures")


def follows_news(person: Person | None, thing: object) -> bool:
    """Which program came to the feed of a project with a token for that, in the address, as feed readers have it."""
    return isinstance(thing, Grant) and thing.scope == "news"


def holds_full_token(person: Person | None, thing: object) -> bool:
    """The same, for what a token has to reach beyond figures for."""
    return isinstance(thing, Grant) and thing.scope == "documents"


def holds_link(person: Person | None, thing: object) -> bool:
    """Who came by a share link that works, and gave its password where it has one: `thing` is what it lets do."""
    return isinstance(thing, Shared)


def comments_by_link(person: Person | None, thing: object) -> bool:
    """The same, where the link allows to comment."""
    return isinstance(thing, Shared) and thing.may_comment


ACTIONS: dict[str, tuple[Predicate, ...]] = {
    "sign in": (anybody,),
    "choose language": (anybody,),
    "read health": (anybody,),
    "read static files": (anybody,),
    "read privacy": (anybody,),
    "join workshop": (anybody,),
    "participate": (takes_part,),
    "sign out": (signed_in,),
    "manage own account": (signed_in,),
    "read help": (signed_in,),
    "list projects": (signed_in,),
    "manage people": (administers,),
    "read audit trail": (administers,),
    "create project": (administers,),
    "see members": (administers, belongs),
    "manage members": (administers, moderates),
    "read project": (belongs,),
    "read service": (belongs,),
    "export document": (belongs,),
    "import document": (moderates, designs),
    "add service": (moderates, designs),
    "edit service": (moderates, designs),
    "record note": (moderates, designs),
    "edit project": (moderates,),
    "settle project": (settles,),
    "read workshop": (settles,),
    "moderate": (moderates,),
    "watch": (moderates,),
    "read review": (belongs,),
    "comment": (moderates, designs, reviews),
    "answer approval": (moderates, designs, reviews),
    "keep version": (moderates, designs),
    "ask approval": (moderates, designs),
    "share version": (moderates, designs),
    "open shared": (anybody,),
    "read shared": (holds_link,),
    "comment shared": (comments_by_link,),
    "give token": (moderates,),
    "manage tokens": (settles,),
    "read API description": (anybody,),
    "read figures by token": (holds_token,),
    "read documents by token": (holds_full_token,),
    "follow news": (follows_news,),
}


def may(person: Person | None, action: str, thing: object = None) -> bool:
    """Whether `person` (None: not signed in) may do `action` with `thing`: any predicate of its row suffices."""
    return any(allows(person, thing) for allows in ACTIONS.get(action, ()))
