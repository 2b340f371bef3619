"""Approval rounds: asking, answering, ending, and the record as a page and on paper."""

from datetime import date
from typing import Any

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain.findings import Refused
from journeys.domain.members import members_of
from journeys.domain.naming import slug
from journeys.domain.review import approving, versions
from journeys.domain.review.approving import find_round
from journeys.domain.services import Service
from journeys.domain.showing import find_service, show_service
from journeys.render.record import Reviewer, record
from journeys.routes.exports import remember_export
from journeys.routes.forms import errors_of, number_of, sent
from journeys.routes.guard import needs, person
from journeys.routes.language import chosen_language
from journeys.routes.part import show
from journeys.routes.review.looking import asked
from journeys.routes.review.versions import show_version

bp = Blueprint("rounds", __name__)


@bp.get("/services/<int:service_id>/approval")
@needs("ask approval")
def new(service_id: int) -> Response:
    """Ask for an approval of the service as it is now, or of a version that is named."""
    return _form(service_id, number_of(request.args.get("version", "")))


@bp.post("/services/<int:service_id>/approval")
@needs("ask approval")
def ask(service_id: int) -> Response:
    """What the service is now is kept as a version first, unless one was named."""
    typed = {**sent("due_on", "message", "version", "name"), "people": request.form.getlist("people")}
    chosen = number_of(str(typed["version"]))
    try:
        with current_app.extensions["database"].writing() as session:
            row = _asked(session, service_id, chosen, typed)
            number = row.version_id
    except Refused as refused:
        return _form(service_id, chosen, 422, typed, errors_of(refused))
    flash(gettext("Die Bitte um Freigabe ist gestellt. Die Gefragten sehen sie unter „Neu für Sie“."))
    return redirect(url_for("versions.page", version_id=number), 303)


def _asked(session: Any, service_id: int, chosen: int, typed: dict[str, Any]) -> Any:
    service = find_service(session, service_id)
    if chosen:
        version = versions.numbered(session, service_id, chosen)
    else:
        version = versions.freeze(session, service, person(), "approval", name=typed["name"]).version
    people = [number_of(each) for each in typed["people"]]
    return approving.ask(session, version, people, _day(typed["due_on"]), typed["message"], person())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


@bp.post("/rounds/<int:round_id>/answer")
@needs("answer approval")
def answer(round_id: int) -> Response:
    """What the signed-in person says about the version that they saw."""
    said = sent("verdict", "reason", "name", "seal")
    try:
        with current_app.extensions["database"].writing() as session:
            approving.answer(session, round_id, said, person())
            version_id = find_round(session, round_id).version_id
    except Refused as refused:
        return _again(round_id, said, refused)
    flash(gettext("Ihre Antwort ist gespeichert. Sie können sie ändern, solange die Freigabe offen ist."))
    return redirect(url_for("versions.page", version_id=version_id, _anchor="answer"), 303)


def _again(round_id: int, said: dict[str, str], refused: Refused) -> Response:
    """The version's page with what was typed, also where it can not be stored any more."""
    with current_app.extensions["database"].reading() as session:
        version_id = find_round(session, round_id).version_id
    return show_version(version_id, asked({}), 422, verdict=said, verdict_errors=errors_of(refused))


@bp.post("/rounds/<int:round_id>/close")
@needs("ask approval")
def close(round_id: int) -> Response:
    with current_app.extensions["database"].writing() as session:
        approving.close(session, round_id, person())
    flash(gettext("Die Freigabe ist beendet. Niemand kann mehr antworten."))
    return redirect(url_for("rounds.page", round_id=round_id), 303)


@bp.get("/rounds/<int:round_id>")
@needs("read review")
def page(round_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        asked_ = approving.told(session, find_round(session, round_id))
        shown = show_service(session, asked_.row.service_id)
    wording: dict[str, Any] = {
        "verdicts": approving.VERDICTS,
        "states": approving.STATES,
        "title_of": versions.title_of,
    }
    return show("rounds/page.html", round=asked_, shown=shown, project=shown.project, **wording)


@bp.get("/rounds/<int:round_id>.pdf")
@needs("export document")
def on_paper(round_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        asked_ = approving.told(session, find_round(session, round_id))
        document = versions.document_of(session, asked_.version)
        service = session.get_one(Service, asked_.row.service_id)
    content = _record(asked_, document)
    remember_export(service.ref)
    response = current_app.response_class(content, content_type="application/pdf")
    response.headers["Cache-Control"] = "private, no-cache"
    name = slug(f"Freigabe {service.short_name or service.name} Stand {asked_.version.number}")
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.pdf")
    return response


def _record(asked_: approving.Asked, document: Any) -> bytes:
    people = [
        Reviewer(
            each.name,
            approving.VERDICTS[each.verdict] if each.verdict else None,  # type: ignore[index]
            each.reason,
            each.at,
        )
        for each in asked_.answers
    ]
    return record(
        document,
        versions.title_of(asked_.version),
        asked_.version.seal,
        asked_.version.at,
        approving.STATES[asked_.state],
        asked_.row.message,
        asked_.row.due_on,
        people,
        pen=current_app.extensions["pen"],
        language=chosen_language(),
        removed_at=asked_.version.removed_at,
    )


def _form(
    service_id: int,
    chosen: int,
    status: int = 200,
    typed: dict[str, Any] | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    with current_app.extensions["database"].reading() as session:
        shown = show_service(session, service_id)
        version = versions.numbered(session, service_id, chosen) if chosen else None
        members = members_of(session, shown.project.id)
        is_open = [each for each in approving.rounds_of(session, service_id) if each.is_open]
    values: dict[str, Any] = {
        "shown": shown,
        "project": shown.project,
        "service": shown.service,
        "version": version,
    }
    form: dict[str, Any] = {
        "members": members,
        "open_round": is_open[0] if is_open else None,
        "title_of": versions.title_of,
    }
    typed = typed or {"due_on": "", "message": "", "name": "", "people": []}
    return show("rounds/new.html", None, status, **values, **form, typed=typed, errors=errors or {})
