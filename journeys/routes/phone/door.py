"""The door of a workshop: a code, a name that is nobody's, and the way back in. Nobody needs an account."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, current_app, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain.findings import Refused
from journeys.domain.workshops import joining
from journeys.domain.workshops.codes import LENGTH, spoken_code, typed_code
from journeys.domain.workshops.tables import Workshop
from journeys.routes.forms import errors_of, number_of, sent
from journeys.routes.guard import needs
from journeys.routes.part import show
from journeys.routes.participation import here, is_forgotten, let_go, pause_seconds, remember, wrong_code

OTHER_NAMES = 960
LONGEST_CODE = 4 * LENGTH
bp = Blueprint("door", __name__)


@bp.get("/w")
@needs("join workshop")
def type_code() -> Response:
    return show("phone/code.html", errors={})


@bp.post("/w")
@needs("join workshop")
def use_code() -> Response:
    code = typed_code(sent("code")["code"])[:LONGEST_CODE]
    if not code:
        return show("phone/code.html", status=422, errors={"code": gettext("Bitte geben Sie den Code ein.")})
    return redirect(url_for("door.door", code=code), 303)


@bp.get("/w/<code>")
@needs("join workshop")
def door(code: str) -> Response:
    """Where the QR code leads. A right code is always let in, however many wrong ones came before it. Whose device is
    known comes back to where they were, unless it is now somebody else's turn on it."""
    if here() and not request.args.get("anew"):
        return redirect(url_for("guided.page", code=typed_code(code)), 303)
    workshop = _workshop(code)
    if workshop is not None and is_forgotten(code):
        let_go(code)
        return show("phone/forgotten.html", workshop=workshop)
    if workshop is None or workshop.state == "closed":
        return _wrong(typed_code(code))
    if workshop.code != code:
        return redirect(url_for("door.door", code=workshop.code), 303)
    if workshop.state == "planned":
        return show("phone/planned.html", workshop=workshop, code=code)
    return _join_page(workshop)


@bp.post("/w/<code>/join")
@needs("join workshop")
def join(code: str) -> Response:
    typed = sent("pseudonym", "offered", "anew")
    workshop = _workshop(code)
    if (here() and not typed["anew"]) or workshop is None or workshop.state != "open":
        return redirect(url_for("door.door", code=typed_code(code) or code), 303)
    name, took_offered = typed["pseudonym"], typed["pseudonym"] == typed["offered"]
    try:
        with current_app.extensions["database"].writing(can_wait=True) as session:
            joined = joining.join(session, workshop.id, name, took_offered)
    except Refused as refused:
        return _join_page(workshop, typed=name, errors=errors_of(refused), status=422)
    remember(workshop.code, joined)
    return redirect(url_for("guided.page", code=workshop.code), 303)


@bp.get("/w/<code>/back")
@needs("join workshop")
def back(code: str) -> Response:
    return _back_page(code)


@bp.post("/w/<code>/back")
@needs("join workshop")
def come_back(code: str) -> Response:
    """Return codes are shorter than join codes: while somebody has to wait none is looked at."""
    typed = sent("return_code")["return_code"][:100]
    if waits := pause_seconds():
        return _not_back(code, typed, _wait(waits), 429, waits)
    workshop = _workshop(code)
    joined = None
    if workshop is not None:
        with current_app.extensions["database"].writing(can_wait=True) as session:
            joined = joining.come_back(session, workshop, typed)
    if workshop is None or joined is None:
        wrong_code()
        return _not_back(
            code, typed, gettext("Diesen Code kennen wir hier nicht. Bitte prüfen Sie ihn."), 404
        )
    remember(workshop.code, joined)
    return redirect(url_for("guided.page", code=workshop.code), 303)


def _not_back(code: str, typed: str, sentence: str, status: int, waits: int = 0) -> Response:
    response = _back_page(code, typed, {"return_code": sentence}, status)
    if waits:
        response.headers["Retry-After"] = str(waits)
    return response


def _back_page(
    code: str, typed: str = "", errors: dict[str, str] | None = None, status: int = 200
) -> Response:
    values: dict[str, Any] = {"code": typed_code(code), "typed": typed, "errors": errors or {}}
    return show("phone/back.html", status=status, anew=1 if here() else None, **values)


def _workshop(code: str) -> Workshop | None:
    with current_app.extensions["database"].reading() as session:
        return joining.workshop_of(session, code)


def _wrong(typed: str) -> Response:
    """One page for wrong, closed and expired codes: nobody learns which. Who was in before comes back from here."""
    wrong_code()
    waits = pause_seconds()
    advice = (
        _wait(waits) if waits else gettext("Bitte prüfen Sie die Zeichen oder fragen Sie die Moderation.")
    )
    sentence = gettext("Mit diesem Code ist gerade kein Workshop offen.")
    errors = {"code": f"{sentence} {advice}"}
    return show("phone/code.html", status=404, typed=typed[:LONGEST_CODE], errors=errors)


def _wait(seconds: int) -> str:
    minutes = -(-timedelta(seconds=seconds) // timedelta(minutes=1))
    if minutes <= 1:
        return str(gettext("Es waren viele falsche Codes. Bitte warten Sie eine Minute."))
    return str(gettext("Es waren viele falsche Codes. Bitte warten Sie %(n)s Minuten.", n=minutes))


def _join_page(
    workshop: Workshop, typed: str = "", errors: dict[str, str] | None = None, status: int = 200
) -> Response:
    number = number_of(request.args.get("name", "")) % OTHER_NAMES
    with current_app.extensions["database"].reading() as session:
        offered = joining.free_pseudonym(session, workshop, number)
    values: dict[str, Any] = {
        "workshop": workshop,
        "spoken": spoken_code(workshop.code),
        "offered": offered,
        "next": number + 1,
        "anew": 1 if here() else None,
    }
    return show("phone/join.html", status=status, typed=typed or offered, errors=errors or {}, **values)
