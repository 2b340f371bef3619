"""Running a workshop: opened, the agenda forth and back, more time, held, shown, closed. The running item's result goes
along with each step, so that nothing typed is lost without JavaScript."""

from collections.abc import Callable

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext, ngettext
from sqlmodel import Session
from werkzeug.wrappers import Response

from journeys.domain.findings import Refused, Stale
from journeys.domain.tables import now
from journeys.domain.workshops import running
from journeys.domain.workshops.planning import edit_item, find_workshop
from journeys.domain.workshops.tables import Workshop
from journeys.routes.forms import errors_of, number_of, sent
from journeys.routes.guard import needs
from journeys.routes.workshops.cockpit import show_cockpit
from journeys.routes.workshops.desk import done, item_there, refusal, sheet, standpoint

MOST_MINUTES = 600
bp = Blueprint("running", __name__)


def _go(by: int) -> Callable[[Session, int], Workshop]:
    def act(session: Session, workshop_id: int) -> Workshop:
        seen = number_of(request.form.get("seen", "")) or None
        return running.go(session, workshop_id, by, seen, now())

    return act


def _extend(session: Session, workshop_id: int) -> Workshop:
    return running.extend(session, workshop_id, _minutes())


STEERING: dict[str, Callable[[Session, int], Workshop]] = {
    "next": _go(1),
    "back": _go(-1),
    "extend": _extend,
    "hold": lambda session, n: running.hold(session, n, now()),
    "go-on": lambda session, n: running.go_on(session, n, now()),
}


@bp.post("/workshops/<int:workshop_id>/<any(next, back, extend, hold, 'go-on'):what>")
@needs("moderate")
def steer(workshop_id: int, what: str) -> Response:
    try:
        with current_app.extensions["database"].writing() as session:
            _keep_result(session, workshop_id)
            workshop = STEERING[what](session, workshop_id)
            item = running.running_item(session, workshop)
    except Stale as stale:
        return _result_form(workshop_id, 409, stale=stale)
    except Refused as refused:
        return _refused(workshop_id, refused)
    _say(workshop_id, what, item.title if item else "")
    return done(workshop_id)


def _say(workshop_id: int, what: str, title: str) -> None:
    if what == "extend":
        text = ngettext("%(num)d Minute mehr.", "%(num)d Minuten mehr.", _minutes())
        undo = url_for(
            "running.steer", workshop_id=workshop_id, what="extend", minutes=-_minutes(), **standpoint()
        )
        flash([text, undo] if _minutes() > 0 else gettext("Die Zeit ist wieder wie vorher."))  # type: ignore[arg-type]
        return
    texts = {
        "hold": gettext("Die Uhr steht."),
        "go-on": gettext("Die Uhr läuft wieder."),
    }
    flash(texts.get(what, gettext("Jetzt läuft: %(title)s", title=title)), "quiet")


def _minutes() -> int:
    """How many minutes more (or fewer, to undo that); the button's, else the chosen ones."""
    text = request.values.get("minutes", "") or request.form.get("chosen", "")
    many = number_of(text.removeprefix("-"))
    return min(many, MOST_MINUTES) * (-1 if text.startswith("-") else 1)


@bp.post("/workshops/<int:workshop_id>/result")
@needs("moderate")
def save_result(workshop_id: int) -> Response:
    """The result of an agenda item, for the minutes."""
    try:
        with current_app.extensions["database"].writing() as session:
            _keep_result(session, workshop_id)
    except Stale as stale:
        return _result_form(workshop_id, 409, stale=stale)
    except Refused as refused:
        return _result_form(workshop_id, 422, errors=errors_of(refused))
    flash(gettext("Das Ergebnis ist gespeichert. Es steht im Protokoll."))
    return done(workshop_id)


def _keep_result(session: Session, workshop_id: int) -> None:
    """Store the result that came along, when somebody wrote it: an untouched field overwrites nobody's text."""
    typed = sent("item", "result", "result_before", "item_revision")
    if "result" in request.form and typed["result"].strip() != typed["result_before"].strip():
        item = item_there(session, workshop_id, number_of(typed["item"]))
        edit_item(session, item.id, number_of(typed["item_revision"]), {"result": typed["result"]})


def _result_form(workshop_id: int, status: int, stale: Stale | None = None, **more: object) -> Response:
    typed = sent("item", "result")
    with current_app.extensions["database"].reading() as session:
        workshop = find_workshop(session, workshop_id)
        item = item_there(session, workshop_id, number_of(typed["item"]))
    values = {"item": item, "typed": typed, "stale": stale, **more}
    values |= {"item_revision": stale.revision if stale else item.revision}
    heading = gettext("Ergebnis: %(title)s", title=item.title)
    return sheet("_result_form", heading, workshop, status, **values)


@bp.post("/workshops/<int:workshop_id>/reveal")
@needs("moderate")
def reveal(workshop_id: int) -> Response:
    """Show to all what was written silently under an agenda item."""
    with current_app.extensions["database"].writing() as session:
        item = item_there(session, workshop_id, number_of(request.form.get("item", "")))
        count = running.reveal(session, item.id)
    text = ngettext(
        "%(num)d Hinweis ist jetzt für alle sichtbar.",
        "%(num)d Hinweise sind jetzt für alle sichtbar.",
        count,
    )
    flash(text)
    return done(workshop_id)


@bp.post("/workshops/<int:workshop_id>/<any(open, reopen):what>")
@needs("moderate")
def start(workshop_id: int, what: str) -> Response:
    act = running.open_workshop if what == "open" else running.reopen_workshop
    try:
        with current_app.extensions["database"].writing() as session:
            act(session, workshop_id, now())
    except Refused as refused:
        return show_cockpit(workshop_id, 422, errors=errors_of(refused))
    flash(gettext("Der Workshop ist offen. Jetzt können alle mit dem Code beitreten."))
    return redirect(url_for("cockpit.page", workshop_id=workshop_id), 303)


@bp.get("/workshops/<int:workshop_id>/close")
@needs("moderate")
def ask_to_close(workshop_id: int) -> Response:
    """What closing means, before it is done."""
    with current_app.extensions["database"].reading() as session:
        workshop = find_workshop(session, workshop_id)
    return sheet("_close", gettext("Workshop beenden?"), workshop)


@bp.post("/workshops/<int:workshop_id>/close")
@needs("moderate")
def close(workshop_id: int) -> Response:
    with current_app.extensions["database"].writing() as session:
        running.close_workshop(session, workshop_id)
    undo = url_for("running.start", workshop_id=workshop_id, what="reopen")
    flash([gettext("Der Workshop ist beendet."), undo])  # type: ignore[arg-type]
    return redirect(url_for("cockpit.page", workshop_id=workshop_id), 303)


def _refused(workshop_id: int, refused: Refused) -> Response:
    with current_app.extensions["database"].reading() as session:
        return refusal(find_workshop(session, workshop_id), refused)
