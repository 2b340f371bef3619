"""Stands before every route: who is it, and may they? A route that names no action is refused."""

import logging
from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, abort, current_app, g, redirect, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from journeys.access import may
from journeys.domain.api_tokens import Grant
from journeys.domain.belonging import NOUNS, project_of
from journeys.domain.members import Belonging, belonging
from journeys.domain.people import Person
from journeys.domain.review.share_links import Shared
from journeys.domain.signing_in import person_of, see
from journeys.domain.tables import now
from journeys.domain.workshops.joining import Member
from journeys.routes import follower
from journeys.routes.api import bearer
from journeys.routes.api.place import is_api
from journeys.routes.errors import error_answer
from journeys.routes.part import wants_part
from journeys.routes.participation import here, is_forgotten
from journeys.routes.visitor import ARGUMENT, shared

View = TypeVar("View", bound=Callable[..., object])
log = logging.getLogger(__name__)
TOKEN, SEEN = "sign-in", "seen"


def needs(action: str) -> Callable[[View], View]:
    """Name the action that the decorated view needs; it stands in the table of `journeys.access`."""

    def mark(view: View) -> View:
        view.action = action  # type: ignore[attr-defined]
        return view

    return mark


def action_of(endpoint: str) -> str:
    """The action that an endpoint names; empty, and so denied to all, when it names none."""
    return str(getattr(current_app.view_functions.get(endpoint), "action", ""))


def signed_in_person() -> Person | None:
    """Who sent this request; looked up once, and only when somebody asks. Nobody where programs ask."""
    if "person" not in g:
        token = None if is_api() else session.get(TOKEN)
        g.person = _find_person(token) if isinstance(token, str) else None
    person: Person | None = g.person
    return person


def person() -> Person:
    """The same, for routes that only people who are signed in reach."""
    found = signed_in_person()
    assert found, "the guard lets only people in who are signed in"
    return found


def _find_person(token: str) -> Person | None:
    with current_app.extensions["database"].reading() as rows:
        found = person_of(rows, token, now())
    today = now().date().isoformat()
    if found and session.get(SEEN) != today and not wants_part():
        with current_app.extensions["database"].writing() as rows:
            see(rows, token, now())
        session[SEEN] = today
    return found


def stand_guard(app: Flask) -> None:
    """Ask before every request."""
    app.before_request(_ask)


def _ask() -> AnyResponse | None:
    # No endpoint: no such address, 404 or 405 follow.
    action = action_of(request.endpoint) if request.endpoint else ""
    if not request.endpoint or may(None, action) or allowed(action):
        return None
    return bearer.refused(_grant() is not None) if is_api() else _refused()


def allowed(action: str) -> bool:
    """Whether who sent this request may do this with what its address names."""
    return may(signed_in_person(), action, _thing())


def is_archived() -> bool:
    """Whether what the address names belongs to an archived project of who sent this request."""
    thing = _thing() if signed_in_person() else None
    return isinstance(thing, Belonging) and thing.is_archived


def _thing() -> Member | Belonging | Grant | Shared | None:
    """What the table asks about: who they are in the workshop whose code the address names, else what they are
    in the project that everything in the address belongs to; for a program what its token grants there. Looked up
    once."""
    if "thing" not in g:
        g.thing = _looked_up()
    thing: Member | Belonging | Grant | Shared | None = g.thing
    return thing


def _looked_up() -> Member | Belonging | Grant | Shared | None:
    if is_api():
        return _grant()
    if follower.ARGUMENT in (request.view_args or {}):
        return follower.followed()
    if ARGUMENT in (request.view_args or {}):
        return shared()
    return _in_workshop() if "code" in (request.view_args or {}) else _belonging()


def _in_workshop() -> Member | None:
    found = here()
    return found.member if found else None


def _belonging() -> Belonging | None:
    person, nouns = signed_in_person(), _nouns()
    if person is None or not nouns:
        return None
    with current_app.extensions["database"].reading() as rows:
        owners = {project_of(rows, noun, number) for noun, number in nouns}
        project = owners.pop()
        return belonging(rows, project, person) if project is not None and not owners else None


def _grant() -> Grant | None:
    """What the request's token grants, where everything that the address names belongs to the token's project."""
    found, nouns = bearer.grant(), _nouns()
    if found is None or not nouns:
        return found
    with current_app.extensions["database"].reading() as rows:
        owners = {project_of(rows, noun, number) for noun, number in nouns}
    return found if owners == {found.project_id} else None


def _nouns() -> list[tuple[str, int]]:
    """What the address names, each with its number."""
    named = request.view_args or {}
    return [(noun, named[f"{noun}_id"]) for noun in NOUNS if f"{noun}_id" in named]


def _refused() -> AnyResponse:
    """Who is not signed in learns nothing about what there is, who belongs to other projects nothing about this one.
    A page that was open is led to the sign-in, and so is who comes in by the front door; the page of the error leads
    there too. Who took part in a workshop that has forgotten them is led to its door."""
    who, code = signed_in_person(), str((request.view_args or {}).get("code", ""))
    if who:
        log.info("refused: %s for account %s", request.endpoint, who.id)
    if code and request.method == "GET" and not wants_part() and is_forgotten(code):
        return redirect(url_for("door.door", code=code), 303)
    if is_archived():
        return error_answer(
            403, gettext("Dieses Vorhaben ist abgelegt. Wer es moderiert, kann es wieder öffnen.")
        )
    if who:
        return abort(403 if _thing() or not request.view_args else 404)
    if wants_part():
        return Response(status=401, headers={"HX-Redirect": url_for("sign_in.page")})
    return redirect(url_for("sign_in.page"), 303) if request.path == "/" else abort(404)
