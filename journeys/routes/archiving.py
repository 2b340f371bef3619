"""The end of a project: archiving, opening again, handing over, and deleting with a last export."""

from flask import Blueprint, current_app, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain import archiving, members
from journeys.domain.findings import Refused
from journeys.domain.naming import slug
from journeys.domain.projects import find_project
from journeys.domain.tables import now
from journeys.render.bundle import bundle
from journeys.routes.exports import remember_export
from journeys.routes.forms import errors_of, number_of, sent
from journeys.routes.guard import needs, person
from journeys.routes.part import show
from journeys.tidying import wipe

bp = Blueprint("archiving", __name__)


@bp.get("/projects/<int:project_id>/settle")
@needs("settle project")
def page(project_id: int) -> Response:
    return _page(project_id)


@bp.post("/projects/<int:project_id>/archive")
@needs("settle project")
def archive(project_id: int) -> Response:
    with current_app.extensions["database"].writing() as rows:
        archiving.archive_project(rows, project_id, person(), now())
    flash(gettext("Das Vorhaben ist abgelegt. Alle können es weiter lesen."))
    return redirect(url_for("projects.page", project_id=project_id), 303)


@bp.post("/projects/<int:project_id>/reopen")
@needs("settle project")
def reopen(project_id: int) -> Response:
    with current_app.extensions["database"].writing() as rows:
        archiving.reopen_project(rows, project_id, person())
    flash(gettext("Das Vorhaben ist wieder offen."))
    return redirect(url_for("projects.page", project_id=project_id), 303)


@bp.post("/projects/<int:project_id>/hand-over")
@needs("settle project")
def hand_over(project_id: int) -> Response:
    typed = sent("to", "then")
    try:
        with current_app.extensions["database"].writing() as rows:
            members.hand_over(rows, project_id, number_of(typed["to"]), typed["then"], person())
    except Refused as refused:
        return _page(project_id, 422, typed=typed, errors=errors_of(refused))
    flash(gettext("Das Vorhaben ist übergeben."))
    leaves = typed["then"] == "leave"
    return redirect(
        url_for("projects.all") if leaves else url_for("projects.page", project_id=project_id), 303
    )


@bp.get("/projects/<int:project_id>/export.zip")
@needs("settle project")
def export(project_id: int) -> Response:
    with current_app.extensions["database"].reading() as rows:
        project = find_project(rows, project_id)
        said = gettext(
            "Vorhaben „%(name)s“: Bürgerreisen als YAML (Format journeys/1), Protokolle als Markdown."
        )
        note = said % {"name": project.name}
        content = bundle(archiving.last_export(rows, project), note)
    remember_export(project.name)
    response = current_app.response_class(content, content_type="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=f"{slug(project.name)}.zip")
    return response


@bp.get("/projects/<int:project_id>/delete")
@needs("settle project")
def confirm(project_id: int) -> Response:
    return _confirm(project_id)


@bp.post("/projects/<int:project_id>/delete")
@needs("settle project")
def delete(project_id: int) -> Response:
    """What was drawn of it goes too: pictures are kept under what was drawn, not under the project they came from."""
    typed = sent("name")["name"]
    try:
        with current_app.extensions["database"].writing() as rows:
            archiving.delete_project(rows, project_id, typed, person())
    except Refused as refused:
        return _confirm(project_id, 422, typed=typed, errors=errors_of(refused))
    wipe(current_app.extensions)
    flash(gettext("Das Vorhaben ist gelöscht."))
    return redirect(url_for("projects.all"), 303)


def _page(project_id: int, status: int = 200, **more: object) -> Response:
    with current_app.extensions["database"].reading() as rows:
        project = find_project(rows, project_id)
        others = [(who, role) for who, role in members.members_of(rows, project_id) if who.id != person().id]
        inside = archiving.contents(rows, project_id)
    values = {
        "project": project,
        "others": others,
        "inside": inside,
        "roles": members.ROLES,
        "typed": {},
        "errors": {},
    }
    return show("archiving/page.html", None, status, **{**values, **more})


def _confirm(project_id: int, status: int = 200, **more: object) -> Response:
    with current_app.extensions["database"].reading() as rows:
        project, inside = find_project(rows, project_id), archiving.contents(rows, project_id)
    values = {"project": project, "inside": inside, "typed": "", "errors": {}}
    return show("archiving/delete.html", None, status, **{**values, **more})
