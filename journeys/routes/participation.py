"""Who a browser is in a workshop: a signed cookie holds a random token for each, and nothing about a person."""

import logging
import secrets
from typing import NamedTuple

from flask import current_app, g, request, session
from sqlmodel import Session

from journeys.domain import attempts
from journeys.domain.tables import now
from journeys.domain.workshops import codes
from journeys.domain.workshops.codes import typed_code
from journeys.domain.workshops.joining import Joined, Member, participant, workshop_of
from journeys.domain.workshops.tables import Participant, Workshop

log = logging.getLogger(__name__)
KEY = "workshops"
BROWSER = "browser"
MOST = 5


class Here(NamedTuple):
    """Somebody who takes part, and the code with which they can come back."""

    member: Member
    return_code: str


def remember(code: str, joined: Joined) -> None:
    """Let this browser be known in the workshop; of more than five the first ones are forgotten."""
    known = {**session.get(KEY, {}), code: [joined.token, joined.return_code]}
    session[KEY] = dict(list(known.items())[-MOST:])
    session.permanent = True
    g.pop("here", None)


def here() -> Here | None:
    """Who sent this request in the workshop whose code stands in the address; looked up once."""
    if "here" not in g:
        g.here = _look_up(typed_code(str((request.view_args or {}).get("code", ""))))
    found: Here | None = g.here
    return found


def is_forgotten(code: str) -> bool:
    """Whether this browser took part in the workshop with this code, which has forgotten by now who did."""
    code = typed_code(code)
    if code not in session.get(KEY, {}):
        return False
    with current_app.extensions["database"].reading() as rows:
        workshop = workshop_of(rows, code)
    return workshop is not None and workshop.forgotten_on is not None


def let_go(code: str) -> None:
    """Take what the browser was known by out of its cookie; that it took part stays, for the page that says so."""
    session[KEY] = {**session[KEY], typed_code(code): ["", ""]}


def my_id() -> int:
    """The participant's number, for routes that only participants reach."""
    return _surely().member.id


def me(session: Session) -> Participant:
    """The participant as they are now; raises Unknown when they are gone."""
    return participant(session, my_id())


def workshop_of_late() -> Workshop:
    """Their workshop as it was half a second ago at most: enough for a poll to say whether anything has changed."""
    return _surely().member.workshop


def _surely() -> Here:
    found = here()
    assert found, "the guard lets only participants in"
    return found


def wrong_code() -> None:
    """Count a wrong code."""
    log.info("a wrong workshop code")
    with current_app.extensions["database"].writing() as rows:
        attempts.count_wrong(rows, _bounds(), now())


def pause_seconds() -> int:
    """How long this browser has to wait before another code is looked at."""
    with current_app.extensions["database"].reading() as rows:
        return attempts.pause(rows, _bounds(), now())


def _bounds() -> dict[str, int]:
    """How many wrong codes may come from here: a whole hall shares an address, so that its bound is high."""
    return codes.bounds(browser(), request.remote_addr or "")


def browser() -> str:
    """A random name for this browser, to count what comes from it."""
    if BROWSER not in session:
        session[BROWSER] = secrets.token_hex(16)
    return str(session[BROWSER])


def _look_up(code: str) -> Here | None:
    token, return_code = session.get(KEY, {}).get(code) or ("", "")
    if not token:
        return None
    found = current_app.extensions["attendance"].find(current_app.extensions["database"], token, code)
    return Here(found, return_code) if found else None
