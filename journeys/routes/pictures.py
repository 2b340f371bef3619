"""Pictures of journeys: into pages and as files. A picture drawn before costs neither document nor Graphviz."""

from flask import Blueprint, Response, current_app, request, url_for
from sqlmodel import Session

from journeys import __version__
from journeys.domain.findings import Refused
from journeys.domain.journeys import Journey
from journeys.domain.services import Service
from journeys.domain.showing import Shown, find_journey, find_service, show_service
from journeys.domain.starting import slug
from journeys.domain.words import KIND, VIEW
from journeys.render.hand import PenBroken
from journeys.render.pictures import Format, View, render
from journeys.routes.errors import error_answer
from journeys.routes.forms import say
from journeys.routes.guard import needs
from journeys.routes.memory import Memory

VIEWS: dict[str, View] = {"map": "journey", "blueprint": "blueprint", "comparison": "comparison"}
TYPES = {"svg": "image/svg+xml; charset=utf-8", "png": "image/png", "pdf": "application/pdf"}
bp = Blueprint("pictures", __name__)


def picture(
    session: Session,
    service: Service,
    journey: Journey,
    view: str,
    format: Format,
    shown: Shown | None = None,
) -> bytes:
    """The picture as it is now. For pages (`shown` given) its steps are links and its ids carry the view's prefix.

    Raises Refused when the journey is too long to draw, PenBroken when this machine cannot draw.
    """
    memory: Memory = current_app.extensions["memory"]
    # `changes` was read before the document: what is drawn may be newer than its key, never older.
    key = (service.id, service.changes, journey.id, view, format, shown is not None)
    is_linked = shown is not None
    return memory.kept(
        key, lambda: _draw(shown or show_service(session, service.id), journey, view, format, is_linked)
    )


def _draw(shown: Shown, journey: Journey, view: str, format: Format, linked: bool) -> bytes:
    return render(
        shown.document,
        VIEWS[view],
        format,
        journey=journey.ref,
        pen=current_app.extensions["pen"],
        cache=current_app.extensions["cache"],
        step_link=(lambda ref: url_for("steps.page", step_id=shown.steps[ref])) if linked else None,
        prefix=f"{view}-" if linked else "",
    )


@bp.get(
    "/services/<int:service_id>/journeys/<journey>/<any(map, blueprint):view>.<any(svg, png, pdf):format>"
)
@needs("export document")
def file(service_id: int, journey: str, view: str, format: Format) -> Response:
    with current_app.extensions["database"].reading() as session:
        service = find_service(session, service_id)
        row = find_journey(session, service_id, journey)
        return as_file(session, service, row, view, format, KIND[row.kind].de)


def as_file(
    session: Session, service: Service, row: Journey, view: str, format: Format, kind: str = ""
) -> Response:
    """The picture as a file named after service, `kind` and view; 304 where the browser has it, a sentence where it
    cannot be drawn."""
    response = Response(content_type=TYPES[format])
    response.set_etag(f"{service.id}-{service.changes}-{row.id}-{view}-{format}-{__version__}")
    response.headers["Cache-Control"] = "private, no-cache"
    if request.if_none_match.contains(response.get_etag()[0] or ""):
        return response.make_conditional(request)  # type: ignore[return-value]
    try:
        response.data = picture(session, service, row, view, format)
    except PenBroken as broken:
        return error_answer(503, say(broken.words))
    except Refused as refused:
        return error_answer(422, " ".join(say(finding.text) for finding in refused.findings))
    name = slug(" ".join((service.short_name or service.name, kind, VIEW[VIEWS[view]].de)))
    response.headers.set("Content-Disposition", "inline", filename=f"{name}.{format}")
    return response
