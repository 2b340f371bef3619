"""Pasted text, a note a line: looked at first, then put to a service as unsorted notes; nothing typed is lost."""

from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, request, url_for
from flask_babel import gettext, ngettext
from sqlmodel import Session

from journeys.domain import pasting
from journeys.domain.document import Document
from journeys.domain.findings import Finding, Refused
from journeys.domain.importing import foresee, import_document
from journeys.domain.intake import examine
from journeys.domain.projects import find_project
from journeys.domain.reading import read
from journeys.domain.services import Service
from journeys.domain.words import Words
from journeys.routes.changing import changing
from journeys.routes.documents import choose_page
from journeys.routes.forms import errors_of, number_of, sent
from journeys.routes.guard import needs, person
from journeys.routes.import_preview import SHOWN
from journeys.routes.part import show

NAMELESS = Words("Bitte geben Sie der neuen Leistung einen Namen.", "Please give the new service a name.")
TAKEN = Words(
    "Eine Leistung mit diesem Namen gibt es hier schon. Wählen Sie sie unter „Zu welcher Leistung?“ aus.",
    "There is a service with this name already. Choose it at “To which service?”.",
)
FIELDS = ("text", "name", "service")
bp = Blueprint("pasting", __name__)


@bp.post("/projects/<int:project_id>/import/text")
@needs("import document")
def take(project_id: int) -> Response:
    """The text is shown as the notes that it becomes; `back` leads to the text again."""
    typed = sent(*FIELDS)
    if "back" in request.form:
        return choose_page(project_id, typed=typed)
    with current_app.extensions["database"].reading() as session:
        try:
            project = find_project(session, project_id)
            service = _service(session, project_id, typed)
            document, noticed = _read(typed, service)
            fresh = _fresh(session, project_id, service, document)
        except Refused as refused:
            return _again(project_id, typed, refused)
    known = len(document.unsorted_notes) - len(fresh)
    values: dict[str, Any] = {"service": service, "fresh": fresh, "known": known, "noticed": noticed}
    return show(
        "pasting/preview.html", project=project, typed=typed, document=document, SHOWN=SHOWN, **values
    )


@bp.post("/projects/<int:project_id>/import/text/done")
@needs("import document")
def store(project_id: int) -> Response:
    """The notes of the text are stored, all or none."""
    typed = sent(*FIELDS)
    try:
        service_id, count = _stored(project_id, typed)
    except Refused as refused:
        return _again(project_id, typed, refused)
    flash(
        ngettext("%(num)d Hinweis ist übernommen.", "%(num)d Hinweise sind übernommen.", count)
        if count
        else gettext("Alle Hinweise stehen schon da.")
    )
    return redirect(url_for("services.facts", service_id=service_id, _anchor="unsorted"), 303)  # type: ignore[return-value]


def _stored(project_id: int, typed: dict[str, str]) -> tuple[int, int]:
    """The service's number, and how many notes are new."""
    database = current_app.extensions["database"]
    with database.reading() as session:
        service = _service(session, project_id, typed)
        document, _ = _read(typed, service)
    if service is None:
        with database.writing() as session:
            _fresh(session, project_id, None, document)
            outcome = import_document(session, find_project(session, project_id), document)
            return outcome.service.id or 0, len(document.unsorted_notes)
    with changing("service", service.id or 0) as session:
        row = session.get_one(Service, service.id)
        return row.id or 0, len(pasting.paste(session, row, document.unsorted_notes, person()).fresh)


def _service(session: Session, project_id: int, typed: dict[str, str]) -> Service | None:
    """The service that was chosen, None for a new one; raises Refused at the field."""
    if not typed["service"]:
        return None
    return pasting.find_among(session, project_id, number_of(typed["service"]))


def _read(typed: dict[str, str], service: Service | None) -> tuple[Document, list[Finding]]:
    name = service.name if service else typed["name"].strip()
    wrong = [] if name else [Finding("name", NAMELESS)]
    document, findings = examine(typed["text"].encode("utf-8", "replace"), "text", name)
    if document is None or wrong:
        raise Refused([*wrong, *(f for f in findings if f.level == "error")])
    return document, list(findings)


def _fresh(
    session: Session, project_id: int, service: Service | None, document: Document
) -> tuple[object, ...]:
    """The notes that are not there yet; raises Refused for what can not be stored."""
    if service is not None:
        return pasting.pasted(read(session, service), document.unsorted_notes).fresh
    if foresee(session, find_project(session, project_id), document).service is not None:
        raise Refused([Finding("name", TAKEN)])
    return document.unsorted_notes


def _again(project_id: int, typed: dict[str, str], refused: Refused) -> Response:
    """The form with what was typed; what is wrong in the text is said with its line."""
    places = ("name", "service")
    said = [f if f.place in places else Finding("text", _with_place(f)) for f in refused.findings]
    return choose_page(project_id, 422, typed=typed, errors=errors_of(Refused(said)))


def _with_place(finding: Finding) -> Words:
    place = f"{finding.place}: " if finding.place else ""
    return Words(f"{place}{finding.text.de}", f"{place}{finding.text.en}")
