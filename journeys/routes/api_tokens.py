"""The tokens of a project: which programs read it, and letting another one read or none any more."""

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain import accounts, api_tokens
from journeys.domain.findings import Refused
from journeys.domain.projects import find_project
from journeys.domain.tables import now
from journeys.routes.api.place import BASE
from journeys.routes.forms import errors_of, sent
from journeys.routes.guard import needs, person
from journeys.routes.limits import many_links, slowed
from journeys.routes.part import show

bp = Blueprint("api_tokens", __name__)


@bp.get("/projects/<int:project_id>/tokens")
@needs("manage tokens")
def page(project_id: int) -> Response:
    return _page(project_id)


@bp.post("/projects/<int:project_id>/tokens")
@needs("give token")
def make(project_id: int) -> Response:
    """This answer shows the token, once."""
    typed = sent("name", "scope", "days")
    try:
        with current_app.extensions["database"].writing() as rows:
            waits = accounts.seconds_to_wait(rows, person(), request.remote_addr or "", now())
            if waits:
                return slowed(_page(project_id, 429, typed=typed, errors={"": many_links(waits)}), waits)
            token, secret = api_tokens.make_token(rows, project_id, typed, person(), now())
            name, scope = token.name, token.scope
    except Refused as refused:
        return _page(project_id, 422, typed=typed, errors=errors_of(refused))
    feed = (
        current_app.extensions["settings"].public_url + url_for("feeds.read", feed=secret)
        if scope == "news"
        else ""
    )
    answer = _page(project_id, secret=secret, name=name, feed=feed)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/projects/<int:project_id>/tokens/<int:token_id>/revoke")
@needs("manage tokens")
def revoke(project_id: int, token_id: int) -> Response:
    with current_app.extensions["database"].writing() as rows:
        api_tokens.revoke_token(rows, project_id, token_id, person())
    flash(gettext("Der Zugang ist beendet. Das Programm liest ab sofort nichts mehr."))
    return redirect(url_for("api_tokens.page", project_id=project_id), 303)


def _page(project_id: int, status: int = 200, **more: object) -> Response:
    with current_app.extensions["database"].reading() as rows:
        project = find_project(rows, project_id)
        there = api_tokens.tokens_of(rows, project_id, now())
    values = {
        "project": project,
        "there": there,
        "scopes": api_tokens.SCOPES,
        "reaches": api_tokens.REACHES,
        "choices": api_tokens.CHOICES,
        "address": current_app.extensions["settings"].public_url + BASE,
        "typed": {},
        "errors": {},
        "secret": "",
        "feed": "",
        "name": "",
    }
    return show("api_tokens/page.html", None, status, **{**values, **more})
