"""Signing in: one-time links, sessions that end, ways back that stay inside."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from journeys import create_app
from journeys.database import Database
from journeys.domain.people import FIRST_NAME
from journeys.domain.signing_in import (
    SignIn,
    SignInLink,
    anybody_signed_in,
    begin_sign_in,
    make_sign_in_link,
    person_of,
    see,
    use_sign_in_link,
)
from journeys.domain.tables import now
from journeys.routes.back import safe_target
from journeys.settings import SIGN_IN_DAYS, SIGN_IN_IDLE_DAYS, SIGN_IN_LINK_MINUTES, Settings
from tests.routes.client import CheckingClient, sign_in, words

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)


def a_token(database: Database, at: datetime = NOW) -> str:
    with database.writing() as session:
        return make_sign_in_link(session, "https://reise.example", at).removeprefix(
            "https://reise.example/sign-in/"
        )


def use(database: Database, token: str, at: datetime) -> str | None:
    with database.writing() as session:
        person = use_sign_in_link(session, token, at)
        return begin_sign_in(session, person.id, at) if person else None


def test_a_link_signs_in_once(database: Database) -> None:
    token = a_token(database)
    fresh = use(database, token, NOW)
    assert fresh and use(database, token, NOW) is None
    with database.reading() as session:
        person = person_of(session, fresh, NOW)
        assert person and person.name == FIRST_NAME


@pytest.mark.parametrize(("minutes", "works"), [(-1, True), (0, False), (1, False)])
def test_a_link_is_valid_for_its_minutes(database: Database, minutes: int, works: bool) -> None:
    at = NOW + timedelta(minutes=SIGN_IN_LINK_MINUTES.value + minutes)
    assert (use(database, a_token(database), at) is not None) is works


@pytest.mark.parametrize(("days", "works"), [(-1, True), (0, False)])
def test_a_sign_in_ends_after_its_days_however_often_it_is_used(
    database: Database, days: int, works: bool
) -> None:
    fresh = use(database, a_token(database), NOW)
    assert fresh
    at = NOW + timedelta(days=SIGN_IN_DAYS.value + days)
    with database.writing() as session:
        see(session, fresh, at)
        person = person_of(session, fresh, at)
    assert (person is not None) is works


@pytest.mark.parametrize(("days", "works"), [(0, True), (1, False)])
def test_a_sign_in_that_is_not_used_ends_sooner(database: Database, days: int, works: bool) -> None:
    fresh = use(database, a_token(database), NOW)
    assert fresh
    at = NOW + timedelta(days=SIGN_IN_IDLE_DAYS.value + days)
    with database.reading() as session:
        assert (person_of(session, fresh, at) is not None) is works


def test_only_hashes_are_stored(database: Database) -> None:
    token = a_token(database)
    fresh = use(database, token, NOW)
    with database.reading() as session:
        stored = {*session.exec(select(SignInLink.token_hash)), *session.exec(select(SignIn.token_hash))}
    assert len(stored) == 2 and not stored & {token, fresh}
    assert len(token) * 6 >= 128  # 6 bits in each letter of URL-safe base64


def test_opening_the_link_does_not_use_it_up(client: CheckingClient, app: Flask, database: Database) -> None:
    token = a_token(database, now())
    other = app.test_client()
    for _ in range(2):
        assert "Jetzt anmelden" in other.get(f"/sign-in/{token}").text
    assert other.send(f"/sign-in/{token}").status_code == 303  # type: ignore[attr-defined]
    assert other.get("/help").status_code == 200


def test_wrong_used_and_old_links_get_the_same_answer(app: Flask, database: Database) -> None:
    used, old = a_token(database, now()), a_token(database, now() - timedelta(days=1))
    use(database, used, now())
    answers = set()
    for token in ("wrong", used, old):
        other = app.test_client()
        response = other.send(f"/sign-in/{token}")  # type: ignore[attr-defined]
        answers.add((response.status_code, re.sub(r'value="[^"]+"', "", response.text)))
    (answer,) = answers
    assert answer[0] == 410 and "Dieser Link gilt nicht mehr" in answer[1]


def test_signing_out_ends_the_session_on_the_server(client: CheckingClient) -> None:
    cookie = client.get_cookie("journeys")
    assert cookie
    stolen = cookie.value
    assert client.send("/sign-out").location == "/sign-in"
    client.set_cookie("journeys", stolen)
    assert client.get("/help").status_code == 404


def test_signing_in_begins_a_new_session(anonymous: CheckingClient) -> None:
    anonymous.token()
    with anonymous.session_transaction() as session:
        session["left"] = "by whoever sat here before"
        before = dict(session)
    sign_in(anonymous)
    with anonymous.session_transaction() as session:
        assert before.keys() >= {"left", "csrf_token"} and not session.keys() & before.keys()


def test_a_post_without_a_token_is_refused(client: CheckingClient) -> None:
    assert client.post("/sign-out").status_code == 400
    assert client.get("/help").status_code == 200


def test_the_page_names_the_command(anonymous: CheckingClient) -> None:
    assert "journeys sign-in-link" in words(anonymous.page("/sign-in"))


def test_who_is_signed_in_skips_the_page(client: CheckingClient) -> None:
    assert client.get("/sign-in?next=/help").location == "/help"


def test_the_person_lands_on_the_page_that_was_wanted(anonymous: CheckingClient, database: Database) -> None:
    anonymous.page("/sign-in?next=/help/start")
    assert anonymous.send(f"/sign-in/{a_token(database, now())}").location == "/help/start"


def test_nobody_signed_in_before_the_first(app: Flask, anonymous: CheckingClient, database: Database) -> None:
    with database.reading() as session:
        assert not anybody_signed_in(session)
    sign_in(anonymous)
    with database.reading() as session:
        assert anybody_signed_in(session)


@pytest.mark.parametrize(
    ("public", "secure"), [("https://reise.example", True), ("http://127.0.0.1:5000", False)]
)
def test_the_cookie_is_for_this_site_and_not_for_scripts(
    settings: Settings, public: str, secure: bool
) -> None:
    app = create_app(replace(settings, public_url=public))
    cookie = app.test_client().get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and ("Secure" in cookie) is secure


OUTSIDE = [
    "https://evil.example",
    "http://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "mailto:a@b.example",
    "evil.example",
    "evil.example/help",
    "@evil.example",
    ":evil.example",
    "?next=/help",
    "#x",
    ".",
    "..",
    "help",
    "/help\n//evil.example",
    "/\t/evil.example",
    "/\r/evil.example",
    " /help",
    "/help x",
    "/\x00help",
    "\x01/help",
    "/a\\b",
    "",
]


@pytest.mark.parametrize("wanted", OUTSIDE)
def test_no_way_leads_outside(wanted: str) -> None:
    assert safe_target(wanted) == "/"


@given(st.text(alphabet="/\\:@.?#%ahtps\t\n\r \x00", max_size=12))
def test_whatever_is_taken_is_a_path_of_this_app(wanted: str) -> None:
    target = safe_target(wanted)
    assert target == "/" or target == wanted
    assert re.match(r"/([^/\\\s]|$)", target) and "\\" not in target


INSIDE = ["/", "/help", "/services/3?kind=as_is", "/services/3/journeys/1/map#step-2", "/help/ä"]


@pytest.mark.parametrize("wanted", INSIDE)
def test_ways_inside_stay(wanted: str) -> None:
    assert safe_target(wanted) == wanted
