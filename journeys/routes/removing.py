"""Removing texts for good: a page that shows them and says what will happen, and no way back behind it."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext
from sqlmodel import Session
from werkzeug.wrappers import Response

from journeys.domain import removing
from journeys.domain.findings import Refused
from journeys.domain.notes import Note
from journeys.domain.projects import find_project
from journeys.domain.review.tables import Comment
from journeys.domain.services import Service
from journeys.domain.steps import Step
from journeys.domain.tables import now
from journeys.domain.workshops.tables import Card, Workshop
from journeys.routes.forms import errors_of
from journeys.routes.guard import needs, person
from journeys.routes.part import show
from journeys.settings import AUDIT_DAYS
from journeys.tidying import wipe

bp = Blueprint("removing", __name__)


@bp.get("/notes/<int:note_id>/remove-for-good")
@needs("edit service")
def note(note_id: int) -> Response:
    return _page("note", note_id)


@bp.post("/notes/<int:note_id>/remove-for-good")
@needs("edit service")
def remove_note(note_id: int) -> Response:
    return _remove("note", note_id)


@bp.get("/steps/<int:step_id>/remove-for-good")
@needs("edit service")
def step(step_id: int) -> Response:
    return _page("step", step_id)


@bp.post("/steps/<int:step_id>/remove-for-good")
@needs("edit service")
def remove_step(step_id: int) -> Response:
    return _remove("step", step_id)


@bp.get("/services/<int:service_id>/remove-for-good")
@needs("edit service")
def service(service_id: int) -> Response:
    """The texts of the service itself, and the way to notes and steps that no other page shows any more."""
    return _page("service", service_id)


@bp.post("/services/<int:service_id>/remove-for-good")
@needs("edit service")
def remove_service(service_id: int) -> Response:
    return _remove("service", service_id)


@bp.get("/cards/<int:card_id>/remove-for-good")
@needs("moderate")
def card(card_id: int) -> Response:
    return _page("card", card_id)


@bp.post("/cards/<int:card_id>/remove-for-good")
@needs("moderate")
def remove_card(card_id: int) -> Response:
    return _remove("card", card_id)


@bp.get("/versions/<int:version_id>/remove-for-good")
@needs("edit service")
def version(version_id: int) -> Response:
    """What a version is called, and what was said about its approval. Texts inside of it are removed where they stand
    in the service."""
    return _page("version", version_id)


@bp.post("/versions/<int:version_id>/remove-for-good")
@needs("edit service")
def remove_version(version_id: int) -> Response:
    return _remove("version", version_id)


@bp.get("/comments/<int:comment_id>/remove-for-good")
@needs("edit service")
def comment(comment_id: int) -> Response:
    return _page("comment", comment_id)


@bp.post("/comments/<int:comment_id>/remove-for-good")
@needs("edit service")
def remove_comment(comment_id: int) -> Response:
    return _remove("comment", comment_id)


@bp.get("/workshops/<int:workshop_id>/remove-for-good")
@needs("moderate")
def workshop(workshop_id: int) -> Response:
    """The texts of the workshop, its agenda with results, its questions with answers."""
    return _page("workshop", workshop_id)


@bp.post("/workshops/<int:workshop_id>/remove-for-good")
@needs("moderate")
def remove_workshop(workshop_id: int) -> Response:
    return _remove("workshop", workshop_id)


@bp.get("/projects/<int:project_id>/remove-for-good")
@needs("edit project")
def project(project_id: int) -> Response:
    return _page("project", project_id)


@bp.post("/projects/<int:project_id>/remove-for-good")
@needs("edit project")
def remove_project(project_id: int) -> Response:
    return _remove("project", project_id)


def _remove(noun: str, id: int) -> Response:
    chosen = request.form.getlist("text")
    try:
        with current_app.extensions["database"].writing() as session:
            removing.remove(session, noun, id, chosen, person(), now().date())
    except Refused as refused:
        return _page(noun, id, 422, errors=errors_of(refused))
    wipe(current_app.extensions)
    flash(gettext("Endgültig entfernt. An der Stelle des Textes steht jetzt der Tag, an dem das geschah."))
    return redirect(_back(noun, id), 303)


def _page(noun: str, id: int, status: int = 200, **more: Any) -> Response:
    with current_app.extensions["database"].reading() as session:
        things = removing.offered(session, noun, id)
        hidden = removing.hidden(session, id) if noun == "service" else []
        values = {"things": things, "hidden": hidden, "project": _project(session, noun, id)}
    values |= {"action": url_for(f"removing.remove_{noun}", **_number(noun, id)), "keep": _back(noun, id)}
    values |= {"one": sum(len(thing.texts) for thing in things) == 1, "days": AUDIT_DAYS.value}
    answer = show("removing/page.html", None, status, **values, **{"errors": {}, **more})
    answer.headers["Cache-Control"] = "no-store"  # what is removed here stays in no browser's memory either
    return answer


def _back(noun: str, id: int) -> str:
    """Where the thing is seen; where it was deleted, what it belonged to."""
    if noun not in ("note", "step"):
        page = {
            "service": "services.facts",
            "card": "curating.card",
            "workshop": "home.page",
            "project": "projects.page",
            "version": "versions.page",
        }
        if noun == "comment":
            with current_app.extensions["database"].reading() as session:
                return url_for("versions.page", version_id=session.get_one(Comment, id).version_id)
        return url_for(page[noun], **_number(noun, id))
    with current_app.extensions["database"].reading() as session:
        row = session.get_one(Note if noun == "note" else Step, id)
        step = session.get(Step, row.step_id or 0) if isinstance(row, Note) else row
        if row.deleted_at is None and step is not None and step.deleted_at is None:
            return url_for("steps.page", step_id=step.id)
        return url_for("removing.service", service_id=row.service_id)


def _number(noun: str, id: int) -> dict[str, Any]:
    return {f"{noun}_id": id}


def _project(session: Session, noun: str, id: int) -> Any:
    """The project, for the head of the page."""
    if noun == "project":
        return find_project(session, id)
    row: Any = session.get_one(removing.NOUNS[noun], id)
    if isinstance(row, Card):
        row = session.get_one(Workshop, row.workshop_id)
    service = row if isinstance(row, Service) else session.get_one(Service, row.service_id)
    return find_project(session, service.project_id)
