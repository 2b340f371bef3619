"""A step: its page with the notes on it, and the form that changes it."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain.describing import describe_step
from journeys.domain.document import END
from journeys.domain.findings import Refused, Stale
from journeys.domain.notes import ON_STEP
from journeys.domain.stations import pain_points, station
from journeys.routes.changing import changing
from journeys.routes.forms import errors_of, number_of, revision_sent
from journeys.routes.guard import needs
from journeys.routes.part import show
from journeys.routes.step_form import (
    Typed,
    changed_fields,
    changes_of,
    field_errors,
    form_values,
    in_words,
    opened_form,
    revision_seen,
    sent_step,
)
from journeys.routes.step_page import show_step
from journeys.routes.studio_page import back_to_studio, in_studio, show_studio

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
    typed, opened = sent_step(), opened_form()
    changed = changed_fields(typed, opened)
    try:
        with changing("step", step_id) as session:
            here = station(session, step_id)
            changes = changes_of(typed, changed, here.value, here.journey.kind, here.service.language or "de")
            if changes:
                describe_step(session, step_id, revision_seen(changed, opened, here), changes)
    except Refused as refused:
        return _form(step_id, typed, opened, revision_sent(), 422, errors=field_errors(errors_of(refused)))
    except Stale as stale:
        return _form(step_id, changed, None, stale.revision, 409, stale=_compared(stale, step_id))
    flash(gettext("Gespeichert. So steht der Schritt jetzt auch in den Bildern."))
    if in_studio():
        return back_to_studio(here.journey.id, step_id)
    return redirect(url_for("steps.page", step_id=step_id), 303)


def _compared(stale: Stale, step_id: int) -> Stale:
    """Both texts in words."""
    with current_app.extensions["database"].reading() as session:
        here = station(session, step_id)
        names = {note.ref: note.text for note in pain_points(session, here.service.id or 0)}
    names |= {
        place.row.ref: f"{place.number} {place.row.title}" for _, steps in here.places for place in steps
    }
    names |= here.personas | {lane.id: lane.name for lane in here.said.lanes}
    names[END] = gettext("Ende der Reise")
    return Stale(in_words(stale.theirs, names), in_words(stale.yours, names), stale.revision)


def _form(
    step_id: int,
    typed: Typed | None = None,
    opened: Typed | None = None,
    revision: int = 0,
    status: int = 200,
    **trouble: Any,
) -> Response:
    """The form: what is stored, with what was `typed` over it. `opened`: how it stood when the form was opened."""
    with current_app.extensions["database"].reading() as session:
        here = station(session, step_id)
        values = form_values(session, here, typed, opened, revision)
    values |= {"errors": {}, "stale": None, **trouble}
    if in_studio():
        return show_studio(here.journey.id, step_id, status=status, form=values)
    return show("steps/edit.html", None, status, project=here.project, **values)
