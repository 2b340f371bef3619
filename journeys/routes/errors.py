"""Errors as pages in the person's language, as parts for HTMX, as one plain sentence for files."""

import logging
import re
import traceback
from typing import Any

from flask import Flask, Response, request
from flask_babel import gettext, lazy_gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException

from journeys.domain.findings import Unknown
from journeys.render.hand import PenBroken
from journeys.routes.api.place import is_api
from journeys.routes.api.problems import problem
from journeys.routes.forms import say
from journeys.routes.part import show, wants_part

log = logging.getLogger(__name__)

# Status: what happened, and what to do about it.
TEXTS = {
    400: (
        lazy_gettext("Das hat der Server nicht verstanden"),
        lazy_gettext("Bitte gehen Sie zurück und versuchen Sie es noch einmal."),
    ),
    403: (
        lazy_gettext("Das dürfen Sie hier nicht"),
        lazy_gettext(
            "Wenn Sie es für Ihre Arbeit brauchen, fragen Sie die Person, die Ihr Vorhaben verwaltet."
        ),
    ),
    404: (
        lazy_gettext("Diese Seite gibt es nicht"),
        lazy_gettext("Vielleicht wurde sie gelöscht, oder die Adresse ist nicht vollständig."),
    ),
    405: (
        lazy_gettext("So lässt sich diese Adresse nicht aufrufen"),
        lazy_gettext("Bitte gehen Sie zurück und verwenden Sie die Knöpfe auf der Seite."),
    ),
    413: (
        lazy_gettext("Das ist zu groß"),
        lazy_gettext("Bitte senden Sie weniger Text oder eine kleinere Datei."),
    ),
    500: (
        lazy_gettext("Hier ist uns ein Fehler passiert"),
        lazy_gettext("Was Sie vorher gespeichert haben, ist noch da. Bitte versuchen Sie es noch einmal."),
    ),
    503: (
        lazy_gettext("Die Datenbank antwortet gerade nicht"),
        lazy_gettext(
            "Bitte versuchen Sie es in einer Minute noch einmal. Was gespeichert war, bleibt gespeichert."
        ),
    ),
}
_FILE = re.compile(r"\.(svg|png|pdf|yaml|json|xlsx|csv|bpmn|pptx|dot|md)$")


def answer_errors(app: Flask) -> None:
    """Answer every exception that leaves a view."""
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(CSRFError, _of_form)
    app.register_error_handler(Unknown, lambda _error: error_answer(404))
    app.register_error_handler(PenBroken, lambda broken: error_answer(503, say(broken.words)))
    app.register_error_handler(OperationalError, _of_database)
    app.register_error_handler(InterfaceError, _of_database)
    app.log_exception = _log_exception  # type: ignore[method-assign]
    app.register_error_handler(500, lambda _error: error_answer(500))


def error_answer(status: int, advice: str = "") -> Response:
    """The answer for `status`, in the shape that was asked for."""
    if is_api():
        return problem(status, advice)
    heading, usual = TEXTS.get(status, TEXTS[400 if status < 500 else 500])
    if _FILE.search(request.path):
        return Response(f"{heading}. {advice or usual}\n", status, content_type="text/plain; charset=utf-8")
    response = show(
        "errors/page.html", "errors/_part.html", status, code=status, heading=heading, advice=advice or usual
    )
    if wants_part():
        # Said where news are said: what is on the page, and what was typed into it, stays.
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#notice", "innerHTML"
    return response


def _of_http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    response = error_answer(error.code)
    if error.code == 405:
        response.headers.extend(h for h in error.get_headers() if h[0] == "Allow")
    return response


def _of_form(_error: CSRFError) -> Response:
    log.info("a form without a token of its session: %s", request.endpoint)
    advice = gettext(
        "Das Formular war zu lange offen. Laden Sie die Seite neu und senden Sie es dann noch einmal."
    )
    return error_answer(400, advice)


def _told(error: BaseException) -> str:
    """What kind of error it is and what led to it, without its message: what somebody typed may be in that."""
    kinds: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(kinds) < 5:
        kinds.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    return " from ".join(kinds)


def _log_exception(exc_info: Any) -> None:
    """Where a view failed, line by line; a log holds no texts of people."""
    _, error, trace = exc_info
    where = "".join(traceback.format_tb(trace))
    log.error("error in %s [%s]: %s\n%s", request.endpoint, request.method, _told(error), where)


def _of_database(error: Exception) -> Response:
    log.error("the database does not answer: %s", _told(error))
    return error_answer(503)
