"""Signing in with the office's identity provider: away to it, back from it, linked with an account that is there."""

import logging
from typing import TYPE_CHECKING, NamedTuple

from flask import Blueprint, Flask, abort, current_app, flash, redirect, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain import identities, passwords, people, trying
from journeys.domain.findings import Refused
from journeys.domain.tables import now
from journeys.provider import Provider, Unreachable, Untrusted
from journeys.routes.back import safe_target
from journeys.routes.forms import say, sent
from journeys.routes.guard import needs, person, signed_in_person
from journeys.routes.limits import many_tries, slowed, waits_for
from journeys.routes.part import show
from journeys.routes.sessions import NEXT, OFFICE, begin
from journeys.settings import PROVIDER_MINUTES, Settings

if TYPE_CHECKING:
    from journeys.office import Claims, Office

log = logging.getLogger(__name__)
FLOWS = "office sign-ins"
MOST = 3
"""Sign-ins that one browser may have begun, in windows beside each other; of more the first ones are forgotten."""
ACCOUNT = "/account"
bp = Blueprint("single_sign_on", __name__)


class _Flow(NamedTuple):
    """A sign-in that this browser has begun. `linking`: the number of who wants to link their account, else 0."""

    nonce: str
    verifier: str
    began: float
    linking: int


def office_of(settings: Settings) -> "Office | None":
    """The office's provider, None where none is set up: then the extra `sso` is not needed."""
    if settings.provider is None:
        return None
    from journeys.office import Office

    return Office(settings.provider)


def offer_office(app: Flask) -> None:
    """The addresses, and what templates ask for to show the button."""
    app.register_blueprint(bp)
    app.add_template_global(_provider, "office_provider")
    app.add_template_global(_is_linked, "linked_with_office")


@bp.get("/sign-in/office")
@needs("sign in")
def start() -> Response:
    """Not a post: browsers would hold the policy for forms against the way to the provider."""
    office = _office()
    if request.headers.get("Sec-Fetch-Site") == "cross-site":  # nobody is sent there by another site
        return redirect(url_for("sign_in.page"), 303)
    if signed_in_person():
        return redirect(safe_target(str(session.get(NEXT, ""))), 303)
    try:
        return _no_store(redirect(_set_off(office), 303))
    except (Unreachable, Untrusted) as error:
        return _unreachable(error)


@bp.post("/account/office")
@needs("manage own account")
def connect() -> Response:
    """A page with the way on: only who pressed its button in our own form, and knows the password where there is one,
    can begin to link an account."""
    office, me, typed = _office(), person(), sent("present")["present"]
    if me.password_hash and not typed:
        return _ask_password(200)
    counted = trying.own_bounds(me) if me.password_hash else {}
    if waits := waits_for(me.name, counted):
        return slowed(_ask_password(429, many_tries(waits)), waits)
    if me.password_hash and not passwords.verified(me.password_hash, typed):
        return _ask_password(422, say(passwords.WRONG))
    with current_app.extensions["database"].writing() as rows:
        trying.take_back(rows, counted)
    try:
        return _no_store(show("single_sign_on/connect.html", url=_set_off(office, person().id), me=person()))
    except (Unreachable, Untrusted) as error:
        return _unreachable(error)


@bp.get("/sign-in/office/callback")
@needs("sign in")
def callback() -> Response:
    """Where the provider sends people back to. Only the browser that set off comes in, and each way only once."""
    office, flow = _office(), _come_back()
    if flow is None:
        return _failed(
            400, gettext("Die Anmeldung ist abgelaufen, oder sie wurde in einem anderen Browser begonnen.")
        )
    try:
        office.check_sender(request.args.get("iss"))
        code = request.args.get("code")
        if "error" in request.args or not code:
            return _failed(403, gettext("Das Anmelden wurde abgebrochen oder abgelehnt."))
        claims = office.claims(code, flow.nonce, flow.verifier, _callback())
    except Unreachable as error:
        return _unreachable(error)
    except Untrusted as error:
        log.warning("a sign-in with the office's provider was not believed: %s", error)
        return _failed(403, gettext("Das Anmeldesystem Ihres Hauses hat Ihr Konto nicht bestätigt."))
    return _link(office, claims, flow.linking) if flow.linking else _enter(office, claims)


@bp.get("/sign-in/office/signed-out")
@needs("sign in")
def signed_out() -> Response:
    """Signed out here; at the provider the session may go on, so that the next one at this screen would be let in."""
    office = current_app.extensions["office"]
    url = office.sign_out_url(_public(url_for("sign_in.page"))) if office else None
    return show("single_sign_on/signed_out.html", url=url) if url else redirect(url_for("sign_in.page"), 303)


def _enter(office: "Office", claims: "Claims") -> Response:
    try:
        fresh, mine = _let_in(office, claims)
    except Refused as refused:
        return _failed(403, say(refused.findings[0].text))
    target = begin(fresh, mine)
    session[OFFICE] = True
    return _no_store(redirect(target, 303))


def _let_in(office: "Office", claims: "Claims") -> tuple[str, people.Person]:
    """The token of a sign-in, and whose it is. Who takes the same name at the same moment makes us try again."""
    try:
        return _let_in_once(office, claims)
    except identities.Disabled:
        raise
    except Refused:
        return _let_in_once(office, claims)


def _let_in_once(office: "Office", claims: "Claims") -> tuple[str, people.Person]:
    provider = office.provider
    with current_app.extensions["database"].writing() as rows:
        mine = identities.person_of_identity(rows, provider.issuer, *claims, provider.grants)
        return trying.let_in(rows, mine, {}, now(), "signed_in_by_office"), mine


def _link(office: "Office", claims: "Claims", number: int) -> Response:
    me, provider = signed_in_person(), office.provider
    if me is None or me.id != number:
        return _failed(
            400, gettext("Inzwischen sind Sie hier nicht mehr angemeldet. Nichts wurde verbunden.")
        )
    try:
        with current_app.extensions["database"].writing() as rows:
            mine = people.find_person(rows, me.id)
            groups = claims.groups
            identities.link_identity(rows, mine, provider.issuer, claims.subject, groups, provider.grants)
    except Refused as refused:
        return _failed(403, say(refused.findings[0].text))
    flash(gettext("Ihr Konto ist jetzt mit dem Konto des Hauses verbunden."))
    return _no_store(redirect(ACCOUNT, 303))


def _ask_password(status: int, error: str = "") -> Response:
    return show("single_sign_on/connect.html", None, status, url="", me=person(), error=error)


def _set_off(office: "Office", linking: int = 0) -> str:
    """Where to send this browser, which remembers that it went."""
    begun = office.begin(_callback())
    flow = _Flow(begun.nonce, begun.verifier, now().timestamp(), linking)
    flows = {**session.get(FLOWS, {}), begun.state: list(flow)}
    session[FLOWS] = dict(list(flows.items())[-MOST:])
    return begun.url


def _come_back() -> _Flow | None:
    """The sign-in that this answer belongs to, which so is used up; None when this browser has not begun it."""
    flows = dict(session.get(FLOWS, {}))
    found = flows.pop(request.args.get("state", ""), None)
    session[FLOWS] = flows
    flow = _Flow(*found) if found else None
    is_over = flow is not None and now().timestamp() - flow.began > PROVIDER_MINUTES.value * 60
    return None if is_over else flow


def _callback() -> str:
    return _public(url_for("single_sign_on.callback"))


def _public(path: str) -> str:
    """By the settings, never by what a request calls its host."""
    return f"{current_app.extensions['settings'].public_url}{path}"


def _office() -> "Office":
    office: Office | None = current_app.extensions["office"]
    return office or abort(404)


def _provider() -> Provider | None:
    office: Office | None = current_app.extensions["office"]
    return office.provider if office else None


def _is_linked() -> bool:
    provider = _provider()
    with current_app.extensions["database"].reading() as rows:
        return provider is not None and identities.is_linked(rows, person(), provider.issuer)


def _unreachable(error: Exception) -> Response:
    log.warning("the office's provider can not be used: %s", error)
    return _failed(503, gettext("Das Anmeldesystem Ihres Hauses antwortet gerade nicht."))


def _failed(status: int, sentence: str) -> Response:
    """A calm page: what happened in one sentence, and the ways on. Nothing of the address stands in it."""
    return _no_store(show("single_sign_on/failed.html", None, status, sentence=sentence))


def _no_store(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
