"""Where it hurts: a journey as the heat view and as the same figures in tables; all services of a project ranked."""

from flask import Blueprint, Response, current_app, request
from sqlmodel import Session

from journeys.domain import heat, heat_everywhere
from journeys.domain.journeys import Journey
from journeys.domain.projects import find_project
from journeys.domain.showing import (
    find_journey,
    first_journey,
    foremost,
    names_of,
    show_project,
    show_service,
)
from journeys.render.pictures import Format
from journeys.routes import pictures
from journeys.routes.guard import needs
from journeys.routes.part import show

VIEW = "heat"
PAINS_BESIDE, NEEDS_BESIDE = 4, 2
FIRST = 25
"""Steps of a project that are ranked at once; the others are a press away."""
bp = Blueprint("heat", __name__)


@bp.get("/services/<int:service_id>/heat")
@needs("read service")
def page(service_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        shown = show_service(session, service_id)
        row = _chosen(session, service_id)
        value = shown.document.journey(row.ref)
        assert value is not None
        counted = heat.heat_of_journey(value)
        wanted = any(step.notes() for step in value.steps())
        drawn, trouble = pictures.for_page(session, shown, row, VIEW) if wanted else (None, "")
    return show(
        "heat/page.html",
        shown=shown,
        project=shown.project,
        document=shown.document,
        row=row,
        journey=value,
        view=VIEW,
        picture=drawn,
        trouble=trouble,
        counted=counted,
        heat=heat,
        names=names_of(shown.document).personas,
        foremost=foremost(value.steps(), PAINS_BESIDE, NEEDS_BESIDE),
        noted=sum(len(step.notes()) for step in value.steps()),
    )


def _chosen(session: Session, service_id: int) -> Journey:
    """The journey that the address names, by its number or id, else the first; raises Unknown."""
    name = request.args.get("journey", "")
    return find_journey(session, service_id, name) if name else first_journey(session, service_id)


@bp.get("/services/<int:service_id>/heat.<any(svg, png, pdf):format>")
@needs("export document")
def file(service_id: int, format: Format) -> Response:
    with current_app.extensions["database"].reading() as session:
        journey = _chosen(session, service_id).id
    return pictures.file(service_id, str(journey), VIEW, format)


@bp.get("/projects/<int:project_id>/heat")
@needs("read project")
def everywhere(project_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        project = find_project(session, project_id)
        services = show_project(session, project_id)
    listed = [(shown.service.id, shown.document) for shown in services]
    places = heat_everywhere.places(listed)
    return show(
        "heat/everywhere.html",
        project=project,
        services=services,
        steps={shown.service.id: shown.steps for shown in services},
        places=places,
        most=len(places) if request.args.get("all") else FIRST,
        uncounted=heat_everywhere.without_as_is(listed),
        alike=heat_everywhere,
        terms=heat.terms,
    )
