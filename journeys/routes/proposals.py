"""Proposals to the editors of the catalogue: the list, one small form, and the files."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain import proposals
from journeys.domain.findings import Refused, Stale
from journeys.domain.proposal_files import proposal_paper, proposal_table
from journeys.domain.showing import find_service, show_service
from journeys.render.report import report
from journeys.routes.changing import changing
from journeys.routes.exports import remember_export
from journeys.routes.forms import errors_of, revision_sent, sent
from journeys.routes.guard import needs
from journeys.routes.part import show

FIELDS = ("occasion", "module", "text")
bp = Blueprint("proposals", __name__, url_prefix="/services/<int:service_id>")


@bp.get("/proposals")
@needs("read service")
def page(service_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        shown = show_service(session, service_id)
        every = proposals.proposals_of(session, shown.service)
    return show("proposals/all.html", shown=shown, project=shown.project, proposals=every)


@bp.get("/proposals/new")
@needs("edit service")
def new(service_id: int) -> Response:
    return _form(service_id, dict.fromkeys(FIELDS, ""))


@bp.post("/proposals/new")
@needs("edit service")
def create(service_id: int) -> Response:
    typed = sent(*FIELDS)
    try:
        with changing("service", service_id) as session:
            row = proposals.add_proposal(session, service_id, typed)
    except Refused as refused:
        return _form(service_id, typed, status=422, errors=errors_of(refused))
    flash(gettext("Der Vorschlag ist angelegt."))
    return _done(service_id, f"proposal-{row.id}")


@bp.get("/proposals/<int:proposal_id>/edit")
@needs("edit service")
def edit(service_id: int, proposal_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        row = proposals.find_proposal(session, service_id, proposal_id)
    typed = {"occasion": proposals.key_of(row), "module": row.module, "text": row.text}
    return _form(service_id, typed, proposal=row.id, revision=row.revision)


@bp.post("/proposals/<int:proposal_id>/edit")
@needs("edit service")
def save(service_id: int, proposal_id: int) -> Response:
    typed = sent(*FIELDS)
    here = {"proposal": proposal_id, "revision": revision_sent()}
    try:
        with changing("service", service_id) as session:
            proposals.edit_proposal(session, service_id, proposal_id, revision_sent(), typed)
    except Refused as refused:
        return _form(service_id, typed, status=422, errors=errors_of(refused), **here)
    except Stale as stale:
        return _form(service_id, typed, status=409, stale=stale, **{**here, "revision": stale.revision})
    flash(gettext("Der Vorschlag ist gespeichert."))
    return _done(service_id, f"proposal-{proposal_id}")


@bp.post("/proposals/<int:proposal_id>/delete")
@needs("edit service")
def delete(service_id: int, proposal_id: int) -> Response:
    with changing("service", service_id) as session:
        proposals.delete_proposal(session, service_id, proposal_id)
    undo = url_for("proposals.restore", service_id=service_id, proposal_id=proposal_id)
    flash([gettext("Der Vorschlag ist gelöscht."), undo])  # type: ignore[arg-type]
    return _done(service_id, "proposals")


@bp.post("/proposals/<int:proposal_id>/restore")
@needs("edit service")
def restore(service_id: int, proposal_id: int) -> Response:
    with changing("service", service_id) as session:
        proposals.restore_proposal(session, service_id, proposal_id)
    flash(gettext("Der Vorschlag ist wieder da."))
    return _done(service_id, f"proposal-{proposal_id}")


@bp.get("/proposals.pdf")
@needs("export document")
def on_paper(service_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        service = find_service(session, service_id)
        blocks = proposal_paper(session, service)
    content = report(blocks)
    return _file(service.ref, "pdf", content, "application/pdf")


@bp.get("/proposals.csv")
@needs("export document")
def as_table(service_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        service = find_service(session, service_id)
        content = proposal_table(session, service)
    return _file(service.ref, "csv", content, "text/csv; charset=utf-8")


def _file(ref: str, ending: str, content: bytes, type_: str) -> Response:
    remember_export(ref)
    response = current_app.response_class(content, content_type=type_)
    response.headers.set("Content-Disposition", "attachment", filename=f"vorschlaege-{ref}.{ending}")
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _done(service_id: int, at: str) -> Response:
    return redirect(url_for("proposals.page", service_id=service_id, _anchor=at), 303)


def _form(service_id: int, typed: dict[str, str], status: int = 200, **more: Any) -> Response:
    """The form; `more`: the proposal and its revision where there is one, errors, both texts."""
    with current_app.extensions["database"].reading() as session:
        shown = show_service(session, service_id)
        occasions = proposals.occasions(session, shown.service)
    values = {"shown": shown, "project": shown.project, "typed": typed, "errors": {}, **more}
    return show("proposals/form.html", None, status, occasions=occasions, **values)
