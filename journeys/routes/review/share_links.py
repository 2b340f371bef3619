"""The share links of a service: who reads by which, making one, and ending one at once."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain.findings import Refused
from journeys.domain.review import share_links, versions
from journeys.domain.showing import show_service
from journeys.domain.tables import now
from journeys.routes.forms import errors_of, sent
from journeys.routes.guard import needs, person
from journeys.routes.part import show

FIELDS = ("name", "days", "version", "may_comment", "password", "embedded_in")
bp = Blueprint("share_links", __name__)


@bp.get("/services/<int:service_id>/links")
@needs("share version")
def page(service_id: int) -> Response:
    return _page(service_id)


@bp.post("/services/<int:service_id>/links")
@needs("share version")
def make(service_id: int) -> Response:
    """This answer shows the link, once."""
    typed = sent(*FIELDS)
    try:
        with current_app.extensions["database"].writing() as session:
            link, secret = share_links.make_link(session, service_id, typed, person(), now())
            name, embedded = link.name, bool(link.embedded_in)
    except Refused as refused:
        return _page(service_id, 422, typed={**typed, "password": ""}, errors=errors_of(refused))
    answer = _page(service_id, made=name, address=_address("shared.page", secret))
    if embedded:
        frame = _address("shared.embed", secret)
        answer = _page(service_id, made=name, address=_address("shared.page", secret), frame=frame)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/links/<int:link_id>/revoke")
@needs("share version")
def revoke(link_id: int) -> Response:
    with current_app.extensions["database"].writing() as session:
        service_id = share_links.find_link(session, link_id).service_id
        share_links.revoke_link(session, link_id, person())
    flash(gettext("Der Link ist beendet. Ab sofort öffnet ihn niemand mehr."))
    return redirect(url_for("share_links.page", service_id=service_id), 303)


def _address(endpoint: str, secret: str) -> str:
    return str(current_app.extensions["settings"].public_url) + url_for(endpoint, share=secret)


def _page(service_id: int, status: int = 200, **more: object) -> Response:
    with current_app.extensions["database"].reading() as session:
        shown = show_service(session, service_id)
        there = share_links.links_of(session, shown.service, now())
        every = versions.versions_of(session, service_id)
    around: dict[str, Any] = {"shown": shown, "project": shown.project, "service": shown.service}
    form: dict[str, Any] = {"choices": share_links.CHOICES, "versions": every, "title_of": versions.title_of}
    once: dict[str, Any] = {"typed": {}, "errors": {}, "made": "", "address": "", "frame": "", **more}
    return show("share_links/page.html", None, status, **around, **form, there=there, **once)
