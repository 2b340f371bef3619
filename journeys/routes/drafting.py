"""A to-be journey: begun from the as-is, and the list of what it does not resolve yet."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext
from sqlmodel import Session
from werkzeug.wrappers import Response

from journeys.domain import drafting
from journeys.domain.findings import Refused, Unknown
from journeys.domain.showing import find_journey, show_service
from journeys.domain.stations import pain_points
from journeys.routes.changing import changing
from journeys.routes.forms import number_of, say
from journeys.routes.guard import needs
from journeys.routes.part import show, wants_part

HERE = "/services/<int:service_id>/journeys/<journey>"
bp = Blueprint("drafting", __name__)


@bp.get(f"{HERE}/to-be")
@needs("edit service")
def begin(service_id: int, journey: str) -> Response:
    return _begin(service_id, journey)


def _begin(service_id: int, journey: str, status: int = 200, errors: tuple[str, ...] = ()) -> Response:
    with current_app.extensions["database"].reading() as session:
        shown = show_service(session, service_id)
        row = find_journey(session, service_id, journey)
    values = {"shown": shown, "project": shown.project, "row": row, "value": shown.document.journey(row.ref)}
    return show("drafting/begin.html", None, status, **values, errors=errors)


@bp.post(f"{HERE}/to-be")
@needs("edit service")
def start(service_id: int, journey: str) -> Response:
    try:
        with changing("service", service_id) as session:
            row = find_journey(session, service_id, journey)
            made = drafting.start_to_be(session, row.id)
    except Refused as refused:
        return _begin(service_id, journey, 422, _sentences(refused))
    flash(gettext("„%(title)s“ ist angelegt. Ändern Sie jetzt, was besser werden soll.", title=made.title))
    return redirect(url_for("journeys.view", service_id=service_id, journey=made.id, view="blueprint"), 303)


@bp.get(f"{HERE}/unresolved")
@needs("read service")
def page(service_id: int, journey: str) -> Response:
    return _page(service_id, journey)


def _page(
    service_id: int, journey: str, status: int = 200, errors: tuple[str, ...] = (), focus: int = 0
) -> Response:
    """`focus`: which open point, from 1, takes the place of the one that was just settled."""
    with current_app.extensions["database"].reading() as session:
        shown = show_service(session, service_id)
        row = find_journey(session, service_id, journey)
        notes = {note.ref: note.id for note in pain_points(session, service_id)}
    value = shown.document.journey(row.ref)
    if value is None or row.kind != "to_be":
        raise Unknown(f"to-be journey {journey}")
    return show(
        "drafting/unresolved.html",
        "drafting/_list.html",
        status,
        shown=shown,
        project=shown.project,
        row=row,
        found=drafting.unresolved(shown.document, value),
        all_steps=[drafting.Numbered(n, step) for n, step in enumerate(value.steps(), 1)],
        notes=notes,
        asked=request.args.get("pain", ""),
        errors=errors,
        focus=focus,
    )


def _done(service_id: int, journey: str) -> Response:
    """The list as it is now, at the point that follows the one that was settled."""
    at = number_of(request.form.get("at", ""))
    if wants_part():
        return _page(service_id, journey, focus=at)
    anchor = f"open-{at}" if at else None
    return redirect(url_for("drafting.page", service_id=service_id, journey=journey, _anchor=anchor), 303)


@bp.post(f"{HERE}/steps/<int:step_id>/<any(resolve, reopen):deed>/<int:note_id>")
@needs("edit service")
def settle(service_id: int, journey: str, step_id: int, deed: str, note_id: int) -> Response:
    use_case = drafting.resolve if deed == "resolve" else drafting.reopen
    with changing("service", service_id) as session:
        step = use_case(session, _number(session, service_id, journey), step_id, note_id)
    back = {"step_id": step_id, "note_id": note_id, "deed": "reopen" if deed == "resolve" else "resolve"}
    said = (
        gettext("Gelöst durch „%(title)s“.", title=step.title)
        if deed == "resolve"
        else gettext("„%(title)s“ löst diesen Schmerzpunkt nicht mehr.", title=step.title)
    )
    return _said(service_id, journey, said, "drafting.settle", back)


@bp.post(f"{HERE}/steps/<int:step_id>/<any(drop, keep):deed>")
@needs("edit service")
def place(service_id: int, journey: str, step_id: int, deed: str) -> Response:
    use_case = drafting.drop_step if deed == "drop" else drafting.keep_step
    try:
        with changing("service", service_id) as session:
            step = use_case(session, _number(session, service_id, journey), step_id)
    except Refused as refused:
        return _page(service_id, journey, 422, _sentences(refused))
    back = {"step_id": step_id, "deed": "keep" if deed == "drop" else "drop"}
    said = (
        gettext("„%(title)s“ fällt im Soll weg.", title=step.title)
        if deed == "drop"
        else gettext("„%(title)s“ fällt nicht mehr weg und ist wieder offen.", title=step.title)
    )
    return _said(service_id, journey, said, "drafting.place", back)


@bp.post(f"{HERE}/steps/<int:step_id>/mark/<any(changed, unchanged):change>")
@needs("edit service")
def mark(service_id: int, journey: str, step_id: int, change: Any) -> Response:
    with changing("service", service_id) as session:
        step = drafting.mark_step(session, _number(session, service_id, journey), step_id, change)
    back = {"step_id": step_id, "change": "unchanged" if change == "changed" else "changed"}
    said = (
        gettext("„%(title)s“ ist jetzt als geändert gekennzeichnet.", title=step.title)
        if change == "changed"
        else gettext("„%(title)s“ ist jetzt als unverändert gekennzeichnet.", title=step.title)
    )
    return _said(service_id, journey, said, "drafting.mark", back)


def _said(service_id: int, journey: str, said: str, endpoint: str, back: dict[str, Any]) -> Response:
    """Say what was done, with the address that undoes it."""
    undo = url_for(endpoint, service_id=service_id, journey=journey, **back)
    flash([said, undo])  # type: ignore[arg-type]
    return _done(service_id, journey)


def _number(session: Session, service_id: int, journey: str) -> int:
    return find_journey(session, service_id, journey).id


def _sentences(refused: Refused) -> tuple[str, ...]:
    return tuple(say(finding.text) for finding in refused.findings)
