"""Parts that browsers poll: drawn once per change, 304 for who has seen it, no connection kept open.

The key names the thing, its counter, the role; language and version are added. Read the counter first, then the data:
a part may be newer than its ETag, never older. A part holds no form token and nothing of one person: it is shared by
all who may see it. Access was asked before, by the guard.
"""

import time
from collections.abc import Callable
from hashlib import sha256

from flask import Response, current_app, g, request

from journeys import __version__
from journeys.routes.language import chosen_language

Key = tuple[str | int, ...]


def etag_of(key: Key) -> str:
    """The ETag of the part for this key: a page that holds the part already says so in `data-etag`."""
    return sha256(repr(_whole(key)).encode()).hexdigest()[:32]


def live(key: Key, make: Callable[[], str]) -> Response:
    """The part for this key, or 304. `Server-Time` (milliseconds) lets clocks on pages run by the server's."""
    whole = _whole(key)
    g.is_poll = True
    response = Response(content_type="text/html; charset=utf-8")
    response.set_etag(etag_of(key))
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Server-Time"] = str(int(time.time() * 1000))
    if request.if_none_match.contains(response.get_etag()[0] or ""):
        response.status_code = 304
        return response
    response.data = current_app.extensions["memory"].kept(("live", *whole), lambda: make().encode())
    return response


def _whole(key: Key) -> Key:
    return (*key, chosen_language(), __version__)
