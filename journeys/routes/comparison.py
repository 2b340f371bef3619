"""As-is and to-be of a service side by side: as a picture, in figures, and as tables in words."""

from typing import Any

from flask import Blueprint, Response, current_app, request
from flask_babel import gettext

from journeys.domain.comparing import compare, first_of
from journeys.domain.figures import counted_ways, figures
from journeys.domain.showing import Shown, find_service, find_to_be, show_service
from journeys.render.pictures import Format
from journeys.routes.errors import error_answer
from journeys.routes.guard import needs
from journeys.routes.part import show
from journeys.routes.pictures import as_file, for_page

VIEW = "comparison"
bp = Blueprint("comparison", __name__)


@bp.get("/services/<int:service_id>/comparison")
@needs("read service")
def page(service_id: int) -> Response:
    view = "list" if request.args.get("view") == "list" else "picture"
    with current_app.extensions["database"].reading() as session:
        shown = show_service(session, service_id)
        row = find_to_be(session, service_id, request.args.get("to_be"))
        if row is None:
            return _page("comparison/empty.html", shown)
        drawn, trouble = for_page(session, shown, row, VIEW) if view == "picture" else (None, "")
    to_be = shown.document.journey(row.ref)
    assert to_be is not None
    comparison = compare(first_of(shown.document, "as_is"), to_be)
    return _page(
        "comparison/page.html",
        shown,
        row=row,
        comparison=comparison,
        before={one.step.id: one for one in comparison.before},
        after={one.step.id: one for one in comparison.after},
        figures=figures(comparison),
        ways=counted_ways(comparison),
        picture=drawn,
        trouble=trouble,
        view=view,
    )


@bp.get("/services/<int:service_id>/comparison.<any(svg, png, pdf):format>")
@needs("export document")
def file(service_id: int, format: Format) -> Response:
    with current_app.extensions["database"].reading() as session:
        service = find_service(session, service_id)
        row = find_to_be(session, service_id, request.args.get("to_be"))
        if row is not None:
            return as_file(session, service, row, VIEW, format)
    return error_answer(
        404, gettext("Zum Vergleich braucht die Leistung eine Ist-Reise und eine Soll-Reise.")
    )


def _page(template: str, shown: Shown, **values: Any) -> Response:
    return show(template, shown=shown, project=shown.project, document=shown.document, **values)
