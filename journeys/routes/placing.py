"""Notes of a file for a service that is there: looked at first, then put onto its steps."""

from collections.abc import Sequence

from flask import Blueprint, Response, current_app, flash, redirect, request, url_for
from flask_babel import gettext, ngettext
from sqlmodel import Session

from journeys.domain import placing
from journeys.domain.document import Document
from journeys.domain.findings import Finding, Refused
from journeys.domain.pasting import find_among
from journeys.domain.projects import find_project
from journeys.domain.reading import read
from journeys.domain.services import Service
from journeys.routes.changing import changing
from journeys.routes.documents import choose_page
from journeys.routes.forms import number_of
from journeys.routes.guard import needs, person
from journeys.routes.import_preview import SHOWN, sent_back
from journeys.routes.part import show

bp = Blueprint("placing", __name__)


@bp.post("/projects/<int:project_id>/import/notes")
@needs("import document")
def take(project_id: int) -> Response:
    """Which notes would come to which steps; nothing is stored."""
    try:
        document = sent_back()
        with current_app.extensions["database"].reading() as session:
            project = find_project(session, project_id)
            service = _service(session, project_id)
            found = placing.placed(read(session, service), document)
    except Refused as refused:
        return _refused(project_id, refused.findings)
    values = {"project": project, "service": service, "found": found, "SHOWN": SHOWN}
    carried = {"name": request.form.get("name", ""), "document": request.form["document"]}
    return show("placing/preview.html", None, 200, **values, **carried)


@bp.post("/projects/<int:project_id>/import/notes/done")
@needs("import document")
def store(project_id: int) -> Response:
    """The notes are stored, all or none; what came meanwhile is looked at anew."""
    try:
        document = sent_back()
        count, service_id = _stored(project_id, document)
    except Refused as refused:
        return _refused(project_id, refused.findings)
    flash(
        ngettext("%(num)d Hinweis ist übernommen.", "%(num)d Hinweise sind übernommen.", count)
        if count
        else gettext("Alle Hinweise stehen schon da.")
    )
    return redirect(url_for("services.page", service_id=service_id), 303)  # type: ignore[return-value]


def _stored(project_id: int, document: Document) -> tuple[int, int]:
    """How many notes are new, and the service's number."""
    with current_app.extensions["database"].reading() as session:
        number = _service(session, project_id).id
    with changing("service", number) as session:
        return len(placing.place(session, session.get_one(Service, number), document, person()).fresh), number


def _service(session: Session, project_id: int) -> Service:
    return find_among(session, project_id, number_of(request.form.get("service", "")))


def _refused(project_id: int, findings: Sequence[Finding]) -> Response:
    return choose_page(project_id, 422, request.form.get("name", ""), findings)
