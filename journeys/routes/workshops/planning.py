"""The workshops of a service, and a new one from a template."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext
from sqlmodel import Session
from werkzeug.wrappers import Response

from journeys.domain.findings import Finding, Refused
from journeys.domain.projects import find_project
from journeys.domain.showing import find_service
from journeys.domain.words import Words
from journeys.domain.workshops.planning import plan_workshop, workshops_of
from journeys.domain.workshops.steps import journeys_with_steps
from journeys.domain.workshops.templates import TEMPLATES
from journeys.routes.forms import errors_of, number_of, sent
from journeys.routes.guard import needs
from journeys.routes.part import show
from journeys.routes.workshops.typed import date_typed

FIELDS = ("template", "title", "held_on", "journey", "rehearsal")
NO_TEMPLATE = Words("Bitte wählen Sie einen Ablauf.", "Please choose an agenda.")
bp = Blueprint("planning", __name__)


@bp.get("/services/<int:service_id>/workshops")
@needs("read workshop")
def all_of_service(service_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        values = _service(session, service_id)
        workshops = workshops_of(session, service_id)
    return show("workshops/all.html", workshops=workshops, templates=TEMPLATES, **values)


@bp.get("/services/<int:service_id>/workshops/new")
@needs("moderate")
def new(service_id: int) -> Response:
    chosen = request.args.get("template", "")
    return _form(service_id, {**dict.fromkeys(FIELDS, ""), "template": chosen})


@bp.post("/services/<int:service_id>/workshops/new")
@needs("moderate")
def create(service_id: int) -> Response:
    typed = sent(*FIELDS)
    try:
        held_on = date_typed("held_on", typed["held_on"])
        if typed["template"] not in TEMPLATES:
            raise Refused([Finding("template", NO_TEMPLATE)])
        with current_app.extensions["database"].writing() as session:
            workshop = plan_workshop(
                session,
                service_id,
                typed["template"],
                typed["title"],
                held_on,
                number_of(typed["journey"]) or None,
                typed["rehearsal"] == "yes",
            )
    except Refused as refused:
        return _form(service_id, typed, 422, errors_of(refused))
    flash(gettext("Der Workshop ist angelegt. Prüfen Sie jetzt Ablauf, Schritte und Texte."))
    return redirect(url_for("preparing.page", workshop_id=workshop.id), 303)


def _form(
    service_id: int, typed: dict[str, str], status: int = 200, errors: dict[str, str] | None = None
) -> Response:
    with current_app.extensions["database"].reading() as session:
        values = _service(session, service_id)
        journeys = journeys_with_steps(session, service_id)
    values |= {"templates": TEMPLATES, "journeys": journeys, "typed": typed, "errors": errors or {}}
    return show("workshops/new.html", None, status, **values)


def _service(session: Session, service_id: int) -> dict[str, Any]:
    service = find_service(session, service_id)
    return {"service": service, "project": find_project(session, service.project_id)}
