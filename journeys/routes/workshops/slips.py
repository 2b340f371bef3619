"""Paper slips, entered in bulk by the moderation: each row arrives once, and a row that is refused keeps its text."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from journeys.domain.findings import Refused
from journeys.domain.workshops.cards import RATED, enter_card
from journeys.domain.workshops.planning import find_workshop
from journeys.domain.workshops.steps import places
from journeys.routes.forms import number_of, say
from journeys.routes.guard import needs
from journeys.routes.part import show
from journeys.routes.step_page import new_key
from journeys.routes.workshops.frame import frame

ROWS = 6
FIELDS = ("key", "kind", "step", "text", "severity", "frequency", "priority")
Row = dict[str, str]
bp = Blueprint("slips", __name__)


@bp.get("/workshops/<int:workshop_id>/slips")
@needs("moderate")
def page(workshop_id: int) -> Response:
    kind, step = request.args.get("kind", "pain_point"), request.args.get("step", "")
    return _page(workshop_id, [_empty(kind, step) for _ in range(ROWS)])


@bp.post("/workshops/<int:workshop_id>/slips")
@needs("moderate")
def enter(workshop_id: int) -> Response:
    rows = _rows()
    filled = [row for row in rows if row["text"].strip()]
    last = filled[-1] if filled else rows[-1] if rows else _empty()
    refused = [(row, sentence) for row in filled if (sentence := _enter(workshop_id, row))]
    stored = len(filled) - len(refused)
    if stored:
        said = ngettext("%(num)d Zettel ist eingetragen.", "%(num)d Zettel sind eingetragen.", stored)
        flash(said)
    if not refused and filled:
        here = url_for("slips.page", workshop_id=workshop_id, kind=last["kind"], step=last["step"])
        return redirect(here, 303)
    errors = {row["key"]: sentence for row, sentence in refused}
    again = [row for row, _ in refused] or rows[:1] or [_empty()]
    if not filled:
        errors = {again[0]["key"]: gettext("Bitte schreiben Sie mindestens einen Zettel ab.")}
    blank = [_empty(last["kind"], last["step"]) for _ in range(ROWS - len(again))]
    return _page(workshop_id, again + blank, 422, errors)


def _enter(workshop_id: int, row: Row) -> str:
    """Store one row for itself; the sentence that says why not, or nothing."""
    said: dict[str, Any] = {"text": row["text"]}
    said |= {name: _rating(name, row[name]) for name in RATED.get(row["kind"], ()) if row.get(name)}
    try:
        with current_app.extensions["database"].writing() as session:
            enter_card(session, workshop_id, row["kind"], said, row["key"], number_of(row["step"]) or None)
    except Refused as refused:
        return say(refused.findings[0].text)
    return ""


def _rating(name: str, text: str) -> Any:
    return text if name == "frequency" else number_of(text)


def _rows() -> list[Row]:
    """The rows as they were typed; one without a key could arrive twice, and gets one."""
    columns = {name: request.form.getlist(name) for name in FIELDS}
    count = min(len(columns["text"]), 4 * ROWS)
    rows = [
        {name: column[n] if n < len(column) else "" for name, column in columns.items()} for n in range(count)
    ]
    return [
        {**row, "text": row["text"].replace("\r\n", "\n"), "key": row["key"][:60] or new_key()}
        for row in rows
    ]


def _empty(kind: str = "pain_point", step: str = "") -> Row:
    return {**dict.fromkeys(FIELDS, ""), "key": new_key(), "kind": kind, "step": step}


def _page(
    workshop_id: int, rows: list[Row], status: int = 200, errors: dict[str, str] | None = None
) -> Response:
    with current_app.extensions["database"].reading() as session:
        workshop = find_workshop(session, workshop_id)
        values = {**frame(session, workshop), "places": places(session, workshop)}
    return show("workshops/slips.html", None, status, rows=rows, errors=errors or {}, **values)
