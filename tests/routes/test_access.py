"""Every route names its action, and without being signed in only sign-in, health and static files answer."""

from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, PathConverter

from journeys.access import ACTIONS, may
from journeys.domain.archiving import archive_project
from journeys.domain.belonging import NOUNS
from journeys.domain.people import Person
from journeys.domain.tables import now
from journeys.routes.api.place import is_api
from tests.routes.cast import CAST, Cast
from tests.routes.client import CheckingClient, sign_in

OPEN = {
    "sign_in.page",
    "sign_in.link",
    "sign_in.enter",
    "second_factor.code_page",
    "second_factor.code",
    "sign_in.use",
    "single_sign_on.start",
    "single_sign_on.callback",
    "single_sign_on.signed_out",
    "inviting.page",
    "inviting.promise",
    "inviting.ask",
    "language.choose",
    "health.lives",
    "health.ready",
    "privacy.page",
    "api.page",
    "api.openapi",
    "assets.file",
    "door.type_code",
    "door.use_code",
    "door.door",
    "door.join",
    "door.back",
    "door.come_back",
    "shared.page",
    "shared.unlock",
    "shared.live",
}


EVERYBODY = {
    "moderation",
    "design",
    "review",
    "outsider",
    "administrator",
    "removed",
    "participant",
    "nobody",
}
SIGNED_IN = EVERYBODY - {"participant", "nobody"}
MEMBERS = {"moderation", "design", "review"}
REACHED = {
    "sign in": EVERYBODY,
    "choose language": EVERYBODY,
    "read health": EVERYBODY,
    "read static files": EVERYBODY,
    "read privacy": EVERYBODY,
    "join workshop": EVERYBODY,
    "participate": {"participant"},
    "sign out": SIGNED_IN,
    "manage own account": SIGNED_IN,
    "read help": SIGNED_IN,
    "list projects": SIGNED_IN,
    "manage people": {"administrator"},
    "read audit trail": {"administrator"},
    "create project": {"administrator"},
    "see members": MEMBERS | {"administrator"},
    "manage members": {"moderation", "administrator"},
    "read project": MEMBERS,
    "read service": MEMBERS,
    "export document": MEMBERS,
    "import document": {"moderation", "design"},
    "add service": {"moderation", "design"},
    "edit service": {"moderation", "design"},
    "record note": {"moderation", "design"},
    "edit project": {"moderation"},
    "settle project": {"moderation"},
    "read workshop": {"moderation"},
    "moderate": {"moderation"},
    "watch": {"moderation"},
    "read review": MEMBERS,
    "comment": MEMBERS,
    "answer approval": MEMBERS,
    "keep version": {"moderation", "design"},
    "ask approval": {"moderation", "design"},
    "share version": {"moderation", "design"},
    "open shared": EVERYBODY,
    "read shared": EVERYBODY,
    "comment shared": EVERYBODY,
    "give token": {"moderation"},
    "manage tokens": {"moderation"},
    "read API description": EVERYBODY,
    "read figures by token": set[str](),
    "read documents by token": set[str](),
    "follow news": set[str](),
}
"""Who gets to a route with this action: said once more, so that nobody widens the table unseen. Nobody reads as a
program does without a token: `tests/routes/api` tries those."""


CHANGES = {
    "import document",
    "add service",
    "edit service",
    "record note",
    "edit project",
    "moderate",
    "watch",
    "give token",
    "comment",
    "answer approval",
    "keep version",
    "ask approval",
    "share version",
    "read shared",
    "comment shared",
}
REACHED_ARCHIVED = {
    **{action: set() if action in CHANGES else who for action, who in REACHED.items()},
    "manage members": {"administrator"},
}
"""The same when the project is archived: everybody only reads, and whoever facilitates may open it again."""


def addresses(app: Flask, known: Mapping[str, object] | None = None) -> list[tuple[str, str, str]]:
    """Endpoint, method and an address of every route: with the `known` values, samples for all others."""
    found = []
    for rule in app.url_map.iter_rules():
        values = {name: (known or {}).get(name) or _sample(c) for name, c in rule._converters.items()}
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
        refused = 401 if is_api(path) else 404
        assert response.status_code in (204, refused) or path == "/"
    assert reached == OPEN


@pytest.mark.own_app
@pytest.mark.parametrize("name", CAST)
def test_every_route_lets_in_whom_the_table_says(app: Flask, name: str) -> None:
    """All routes for each of the cast, in the project of which three are members, on real numbers of it."""
    walk(app, Cast(app), name, REACHED)


@pytest.mark.own_app
@pytest.mark.parametrize("name", CAST)
def test_every_route_of_an_archived_project_only_reads(app: Flask, name: str) -> None:
    cast = Cast(app)
    client = cast.client(name)
    with cast.database.writing() as session:
        archive_project(session, cast.here.project_id, cast.people["moderation"], now())
    walk(app, cast, name, REACHED_ARCHIVED, client)


def walk(
    app: Flask, cast: Cast, name: str, table: Mapping[str, set[str]], client: CheckingClient | None = None
) -> None:
    """Try every route, and compare who got there and what the others were told."""
    reached = set[str]()
    client = client or cast.client(name)
    token = client.token()
    for endpoint, view in app.view_functions.items():
        app.view_functions[endpoint] = behind_the_guard(endpoint, view, reached)
    routes = addresses(app, {**cast.here.numbers, "code": cast.here.code, "share": cast.here.share})
    for endpoint, method, path in routes:
        reached.clear()
        form = {"csrf_token": token} if method == "POST" else None
        status = client.open(path, method=method, data=form).status_code
        action = app.view_functions[endpoint].action  # type: ignore[attr-defined]
        assert (endpoint in reached) == (name in table[action]), f"{name}: {method} {path}"
        if endpoint not in reached and path != "/":
            wanted = 401 if is_api(path) else refusal(name, arguments(app, endpoint))
            assert status == wanted, f"{name}: {method} {path}"
    assert len(routes) > 100


def arguments(app: Flask, endpoint: str) -> set[str]:
    return set.union(*(rule.arguments for rule in app.url_map.iter_rules(endpoint)))


def refusal(name: str, named: set[str]) -> int:
    """403 says that something is there: only to who belongs to the project, or where the address names nothing."""
    knows = name in MEMBERS and "code" not in named and any(f"{noun}_id" in named for noun in NOUNS)
    return 403 if name in SIGNED_IN and (knows or not named) else 404


@pytest.mark.own_app
@pytest.mark.parametrize("other", [f"{noun}_id" for noun in NOUNS])
def test_an_address_that_mixes_two_projects_is_nobodys(app: Flask, other: str) -> None:
    """Where an address names several things, one of another project makes it 404 for the members of both."""
    cast, reached = Cast(app), set()
    clients = [cast.client("moderation"), cast.client("outsider")]
    tokens = [client.token() for client in clients]
    for endpoint, view in app.view_functions.items():
        app.view_functions[endpoint] = behind_the_guard(endpoint, view, reached)
    mixed = {**cast.here.numbers, other: cast.elsewhere.numbers[other]}
    for endpoint, method, path in addresses(app, mixed):
        nouns = {f"{noun}_id" for noun in NOUNS} & arguments(app, endpoint)
        if other in nouns and len(nouns) > 1:
            for client, token in zip(clients, tokens, strict=True):
                form = {"csrf_token": token} if method == "POST" else None
                assert client.open(path, method=method, data=form).status_code == 404, path
    assert not reached


def test_a_table_is_said_for_every_action() -> None:
    assert set(REACHED) == set(ACTIONS)


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
