"""What is said to who tries too often, and when they may try again."""

from flask_babel import gettext
from werkzeug.wrappers import Response


def slowed(response: Response, waits: int) -> Response:
    """The answer, with the seconds to wait where there are some."""
    if waits:
        response.headers["Retry-After"] = str(waits)
    return response


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
