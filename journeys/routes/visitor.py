"""Who came by a share link: what it lets do, looked up once, and whether its password was given in this browser."""

from flask import current_app, g, request, session

from journeys.domain.review.share_links import Shared, shared_by
from journeys.domain.tables import now

ARGUMENT = "share"
"""The secret, as the addresses of shared pages name it."""
OPENED = "opened-links"
MOST = 20


def shared() -> Shared | None:
    """What the link in the address lets do; None for one that does not work, or whose password is missing."""
    found = lent()
    return found if found is not None and (not found.needs_password or is_opened(found)) else None


def lent() -> Shared | None:
    """The same, whether the password was given or not."""
    if "lent" not in g:
        secret = str((request.view_args or {}).get(ARGUMENT, ""))
        with current_app.extensions["database"].reading() as rows:
            g.lent = shared_by(rows, secret, now()) if secret else None
    found: Shared | None = g.lent
    return found


def visitor() -> Shared:
    """The same, for routes that only they reach."""
    found = shared()
    assert found, "the guard lets only those in whose link works"
    return found


def is_opened(link: Shared) -> bool:
    """Whether the link's password was given in this browser."""
    return link.link_id in session.get(OPENED, [])


def remember_opened(link: Shared) -> None:
    """Its password was right."""
    session[OPENED] = [*session.get(OPENED, []), link.link_id][-MOST:]
