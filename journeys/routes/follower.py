"""Which token for a feed stands in an address, and what it lets follow."""

from flask import g, request

from journeys.domain.api_tokens import Grant
from journeys.routes.api import bearer

ARGUMENT = "feed"
"""The token, as the addresses of feeds name it."""


def followed() -> Grant | None:
    """What the token in the address lets read; None for one that does not work, or that is for something else. Looked
    up once."""
    if "followed" not in g:
        grant = bearer.known(str((request.view_args or {}).get(ARGUMENT, "")))
        g.followed = grant if grant and grant.scope == "news" else None
    found: Grant | None = g.followed
    return found


def follower() -> Grant:
    """The same, for routes that only such programs reach."""
    found = followed()
    assert found, "the guard lets only programs in whose token works"
    return found
