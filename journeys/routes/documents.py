"""Reading a journey document from a file into a project: everything wrong is listed, nothing is half stored."""

from collections.abc import Sequence

from flask import Blueprint, Response, current_app, flash, redirect, request, url_for
from flask_babel import gettext, ngettext

from journeys.domain.findings import Finding, Refused
from journeys.domain.importing import Differs, Outcome, import_document
from journeys.domain.intake import examine
from journeys.domain.projects import find_project
from journeys.domain.words import Words
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
    """A file; or the text of one that was sent a moment ago, whose changes are now to be taken over."""
    name, data = _sent()
    try:
        outcome, warnings = _imported(project_id, name, data)
    except Differs as refused:
        return _page(project_id, 409, name, refused.findings, again=data.decode("utf-8-sig"))
    except Refused as refused:
        return _page(project_id, 422, name, refused.findings)
    _tell(outcome, warnings)
    return redirect(url_for("services.page", service_id=outcome.service.id), 303)  # type: ignore[return-value]


def _sent() -> tuple[str, bytes]:
    file = request.files.get("file")
    if file is not None and file.filename:
        return file.filename, file.read()
    return request.form.get("name", ""), request.form.get("text", "").encode()


def _imported(project_id: int, name: str, data: bytes) -> tuple[Outcome, list[Finding]]:
    if not data:
        raise Refused([Finding("file", NOTHING_SENT)])
    known = FORMATS.get(name.rpartition(".")[2].lower())
    if known is None:
        raise Refused([Finding("file", UNKNOWN_END)])
    document, findings = examine(data, known)  # type: ignore[arg-type]
    if document is None:
        raise Refused([finding for finding in findings if finding.level == "error"])
    with current_app.extensions["database"].writing() as session:
        project = find_project(session, project_id)
        return import_document(session, project, document, "update" in request.form), list(findings)


def _tell(outcome: Outcome, warnings: Sequence[Finding]) -> None:
    said = {
        "added": gettext("Die Leistung ist übernommen."),
        "same": gettext("Die Datei sagt nichts Neues; es bleibt alles, wie es ist."),
        "updated": gettext("Was sich in der Datei geändert hat, ist übernommen."),
    }
    flash(said[outcome.done])
    if outcome.kept:
        count = len(outcome.kept)
        kept = ngettext(
            "An %(num)d Stelle haben beide Seiten etwas geändert; dort bleibt, was hier steht.",
            "An %(num)d Stellen haben beide Seiten etwas geändert; dort bleibt, was hier steht.",
            count,
        )
        flash(kept)
    if warnings:
        count = len(warnings)
        flash(ngettext("Dazu gibt es %(num)d Prüfhinweis.", "Dazu gibt es %(num)d Prüfhinweise.", count))


def _page(
    project_id: int, status: int = 200, name: str = "", findings: Sequence[Finding] = (), again: str = ""
) -> Response:
    with current_app.extensions["database"].reading() as session:
        project = find_project(session, project_id)
    values = {"name": name, "findings": findings[:SHOWN], "more": len(findings) - SHOWN, "again": again}
    return show("documents/import.html", None, status, project=project, **values)
