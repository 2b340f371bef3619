"""The address of a workshop: what its moderation needs now, by its state."""

from flask import Blueprint, current_app
from werkzeug.wrappers import Response

from journeys.domain.workshops.planning import find_workshop
from journeys.routes.guard import needs

VIEWS = {"planned": "preparing.page", "open": "cockpit.page", "closed": "closing.page"}
bp = Blueprint("home", __name__)


@bp.get("/workshops/<int:workshop_id>")
@needs("read workshop")
def page(workshop_id: int) -> Response:
    """Preparing while it is planned, the cockpit while it is open, then what came out of it."""
    with current_app.extensions["database"].reading() as session:
        state = find_workshop(session, workshop_id).state
    shown: Response = current_app.view_functions[VIEWS[state]](workshop_id=workshop_id)  # type: ignore[assignment]
    return shown
