"""Signing in with a password or a one-time link, and out. Opening the link shows a button; only pressing it uses the
link up."""

import logging

from flask import Blueprint, current_app, redirect, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain import audit, passwords, signing_in, trying
from journeys.domain.people import Person, find_person
from journeys.domain.tables import now
from journeys.routes.back import safe_target
from journeys.routes.forms import sent
from journeys.routes.guard import TOKEN, needs, person, signed_in_person
from journeys.routes.limits import many_tries, slowed, waits_for
from journeys.routes.part import show
from journeys.routes.sessions import NEXT, OFFICE, begin, begin_anew, go_half_way, mark_of
from journeys.settings import SIGN_IN_LINK_MINUTES

log = logging.getLogger(__name__)
bp = Blueprint("sign_in", __name__)


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
    counted = trying.bounds(typed["name"], request.remote_addr or "", mark_of(typed["name"]))
    if waits := waits_for(typed["name"], counted):
        return _page(429, typed["name"], many_tries(waits), waits)
    with current_app.extensions["database"].reading() as rows:
        found = passwords.person_with_password(rows, typed["name"], typed["password"])
    if found is None:
        log.info("a name or password was wrong")
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
        fresh = trying.let_in(rows, mine, {}, now(), "signed_in_by_link") if mine else ""
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
    page = "single_sign_on.signed_out" if session.get(OFFICE) else "sign_in.page"
    begin_anew()
    answer = redirect(url_for(page), 303)
    answer.headers["Clear-Site-Data"] = '"cache"'  # not what waits on a phone to be sent
    return answer


def _half_way(mine: Person) -> Response:
    go_half_way(mine)
    return redirect(url_for("second_factor.code_page"), 303)


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
    return slowed(response, waits)
