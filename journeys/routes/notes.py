"""Notes on a step: recording, changing, moving, deleting, bringing back."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain import recording
from journeys.domain.findings import Refused, Stale
from journeys.domain.notes import ASKED, ON_STEP, Note
from journeys.domain.stations import station
from journeys.routes.changing import changing
from journeys.routes.forms import errors_of, number_of, revision_sent, said, sent
from journeys.routes.guard import needs
from journeys.routes.part import show, wants_part
from journeys.routes.step_page import new_key, show_step

NUMBERS = ("severity", "priority")
bp = Blueprint("notes", __name__)


@bp.post("/steps/<int:step_id>/notes")
@needs("record note")
def record(step_id: int) -> Response:
    kind = request.form.get("kind", "")
    typed = sent(*ASKED.get(kind, ("text",)))
    key = request.form.get("form_key", "") or new_key()
    try:
        with changing("step", step_id) as session:
            note = recording.record_note(session, step_id, kind, _values(typed), key)
    except Refused as refused:
        shown = kind if kind in ON_STEP else ON_STEP[0]
        return show_step(step_id, shown, typed, errors_of(refused), key, status=422)
    flash(gettext("Gespeichert. Der Hinweis steht jetzt auf der Bürgerreise."))
    return _to_step(step_id, kind, note.id or 0)


def _values(typed: dict[str, str]) -> dict[str, Any]:
    """What the form says, as the domain takes it; a rating that is no number is left for the checks to refuse."""
    values: dict[str, Any] = {name: said(text) for name, text in typed.items()}
    return values | {name: number_of(text) or text for name in NUMBERS if (text := values.get(name))}


def _to_step(step_id: int, kind: str, saved: int = 0) -> Response:
    if wants_part():
        return show_step(step_id, kind, saved=saved)
    address = url_for("steps.page", step_id=step_id, note=kind, saved=saved or None, _anchor="notes")
    return redirect(address, 303)


@bp.get("/notes/<int:note_id>")
@needs("read service")
def card(note_id: int) -> Response:
    """The note as its card; as a whole page, its step."""
    with current_app.extensions["database"].reading() as session:
        note = recording.find_note(session, note_id)
        here = station(session, note.step_id or 0)
    if wants_part():
        return show("notes/_one.html", None, note=note, station=here, places=here.places)
    address = url_for("steps.page", step_id=note.step_id, note=note.kind, _anchor=f"item-{note.id}")
    return redirect(address, 303)


@bp.get("/notes/<int:note_id>/edit")
@needs("record note")
def edit(note_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        note = recording.find_note(session, note_id)
    return _form(note_id, {name: getattr(note, name) for name in ASKED[note.kind or ""]}, note.revision)


@bp.post("/notes/<int:note_id>/edit")
@needs("record note")
def save(note_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        kind = recording.find_note(session, note_id).kind or ""
    typed = sent(*ASKED[kind])
    try:
        with changing("note", note_id) as session:
            recording.edit_note(session, note_id, revision_sent(), _values(typed))
    except Refused as refused:
        return _form(note_id, typed, revision_sent(), 422, errors=errors_of(refused))
    except Stale as stale:
        return _form(note_id, typed, stale.revision, 409, stale=stale)
    flash(gettext("Gespeichert. Der Hinweis ist geändert."))
    answer: Response = card(note_id)
    return answer


def _form(note_id: int, typed: dict[str, Any], revision: int, status: int = 200, **trouble: Any) -> Response:
    with current_app.extensions["database"].reading() as session:
        note = recording.find_note(session, note_id)
        here = station(session, note.step_id or 0)
    values = {"note": note, "station": here, "project": here.project, "typed": typed, "revision": revision}
    trouble = {"errors": {}, "stale": None, **trouble}
    return show("notes/edit.html", "notes/_form.html", status, **values, **trouble)


@bp.post("/notes/<int:note_id>/move")
@needs("record note")
def move(note_id: int) -> Response:
    back = request.args.get("back", "")  # the button that takes a move back names the step in its address
    target = back or request.form.get("step", "")
    with changing("note", note_id) as session:
        note = recording.find_note(session, note_id)
        before, kind = note.step_id or 0, note.kind or ""
        if target:
            recording.move_note(session, note_id, number_of(target))
            there = station(session, number_of(target))
    if not target:
        errors = {f"to-{note_id}": gettext("Bitte wählen Sie den Schritt, zu dem der Hinweis gehört.")}
        return show_step(before, kind, errors=errors, status=422)
    said_ = gettext(
        "Der Hinweis steht jetzt bei Schritt %(n)s: %(title)s.", n=there.number, title=there.value.title
    )
    flash([said_, url_for("notes.move", note_id=note_id, back=before)])  # type: ignore[arg-type]
    return _to_step(number_of(back) or before, kind)


@bp.post("/notes/<int:note_id>/delete")
@needs("record note")
def delete(note_id: int) -> Response:
    with changing("note", note_id) as session:
        note: Note = recording.delete_note(session, note_id)
    undo = url_for("notes.restore", note_id=note_id)
    flash([gettext("Der Hinweis ist gelöscht."), undo])  # type: ignore[arg-type]
    return _to_step(note.step_id or 0, note.kind or "")


@bp.post("/notes/<int:note_id>/restore")
@needs("record note")
def restore(note_id: int) -> Response:
    with changing("note", note_id) as session:
        note = recording.restore_note(session, note_id)
    flash(gettext("Der Hinweis ist wieder da."))
    return _to_step(note.step_id or 0, note.kind or "", note.id or 0)
