"""The invitation, days before: for people without an account. „Ich bin dabei“ and questions ahead, from nobody."""

from typing import Any

from flask import Blueprint, current_app, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain.findings import Refused, Unknown
from journeys.domain.tables import now
from journeys.domain.workshops import inviting
from journeys.domain.workshops.asking import answers_for_all
from journeys.domain.workshops.codes import spoken_code
from journeys.domain.workshops.planning import agenda_of
from journeys.routes.forms import errors_of, sent
from journeys.routes.guard import needs
from journeys.routes.part import show
from journeys.routes.participation import browser, wrong_code
from journeys.routes.step_page import new_key
from journeys.routes.workshops.frame import frame

bp = Blueprint("inviting", __name__)


@bp.get("/w/<code>/invitation")
@needs("join workshop")
def page(code: str) -> Response:
    try:
        return _page(code, said=request.args.get("said", ""))
    except Unknown:
        return _over(code)


def _page(code: str, status: int = 200, **more: Any) -> Response:
    with current_app.extensions["database"].reading() as rows:
        workshop = inviting.invited_to(rows, code)
        values: dict[str, Any] = {
            **frame(rows, workshop),
            "minutes": sum(item.minutes for item in agenda_of(rows, workshop.id)),
            "answers": answers_for_all(rows, workshop),
            "promised": inviting.has_promised(rows, workshop, browser()),
        }
    values |= {"form_key": new_key(), "typed": "", "errors": {}, "said": "", **more}
    values["spoken"] = spoken_code(workshop.code)
    return show("inviting/page.html", None, status, **values)


@bp.post("/w/<code>/invitation/promise")
@needs("join workshop")
def promise(code: str) -> Response:
    with_it = request.form.get("promise") != "no"
    try:
        with current_app.extensions["database"].writing() as rows:
            workshop = inviting.invited_to(rows, code)
            if with_it:
                inviting.promise_ahead(rows, workshop, browser(), _address(), now())
            else:
                inviting.take_back(rows, workshop, browser())
    except Unknown:
        return _over(code)
    except inviting.TooMany as too_many:
        return _wait(code, too_many)
    said = "promised" if with_it else "taken-back"
    return redirect(url_for("inviting.page", code=workshop.code, said=said, _anchor="answer"), 303)


@bp.post("/w/<code>/invitation/ask")
@needs("join workshop")
def ask(code: str) -> Response:
    typed = sent("text", "form_key")
    kept = {"typed": typed["text"], "form_key": typed["form_key"] or new_key()}
    try:
        with current_app.extensions["database"].writing() as rows:
            workshop = inviting.invited_to(rows, code)
            inviting.ask_ahead(
                rows, workshop, typed["text"], kept["form_key"][:100], browser(), _address(), now()
            )
    except Unknown:
        return _over(code, typed["text"])
    except Refused as refused:
        return _page(code, 422, errors=errors_of(refused), **kept)
    except inviting.TooMany as too_many:
        return _wait(code, too_many, **kept)
    return redirect(url_for("inviting.page", code=workshop.code, said="asked", _anchor="ask"), 303)


def _over(code: str, text: str = "") -> Response:
    """Alike whether the code is wrong or the workshop over; counted, and what was typed can still be copied."""
    wrong_code()
    if not text:
        return redirect(url_for("door.door", code=code), 303)
    return show("inviting/over.html", status=404, typed=text)


def _wait(code: str, too_many: inviting.TooMany, **kept: Any) -> Response:
    """Nothing was stored, and nothing typed is lost."""
    minutes = -(-too_many.seconds // 60)
    sentence = gettext(
        "Aus Ihrem Netz kamen gerade sehr viele Fragen. Bitte senden Sie Ihre in %(n)s Minuten noch einmal.",
        n=minutes,
    )
    response = _page(code, 429, errors={"text" if kept else "": sentence}, **kept)
    response.headers["Retry-After"] = str(too_many.seconds)
    return response


def _address() -> str:
    return request.remote_addr or ""
