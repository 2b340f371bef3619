"""Typical steps to put in: found by typing, shown with what they bring."""

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain.building_blocks import add_block, block_of, find
from journeys.domain.editing import found
from journeys.domain.findings import Refused, Unknown
from journeys.domain.stations import arrangement
from journeys.routes.changing import changing
from journeys.routes.forms import errors_of, number_of
from journeys.routes.guard import needs
from journeys.routes.part import show
from journeys.routes.studio_page import back_to_studio, in_studio

bp = Blueprint("building_blocks", __name__)


@bp.get("/phases/<int:phase_id>/building-blocks")
@needs("edit service")
def page(phase_id: int) -> Response:
    """The blocks that fit what was typed (`q`); `after` is the step behind which one goes, empty for first."""
    asked = request.args
    return _page(phase_id, asked.get("q", ""), asked.get("after", ""))


def _page(phase_id: int, typed: str, after: str, status: int = 200, errors: tuple[str, ...] = ()) -> Response:
    with current_app.extensions["database"].reading() as session:
        phase, _ = found(session, "phases", phase_id)
        here = arrangement(session, phase.journey_id)
    places = next(places for each, places in here.phases if each.id == phase_id)
    before = next((place for place in places if place.row.id == number_of(after)), None)
    if after and before is None:
        raise Unknown(f"step {after} in phase {phase_id}")
    return show(
        "building_blocks/page.html",
        "building_blocks/_found.html",
        status,
        here=here,
        project=here.project,
        phase=phase,
        before=before,
        after=after,
        typed=typed,
        blocks=find(current_app.extensions["building_blocks"], typed),
        errors=errors,
        studio=request.values.get("studio", ""),
    )


@bp.post("/phases/<int:phase_id>/building-blocks")
@needs("edit service")
def add(phase_id: int) -> Response:
    sent = request.form
    block = block_of(current_app.extensions["building_blocks"], sent.get("block", ""))
    after = sent.get("after", "")
    try:
        with changing("phase", phase_id) as session:
            step = add_block(session, phase_id, block, number_of(after) if after else None, sent.get("title"))
            phase, _ = found(session, "phases", phase_id)
    except Refused as refused:
        return _page(phase_id, sent.get("q", ""), after, 422, tuple(errors_of(refused).values()))
    if in_studio():
        flash(gettext("„%(title)s“ ist eingefügt, mit Texten zum Anpassen.", title=step.title))
        return back_to_studio(phase.journey_id, step.id)
    said = gettext("„%(title)s“ ist eingefügt, mit Texten zum Anpassen.", title=step.title)
    flash([said, url_for("arranging.delete", step_id=step.id)])  # type: ignore[arg-type]
    anchor = f"step-row-{step.id}"
    return redirect(url_for("arranging.page", journey_id=phase.journey_id, _anchor=anchor), 303)
