"""Stands before every route: who is it, and may they? A route that names no action is refused."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, abort, current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from journeys.access import may
from journeys.domain.people import Person, person_of
from journeys.domain.tables import now
from journeys.domain.workshops.joining import Member
from journeys.routes.part import wants_part
from journeys.routes.participation import here

View = TypeVar("View", bound=Callable[..., object])
TOKEN = "sign-in"


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
    """Who sent this request; looked up once, and only when somebody asks."""
    if "person" not in g:
        token = session.get(TOKEN)
        g.person = _find_person(token) if isinstance(token, str) else None
    person: Person | None = g.person
    return person


def _find_person(token: str) -> Person | None:
    with current_app.extensions["database"].reading() as rows:
        return person_of(rows, token, now())


def stand_guard(app: Flask) -> None:
    """Ask before every request."""
    app.before_request(_ask)


def _ask() -> AnyResponse | None:
    # No endpoint: no such address, 404 or 405 follow.
    action = action_of(request.endpoint) if request.endpoint else ""
    if not request.endpoint or may(None, action) or may(signed_in_person(), action, _in_workshop()):
        return None
    return _refused()


def _in_workshop() -> Member | None:
    found = here() if "code" in (request.view_args or {}) else None
    return found.member if found else None


def _refused() -> AnyResponse:
    """Who is not signed in learns nothing about what there is. A page that was open is led to the sign-in, and so is
    who comes in by the front door; the page of the error leads there too."""
    if signed_in_person():
        return abort(404 if "code" in (request.view_args or {}) else 403)
    if wants_part():
        return Response(status=401, headers={"HX-Redirect": url_for("sign_in.page")})
    return redirect(url_for("sign_in.page"), 303) if request.path == "/" else abort(404)
