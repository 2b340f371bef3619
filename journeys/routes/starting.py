"""A new service: its name, and eight steps to start from."""

from flask import Blueprint, current_app, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain.findings import Refused
from journeys.domain.projects import find_project
from journeys.domain.standards import grouped_key
from journeys.domain.starting import FEDERAL_CATALOGUE, start_service, start_steps
from journeys.routes.forms import errors_of, sent
from journeys.routes.guard import needs
from journeys.routes.part import show

bp = Blueprint("starting", __name__)


@bp.get("/projects/<int:project_id>/services/new")
@needs("add service")
def new(project_id: int) -> Response:
    return _form(project_id, {}, {}, 200)


@bp.post("/projects/<int:project_id>/services/new")
@needs("add service")
def create(project_id: int) -> Response:
    typed = sent("name", "key")
    try:
        with current_app.extensions["database"].writing() as session:
            service = start_service(session, find_project(session, project_id), typed["name"], typed["key"])
    except Refused as refused:
        return _form(project_id, typed, errors_of(refused), 422)
    flash(gettext("Die Leistung ist angelegt, mit acht Schritten zum Anfangen."))
    if service.key and not service.key.startswith(FEDERAL_CATALOGUE):
        key = grouped_key(service.key)
        flash(gettext("Der Schlüssel %(key)s beginnt nicht mit 99. Bitte prüfen Sie, ob er stimmt.", key=key))
    return redirect(url_for("services.page", service_id=service.id), 303)


def _form(project_id: int, typed: dict[str, str], errors: dict[str, str], status: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        project = find_project(session, project_id)
    values = {"typed": typed, "errors": errors, "steps": start_steps()}
    return show("starting/new.html", None, status, project=project, **values)
