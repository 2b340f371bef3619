"""Which token came with a request, what it lets read, and what is said to who has none.

A token is looked up before anything is counted: nobody guesses 256 bits, and a program behind the same address as one
with a wrong token goes on. Wrong tokens are counted, so that they can neither flood the database nor go unnoticed.
"""

import logging

from flask import Response, current_app, g, request
from flask_babel import gettext
from sqlmodel import Session

from journeys.domain import api_tokens, attempts, audit
from journeys.domain.api_tokens import Grant
from journeys.domain.tables import now
from journeys.routes.api.problems import problem
from journeys.settings import WRONG_API_TOKENS

log = logging.getLogger(__name__)
ASK = 'Bearer realm="Buergerreise"'


def grant() -> Grant | None:
    """What who sent this request may read; looked up once."""
    if "grant" not in g:
        secret = _secret()
        g.grant = known(secret) if secret else None
    found: Grant | None = g.grant
    return found


def _secret() -> str:
    """The token in the request's head; empty without one. It never stands in an address, where logs would keep it."""
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else ""


def known(secret: str) -> Grant | None:
    """What this token lets read, None for one that does not work; the day of its use is kept."""
    database, moment = current_app.extensions["database"], now()
    with database.reading() as rows:
        found: Grant | None = api_tokens.grant_of(rows, secret, moment)
    if found and found.used_on != moment.date():
        with database.writing() as rows:
            api_tokens.note_use(rows, found, moment.date())
    return found


def refused(is_theirs: bool) -> Response:
    """What is said to a request that may not read this. `is_theirs`: the address names nothing of another project."""
    held, secret = grant(), _secret()
    if held:
        log.info("refused: %s for token %s", request.endpoint, held.token_id)
        return problem(403, headers=_asking("insufficient_scope")) if is_theirs else problem(404)
    if not secret:
        return problem(401, headers={"WWW-Authenticate": ASK})
    log.info("a token was wrong: %s", request.endpoint)
    if waits := _counted(request.remote_addr or ""):
        return problem(429, headers={"Retry-After": str(waits)})
    said = gettext("Diesen Schlüssel gibt es nicht, er ist abgelaufen, oder sein Zugang wurde beendet.")
    return problem(401, said, _asking("invalid_token"))


def _asking(error: str) -> dict[str, str]:
    return {"WWW-Authenticate": f'{ASK}, error="{error}"'}


def _counted(address: str) -> int:
    """Count a wrong token; the seconds to wait before the next wrong one is looked at. Who waits anyway writes
    nothing: a flood holds nobody up."""
    database, bounds = current_app.extensions["database"], {f"api address {address}": WRONG_API_TOKENS.value}
    with database.reading() as rows:
        waits = attempts.pause(rows, bounds, now())
    if waits:
        return waits
    with database.writing() as rows:
        return _count(rows, bounds)


def _count(rows: Session, bounds: dict[str, int]) -> int:
    attempts.count_wrong(rows, bounds, now())
    waits = attempts.pause(rows, bounds, now())
    if waits:
        audit.remember(rows, "token_refused", None)
    return waits
