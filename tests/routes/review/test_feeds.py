"""The feed of a project: for the program with the address, nobody else and nothing else, and dead at once."""

import atoma
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from journeys.domain.people import Person
from journeys.domain.tables import now
from tests.routes.api.programs import Program, is_problem
from tests.routes.cast import Cast
from tests.routes.client import parsed, words


def address_of(cast: Cast, scope: str = "news") -> str:
    """What the page shows when somebody lets a program in."""
    answer = cast.client("moderation").send(
        f"/projects/{cast.here.project_id}/tokens", name="Feedleser", scope=scope, days="30"
    )
    shown = words(next(code for code in parsed(answer).iter("code") if code.get("id") == "secret"))
    return shown.removeprefix(cast.app.extensions["settings"].public_url)


def fetched(app: Flask, path: str, **headers: str) -> TestResponse:
    return app.test_client(use_cookies=False).get(path, headers=headers)


def test_a_reader_follows_what_happens_and_gets_nothing_twice(app: Flask) -> None:
    cast = Cast(app)
    path = address_of(cast)
    answer = fetched(app, path)
    assert (answer.status_code, answer.content_type) == (200, "application/atom+xml; charset=utf-8")
    assert "Set-Cookie" not in answer.headers
    feed = atoma.parse_atom_bytes(answer.data)
    base = app.extensions["settings"].public_url
    assert feed.links[0].href == base + path and feed.entries
    member = cast.client("review")
    for entry in feed.entries:
        where = entry.links[0].href
        assert where.startswith(base) and member.get(where.removeprefix(base)).status_code == 200, where
    again = fetched(app, path, **{"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    cast.client("moderation").send(
        f"/versions/{cast.here.numbers['version_id']}/comments", about="service", text="Neu"
    )
    more = fetched(app, path, **{"If-None-Match": answer.headers["ETag"]})
    assert more.status_code == 200 and len(atoma.parse_atom_bytes(more.data).entries) == len(feed.entries) + 1
    assert "zuletzt benutzt am" in words(
        cast.client("moderation").page(f"/projects/{cast.here.project_id}/tokens")
    )


def test_the_address_opens_nothing_else_and_other_tokens_no_feed(app: Flask) -> None:
    cast = Cast(app)
    secret = address_of(cast).rsplit("/", 1)[1]
    is_problem(Program(app, secret).get("/projects"), 403)
    for scope in ("documents", "figures"):
        assert fetched(app, f"/feeds/{address_of(cast, scope)}").status_code == 404
    assert fetched(app, "/feeds/bgr_guessed").status_code == 404
    assert cast.client("moderation").get("/feeds/bgr_guessed").status_code == 404


@pytest.mark.parametrize("how", ["ended", "left"])
def test_it_is_dead_at_once(app: Flask, how: str) -> None:
    cast = Cast(app)
    path, lead = address_of(cast), cast.client("moderation")
    assert fetched(app, path).status_code == 200
    page = lead.page(f"/projects/{cast.here.project_id}/tokens")
    end = next(f.get("action", "") for f in page.iter("form") if "revoke" in f.get("action", ""))
    if how == "ended":
        lead.send(end)
    else:
        with cast.database.writing() as session:
            session.get_one(Person, cast.people["moderation"].id).disabled_at = now()
    assert fetched(app, path).status_code == 404
