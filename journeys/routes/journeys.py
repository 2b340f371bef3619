"""A journey in its three views: map, blueprint, and as a list in words; its title, persona and summary."""

from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, request, url_for
from flask_babel import gettext

from journeys.domain.editing import edit as edit_item
from journeys.domain.filtering import filtered, read_filter
from journeys.domain.findings import Refused, Stale
from journeys.domain.flow import onward
from journeys.domain.showing import find_journey, foremost, names_of, show_service
from journeys.routes.changing import changing
from journeys.routes.forms import errors_by_field, revision_sent, said, sent
from journeys.routes.guard import needs
from journeys.routes.part import show
from journeys.routes.pictures import Asked, for_page

PAINS_BESIDE, NEEDS_BESIDE = 4, 2
FIELDS = ("title", "persona", "summary")
bp = Blueprint("journeys", __name__)


@bp.get("/services/<int:service_id>/journeys/<journey>/<any(map, blueprint, list):view>")
@needs("read service")
def view(service_id: int, journey: str, view: str) -> Response:
    return show_journey(service_id, journey, view)


def show_journey(service_id: int, name: str, view: str) -> Response:
    """The page of a service with one of its journeys; in words where it cannot be drawn."""
    with current_app.extensions["database"].reading() as session:
        shown = show_service(session, service_id)
        row = find_journey(session, service_id, name)
        by = read_filter(request.args, shown.document)
        drawn, trouble = for_page(session, shown, row, view, Asked(by)) if view != "list" else (None, "")
        whole = shown.document.journey(row.ref)
        assert whole is not None
        value = filtered(shown.document, whole, by)
    return show(
        "journeys/page.html",
        shown=shown,
        project=shown.project,
        document=shown.document,
        by=by,
        asked=by.asked(),
        row=row,
        journey=value,
        view=view,
        picture=drawn,
        trouble=trouble,
        onward=onward(value),
        names=names_of(shown.document),
        foremost=foremost(value.steps(), PAINS_BESIDE, NEEDS_BESIDE),
        noted=sum(len(step.notes()) for step in value.steps()),
    )


@bp.get("/services/<int:service_id>/journeys/<journey>/edit")
@needs("edit service")
def edit(service_id: int, journey: str) -> Response:
    return _form(service_id, journey)


@bp.post("/services/<int:service_id>/journeys/<journey>/edit")
@needs("edit service")
def save(service_id: int, journey: str) -> Response:
    typed: dict[str, Any] = {**sent(*FIELDS), "personas": request.form.getlist("personas")}
    changes: dict[str, Any] = {name: said(typed[name]) for name in FIELDS}
    changes["personas"] = list(dict.fromkeys(typed["personas"])) or None
    try:
        with changing("service", service_id) as session:
            row = find_journey(session, service_id, journey)
            edit_item(session, "journeys", row.id, revision_sent(), changes)
    except Refused as refused:
        return _form(service_id, journey, typed, revision_sent(), 422, errors=errors_by_field(refused))
    except Stale as stale:
        return _form(service_id, journey, typed, stale.revision, 409, stale=stale)
    flash(gettext("Die Angaben zur Reise sind gespeichert."))
    address = url_for("journeys.view", service_id=service_id, journey=row.id, view="blueprint")
    return redirect(address, 303)  # type: ignore[return-value]


def _form(
    service_id: int,
    journey: str,
    typed: dict[str, Any] | None = None,
    revision: int | None = None,
    status: int = 200,
    **trouble: Any,
) -> Response:
    with current_app.extensions["database"].reading() as session:
        shown = show_service(session, service_id)
        row = find_journey(session, service_id, journey)
    value = shown.document.journey(row.ref)
    return show(
        "journeys/edit.html",
        None,
        status,
        shown=shown,
        project=shown.project,
        row=row,
        typed=typed or {name: getattr(value, name) or "" for name in (*FIELDS, "personas")},
        revision=row.revision if revision is None else revision,
        errors=trouble.get("errors", {}),
        stale=trouble.get("stale"),
    )
