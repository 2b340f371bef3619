"""Personas of a service: making one, and changing what is said of it."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain import casting
from journeys.domain.findings import Refused, Stale
from journeys.domain.personas import Persona
from journeys.domain.showing import first_journey, show_service
from journeys.routes.changing import changing
from journeys.routes.forms import errors_by_field, joined, lines, number_of, revision_sent, said, sent
from journeys.routes.guard import needs
from journeys.routes.part import show

TEXTS = ("name", "age", "situation", "role", "digital_skill")
LISTS = ("goals", "barriers")
bp = Blueprint("personas", __name__)


@bp.get("/services/<int:service_id>/personas/new")
@needs("edit service")
def new(service_id: int) -> Response:
    return _form(service_id, dict.fromkeys((*TEXTS, *LISTS), ""))


@bp.post("/services/<int:service_id>/personas/new")
@needs("edit service")
def create(service_id: int) -> Response:
    typed = sent(*TEXTS, *LISTS)
    try:
        with changing("service", service_id) as session:
            row = casting.add_persona(session, service_id, _values(typed))
    except Refused as refused:
        return _form(service_id, typed, status=422, errors=errors_by_field(refused))
    flash(gettext("Die Persona „%(name)s“ ist angelegt.", name=row.name))
    return _to_personas(service_id, row)


@bp.get("/services/<int:service_id>/personas/<persona>/edit")
@needs("edit service")
def edit(service_id: int, persona: str) -> Response:
    with current_app.extensions["database"].reading() as session:
        row = casting.find_persona(session, service_id, persona)
    return _form(service_id, _typed(row), persona=persona, revision=row.revision)


@bp.post("/services/<int:service_id>/personas/<persona>/edit")
@needs("edit service")
def save(service_id: int, persona: str) -> Response:
    typed = sent(*TEXTS, *LISTS)
    here = {"persona": persona, "revision": revision_sent()}
    try:
        with changing("service", service_id) as session:
            row = casting.find_persona(session, service_id, persona)
            casting.edit_persona(session, row.id, revision_sent(), _values(typed))
    except Refused as refused:
        return _form(service_id, typed, status=422, errors=errors_by_field(refused), **here)
    except Stale as stale:
        return _form(service_id, typed, status=409, stale=stale, **{**here, "revision": stale.revision})
    flash(gettext("Die Angaben zu „%(name)s“ sind gespeichert.", name=row.name))
    return _to_personas(service_id, row)


@bp.post("/services/<int:service_id>/personas/<persona>/delete")
@needs("edit service")
def delete(service_id: int, persona: str) -> Response:
    with changing("service", service_id) as session:
        name = casting.delete_persona(session, service_id, persona)
        journey = first_journey(session, service_id)
    told = gettext("Die Persona „%(name)s“ ist gelöscht. Hinweise und Reisen bleiben.", name=name)
    flash([told, url_for("studio.undo", journey_id=journey.id)])  # type: ignore[arg-type]
    return redirect(url_for("services.facts", service_id=service_id, _anchor="personas"), 303)


def _to_personas(service_id: int, row: Persona) -> Response:
    return redirect(url_for("services.facts", service_id=service_id, _anchor=f"persona-{row.ref}"), 303)


def _typed(row: Persona) -> dict[str, str]:
    """The form's fields for what is stored."""
    texts = {name: getattr(row, name) for name in TEXTS}
    typed = {name: "" if value is None else str(value) for name, value in texts.items()}
    return typed | {name: joined(getattr(row, name)) for name in LISTS}


def _values(typed: dict[str, str]) -> dict[str, Any]:
    """What the form says, in the document's fields; an age that is no number is left for the checks to refuse."""
    values: dict[str, Any] = {name: said(typed[name]) for name in TEXTS}
    age = values["age"]
    values["age"] = 0 if age == "0" else age and (number_of(age) or age)
    return values | {name: lines(typed[name]) for name in LISTS}


def _form(service_id: int, typed: dict[str, str], status: int = 200, **more: Any) -> Response:
    """The form; `more`: the persona and its revision where there is one, errors, both texts."""
    with current_app.extensions["database"].reading() as session:
        shown = show_service(session, service_id)
    values = {"shown": shown, "project": shown.project, "typed": typed, "errors": {}, **more}
    return show("personas/form.html", None, status, **values)
