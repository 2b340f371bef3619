"""The second factor: setting it up, taking it away, and its code after the password."""

from flask import Blueprint, current_app, flash, redirect, session, url_for
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from journeys.domain import passwords, second_factor, trying
from journeys.domain.findings import Refused
from journeys.domain.people import find_person
from journeys.domain.tables import now
from journeys.render.qr import qr_svg
from journeys.routes.forms import errors_of, say, sent
from journeys.routes.guard import needs, person
from journeys.routes.limits import many_tries, slowed, waits_for
from journeys.routes.part import show
from journeys.routes.sessions import begin, who_is_half_way

SECRET = "second factor"
bp = Blueprint("second_factor", __name__)


@bp.get("/sign-in/code")
@needs("sign in")
def code_page() -> Response:
    return _code_page() if who_is_half_way() else redirect(url_for("sign_in.page"), 303)


@bp.post("/sign-in/code")
@needs("sign in")
def code() -> Response:
    """The second factor, for a short while after the right password."""
    number, typed = who_is_half_way(), sent("code")["code"]
    if not number:
        return redirect(url_for("sign_in.page"), 303)
    with current_app.extensions["database"].writing() as rows:
        mine = find_person(rows, number)
        counted = trying.factor_bounds(mine)
        if waits := trying.count_try(rows, mine.name, counted, now()):
            return _code_page(429, many_tries(waits), waits)
        if mine.disabled_at or not second_factor.accepts(rows, mine, typed, now()):
            return _code_page(422, say(second_factor.WRONG_CODE))
        fresh = trying.let_in(rows, mine, counted, now(), "signed_in_with_code")
    return redirect(begin(fresh, mine), 303)


@bp.get("/account/second-factor")
@needs("manage own account")
def page() -> Response:
    """A fresh secret for the app, in the session until a code shows that the app has it."""
    if not person().totp_secret:
        session[SECRET] = second_factor.fresh_secret()
    return _page()


@bp.post("/account/second-factor")
@needs("manage own account")
def turn_on() -> Response:
    """Who has a password says it once more: a browser that was left open is not enough."""
    typed, me = sent("code", "present"), person()
    secret, counted = str(session.get(SECRET) or second_factor.fresh_secret()), trying.own_bounds(me)
    if waits := waits_for(me.name, counted if me.password_hash else {}):
        return _page({"present": many_tries(waits)}, 429)
    try:
        passwords.require(me, typed["present"])
        with current_app.extensions["database"].writing() as rows:
            trying.take_back(rows, counted)
            second_factor.turn_on(rows, find_person(rows, me.id), secret, typed["code"], now())
    except Refused as refused:
        return _page(errors_of(refused), 422)
    session.pop(SECRET, None)
    flash(
        gettext(
            "Der zweite Faktor ist eingerichtet. Beim Anmelden geben Sie künftig auch den Code aus der App ein."
        )
    )
    return redirect(url_for("account.page"), 303)


@bp.post("/account/second-factor/off")
@needs("manage own account")
def turn_off() -> Response:
    """Only who has the app takes it away."""
    typed, me = sent("code")["code"], person()
    with current_app.extensions["database"].writing() as rows:
        mine, counted = find_person(rows, me.id), trying.factor_bounds(me)
        if waits := trying.count_try(rows, me.name, counted, now()):
            return _page({"code": many_tries(waits)}, 429)
        if not second_factor.accepts(rows, mine, typed, now()):
            return _page({"code": say(second_factor.WRONG_CODE)}, 422)
        trying.take_back(rows, counted)
        second_factor.turn_off(rows, mine, mine)
    flash(gettext("Der zweite Faktor ist entfernt."))
    return redirect(url_for("account.page"), 303)


def _code_page(status: int = 200, error: str = "", waits: int = 0) -> Response:
    return slowed(show("second_factor/code.html", None, status, error=error), waits)


def _page(errors: dict[str, str] | None = None, status: int = 200) -> Response:
    me, secret = person(), str(session.get(SECRET, ""))
    code = (
        ""
        if me.totp_secret
        else qr_svg(second_factor.setup_address(me, secret), gettext("QR-Code für die App"))
    )
    spaced = " ".join(secret[n : n + 4] for n in range(0, len(secret), 4))
    response = show(
        "second_factor/setup.html", None, status, me=me, qr=Markup(code), secret=spaced, errors=errors or {}
    )
    response.headers["Cache-Control"] = "no-store"
    return response
