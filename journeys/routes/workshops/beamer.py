"""The beamer: what the room sees, readable from its last row. It follows the moderation without a hand on it."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request
from sqlmodel import Session

from journeys.domain.findings import Refused, Unknown
from journeys.domain.journeys import Journey
from journeys.domain.showing import find_service
from journeys.domain.tables import now
from journeys.domain.workshops.planning import find_workshop
from journeys.domain.workshops.running import clock
from journeys.domain.workshops.tables import Workshop
from journeys.domain.workshops.watching import CHOICES, counters, watch
from journeys.render.hand import PenBroken
from journeys.routes.errors import error_answer
from journeys.routes.forms import say
from journeys.routes.guard import needs
from journeys.routes.live import Key, etag_of, live
from journeys.routes.part import show
from journeys.routes.pictures import TYPES, picture
from journeys.routes.workshops.addresses import join_place
from journeys.routes.workshops.frame import frame

bp = Blueprint("beamer", __name__)


@bp.get("/workshops/<int:workshop_id>/beamer")
@needs("watch")
def page(workshop_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        etag = etag_of(_key(session, workshop_id))
        workshop = find_workshop(session, workshop_id)
        values = {**frame(session, workshop), **_values(session, workshop), "choices": CHOICES}
        return show("workshops/beamer.html", etag=etag, wanted=_wanted(), **values)


@bp.get("/workshops/<int:workshop_id>/beamer/part")
@needs("watch")
def part(workshop_id: int) -> Response:
    """What changes on the beamer, all of it: one answer carries over whatever was missed."""
    with current_app.extensions["database"].reading() as session:
        return live(_key(session, workshop_id), lambda: _part(session, workshop_id))


@bp.get("/workshops/<int:workshop_id>/beamer/map.svg")
@needs("watch")
def journey_map(workshop_id: int) -> Response:
    """The journey map as it grows: drawn once for each change of the service."""
    with current_app.extensions["database"].reading() as session:
        service, journey = _journey(session, find_workshop(session, workshop_id))
        response = Response(content_type=TYPES["svg"])
        response.set_etag(etag_of(("map", service.id, service.changes, journey.id)))
        response.headers["Cache-Control"] = "private, no-cache"
        if not request.if_none_match.contains(response.get_etag()[0] or ""):
            try:
                response.data = picture(session, service, journey, "map", "svg")
            except PenBroken as broken:
                return error_answer(503, say(broken.words))
            except Refused as refused:
                return error_answer(422, " ".join(say(finding.text) for finding in refused.findings))
    return response.make_conditional(request)  # type: ignore[return-value]


def _wanted() -> str:
    wanted = request.args.get("show", "")
    return wanted if wanted in CHOICES else ""


def _key(session: Session, workshop_id: int) -> Key:
    found = counters(session, workshop_id)
    if found is None:
        raise Unknown(f"workshop {workshop_id}")
    return ("beamer", workshop_id, *found, _wanted())


def _journey(session: Session, workshop: Workshop) -> tuple[Any, Journey]:
    journey = session.get(Journey, workshop.journey_id or 0)
    if journey is None:
        raise Unknown(f"journey of workshop {workshop.id}")
    return find_service(session, workshop.service_id), journey


def _part(session: Session, workshop_id: int) -> str:
    workshop = find_workshop(session, workshop_id)
    return render_template("workshops/_beamer.html", **frame(session, workshop), **_values(session, workshop))


def _values(session: Session, workshop: Workshop) -> dict[str, Any]:
    seen = watch(session, workshop, _wanted())
    moment = now()
    time = clock(workshop, seen.item, moment)
    ends_at = moment + timedelta(seconds=time.left if time else 0)
    return {"seen": seen, "time": time, "ends_at": ends_at, "place": join_place(workshop)}
