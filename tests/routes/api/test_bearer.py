"""Who reads by token: as far as it reaches, as long as it is valid and somebody answers for it, and nobody else."""

from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import strategies as st
from sqlmodel import select

from journeys.database import Database
from journeys.domain import accounts, api_tokens, members, people
from journeys.domain.api_tokens import ApiToken
from journeys.domain.archiving import archive_project, delete_project, reopen_project
from journeys.domain.audit import AuditEntry
from journeys.domain.expiring import drop_expired
from journeys.domain.people import Person
from journeys.domain.tables import now
from journeys.domain.tokens import hashed
from journeys.settings import API_TOKEN_KEPT_DAYS, WRONG_API_TOKENS
from tests.databases import Examples
from tests.routes.api.programs import Program, a_project, a_token, is_problem
from tests.routes.cast import Cast
from tests.routes.client import CheckingClient
from tests.routes.stored import store
from tests.routes.test_access import addresses, behind_the_guard

FIGURES = {"api.projects", "api.services", "api.figures_of_project", "api.figures", "api.formats"}
DOCUMENTS = {"api.document", "api.steps", "api.opportunities", "api.file"}
OPEN = {"api.page", "api.openapi"}


@pytest.mark.own_app
@pytest.mark.parametrize(
    ("holder", "scope", "reached", "status"),
    [
        ("here", "documents", FIGURES | DOCUMENTS, 0),
        ("here", "figures", FIGURES, 403),
        ("here", "news", set(), 403),
        ("elsewhere", "documents", {"api.projects", "api.formats"}, 404),
        ("elsewhere", "figures", {"api.projects", "api.formats"}, 404),
        ("ended", "documents", set(), 401),
        ("revoked", "documents", set(), 401),
        ("nobody", "", set(), 401),
    ],
)
def test_every_route_lets_a_token_as_far_as_it_reaches(
    app: Flask, holder: str, scope: str, reached: set[str], status: int
) -> None:
    """Also the pages of people: no token opens one of those."""
    cast, found = Cast(app), set[str]()
    place, who = ("elsewhere", "outsider") if holder == "elsewhere" else ("here", "moderation")
    project, by = getattr(cast, place).project_id, cast.people[who]
    made = now() - timedelta(days=31) if holder == "ended" else None
    token = a_token(cast.database, project, by, scope, made) if scope else ""
    if holder == "revoked":
        with cast.database.writing() as session:
            api_tokens.revoke_token(session, project, session.exec(select(ApiToken)).one().id, by)
    for endpoint, view in app.view_functions.items():
        app.view_functions[endpoint] = behind_the_guard(endpoint, view, found)
    client, head = app.test_client(use_cookies=False), {"Authorization": f"Bearer {token}"}
    for endpoint, method, path in addresses(app, {**cast.here.numbers, "code": cast.here.code}):
        if method != "GET" or endpoint in OPEN:
            continue
        answer = client.get(path, headers=head if token else {})
        if endpoint in FIGURES | DOCUMENTS and endpoint not in reached:
            is_problem(answer, status)
            assert ("WWW-Authenticate" in answer.headers) == (status in (401, 403))
    assert {one for one in found if one.startswith("api.")} == reached
    token_free = {one for one in found if not one.startswith("api.")}
    nobodys = {e for e, v in app.view_functions.items() if v.action in PUBLIC}  # type: ignore[attr-defined]
    assert token_free <= nobodys


PUBLIC = {
    *("sign in", "choose language", "read health", "read static files", "read privacy", "join workshop"),
    "open shared",
}


def test_a_signed_in_browser_is_nobody_here(app: Flask, client: CheckingClient) -> None:
    """Neither its cookie opens anything, nor does it come back with the answer."""
    store(app.extensions["database"])
    answer = client.get("/api/v1/projects")
    is_problem(answer, 401)
    assert "Set-Cookie" not in answer.headers and "Cookie" not in answer.headers["Vary"]
    client.get("/language/en")
    assert is_problem(client.get("/api/v1/projects"), 401).startswith("Senden Sie")
    described = client.get("/api/v1/openapi.json")
    assert described.status_code == 200 and "Set-Cookie" not in described.headers
    assert client.get("/projects").status_code == 200


@pytest.mark.parametrize("kind", ["Basic", "Token", "bearerer", ""])
def test_only_a_bearer_is_one(app: Flask, database: Database, kind: str) -> None:
    by, project = a_project(database)
    token = a_token(database, project.id, by)
    assert Program(app).get("/projects", Authorization=f"bearer  {token} ").status_code == 200
    is_problem(Program(app).get("/projects", Authorization=f"{kind} {token}"), 401)
    is_problem(Program(app).get(f"/projects?access_token={token}"), 401)


def test_hostile_heads_are_refused_in_a_sentence(app: Flask, database: Database, few: Examples) -> None:
    by, project = a_project(database)
    token, number = a_token(database, project.id, by), iter(range(10_000))
    near = st.sampled_from(
        [token[:-1], token + "A", token.swapcase(), token.removeprefix("bgr_"), hashed(token, "api")]
    )
    letters = st.text(
        st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=300
    )

    def check(secret: str, kind: str) -> None:
        program = Program(app, address=f"10.0.{next(number) % 200}.{next(number) % 200}")
        answer = program.get("/projects", Authorization=f"{kind} {secret}")
        is_problem(answer, 401)
        assert token not in answer.text

    few(check, secret=near | letters, kind=st.sampled_from(["Bearer", "bearer", "BEARER"]) | letters)
    assert Program(app, token).get("/projects").status_code == 200


def test_many_wrong_tokens_wait_and_right_ones_go_on(app: Flask, database: Database) -> None:
    by, project = a_project(database)
    right = Program(app, a_token(database, project.id, by))
    wrong = Program(app, "bgr_falsch")
    for _ in range(WRONG_API_TOKENS.value):
        is_problem(wrong.get("/projects"), 401)
    answer = wrong.get("/projects")
    is_problem(answer, 429)
    assert 0 < int(answer.headers["Retry-After"]) <= 30
    is_problem(Program(app).get("/projects"), 401)
    assert right.get("/projects").status_code == 200
    is_problem(Program(app, "bgr_falsch", "192.0.2.9").get("/projects"), 401)
    is_problem(wrong.get("/projects"), 429)
    with database.reading() as session:
        told = session.exec(select(AuditEntry).where(AuditEntry.what == "token_refused")).all()
        kept = [entry.by + entry.about for entry in told]
    assert kept == [""], "said once, of nobody"


def test_a_token_never_reaches_further_than_who_made_it(app: Flask, database: Database) -> None:
    lead, project = a_project(database)
    with database.writing() as session:
        maker = people.add_person(session, "Frau Muster")
        members.add_member(session, project.id, maker, "moderation", lead)
    program = Program(app, a_token(database, project.id, maker))
    program.read("/projects")
    with database.writing() as session:
        members.change_role(session, project.id, maker.id, "review", lead)
    program.read("/projects")  # who reviews reads, too
    with database.writing() as session:
        members.remove_member(session, project.id, maker.id, lead)
    is_problem(program.get("/projects"), 401)
    with database.writing() as session:
        members.add_member(session, project.id, maker, "review", lead)
        accounts.disable(session, session.get_one(Person, maker.id), lead, now())
        assert [one.state for one in api_tokens.tokens_of(session, project.id, now())] == ["resting"]
    is_problem(program.get("/projects"), 401)
    with database.writing() as session:
        accounts.delete(session, session.get_one(Person, maker.id), lead)
    with database.reading() as session:
        assert session.exec(select(ApiToken)).all() == []


def test_an_archived_project_is_read_on_and_a_deleted_one_is_gone(app: Flask, database: Database) -> None:
    by, project = a_project(database)
    service = store(database, project=project.name).service
    program = Program(app, a_token(database, project.id, by))
    with database.writing() as session:
        archive_project(session, project.id, by, now())
    assert program.read("/projects")["items"][0]["is_archived"]
    program.read(f"/services/{service}")
    with pytest.raises(api_tokens.Refused):
        a_token(database, project.id, by)
    with database.writing() as session:
        reopen_project(session, project.id, by)
    a_token(database, project.id, by)
    with database.writing() as session:
        delete_project(session, project.id, project.name, by)
    is_problem(program.get("/projects"), 401)
    with database.reading() as session:
        assert session.exec(select(ApiToken)).all() == []


def test_of_its_use_the_day_is_kept(app: Flask, database: Database) -> None:
    by, project = a_project(database)
    program = Program(app, a_token(database, project.id, by))

    def used() -> object:
        with database.reading() as session:
            return session.exec(select(ApiToken.used_on)).one()

    assert used() is None
    is_problem(program.get("/services/99"), 404)
    assert used() == now().date()
    with database.writing() as session:
        session.exec(select(ApiToken)).one().used_on = now().date() - timedelta(days=3)
    program.read("/projects")
    assert used() == now().date()


def test_what_has_ended_goes_some_days_later(database: Database) -> None:
    by, project = a_project(database)
    for since in (API_TOKEN_KEPT_DAYS.value + 1, API_TOKEN_KEPT_DAYS.value - 1):
        a_token(database, project.id, by, made=now() - timedelta(days=30 + since))
    with database.writing() as session:
        drop_expired(session, now())
        assert [one.state for one in api_tokens.tokens_of(session, project.id, now())] == ["expired"]


def test_of_a_token_a_hash_is_stored(database: Database) -> None:
    by, project = a_project(database)
    token = a_token(database, project.id, by)
    with database.reading() as session:
        kept = session.exec(select(ApiToken)).one()
        told = [entry.about for entry in session.exec(select(AuditEntry)).all()]
    assert token.startswith("bgr_") and len(token) > 40
    assert token not in repr(kept) and token[4:] not in repr(kept)
    assert not any(token in about for about in told) and any("Auswertung" in about for about in told)


def test_without_a_database_it_says_so(app: Flask) -> None:
    database = Database("sqlite:////nowhere/at/all.sqlite")
    app.extensions["database"], good = database, app.extensions["database"]
    try:
        is_problem(Program(app, "bgr_x").get("/projects"), 503)
    finally:
        app.extensions["database"] = good
