"""Signing in by a one-time link, and out. Opening the link shows a button; only pressing it uses the link up."""

from datetime import timedelta

from flask import Blueprint, Flask, current_app, g, redirect, request, session, url_for
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from werkzeug.wrappers import Response

from journeys.domain import signing_in
from journeys.domain.tables import now
from journeys.routes import participation
from journeys.routes.back import safe_target
from journeys.routes.guard import TOKEN, needs, signed_in_person
from journeys.routes.part import show
from journeys.settings import SIGN_IN_DAYS, SIGN_IN_LINK_MINUTES

NEXT = "next"
OFFICE = "office"
"""In the session of who came from the office's identity provider: they may want to sign out there, too."""
bp = Blueprint("sign_in", __name__)


class _Sessions(SecureCookieSessionInterface):
    """A poll does not make the cookie anew: that costs more than its answer, and could undo what a form sent
    meanwhile has put into the cookie. Each page does."""

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        return bool(session.modified) or (not g.get("is_poll") and super().should_set_cookie(app, session))


def keep_sessions(app: Flask, https: bool) -> None:
    """The session's cookie: not for scripts, not for other sites, and over https only where there is https."""
    app.config.update(
        SESSION_COOKIE_NAME="journeys",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        PERMANENT_SESSION_LIFETIME=timedelta(days=SIGN_IN_DAYS.value),
    )
    app.session_interface = _Sessions()
    app.register_blueprint(bp)


@bp.get("/sign-in")
@needs("sign in")
def page() -> Response:
    target = safe_target(request.args.get(NEXT, ""))
    if signed_in_person():
        return redirect(target, 303)
    session[NEXT] = target
    return show("sign_in/page.html", minutes=SIGN_IN_LINK_MINUTES.value)


@bp.get("/sign-in/<token>")
@needs("sign in")
def link(token: str) -> Response:
    return show("sign_in/link.html", token=token)


@bp.post("/sign-in/<token>")
@needs("sign in")
def use(token: str) -> Response:
    with current_app.extensions["database"].writing() as rows:
        fresh = signing_in.use_sign_in_link(rows, token, now())
    if fresh is None:
        return show("sign_in/page.html", status=410, spent=True, minutes=SIGN_IN_LINK_MINUTES.value)
    return redirect(begin(fresh), 303)


@bp.post("/sign-out")
@needs("sign out")
def sign_out() -> Response:
    with current_app.extensions["database"].writing() as rows:
        signing_in.sign_out(rows, str(session.get(TOKEN)), now())
    page = "single_sign_on.signed_out" if session.get(OFFICE) else "sign_in.page"
    _begin_anew()
    return redirect(url_for(page), 303)


def begin(token: str) -> str:
    """Let this browser be signed in with the token of a sign-in: a new session; says where to go on."""
    target = safe_target(str(session.get(NEXT, "")))
    _begin_anew()
    session.permanent = True
    session[TOKEN] = token
    return target


def _begin_anew() -> None:
    """Nothing of the session before stays, but for who this browser is in workshops: that is another matter."""
    kept = session.get(participation.KEY)
    session.clear()
    if kept:
        session[participation.KEY] = kept
