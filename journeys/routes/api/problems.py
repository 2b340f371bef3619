"""What went wrong, for programs: problem details (RFC 9457) with a sentence that says what to do."""

import json
from typing import Any

from flask import Response
from flask_babel import lazy_gettext

MEDIA_TYPE = "application/problem+json"
# Status: its name, and what to do about it.
PROBLEMS: dict[int, tuple[Any, Any]] = {
    400: (
        lazy_gettext("Anfrage nicht verstanden"),
        lazy_gettext("Bitte prüfen Sie Adresse und Angaben der Anfrage."),
    ),
    401: (
        lazy_gettext("Zugang fehlt"),
        lazy_gettext("Senden Sie einen gültigen Schlüssel im Kopf der Anfrage: „Authorization: Bearer …“."),
    ),
    403: (
        lazy_gettext("Zugang reicht nicht"),
        lazy_gettext("Mit diesem Schlüssel lassen sich nur Kennzahlen lesen."),
    ),
    404: (
        lazy_gettext("Nicht gefunden"),
        lazy_gettext("Hier ist nichts, oder dieser Schlüssel gehört zu einem anderen Vorhaben."),
    ),
    405: (lazy_gettext("Nur lesen"), lazy_gettext("Hier wird nur gelesen: mit GET oder HEAD.")),
    422: (
        lazy_gettext("Lässt sich nicht ausgeben"),
        lazy_gettext("Was gespeichert ist, passt nicht in dieses Format."),
    ),
    429: (
        lazy_gettext("Zu viele falsche Versuche"),
        lazy_gettext("Bitte warten Sie so viele Sekunden, wie „Retry-After“ sagt."),
    ),
    500: (
        lazy_gettext("Fehler in Bürgerreise"),
        lazy_gettext(
            "Bitte versuchen Sie es noch einmal. Bleibt es dabei, fragen Sie, wer den Server betreibt."
        ),
    ),
    503: (
        lazy_gettext("Gerade nicht möglich"),
        lazy_gettext("Bitte versuchen Sie es in einer Minute noch einmal."),
    ),
}


def problem(status: int, detail: str = "", headers: dict[str, str] | None = None) -> Response:
    """The answer for `status`: its name, and `detail` or what is usually to be done."""
    title, usual = PROBLEMS.get(status, PROBLEMS[400 if status < 500 else 500])
    said = {"type": "about:blank", "title": str(title), "status": status, "detail": detail or str(usual)}
    return Response(json.dumps(said, ensure_ascii=False), status, headers, content_type=MEDIA_TYPE)
