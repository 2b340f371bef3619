"""The order of a journey's steps and phases: adding, moving, deleting, bringing back."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain import arranging
from journeys.domain.findings import Refused, Stale
from journeys.domain.stations import arrangement, journey_of, station
from journeys.routes.changing import changing
from journeys.routes.forms import errors_of, number_of, revision_sent, sent
from journeys.routes.guard import needs
from journeys.routes.part import show, wants_part
from journeys.routes.studio_page import back_to_studio, in_studio, show_studio

BY = {"earlier": -1, "later": 1}
QUIET = "quiet"  # said to screen readers only: who sees the page sees it happen
bp = Blueprint("arranging", __name__)


@bp.get("/journeys/<int:journey_id>/steps")
@needs("edit service")
def page(journey_id: int) -> Response:
    return _page(journey_id)


def _page(journey_id: int, status: int = 200, **trouble: Any) -> Response:
    """`trouble`: errors by field, what was typed, and the id of the field (`at`) they belong to."""
    if in_studio():
        return show_studio(journey_id, status=status, **trouble)
    with current_app.extensions["database"].reading() as session:
        here = arrangement(session, journey_id)
    values = {"errors": {}, "typed": None, "at": "", "stale": None, **trouble}
    return show(
        "arranging/page.html", "arranging/_steps.html", status, here=here, project=here.project, **values
    )


def _done(journey_id: int, at: str = "arrange", chosen: int | None = None) -> Response:
    """The order as it is now; without HTMX the page jumps to `at`, where the keyboard goes on. In the studio the step
    `chosen` is shown."""
    if in_studio():
        return back_to_studio(journey_id, chosen)
    if wants_part():
        return _page(journey_id)
    return redirect(url_for("arranging.page", journey_id=journey_id, _anchor=at), 303)


@bp.post("/phases/<int:phase_id>/steps")
@needs("edit service")
def add(phase_id: int) -> Response:
    title, after = sent("title", "after").values()
    with current_app.extensions["database"].reading() as session:
        journey_id = journey_of(session, "phases", phase_id)
    try:
        with changing("phase", phase_id) as session:
            step = arranging.add_step(session, phase_id, title, number_of(after) if after else None)
    except Refused as refused:
        return _page(journey_id, 422, errors=errors_of(refused), typed=title, at=f"new-{phase_id}-{after}")
    flash(gettext("Der Schritt „%(title)s“ ist eingefügt.", title=step.title))
    return _done(journey_id, f"step-row-{step.id}", step.id)


@bp.post("/steps/<int:step_id>/move")
@needs("edit service")
def move(step_id: int) -> Response:
    with changing("step", step_id) as session:
        arranging.shift_step(session, step_id, BY.get(request.form.get("by", ""), 0))
        here = station(session, step_id)
    where = {"title": here.value.title, "n": here.number, "phase": here.phase.name}
    flash(gettext("„%(title)s“ ist jetzt Schritt %(n)s, Phase %(phase)s.", **where), QUIET)
    return _done(here.journey.id or 0, f"step-row-{step_id}")


@bp.post("/steps/<int:step_id>/delete")
@needs("edit service")
def delete(step_id: int) -> Response:
    with changing("step", step_id) as session:
        journey_id = journey_of(session, "steps", step_id)
        step = arranging.delete_step(session, step_id)
    said = gettext("Der Schritt „%(title)s“ ist gelöscht, mit seinen Hinweisen.", title=step.title)
    undo = url_for("arranging.restore", step_id=step_id)
    flash(said if in_studio() else [said, undo])  # type: ignore[arg-type]
    return _done(journey_id, chosen=0)


@bp.post("/steps/<int:step_id>/restore")
@needs("edit service")
def restore(step_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        journey_id = journey_of(session, "steps", step_id)
    try:
        with changing("step", step_id) as session:
            step = arranging.restore_step(session, step_id)
    except Refused as refused:
        return _page(journey_id, 422, errors=errors_of(refused))
    flash(gettext("Der Schritt „%(title)s“ ist wieder da.", title=step.title))
    return _done(journey_id, f"step-row-{step_id}")


@bp.post("/journeys/<int:journey_id>/phases")
@needs("edit service")
def add_phase(journey_id: int) -> Response:
    name = request.form.get("name", "")
    try:
        with changing("journey", journey_id) as session:
            phase = arranging.add_phase(session, journey_id, name)
    except Refused as refused:
        return _page(journey_id, 422, errors=errors_of(refused), typed=name, at="phase")
    flash(gettext("Die Phase „%(name)s“ ist angelegt.", name=phase.name))
    return _done(journey_id, f"phase-row-{phase.id}")


@bp.post("/phases/<int:phase_id>/edit")
@needs("edit service")
def rename_phase(phase_id: int) -> Response:
    name, at = request.form.get("name", "").strip(), f"phase-{phase_id}"
    with current_app.extensions["database"].reading() as session:
        journey_id = journey_of(session, "phases", phase_id)
    try:
        with changing("phase", phase_id) as session:
            arranging.rename_phase(session, phase_id, revision_sent(), name)
    except Refused as refused:
        return _page(journey_id, 422, errors=errors_of(refused), typed=name, at=at)
    except Stale as stale:
        return _page(journey_id, 409, stale=stale, typed=name, at=at)
    flash(gettext("Die Phase heißt jetzt „%(name)s“.", name=name))
    return _done(journey_id, f"phase-row-{phase_id}")


@bp.post("/phases/<int:phase_id>/move")
@needs("edit service")
def move_phase(phase_id: int) -> Response:
    with changing("phase", phase_id) as session:
        journey_id = journey_of(session, "phases", phase_id)
        phase = arranging.shift_phase(session, phase_id, BY.get(request.form.get("by", ""), 0))
    flash(gettext("Die Phase „%(name)s“ ist verschoben.", name=phase.name), QUIET)
    return _done(journey_id, f"phase-row-{phase_id}")


@bp.post("/phases/<int:phase_id>/delete")
@needs("edit service")
def delete_phase(phase_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        journey_id = journey_of(session, "phases", phase_id)
    try:
        with changing("phase", phase_id) as session:
            arranging.delete_phase(session, phase_id)
    except Refused as refused:
        return _page(journey_id, 422, errors=errors_of(refused), at=f"phase-{phase_id}")
    flash(gettext("Die leere Phase ist gelöscht."))
    return _done(journey_id)
