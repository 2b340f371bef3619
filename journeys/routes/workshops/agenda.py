"""The agenda of a workshop: adding, changing, moving, removing and bringing back its items."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from journeys.domain.findings import Refused, Stale, Unknown
from journeys.domain.workshops import preparing
from journeys.domain.workshops.planning import agenda_of, edit_item, find_item, find_workshop, move_item
from journeys.domain.workshops.tables import AgendaItem
from journeys.routes.forms import errors_by_field, errors_of, revision_sent, sent
from journeys.routes.guard import needs
from journeys.routes.part import show, wants_part
from journeys.routes.workshops.frame import frame
from journeys.routes.workshops.typed import number_typed

BY = {"earlier": -1, "later": 1}
TEXTS = ("title", "question", "minutes", "form")
TICKS = ("silent", "shows_pseudonyms")
NEW = {
    "title": "",
    "question": "",
    "minutes": "10",
    "form": "talk",
    "asks": [],
    "silent": True,
    "shows_pseudonyms": False,
}
LONGEST_TOKEN = 3000  # an address has to fit into a line of the request
UNDO_SECONDS = 24 * 3600  # what was taken away rests in the page that offers to undo it: not for ever
QUIET = "quiet"  # said to screen readers only: who sees the page sees it happen
bp = Blueprint("agenda", __name__)


@bp.get("/workshops/<int:workshop_id>/prepare/agenda")
@needs("moderate")
def page(workshop_id: int) -> Response:
    return _page(workshop_id)


def _page(workshop_id: int, status: int = 200, errors: dict[str, str] | None = None) -> Response:
    with current_app.extensions["database"].reading() as session:
        workshop = find_workshop(session, workshop_id)
        agenda = agenda_of(session, workshop_id)
        values = {**frame(session, workshop), "agenda": agenda, "forms": preparing.FORMS}
    values["minutes"] = sum(item.minutes for item in agenda)
    return show("workshops/agenda.html", "workshops/_agenda.html", status, errors=errors or {}, **values)


def _done(workshop_id: int, at: str = "agenda") -> Response:
    """The agenda as it is now; without HTMX the page jumps to `at`, where the keyboard goes on."""
    if wants_part():
        return _page(workshop_id)
    return redirect(url_for("agenda.page", workshop_id=workshop_id, _anchor=at), 303)


@bp.get("/workshops/<int:workshop_id>/prepare/agenda/new")
@needs("moderate")
def new(workshop_id: int) -> Response:
    return _form(workshop_id, NEW)


@bp.post("/workshops/<int:workshop_id>/prepare/agenda/new")
@needs("moderate")
def add(workshop_id: int) -> Response:
    typed = _typed()
    try:
        with current_app.extensions["database"].writing() as session:
            item = preparing.append_item(session, workshop_id, _values(typed))
    except Refused as refused:
        return _form(workshop_id, typed, status=422, errors=errors_by_field(refused))
    flash(gettext("„%(title)s“ steht jetzt am Ende des Ablaufs.", title=item.title))
    return _done(workshop_id, f"item-{item.id}")


@bp.get("/agenda-items/<int:item_id>")
@needs("moderate")
def edit(item_id: int) -> Response:
    item = _item(item_id)
    typed = {name: getattr(item, name) for name in NEW}
    return _form(item.workshop_id, typed, item, revision=item.revision)


@bp.post("/agenda-items/<int:item_id>")
@needs("moderate")
def save(item_id: int) -> Response:
    item, typed = _item(item_id), _typed()
    try:
        with current_app.extensions["database"].writing() as session:
            edit_item(session, item_id, revision_sent(), _values(typed))
    except Refused as refused:
        errors = errors_by_field(refused)
        return _form(item.workshop_id, typed, item, status=422, revision=revision_sent(), errors=errors)
    except Stale as stale:
        return _form(item.workshop_id, typed, item, status=409, revision=stale.revision, stale=stale)
    flash(gettext("„%(title)s“ ist gespeichert.", title=typed["title"].strip()))
    return redirect(url_for("agenda.page", workshop_id=item.workshop_id, _anchor=f"item-{item_id}"), 303)


@bp.post("/agenda-items/<int:item_id>/move")
@needs("moderate")
def move(item_id: int) -> Response:
    with current_app.extensions["database"].writing() as session:
        item = move_item(session, item_id, BY.get(request.form.get("by", ""), 0))
    said = gettext("„%(title)s“ ist jetzt Programmpunkt %(n)s.", title=item.title, n=item.position + 1)
    flash(said, QUIET)
    return _done(item.workshop_id, f"item-{item_id}")


@bp.post("/agenda-items/<int:item_id>/remove")
@needs("moderate")
def remove(item_id: int) -> Response:
    workshop_id = _item(item_id).workshop_id
    try:
        with current_app.extensions["database"].writing() as session:
            kept = preparing.take_away(session, item_id)
    except Refused as refused:
        return _page(workshop_id, 422, errors_of(refused))
    said = gettext("„%(title)s“ ist aus dem Ablauf genommen.", title=kept["item"]["title"])
    token = _signer().dumps(kept)
    if len(token) <= LONGEST_TOKEN:
        flash([said, url_for("agenda.undo", workshop_id=workshop_id, kept=token)])  # type: ignore[arg-type]
    else:
        flash(said)
    return _done(workshop_id)


@bp.post("/workshops/<int:workshop_id>/agenda-items/undo/<kept>")
@needs("moderate")
def undo(workshop_id: int, kept: str) -> Response:
    try:
        what = _signer().loads(kept, max_age=UNDO_SECONDS)
    except BadSignature:
        raise Unknown("a removed agenda item") from None
    if what["workshop"] != workshop_id:
        raise Unknown("a removed agenda item of this workshop")
    with current_app.extensions["database"].writing() as session:
        item = preparing.bring_back(session, what)
    flash(gettext("„%(title)s“ ist wieder im Ablauf.", title=item.title))
    return _done(item.workshop_id, f"item-{item.id}")


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="removed agenda item")


def _item(item_id: int) -> AgendaItem:
    with current_app.extensions["database"].reading() as session:
        return find_item(session, item_id)


def _typed() -> dict[str, Any]:
    ticks = {name: name in request.form for name in TICKS}
    return {**sent(*TEXTS), "asks": request.form.getlist("asks"), **ticks}


def _values(typed: dict[str, Any]) -> dict[str, Any]:
    return {**typed, "minutes": number_typed(typed["minutes"])}


def _form(
    workshop_id: int, typed: dict[str, Any], item: AgendaItem | None = None, status: int = 200, **more: Any
) -> Response:
    """The form of an item, new or known; `more`: its revision, errors, both texts."""
    with current_app.extensions["database"].reading() as session:
        values = frame(session, find_workshop(session, workshop_id))
    values |= {"typed": typed, "item": item, "errors": {}, "stale": None}
    values |= {"forms": preparing.FORMS, "about": preparing.ABOUT_FORMS}
    return show("workshops/item.html", None, status, **(values | more))
