"""Every route names its action, and without being signed in only sign-in, health and static files answer."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, PathConverter

from journeys.access import ACTIONS, may
from journeys.domain.people import Person
from tests.routes.client import CheckingClient, sign_in

OPEN = {
    "sign_in.page",
    "sign_in.link",
    "sign_in.use",
    "inviting.page",
    "inviting.promise",
    "inviting.ask",
    "language.choose",
    "health.lives",
    "health.ready",
    "assets.file",
    "door.type_code",
    "door.use_code",
    "door.door",
    "door.join",
    "door.back",
    "door.come_back",
}


def addresses(app: Flask) -> list[tuple[str, str, str]]:
    """Endpoint, method and a sample address of every route."""
    found = []
    for rule in app.url_map.iter_rules():
        values = {name: _sample(c) for name, c in rule._converters.items()}
        with app.test_request_context():
            _, path = rule.build({**values, **(rule.defaults or {})}) or ("", rule.rule)
        found += [(rule.endpoint, m, path) for m in (rule.methods or set()) - {"HEAD", "OPTIONS"}]
    return found


def _sample(converter: BaseConverter) -> object:
    """Something that the converter takes."""
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return (
        1
        if isinstance(converter, IntegerConverter)
        else "x.css"
        if converter.__class__ is PathConverter
        else "x"
    )


def test_every_route_names_an_action_of_the_table(app: Flask) -> None:
    without = {e for e, view in app.view_functions.items() if getattr(view, "action", None) not in ACTIONS}
    assert without == set()


@pytest.mark.own_app
def test_signed_out_only_the_open_routes_answer(app: Flask, anonymous: CheckingClient) -> None:
    token, reached = anonymous.token(), set()
    for endpoint, view in app.view_functions.items():
        app.view_functions[endpoint] = behind_the_guard(endpoint, view, reached)
    for _, method, path in addresses(app):
        form = {"csrf_token": token} if method == "POST" else None
        response = anonymous.open(path, method=method, data=form)
        assert response.status_code in (204, 404) or path == "/"
    assert reached == OPEN


def behind_the_guard(endpoint: str, view: Any, reached: set[str]) -> Any:
    """A view that only says that it was reached, with the action of the real one."""

    def say(**_values: object) -> tuple[str, int]:
        reached.add(endpoint)
        return "", 204

    say.action = view.action  # type: ignore[attr-defined]
    return say


def test_signed_out_a_part_is_sent_to_sign_in(anonymous: CheckingClient) -> None:
    response = anonymous.get("/help", headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (401, "/sign-in")


def test_the_way_back_leads_to_the_page_that_was_wanted(anonymous: CheckingClient) -> None:
    page = anonymous.page("/help?seite=2", 404)
    assert "/sign-in?next=/help?seite%3D2" in [link.get("href") for link in page.iter("a")]
    assert anonymous.get("/").location == "/sign-in"


@pytest.mark.own_app
def test_a_route_without_an_action_is_refused(app: Flask, anonymous: CheckingClient) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "x")
    sign_in(anonymous)
    assert anonymous.get("/forgotten").status_code == 403


@pytest.mark.parametrize("person", [None, Person(id=1, name="A")])
def test_what_is_not_in_the_table_is_denied(person: Person | None) -> None:
    assert not may(person, "launch a rocket")
