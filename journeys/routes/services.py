"""Services: facts, personas, journeys; everything with its sources; changing the facts."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, request, url_for
from flask_babel import gettext

from journeys import __version__
from journeys.domain.document import Service as ServiceValue
from journeys.domain.editing import edit_service
from journeys.domain.findings import Refused, Stale
from journeys.domain.journeys import Journey
from journeys.domain.showing import find_service, first_journey, show_service
from journeys.domain.starting import KEY_SEPARATORS
from journeys.render.exports import BY_ENDING
from journeys.routes.changing import changing
from journeys.routes.errors import error_answer
from journeys.routes.exporting import asked_journey, part_of
from journeys.routes.exports import remember_export
from journeys.routes.forms import errors_by_field, joined, lines, revision_sent, said, say, sent
from journeys.routes.guard import needs
from journeys.routes.journeys import show_journey
from journeys.routes.part import show

TEXTS = ("name", "short_name", "key", "authority", "staff_term", "life_situation", "as_of", "disclaimer")
FACTS = ("fee", "duration")
FORM = (*TEXTS, "legal_basis", *FACTS)
bp = Blueprint("services", __name__)


@bp.get("/services/<int:service_id>")
@needs("read service")
def page(service_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        journey = first_journey(session, service_id)
    return show_journey(service_id, str(journey.id), "blueprint")


@bp.get("/services/<int:service_id>/facts")
@needs("read service")
def facts(service_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        shown = show_service(session, service_id)
    sources = {source.id: source for source in shown.document.sources}
    return show(
        "services/facts.html", shown=shown, document=shown.document, project=shown.project, sources=sources
    )


@bp.get(f"/services/<int:service_id>.<any({', '.join(map(repr, BY_ENDING))}):ending>")
@needs("export document")
def file(service_id: int, ending: str) -> Response:
    export = BY_ENDING[ending]
    response = Response(content_type=export.media_type)
    response.headers["Cache-Control"] = "private, no-cache"
    with current_app.extensions["database"].reading() as session:
        service = find_service(session, service_id)
        row = asked_journey(session, service_id)
        part = row.id if row else "all"
        response.set_etag(f"{service.id}-{service.changes}-{part}-{ending}-{__version__}")
        if request.if_none_match.contains(response.get_etag()[0] or ""):
            return response.make_conditional(request)  # type: ignore[return-value]
        document = part_of(show_service(session, service_id).document, row)
    try:
        response.data = export.write(document, current_app.extensions["pen"])
    except Refused as refused:
        return error_answer(422, " ".join(say(finding.text) for finding in refused.findings))
    remember_export(service.ref)
    response.headers.set("Content-Disposition", "attachment", filename=f"{_name(service.ref, row)}.{ending}")
    return response


def _name(ref: str, row: Journey | None) -> str:
    """What the file is called: the service's id, and that of the journey where it holds one alone."""
    if row is None:
        return ref
    return row.ref if row.ref.startswith(ref) else f"{ref}-{row.ref}"


@bp.get("/services/<int:service_id>/edit")
@needs("edit service")
def edit(service_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        shown = show_service(session, service_id)
    return _form(service_id, _typed(shown.document.service, shown.service), shown.service.revision)


@bp.post("/services/<int:service_id>/edit")
@needs("edit service")
def save(service_id: int) -> Response:
    typed: dict[str, Any] = {**sent(*FORM), "channels": request.form.getlist("channels")}
    try:
        with changing("service", service_id) as session:
            before = show_service(session, service_id).document.service
            edit_service(session, service_id, revision_sent(), _changes(typed, before))
    except Refused as refused:
        return _form(service_id, typed, revision_sent(), 422, errors=errors_by_field(refused))
    except Stale as stale:
        return _form(service_id, typed, stale.revision, 409, stale=stale)
    flash(gettext("Die Angaben sind gespeichert."))
    return redirect(url_for("services.page", service_id=service_id), 303)  # type: ignore[return-value]


def _typed(value: ServiceValue, row: Any) -> dict[str, Any]:
    """The form's fields for what is stored."""
    typed: dict[str, Any] = {
        name: getattr(value, name, None) or getattr(row, name, None) or "" for name in TEXTS
    }
    typed |= {name: fact.text if (fact := getattr(value, name)) else "" for name in FACTS}
    return {**typed, "legal_basis": joined(value.legal_basis), "channels": list(value.channels)}


def _changes(typed: Mapping[str, Any], before: ServiceValue) -> dict[str, Any]:
    """What the form says, in the document's fields; a fact keeps its number and sources while its text changes."""
    changes: dict[str, Any] = {name: said(typed[name]) for name in TEXTS}
    changes["name"] = typed["name"].strip()
    changes["key"] = KEY_SEPARATORS.sub("", typed["key"]) or None
    changes["legal_basis"] = lines(typed["legal_basis"])
    # The form shows channels in an order of its own; as long as they are the same ones, theirs stays.
    changes["channels"] = _kept_order(typed["channels"], before.channels) or None
    for name in FACTS:
        stored = getattr(before, name)
        rest = stored.plain() if stored else {}
        changes[name] = {**rest, "text": text} if (text := said(typed[name])) else None
    return changes


def _kept_order(chosen: list[str], before: tuple[str, ...]) -> list[str]:
    return list(before) if set(chosen) == set(before) else list(chosen)


def _form(
    service_id: int,
    typed: Mapping[str, Any],
    revision: int,
    status: int = 200,
    errors: dict[str, str] | None = None,
    stale: Stale | None = None,
) -> Response:
    with current_app.extensions["database"].reading() as session:
        shown = show_service(session, service_id)
    values = {"shown": shown, "project": shown.project, "typed": typed, "revision": revision}
    return show("services/edit.html", None, status, **values, errors=errors or {}, stale=stale)
