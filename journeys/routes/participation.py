"""Who a browser is in a workshop: a signed cookie holds a random token for each, and nothing about a person."""

import secrets
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from flask import current_app, g, request, session

from journeys.domain.tables import now
from journeys.domain.workshops import attempts
from journeys.domain.workshops.codes import typed_code
from journeys.domain.workshops.joining import Joined, member_of
from journeys.domain.workshops.tables import Participant, Workshop

View = TypeVar("View", bound=Callable[..., object])
KEY = "workshops"
BROWSER = "browser"
MOST = 5


class Here(NamedTuple):
    """A participant, their workshop as it was when the request came, and the code with which they can come back."""

    participant: Participant
    workshop: Workshop
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


def me() -> Participant:
    """The same for routes that only participants reach."""
    return _surely().participant


def my_workshop() -> Workshop:
    """Their workshop, as the guard has read it already: enough to say whether anything has changed."""
    return _surely().workshop


def _surely() -> Here:
    found = here()
    assert found, "the guard lets only participants in"
    return found


def wrong_code() -> None:
    """Count a wrong code."""
    with current_app.extensions["database"].writing() as rows:
        attempts.count_wrong(rows, _browser(), request.remote_addr or "", now())


def pause_seconds() -> int:
    """How long this browser has to wait before another code is looked at."""
    with current_app.extensions["database"].reading() as rows:
        return attempts.pause(rows, _browser(), request.remote_addr or "", now())


def _browser() -> str:
    if BROWSER not in session:
        session[BROWSER] = secrets.token_hex(16)
    return str(session[BROWSER])


def _look_up(code: str) -> Here | None:
    token, return_code = session.get(KEY, {}).get(code) or ("", "")
    if not token:
        return None
    found = _of_late(token, code) if _is_poll() else _now(token, code)
    return Here(*found, return_code) if found else None


def _now(token: str, code: str) -> tuple[Participant, Workshop] | None:
    with current_app.extensions["database"].reading() as rows:
        return member_of(rows, token, code)


def _of_late(token: str, code: str) -> tuple[Participant, Workshop] | None:
    found: tuple[Participant, Workshop] | None
    found = current_app.extensions["polls"].member(current_app.extensions["database"], token, code)
    return found


def _is_poll() -> bool:
    return hasattr(current_app.view_functions.get(request.endpoint or ""), "is_poll")


def poll(view: View) -> View:
    """Mark a view whose answer may be half a second late: who asks is not looked up anew each time."""
    view.is_poll = True  # type: ignore[attr-defined]
    return view
