"""Reading a journey document from a file into a project: everything wrong is listed, nothing is half stored."""

from collections.abc import Sequence

from flask import Blueprint, Response, current_app, flash, redirect, request, url_for
from flask_babel import gettext

from journeys.domain.document import Document
from journeys.domain.findings import Finding, Refused
from journeys.domain.importing import Differs, Outcome, difference_findings, import_document
from journeys.domain.intake import examine
from journeys.domain.projects import find_project
from journeys.domain.words import Words
from journeys.domain.writing import to_json
from journeys.render.coverage import coverage_findings
from journeys.routes.guard import needs
from journeys.routes.part import show

NOTHING_SENT = Words("Bitte wählen Sie zuerst eine Datei aus.", "Please choose a file first.")
UNKNOWN_END = Words(
    "Das Format ist am Namen der Datei nicht zu erkennen. Möglich sind .yaml, .yml und .json.",
    "The file's name does not tell its format. Possible are .yaml, .yml and .json.",
)
FORMATS = {"yaml": "yaml", "yml": "yaml", "json": "json"}
SHOWN = 200
bp = Blueprint("documents", __name__)


@bp.get("/projects/<int:project_id>/import")
@needs("import document")
def choose(project_id: int) -> Response:
    return _page(project_id)


@bp.post("/projects/<int:project_id>/import")
@needs("import document")
def take(project_id: int) -> Response:
    """A file; or the document of one that was sent a moment ago, whose changes are now to be taken over."""
    name, data = _sent()
    try:
        document, noticed = _read(name, data)
        outcome = _stored(project_id, document)
    except Differs as refused:
        return _page(project_id, 409, name, difference_findings(refused.found), again=to_json(document))
    except Refused as refused:
        return _page(project_id, 422, name, refused.findings)
    noticed += difference_findings(outcome.kept)
    if noticed:
        return _done(project_id, name, outcome, noticed)
    flash(_said(outcome))
    return redirect(url_for("services.page", service_id=outcome.service.id), 303)  # type: ignore[return-value]


def _sent() -> tuple[str, bytes]:
    file = request.files.get("file")
    if file is not None and file.filename:
        return file.filename, file.read()
    return request.form.get("name", ""), request.form.get("document", "").encode()


def _read(name: str, data: bytes) -> tuple[Document, list[Finding]]:
    """The document and the warnings about it; raises Refused with everything that is wrong."""
    if not data:
        raise Refused([Finding("file", NOTHING_SENT)])
    # What comes back from our own form is JSON, whatever the file was.
    known = "json" if "document" in request.form else FORMATS.get(name.rpartition(".")[2].lower())
    if known is None:
        raise Refused([Finding("file", UNKNOWN_END)])
    document, findings = examine(data, known)  # type: ignore[arg-type]
    if document is None:
        raise Refused(findings)
    return document, [*findings, *coverage_findings(document)]


def _stored(project_id: int, document: Document) -> Outcome:
    with current_app.extensions["database"].writing() as session:
        project = find_project(session, project_id)
        return import_document(session, project, document, "update" in request.form)


def _said(outcome: Outcome) -> str:
    said = {
        "added": gettext("Die Leistung ist übernommen."),
        "same": gettext("Die Datei sagt nichts Neues; es bleibt alles, wie es ist."),
        "updated": gettext("Was sich in der Datei geändert hat, ist übernommen."),
    }
    return str(said[outcome.done])


def _done(project_id: int, name: str, outcome: Outcome, noticed: list[Finding]) -> Response:
    """The page after an import about which there is something to say."""
    with current_app.extensions["database"].reading() as session:
        project = find_project(session, project_id)
    return show(
        "documents/done.html",
        project=project,
        name=name,
        said=_said(outcome),
        service=outcome.service,
        kept=len(outcome.kept),
        findings=noticed[:SHOWN],
        more=len(noticed) - SHOWN,
    )


def _page(
    project_id: int, status: int = 200, name: str = "", findings: Sequence[Finding] = (), again: str = ""
) -> Response:
    with current_app.extensions["database"].reading() as session:
        project = find_project(session, project_id)
    values = {"name": name, "findings": findings[:SHOWN], "more": len(findings) - SHOWN, "again": again}
    return show("documents/import.html", None, status, project=project, **values)
