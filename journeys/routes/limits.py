"""What is said to who tries too often, and when they may try again."""

from flask import current_app
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain import trying
from journeys.domain.tables import now


def slowed(response: Response, waits: int) -> Response:
    """The answer, with the seconds to wait where there are some."""
    if waits:
        response.headers["Retry-After"] = str(waits)
    return response


def waits_for(name: str, counted: dict[str, int]) -> int:
    """Count a try at the account of this name; the seconds to wait before it is looked at. Who waits anyway writes
    nothing: a flood holds nobody up."""
    database = current_app.extensions["database"]
    with database.reading() as rows:
        waits = trying.pause(rows, counted, now())
    if waits or not counted:
        return waits
    with database.writing() as rows:
        return trying.count_try(rows, name, counted, now())


def many_tries(waits: int) -> str:
    """After many wrong passwords or codes."""
    said = gettext(
        "Das waren viele falsche Versuche. Bitte versuchen Sie es in %(seconds)s Sekunden noch einmal."
    )
    return str(said % {"seconds": waits})


def many_links(waits: int) -> str:
    """After very many links for others."""
    minutes = -(-waits // 60)
    return str(gettext("Das waren sehr viele Links. Bitte warten Sie %(minutes)s Minuten.", minutes=minutes))
