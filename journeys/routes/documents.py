"""Reading a file into a project: first what it would become, then, when somebody says so, all of it or nothing."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.exceptions import RequestEntityTooLarge

from journeys.domain.deciding import name_of
from journeys.domain.document import Document
from journeys.domain.findings import Finding, Refused
from journeys.domain.importing import Outcome, Prospect, foresee, import_document
from journeys.domain.intake import ENDINGS, READERS, examine_file, guess_file
from journeys.domain.intake.guessing import NAMES
from journeys.domain.intake.letters import too_large
from journeys.domain.pasting import services_of
from journeys.domain.projects import find_project
from journeys.domain.words import Words
from journeys.domain.writing import to_json_line
from journeys.render.coverage import coverage_findings
from journeys.routes.guard import needs, person
from journeys.routes.import_preview import (
    SHOWN,
    Mapped,
    Sent,
    changes,
    counted,
    mapped,
    sent_back,
    sent_file,
)
from journeys.routes.part import show
from journeys.settings import UPLOAD_BYTES

NOTHING_SENT = Words("Bitte wählen Sie zuerst eine Datei aus.", "Please choose a file first.")
EMPTY = Words(
    "Die Datei ist leer. Bitte wählen Sie eine andere.", "The file is empty. Please choose another one."
)
TOO_MUCH = Words(
    "Die Datei ist größer, als eine Seite im Browser tragen kann. Bitte lesen Sie sie mit „journeys import“ ein.",
    "The file is larger than a page in the browser can carry. Please read it in with “journeys import”.",
)
TAKEN = "at:"
"""How the fields begin in which somebody decides."""
bp = Blueprint("documents", __name__)


@bp.get("/projects/<int:project_id>/import")
@needs("import document")
def choose(project_id: int) -> Response:
    return choose_page(project_id)


@bp.post("/projects/<int:project_id>/import")
@needs("import document")
def take(project_id: int) -> Response:
    """A file is looked at, and shown; nothing is stored."""
    sent, columns = Sent("", b""), None
    try:
        sent = sent_file()
        _refuse_nothing(sent)
        columns = mapped(sent, guess_file(sent.name, sent.data)[0])
        document, noticed = _read(sent)
        return _preview(project_id, sent.name, document, noticed, columns=columns)
    except Refused as refused:
        return choose_page(project_id, 422, sent.name, refused.findings, columns=columns)


@bp.post("/projects/<int:project_id>/import/done")
@needs("import document")
def store(project_id: int) -> Response:
    """What was shown is stored, unless what is here changed since: then it is shown again."""
    name = request.form.get("name", "")
    theirs = {field.removeprefix(TAKEN) for field, side in request.form.items() if side == "theirs"}
    try:
        document = sent_back()
        try:
            outcome = _stored(project_id, document, theirs)
        except Refused:  # somebody took the id at this very moment; everything else the preview refuses again
            outcome = None
        if outcome is None:
            return _preview(project_id, name, document, (), 409, theirs)
    except Refused as refused:
        return choose_page(project_id, 422, name, refused.findings)
    _say(outcome)
    return redirect(url_for("services.page", service_id=outcome.service.id), 303)  # type: ignore[return-value]


@bp.errorhandler(RequestEntityTooLarge)
def refuse_size(_error: RequestEntityTooLarge) -> Response:
    """Said before anything of it was read."""
    project_id = (request.view_args or {})["project_id"]
    return choose_page(project_id, 413, findings=[too_large()])


def _refuse_nothing(sent: Sent) -> None:
    if not sent.data:
        raise Refused([Finding("", EMPTY if sent.name else NOTHING_SENT)])


def _read(sent: Sent) -> tuple[Document, list[Finding]]:
    """The document and everything that is to be said about it; raises Refused with everything that is wrong."""
    document, findings = examine_file(sent.name, sent.data, mapping=sent.mapping)
    if document is None:
        raise Refused(findings)
    if len(to_json_line(document).encode()) > UPLOAD_BYTES.value:
        raise Refused([Finding("", TOO_MUCH)])
    return document, [*findings, *coverage_findings(document)]


def _stored(project_id: int, document: Document, theirs: Collection[str]) -> Outcome | None:
    """What the import did; None where what is here is no longer what was shown."""
    with current_app.extensions["database"].writing() as session:
        project = find_project(session, project_id)
        prospect = foresee(session, project, document, lock=True)
        if prospect.mark != request.form.get("mark", ""):
            return None
        if request.form.get("all") == "theirs":
            theirs = {name_of(each) for each in prospect.contested}
        return import_document(session, project, document, True, theirs, person())


def _say(outcome: Outcome) -> None:
    said = {
        "added": gettext("Die Leistung ist übernommen."),
        "same": gettext("Es bleibt alles, wie es ist."),
        "updated": gettext("Was sich in der Datei geändert hat, ist übernommen."),
    }
    flash(said[outcome.done])
    if outcome.kept:
        stayed = ngettext(
            "An %(num)d Stelle bleibt, was hier steht.",
            "An %(num)d Stellen bleibt, was hier steht.",
            len(outcome.kept),
        )
        flash(stayed)


def _preview(
    project_id: int,
    name: str,
    document: Document,
    noticed: Sequence[Finding],
    status: int = 200,
    theirs: Collection[str] = (),
    columns: Mapped | None = None,
) -> Response:
    with current_app.extensions["database"].reading() as session:
        project = find_project(session, project_id)
        prospect = foresee(session, project, document)
        services = services_of(session, project_id) if prospect.service is None else []
    values = {
        "services": services,
        **_told(noticed),
        **_asked(prospect, document),
        "theirs": theirs,
        "mapped": columns,
        "moved": status == 409,
    }
    carried = to_json_line(document)
    values |= {"project": project, "name": name, "document": document, "journeys": counted(document)}
    return show("documents/preview.html", None, status, **values, carried=carried, SHOWN=SHOWN)


def _asked(prospect: Prospect, document: Document) -> dict[str, Any]:
    changed, contested = changes(prospect, document)
    return {"prospect": prospect, "changed": changed, "contested": contested}


def _told(noticed: Sequence[Finding]) -> dict[str, list[Finding]]:
    levels = {"unclear": "warning", "left_out": "left_out"}
    return {name: [f for f in noticed if f.level == level] for name, level in levels.items()}


def choose_page(
    project_id: int,
    status: int = 200,
    name: str = "",
    findings: Sequence[Finding] = (),
    columns: Mapped | None = None,
    **pasted: object,
) -> Response:
    """The page on which a file is chosen or text is pasted; `pasted` is what was typed there."""
    with current_app.extensions["database"].reading() as session:
        project = find_project(session, project_id)
        services = services_of(session, project_id)
    ends = ",".join((*ENDINGS, ".xml"))
    kinds = [NAMES[known] for known in READERS]
    page = partial(show, "documents/import.html", None, status, project=project, services=services)
    return page(
        ends=ends,
        kinds=kinds,
        name=name,
        findings=findings,
        mapped=columns,
        SHOWN=SHOWN,
        **{"typed": {}, "errors": {}, **pasted},
    )
