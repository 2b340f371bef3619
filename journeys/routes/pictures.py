"""Pictures of journeys: into pages and as files. A picture drawn before costs neither document nor Graphviz."""

from collections.abc import Callable
from typing import Any, NamedTuple, cast, get_args

from flask import Blueprint, Response, current_app, request, url_for
from markupsafe import Markup
from sqlmodel import Session

from journeys import __version__
from journeys.domain.filtering import NO_FILTER, Filter, read_filter
from journeys.domain.findings import Refused
from journeys.domain.journeys import Journey
from journeys.domain.naming import slug
from journeys.domain.services import Service
from journeys.domain.showing import Shown, find_journey, find_service, show_service
from journeys.domain.words import KIND, VIEW, Words
from journeys.render.hand import PenBroken
from journeys.render.pictures import Format, View, render
from journeys.render.subject import Paper
from journeys.routes.errors import error_answer
from journeys.routes.forms import say
from journeys.routes.guard import needs
from journeys.routes.memory import Memory

VIEWS: dict[str, View] = {
    "map": "journey",
    "blueprint": "blueprint",
    "comparison": "comparison",
    "heat": "heat",
}
Link = Callable[[str], str]
TYPES = {"svg": "image/svg+xml; charset=utf-8", "png": "image/png", "pdf": "application/pdf"}
_PAPERS = Words("Gedruckt wird auf A3 oder A4.", "It is printed on A3 or A4.")
bp = Blueprint("pictures", __name__)


class Asked(NamedTuple):
    """How a picture is wanted: of what part, on which paper, and whether its steps lead to the studio's panel."""

    by: Filter = NO_FILTER
    paper: Paper = "a3"
    in_studio: bool = False

    def key(self) -> tuple[str | int | bool, ...]:
        return (*self.by.key(), self.paper, self.in_studio)


def picture(
    session: Session,
    service: Service,
    journey: Journey,
    view: str,
    format: Format,
    shown: Shown | None = None,
    asked: Asked = Asked(),
) -> bytes:
    """The picture as it is now. For pages (`shown` given) its steps are links and its ids carry the view's prefix; in
    the studio they lead to the panel beside it.

    Raises Refused when the journey is too long to draw, PenBroken when this machine cannot draw.
    """
    memory: Memory = current_app.extensions["memory"]
    # `changes` was read before the document: what is drawn may be newer than its key, never older.
    key = (service.id, service.changes, journey.id, view, format, shown is not None, *asked.key())
    link = (
        (_to_panel(shown, journey, view, asked.by) if asked.in_studio else _to_step(shown)) if shown else None
    )
    return memory.kept(
        key, lambda: _draw(shown or show_service(session, service.id), journey, view, format, link, asked)
    )


def for_page(
    session: Session, shown: Shown, row: Journey, view: str, asked: Asked = Asked()
) -> tuple[Markup | None, str]:
    """The picture for a page, or the sentence that says why there is none; the page has the same in words."""
    return drawn(lambda: picture(session, shown.service, row, view, "svg", shown, asked))


def drawn(draw: Callable[[], bytes]) -> tuple[Markup | None, str]:
    """What `draw` draws, to be set into a page; or the sentence that says why it does not."""
    try:
        # Safe to set in: `render.svg` writes it anew from allowed shapes, every text escaped.
        return Markup(draw().decode()), ""
    except PenBroken as broken:
        return None, say(broken.words)
    except Refused as refused:
        return None, " ".join(say(finding.text) for finding in refused.findings)


def _to_step(shown: Shown) -> Link:
    return lambda ref: url_for("steps.page", step_id=shown.steps[ref])


def _to_panel(shown: Shown, journey: Journey, view: str, by: Filter) -> Link:
    where: dict[str, Any] = {
        "journey_id": journey.id,
        "view": None if view == "blueprint" else view,
        **by.asked(),
        "_anchor": "panel",
    }
    return lambda ref: url_for("studio.page", step=shown.steps[ref], **where)


def _draw(
    shown: Shown, journey: Journey, view: str, format: Format, link: Link | None, asked: Asked
) -> bytes:
    return render(
        shown.document,
        VIEWS[view],
        format,
        journey=journey.ref,
        pen=current_app.extensions["pen"],
        cache=current_app.extensions["cache"],
        step_link=link,
        prefix=f"{view}-" if link else "",
        paper=asked.paper,
        by=asked.by,
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
    asked = _asked(session, service.id)
    if asked is None:
        return error_answer(422, say(_PAPERS))
    response = Response(content_type=TYPES[format])
    wanted = "-".join(map(str, asked.key()))
    response.set_etag(f"{service.id}-{service.changes}-{row.id}-{view}-{format}-{wanted}-{__version__}")
    response.headers["Cache-Control"] = "private, no-cache"
    if request.if_none_match.contains(response.get_etag()[0] or ""):
        return response.make_conditional(request)  # type: ignore[return-value]
    try:
        response.data = picture(session, service, row, view, format, asked=asked)
    except Refused as refused:
        return error_answer(422, " ".join(say(finding.text) for finding in refused.findings))
    name = slug(" ".join((service.short_name or service.name, kind, VIEW[VIEWS[view]].de)))
    response.headers.set("Content-Disposition", "inline", filename=f"{name}.{format}")
    return response


def _asked(session: Session, service_id: int) -> Asked | None:
    """What the address asks for; None for a paper that there is not."""
    paper = request.args.get("paper", "a3").lower()
    if paper not in get_args(Paper):
        return None
    document = show_service(session, service_id).document if request.args else None
    return Asked(read_filter(request.args, document) if document else NO_FILTER, cast(Paper, paper))
