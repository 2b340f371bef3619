"""A journey's own lanes: one small form for each, and one for the next."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain import lanes
from journeys.domain.findings import Refused, Stale
from journeys.domain.showing import find_journey, show_service
from journeys.routes.changing import changing
from journeys.routes.forms import errors_of, revision_sent, said, sent
from journeys.routes.guard import needs
from journeys.routes.part import show

bp = Blueprint("lanes", __name__, url_prefix="/services/<int:service_id>/journeys/<journey>/lanes")


@bp.get("")
@needs("edit service")
def page(service_id: int, journey: str) -> Response:
    return _page(service_id, journey)


@bp.post("")
@needs("edit service")
def add(service_id: int, journey: str) -> Response:
    typed = _typed()
    try:
        with changing("service", service_id) as session:
            lane = lanes.add_lane(session, find_journey(session, service_id, journey).id, typed)
    except Refused as refused:
        return _page(service_id, journey, 422, errors=errors_of(refused), typed=typed, at="new")
    flash(gettext("Die Bahn „%(name)s“ ist angelegt.", name=lane.name))
    return _done(service_id, journey, f"lane-{lane.id}")


@bp.post("/<int:lane_id>/edit")
@needs("edit service")
def save(service_id: int, journey: str, lane_id: int) -> Response:
    typed = _typed()
    try:
        with changing("service", service_id) as session:
            lanes.find_lane(session, find_journey(session, service_id, journey), lane_id)
            lane = lanes.change_lane(session, lane_id, revision_sent(), typed)
    except Refused as refused:
        return _page(service_id, journey, 422, errors=errors_of(refused), typed=typed, at=str(lane_id))
    except Stale as stale:
        return _page(service_id, journey, 409, stale=stale, typed=typed, at=str(lane_id))
    flash(gettext("Die Bahn „%(name)s“ ist gespeichert.", name=lane.name))
    return _done(service_id, journey, f"lane-{lane_id}")


@bp.post("/<int:lane_id>/delete")
@needs("edit service")
def delete(service_id: int, journey: str, lane_id: int) -> Response:
    with changing("service", service_id) as session:
        lanes.find_lane(session, find_journey(session, service_id, journey), lane_id)
        lane = lanes.delete_lane(session, lane_id)
    told = gettext(
        "Die Bahn „%(name)s“ ist gelöscht, mit allem, was die Schritte dort sagen.", name=lane.name
    )
    undo = url_for("lanes.restore", service_id=service_id, journey=journey, lane_id=lane_id)
    flash([told, undo])  # type: ignore[arg-type]
    return _done(service_id, journey, "lanes")


@bp.post("/<int:lane_id>/restore")
@needs("edit service")
def restore(service_id: int, journey: str, lane_id: int) -> Response:
    with changing("service", service_id) as session:
        lanes.find_lane(session, find_journey(session, service_id, journey), lane_id)
        lane = lanes.restore_lane(session, lane_id)
    flash(gettext("Die Bahn „%(name)s“ ist wieder da.", name=lane.name))
    return _done(service_id, journey, f"lane-{lane_id}")


def _typed() -> dict[str, Any]:
    typed = sent("name", "kind")
    return {"name": typed["name"], "kind": said(typed["kind"]), "hidden": "shown" not in request.form}


def _done(service_id: int, journey: str, at: str) -> Response:
    return redirect(url_for("lanes.page", service_id=service_id, journey=journey, _anchor=at), 303)


def _page(service_id: int, journey: str, status: int = 200, **trouble: Any) -> Response:
    """`trouble`: errors by field, both texts, what was typed, and the lane (`at`) they belong to."""
    with current_app.extensions["database"].reading() as session:
        shown = show_service(session, service_id)
        row = find_journey(session, service_id, journey)
        here = lanes.lanes_of(session, row)
    values = {"errors": {}, "typed": None, "at": "", "stale": None, **trouble}
    return show(
        "lanes/page.html", None, status, shown=shown, project=shown.project, row=row, lanes=here, **values
    )
