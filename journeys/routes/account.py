"""One's own account: password, where one is signed in."""

from flask import Blueprint, current_app, flash, redirect, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain import accounts, mail_wishes, passwords, signing_in, trying
from journeys.domain.findings import Refused
from journeys.domain.people import find_person
from journeys.domain.tables import now
from journeys.domain.tokens import hashed
from journeys.routes.forms import errors_of, sent
from journeys.routes.guard import TOKEN, needs, person
from journeys.routes.limits import many_tries, waits_for
from journeys.routes.part import show
from journeys.routes.sessions import begin
from journeys.settings import PASSWORD_LETTERS, SIGN_IN_DAYS, SIGN_IN_IDLE_DAYS

bp = Blueprint("account", __name__)


@bp.get("/account")
@needs("manage own account")
def page() -> Response:
    with current_app.extensions["database"].reading() as rows:
        there = signing_in.sign_ins_of(rows, person().id, now())
        wish = mail_wishes.wish_of(rows, person().id)
    return show(
        "account/page.html",
        me=person(),
        there=there,
        this=hashed(str(session.get(TOKEN))),
        days=SIGN_IN_DAYS.value,
        idle=SIGN_IN_IDLE_DAYS.value,
        has_mail=current_app.extensions["settings"].mail_server is not None,
        wish=wish,
        choices=mail_wishes.CHOICES,
    )


@bp.get("/account/password")
@needs("manage own account")
def password() -> Response:
    return _password_page()


@bp.post("/account/password")
@needs("manage own account")
def choose() -> Response:
    """Who has a password has to know it; all sign-ins end, and this browser gets a new one."""
    typed, me = sent("present", "password"), person()
    counted = trying.own_bounds(me) if me.password_hash else {}
    try:
        passwords.check(me, typed["password"])
        if waits := waits_for(me.name, counted):
            return _password_page({"present": many_tries(waits)}, 429)
        passwords.require(me, typed["present"])
        with current_app.extensions["database"].writing() as rows:
            trying.take_back(rows, counted)
            fresh = accounts.choose_password(rows, find_person(rows, me.id), typed["password"], now())
    except Refused as refused:
        return _password_page(errors_of(refused), 422)
    begin(fresh, me)
    flash(gettext("Ihr Passwort ist gespeichert. Überall sonst sind Sie jetzt abgemeldet."))
    return redirect(url_for("account.page") if me.password_hash else url_for("projects.start"), 303)


@bp.post("/account/sign-ins/<int:sign_in_id>/end")
@needs("manage own account")
def end(sign_in_id: int) -> Response:
    with current_app.extensions["database"].writing() as rows:
        signing_in.end_sign_in(rows, person().id, sign_in_id, now())
    flash(gettext("Dieser Browser ist jetzt abgemeldet."))
    return redirect(url_for("account.page"), 303)


@bp.post("/account/sign-out-elsewhere")
@needs("manage own account")
def sign_out_elsewhere() -> Response:
    with current_app.extensions["database"].writing() as rows:
        signing_in.end_sign_ins(rows, person().id, now(), besides=str(session.get(TOKEN)))
    flash(gettext("Überall sonst sind Sie jetzt abgemeldet."))
    return redirect(url_for("account.page"), 303)


def _password_page(errors: dict[str, str] | None = None, status: int = 200) -> Response:
    return show(
        "account/password.html",
        None,
        status,
        me=person(),
        errors=errors or {},
        letters=PASSWORD_LETTERS.value,
    )
