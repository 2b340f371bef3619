"""Who a browser is signed in as: the session's cookie, how a session begins and ends, and what stays of it."""

import hashlib
import secrets
from datetime import timedelta

from flask import Flask, Request, current_app, g, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

from journeys.domain import signing_in
from journeys.domain.naming import folded
from journeys.domain.people import Person
from journeys.domain.tables import now
from journeys.domain.tokens import hashed
from journeys.routes import participation
from journeys.routes.api.place import is_api
from journeys.routes.back import safe_target
from journeys.routes.guard import SEEN, TOKEN
from journeys.settings import CODE_MINUTES, SIGN_IN_DAYS

NEXT, KNOWN, HALF_WAY = "next", "known", "half way"
OFFICE = "office"
"""In the session of who came from the office's identity provider: they may want to sign out there, too."""
MOST_KNOWN = 5


class _Sessions(SecureCookieSessionInterface):
    """A poll does not make the cookie anew: that costs more than its answer, and could undo what a form sent
    meanwhile has put into the cookie. Each page does. Programs have no session, whatever cookie they send."""

    digest_method = staticmethod(hashlib.sha256)

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        return self.session_class() if is_api(request.path) else super().open_session(app, request)

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        return bool(session.modified) or (not g.get("is_poll") and super().should_set_cookie(app, session))


def keep_sessions(app: Flask, https: bool) -> None:
    """The session's cookie: not for scripts, not for other sites, and over https only where there is https."""
    app.config.update(
        # The prefix lets browsers take it only from this very host, over https.
        SESSION_COOKIE_NAME="__Host-journeys" if https else "journeys",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        PERMANENT_SESSION_LIFETIME=timedelta(days=SIGN_IN_DAYS.value),
    )
    app.session_interface = _Sessions()


def begin(token: str, mine: Person) -> str:
    """Let this browser be signed in with the token of a sign-in: a new session; says where to go on."""
    target = safe_target(str(session.get(NEXT, "")))
    known = {**session.get(KNOWN, {}), _key(mine.name): mark_of(mine.name) or secrets.token_hex(16)}
    _end_earlier()
    begin_anew()
    session.permanent = True
    session[TOKEN], session[SEEN] = token, now().date().isoformat()
    session[KNOWN] = dict(list(known.items())[-MOST_KNOWN:])
    return target


def _end_earlier() -> None:
    """Who was signed in here before is not any more, also where somebody kept a copy of the cookie."""
    if earlier := session.get(TOKEN):
        with current_app.extensions["database"].writing() as rows:
            signing_in.sign_out(rows, str(earlier), now())


def begin_anew() -> None:
    """Nothing of the session before stays, but for who this browser is in workshops, which is another matter, and the
    marks of accounts that have signed in here before."""
    kept = {key: session[key] for key in (participation.KEY, KNOWN) if session.get(key)}
    session.clear()
    session.update(kept)


def go_half_way(mine: Person) -> None:
    """The password was right; for a few minutes the code of the second factor is waited for."""
    session[HALF_WAY] = [mine.id, (now() + timedelta(minutes=CODE_MINUTES.value)).timestamp()]


def who_is_half_way() -> int:
    """The number of the person whose code is waited for; 0 for nobody."""
    number, until = session.get(HALF_WAY) or (0, 0)
    return int(number) if now().timestamp() < until else 0


def mark_of(name: str) -> str:
    """The mark of a browser in which the account of this name has signed in before; empty in others."""
    return str(session.get(KNOWN, {}).get(_key(name), ""))


def _key(name: str) -> str:
    """The cookie can be read on the device: it holds no name."""
    return hashed(folded(name), "known")[:16]
