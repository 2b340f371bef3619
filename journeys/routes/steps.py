"""A step: its page with the notes on it, and the form that changes it."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain.editing import edit as edit_item
from journeys.domain.findings import Refused, Stale
from journeys.domain.notes import ON_STEP
from journeys.domain.stations import pain_points, station
from journeys.routes.forms import errors_of, number_of, revision_sent
from journeys.routes.guard import needs
from journeys.routes.part import show
from journeys.routes.step_form import changes_of, sent_step, typed_of
from journeys.routes.step_page import show_step

bp = Blueprint("steps", __name__)


@bp.get("/steps/<int:step_id>")
@needs("read service")
def page(step_id: int) -> Response:
    kind, saved = request.args.get("note", ""), number_of(request.args.get("saved", ""))
    return show_step(step_id, kind if kind in ON_STEP else ON_STEP[0], saved=saved)


@bp.get("/steps/<int:step_id>/edit")
@needs("edit service")
def edit(step_id: int) -> Response:
    return _form(step_id)


@bp.post("/steps/<int:step_id>/edit")
@needs("edit service")
def save(step_id: int) -> Response:
    typed = sent_step()
    try:
        with current_app.extensions["database"].writing() as session:
            before = station(session, step_id)
            changes = changes_of(typed, before.value, before.journey.kind)
            edit_item(session, "steps", step_id, revision_sent(), changes)
    except Refused as refused:
        return _form(step_id, typed, revision_sent(), 422, errors=errors_of(refused))
    except Stale as stale:
        return _form(step_id, typed, stale.revision, 409, stale=stale)
    flash(gettext("Der Schritt ist gespeichert."))
    return redirect(url_for("steps.page", step_id=step_id), 303)


def _form(
    step_id: int, typed: dict[str, Any] | None = None, revision: int = 0, status: int = 200, **trouble: Any
) -> Response:
    with current_app.extensions["database"].reading() as session:
        here = station(session, step_id)
        pains = pain_points(session, here.service.id) if here.journey.kind == "to_be" else []
    return show(
        "steps/edit.html",
        None,
        status,
        station=here,
        project=here.project,
        places=here.places,
        pains=pains,
        ways=next(placed for journey, placed in here.places if journey.id == here.journey.id),
        typed=typed or typed_of(here.value),
        revision=revision or here.row.revision,
        errors=trouble.get("errors", {}),
        stale=trouble.get("stale"),
    )
