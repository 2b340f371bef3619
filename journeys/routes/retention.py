"""After how many months the workshops of a project forget who took part, and which one is next."""

from flask import Blueprint, current_app, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain import retention
from journeys.domain.findings import Refused
from journeys.domain.projects import find_project
from journeys.routes.forms import errors_of, number_of, sent
from journeys.routes.guard import needs, person
from journeys.routes.part import show

bp = Blueprint("retention", __name__)


@bp.get("/projects/<int:project_id>/privacy")
@needs("edit project")
def page(project_id: int) -> Response:
    return _page(project_id)


@bp.post("/projects/<int:project_id>/privacy")
@needs("edit project")
def save(project_id: int) -> Response:
    months = number_of(sent("months")["months"])
    try:
        with current_app.extensions["database"].writing() as rows:
            retention.set_retention(rows, project_id, months, person())
    except Refused as refused:
        return _page(project_id, 422, errors_of(refused))
    flash(gettext("Die Frist ist gespeichert. Sie gilt auch für Workshops, die schon vorbei sind."))
    return redirect(url_for("retention.page", project_id=project_id), 303)


def _page(project_id: int, status: int = 200, errors: dict[str, str] | None = None) -> Response:
    with current_app.extensions["database"].reading() as rows:
        project = find_project(rows, project_id)
        coming = retention.coming(rows, project_id)
    values = {"project": project, "coming": coming, "choices": retention.CHOICES, "errors": errors or {}}
    return show("retention/page.html", None, status, **values)
