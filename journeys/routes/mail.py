"""What somebody wants to hear by mail, on a page of their own account; there is none where the office names no mail
server."""

from flask import Blueprint, abort, current_app, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain import accounts, mail_wishes
from journeys.domain.findings import Refused
from journeys.domain.tables import now
from journeys.mails import proven
from journeys.routes.forms import errors_of, sent
from journeys.routes.guard import needs, person
from journeys.routes.language import chosen_language
from journeys.routes.limits import many_links, slowed
from journeys.routes.part import show

bp = Blueprint("mail", __name__)


@bp.get("/account/mail")
@needs("manage own account")
def page() -> Response:
    _only_with_a_mail_server()
    return _page()


@bp.post("/account/mail")
@needs("manage own account")
def choose() -> Response:
    """Nothing is sent here: it goes into the outbox, and the answer does not wait for a mail server."""
    _only_with_a_mail_server()
    typed = sent("often", "address")
    try:
        with current_app.extensions["database"].writing() as rows:
            if typed["often"] != "never":
                waits = accounts.seconds_to_wait(rows, person(), request.remote_addr or "", now())
                if waits:
                    return slowed(_page(429, typed=typed, errors={"": many_links(waits)}), waits)
            wish = mail_wishes.choose(
                rows, person(), typed["often"], typed["address"], chosen_language(), now()
            )
            is_open = wish is not None and wish.confirmed_at is None
    except Refused as refused:
        return _page(422, typed=typed, errors=errors_of(refused))
    if is_open:
        flash(gettext("Gespeichert. Gleich kommt eine Nachricht: Bitte bestätigen Sie darin Ihre Adresse."))
    else:
        flash(gettext("Gespeichert."))
    return redirect(url_for("mail.page"), 303)


@bp.get("/account/mail/<proof>")
@needs("manage own account")
def ask(proof: str) -> Response:
    """Only who reads the mails of the address and is signed in as who gave it gets here; a button confirms it, because
    programs that look into mails open what is in them."""
    _only_with_a_mail_server()
    return show("mail/confirm.html", address=_address(proof), proof=proof)


@bp.post("/account/mail/<proof>")
@needs("manage own account")
def confirm(proof: str) -> Response:
    _only_with_a_mail_server()
    address = _address(proof)
    with current_app.extensions["database"].writing() as rows:
        is_theirs = address is not None and mail_wishes.confirm(rows, person(), address, now())
    if not is_theirs:
        return show("mail/confirm.html", None, 422, address=None, proof=proof)
    flash(gettext("Ihre Adresse ist bestätigt."))
    return redirect(url_for("mail.page"), 303)


def _only_with_a_mail_server() -> None:
    if current_app.extensions["settings"].mail_server is None:
        abort(404)


def _address(proof: str) -> str | None:
    """The address that this proves to be the person's, as long as they still want mails there."""
    found = proven(str(current_app.config["SECRET_KEY"]), proof)
    with current_app.extensions["database"].reading() as rows:
        wish = mail_wishes.wish_of(rows, person().id)
    return wish.address if wish and found == (person().id, wish.address) else None


def _page(status: int = 200, **more: object) -> Response:
    with current_app.extensions["database"].reading() as rows:
        wish = mail_wishes.wish_of(rows, person().id)
    typed = {"often": wish.often if wish else "never", "address": wish.address if wish else ""}
    values = {"wish": wish, "typed": typed, "errors": {}, "choices": mail_wishes.CHOICES}
    return show("mail/page.html", None, status, **{**values, **more})
