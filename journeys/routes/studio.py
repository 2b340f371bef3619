"""The studio: a journey's picture, the list of its steps and a panel to change them; undo and redo."""

from flask import Blueprint, current_app, flash, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain import arranging, history
from journeys.domain.belonging import service_of
from journeys.domain.findings import Refused, Unknown
from journeys.domain.history import Edit, Overwrites
from journeys.domain.journeys import Journey
from journeys.domain.reshaping import Shape, duplicate, merge_with_next, reshape, split
from journeys.domain.stations import journey_of
from journeys.routes.changing import changing
from journeys.routes.edit_words import called
from journeys.routes.forms import errors_of, number_of, say
from journeys.routes.guard import needs, person
from journeys.routes.studio_page import back_to_studio, etag, show_studio

bp = Blueprint("studio", __name__)


@bp.get("/journeys/<int:journey_id>/studio")
@needs("edit service")
def page(journey_id: int) -> Response:
    return show_studio(journey_id)


@bp.get("/journeys/<int:journey_id>/studio/live")
@needs("edit service")
def live(journey_id: int) -> Response:
    """All that others may have changed, or 304. The panel is left out by the script: somebody may be typing in it."""
    with current_app.extensions["database"].reading() as session:
        row = session.get(Journey, journey_id)
        if row is None:
            raise Unknown(f"journey {journey_id}")
        seen = etag(session, row, person().id)
    is_seen = request.if_none_match.contains(seen)
    response = Response(status=304) if is_seen else show_studio(journey_id)
    response.headers["ETag"] = f'"{seen}"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@bp.post("/journeys/<int:journey_id>/undo")
@needs("edit service")
def undo(journey_id: int) -> Response:
    return _turn(journey_id, "undo")


@bp.post("/journeys/<int:journey_id>/redo")
@needs("edit service")
def redo(journey_id: int) -> Response:
    return _turn(journey_id, "redo")


def _turn(journey_id: int, way: history.Way) -> Response:
    act = history.undo if way == "undo" else history.redo
    try:
        with current_app.extensions["database"].writing() as session:
            service_id = service_of(session, "journey", journey_id)
            edit: Edit = act(session, service_id, person().id, force="force" in request.form)
    except Overwrites as overwrites:
        return show_studio(journey_id, status=409, overwrites=overwrites.found, way=way)
    except Refused as refused:
        flash(" ".join(say(finding.text) for finding in refused.findings))
        return back_to_studio(journey_id)
    said = gettext("Rückgängig gemacht: %(what)s") if way == "undo" else gettext("Wiederholt: %(what)s")
    flash(said % {"what": called(edit)})
    return back_to_studio(journey_id)


@bp.post("/steps/<int:step_id>/duplicate")
@needs("edit service")
def copy(step_id: int) -> Response:
    return _reshape(step_id, duplicate, gettext("Der Schritt ist kopiert."))


@bp.post("/steps/<int:step_id>/merge")
@needs("edit service")
def merge(step_id: int) -> Response:
    return _reshape(step_id, merge_with_next, gettext("Beide Schritte sind jetzt einer."))


@bp.post("/steps/<int:step_id>/split")
@needs("edit service")
def divide(step_id: int) -> Response:
    title = request.form.get("title", "")
    try:
        shape = split(title)
    except Refused as refused:
        return _refused(step_id, refused, typed=title)
    return _reshape(step_id, shape, gettext("Aus einem Schritt sind zwei geworden."))


@bp.post("/steps/<int:step_id>/put")
@needs("edit service")
def put(step_id: int) -> Response:
    """Put a step before or behind another one of its journey: what dragging does."""
    target, side = number_of(request.form.get("target", "")), request.form.get("side", "")
    with changing("step", step_id) as session:
        arranging.put_step(session, step_id, target, behind=side == "after")
        journey_id = journey_of(session, "steps", step_id)
    return back_to_studio(journey_id, step_id)


def _reshape(step_id: int, shape: Shape, said: str) -> Response:
    try:
        with changing("step", step_id) as session:
            step = reshape(session, step_id, shape)
            journey_id = journey_of(session, "steps", step_id)
    except Refused as refused:
        return _refused(step_id, refused)
    flash(said)
    return back_to_studio(journey_id, step.id)


def _refused(step_id: int, refused: Refused, typed: str = "") -> Response:
    """The studio with what was typed and what is wrong with it."""
    with current_app.extensions["database"].reading() as session:
        journey_id = journey_of(session, "steps", step_id)
    panel = "split" if typed or request.path.endswith("/split") else ""
    trouble = {"errors": errors_of(refused), "typed": typed or None, "at": "title"}
    return show_studio(journey_id, step_id, panel, 422, reshaping=trouble)
