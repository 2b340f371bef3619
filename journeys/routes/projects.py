"""Projects: the list of all, one with its services, making and changing one."""

from flask import Blueprint, current_app, flash, redirect, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain import members, projects
from journeys.domain.findings import Refused, Stale
from journeys.domain.listing import ORDERS, matching, ordered
from journeys.domain.overview import project_overview
from journeys.domain.review.approving import count_waiting
from journeys.routes.forms import errors_of, revision_sent, sent
from journeys.routes.guard import needs, person
from journeys.routes.part import show

FIELDS = ("name", "description")
bp = Blueprint("projects", __name__)


@bp.get("/")
@needs("list projects")
def start() -> Response:
    with current_app.extensions["database"].reading() as rows:
        there = [project for project in members.projects_of(rows, person()) if not project.archived_at]
    target = url_for("projects.page", project_id=there[0].id) if len(there) == 1 else url_for("projects.all")
    return redirect(target, 303)


@bp.get("/projects", endpoint="all")
@needs("list projects")
def list_projects() -> Response:
    return _list({}, {}, 200)


def _list(typed: dict[str, str], errors: dict[str, str], status: int) -> Response:
    with current_app.extensions["database"].reading() as rows:
        there = [
            (project, len(project_overview(rows, project.id)))
            for project in members.projects_of(rows, person())
        ]
        others = members.other_projects(rows, person())
    return show(
        "projects/all.html",
        None,
        status,
        there=[(project, count) for project, count in there if not project.archived_at],
        archived=[project for project, _ in there if project.archived_at],
        others=others,
        typed=typed,
        errors=errors,
    )


@bp.post("/projects")
@needs("create project")
def create() -> Response:
    typed = sent(*FIELDS)
    try:
        with current_app.extensions["database"].writing() as rows:
            project = members.start_project(rows, typed["name"], typed["description"], person())
    except Refused as refused:
        return _list(typed, errors_of(refused), 422)
    return redirect(url_for("projects.page", project_id=project.id), 303)


@bp.get("/projects/<int:project_id>")
@needs("read project")
def page(project_id: int) -> Response:
    search, order = request.args.get("search", "").strip(), _order()
    with current_app.extensions["database"].reading() as rows:
        project = projects.find_project(rows, project_id)
        services = project_overview(rows, project_id)
        waiting = count_waiting(rows, project_id, person())
    found = ordered(matching(services, search), order)
    return show(
        "projects/page.html",
        "projects/_services.html",
        waiting=waiting,
        project=project,
        services=found,
        count=len(services),
        search=search,
        order=order,
    )


def _order() -> str:
    """How the services are ordered: as just chosen, else as chosen before."""
    chosen = request.args.get("order", "")
    if chosen in ORDERS:
        session["order"] = chosen
    return str(session.get("order", ORDERS[0]))


@bp.get("/projects/<int:project_id>/edit")
@needs("edit project")
def edit(project_id: int) -> Response:
    with current_app.extensions["database"].reading() as rows:
        project = projects.find_project(rows, project_id)
    typed = {"name": project.name, "description": project.description}
    return show("projects/edit.html", project=project, typed=typed, errors={}, revision=project.revision)


@bp.post("/projects/<int:project_id>/edit")
@needs("edit project")
def save(project_id: int) -> Response:
    typed = sent(*FIELDS)
    try:
        with current_app.extensions["database"].writing() as rows:
            projects.edit_project(rows, project_id, revision_sent(), typed["name"], typed["description"])
    except Refused as refused:
        return _again(project_id, typed, 422, revision_sent(), errors=errors_of(refused))
    except Stale as stale:
        return _again(project_id, typed, 409, stale.revision, stale=stale)
    flash(gettext("Das Vorhaben ist gespeichert."))
    return redirect(url_for("projects.page", project_id=project_id), 303)


def _again(
    project_id: int,
    typed: dict[str, str],
    status: int,
    revision: int,
    errors: dict[str, str] | None = None,
    stale: Stale | None = None,
) -> Response:
    with current_app.extensions["database"].reading() as rows:
        project = projects.find_project(rows, project_id)
    values = {
        "project": project,
        "typed": typed,
        "revision": revision,
        "errors": errors or {},
        "stale": stale,
    }
    return show("projects/edit.html", None, status, **values)
