"""Signing in with a password or a one-time link, and out. Opening the link shows a button; only pressing it uses the
link up."""

import secrets
from datetime import timedelta

from flask import Blueprint, Flask, current_app, g, redirect, request, session, url_for
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain import audit, passwords, second_factor, signing_in, trying
from journeys.domain.people import Person, find_person, folded
from journeys.domain.tables import now
from journeys.domain.tokens import hashed
from journeys.routes import participation
from journeys.routes.back import safe_target
from journeys.routes.forms import say, sent
from journeys.routes.guard import SEEN, TOKEN, needs, person, signed_in_person
from journeys.routes.part import show
from journeys.settings import CODE_MINUTES, SIGN_IN_DAYS, SIGN_IN_LINK_MINUTES

NEXT = "next"
KNOWN, HALF_WAY = "known", "half way"
MOST_KNOWN = 5
bp = Blueprint("sign_in", __name__)


class _Sessions(SecureCookieSessionInterface):
    """A poll does not make the cookie anew: that costs more than its answer, and could undo what a form sent
    meanwhile has put into the cookie. Each page does."""

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
    app.register_blueprint(bp)


@bp.get("/sign-in")
@needs("sign in")
def page() -> Response:
    target = safe_target(request.args.get(NEXT, ""))
    if signed_in_person():
        return redirect(target, 303)
    session[NEXT] = target
    return _page()


@bp.post("/sign-in")
@needs("sign in")
def enter() -> Response:
    """With name and password. The answer is the same for a wrong name and a wrong password, and takes as long."""
    typed = sent("name", "password")
    counted = trying.bounds(typed["name"], request.remote_addr or "", _mark(typed["name"]))
    if waits := _waits(typed["name"], counted):
        return _page(429, typed["name"], slowly(waits), waits)
    with current_app.extensions["database"].reading() as rows:
        found = passwords.person_with_password(rows, typed["name"], typed["password"])
    if found is None:
        return _page(
            422, typed["name"], gettext("Name oder Passwort stimmen nicht. Bitte prüfen Sie beides.")
        )
    with current_app.extensions["database"].writing() as rows:
        mine = find_person(rows, found.id)
        passwords.renew_hash(rows, mine, typed["password"])
        if mine.totp_secret:
            trying.take_back(rows, counted)
            return _half_way(mine)
        fresh = trying.let_in(rows, mine, counted, now())
    return redirect(begin(fresh, mine), 303)


@bp.get("/sign-in/code")
@needs("sign in")
def code_page() -> Response:
    return _code_page() if _who_is_half_way() else redirect(url_for("sign_in.page"), 303)


@bp.post("/sign-in/code")
@needs("sign in")
def code() -> Response:
    """The second factor, for a short while after the right password."""
    number, typed = _who_is_half_way(), sent("code")["code"]
    if not number:
        return redirect(url_for("sign_in.page"), 303)
    with current_app.extensions["database"].writing() as rows:
        mine = find_person(rows, number)
        counted = trying.factor_bounds(mine)
        if waits := trying.count_try(rows, mine.name, counted, now()):
            return _code_page(429, slowly(waits), waits)
        if mine.disabled_at or not second_factor.accepts(rows, mine, typed, now()):
            return _code_page(422, say(second_factor.WRONG_CODE))
        fresh = trying.let_in(rows, mine, counted, now())
    return redirect(begin(fresh, mine), 303)


@bp.get("/sign-in/<token>")
@needs("sign in")
def link(token: str) -> Response:
    return show("sign_in/link.html", token=token)


@bp.post("/sign-in/<token>")
@needs("sign in")
def use(token: str) -> Response:
    """Who has neither a password nor another way to come back is asked to choose one, unless they want to go on."""
    with current_app.extensions["database"].writing() as rows:
        mine = signing_in.use_sign_in_link(rows, token, now())
        if mine and mine.totp_secret:
            return _half_way(mine)
        fresh = trying.let_in(rows, mine, {}, now()) if mine else ""
    if mine is None:
        return _page(410, spent=True)
    target = begin(fresh, mine)
    return redirect(url_for("account.password") if target == "/" and not mine.password_hash else target, 303)


@bp.post("/sign-out")
@needs("sign out")
def sign_out() -> Response:
    with current_app.extensions["database"].writing() as rows:
        signing_in.sign_out(rows, str(session.get(TOKEN)), now())
        audit.remember(rows, "signed_out", person())
    _begin_anew()
    return redirect(url_for("sign_in.page"), 303)


def begin(token: str, mine: Person) -> str:
    """Let this browser be signed in with the token of a sign-in: a new session; says where to go on."""
    target = safe_target(str(session.get(NEXT, "")))
    known = {**session.get(KNOWN, {}), _key(mine.name): _mark(mine.name) or secrets.token_hex(16)}
    _begin_anew()
    session.permanent = True
    session[TOKEN], session[SEEN] = token, now().date().isoformat()
    session[KNOWN] = dict(list(known.items())[-MOST_KNOWN:])
    return target


def _half_way(mine: Person) -> Response:
    """The password was right; the code of the second factor is asked for next, for a few minutes."""
    session[HALF_WAY] = [mine.id, (now() + timedelta(minutes=CODE_MINUTES.value)).timestamp()]
    return redirect(url_for("sign_in.code_page"), 303)


def _who_is_half_way() -> int:
    number, until = session.get(HALF_WAY) or (0, 0)
    return int(number) if now().timestamp() < until else 0


def _code_page(status: int = 200, error: str = "", waits: int = 0) -> Response:
    return _slowed(show("sign_in/code.html", None, status, error=error), waits)


def _begin_anew() -> None:
    """Nothing of the session before stays, but for who this browser is in workshops, which is another matter, and the
    marks of accounts that have signed in here before."""
    kept = {key: session[key] for key in (participation.KEY, KNOWN) if session.get(key)}
    session.clear()
    session.update(kept)


def _waits(name: str, counted: dict[str, int]) -> int:
    """Seconds to wait before the password is looked at. Who waits anyway writes nothing: a flood holds nobody up."""
    database = current_app.extensions["database"]
    with database.reading() as rows:
        waits = trying.pause(rows, counted, now())
    if waits:
        return waits
    with database.writing() as rows:
        return trying.count_try(rows, name, counted, now())


def _mark(name: str) -> str:
    return str(session.get(KNOWN, {}).get(_key(name), ""))


def _key(name: str) -> str:
    """The cookie can be read on the device: it holds no name."""
    return hashed(folded(name), "known")[:16]


def _page(
    status: int = 200, name: str = "", error: str = "", waits: int = 0, spent: bool = False
) -> Response:
    with current_app.extensions["database"].reading() as rows:
        is_first = not signing_in.anybody_signed_in(rows)
    response = show(
        "sign_in/page.html",
        None,
        status,
        name=name,
        error=error,
        spent=spent,
        is_first=is_first,
        minutes=SIGN_IN_LINK_MINUTES.value,
    )
    return _slowed(response, waits)


def _slowed(response: Response, waits: int) -> Response:
    if waits:
        response.headers["Retry-After"] = str(waits)
    return response


def slowly(waits: int) -> str:
    """What is said to who tried too often."""
    said = gettext(
        "Das waren viele falsche Versuche. Bitte versuchen Sie es in %(seconds)s Sekunden noch einmal."
    )
    return str(said % {"seconds": waits})
