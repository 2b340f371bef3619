"""The page on which other programs are let in: shown once, listed, ended, and what was typed stays."""

import pytest
from flask import Flask

from journeys.settings import API_TOKENS
from tests.routes.api.programs import Program, a_token, is_problem
from tests.routes.cast import Cast
from tests.routes.client import fields_of, parsed, words


def test_a_token_is_shown_once_listed_and_ended_at_once(app: Flask) -> None:
    cast = Cast(app)
    lead, address = cast.client("moderation"), f"/projects/{cast.here.project_id}/tokens"
    links = [link.get("href") for link in lead.page(f"/projects/{cast.here.project_id}").iter("a")]
    assert address in links
    assert "Noch liest kein anderes Programm" in words(lead.page(address))
    answer = lead.send(address, name="Haushaltsbericht", scope="documents", days="90")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    secret = words(next(code for code in parsed(answer).iter("code") if code.get("id") == "secret"))
    program = Program(app, secret)
    assert program.read("/projects")["items"][0]["id"] == cast.here.project_id
    again = lead.page(address)
    assert secret not in words(again) and secret not in lead.get(address).text
    assert "Haushaltsbericht" in words(again) and "zuletzt benutzt am" in words(again)
    assert "angelegt von moderation" in words(again) and "Alles lesen" in words(again)
    (end,) = [form.get("action") for form in again.iter("form") if "revoke" in form.get("action", "")]
    assert end and lead.send(end).location == address
    is_problem(program.get("/projects"), 401)
    assert "Haushaltsbericht" not in words(lead.page(address))
    assert lead.send(end).status_code == 404
    trail = words(cast.client("administrator").page("/audit"))
    assert (
        "hat einem anderen Programm Zugang gegeben" in trail
        and "Zugang eines anderen Programms beendet" in trail
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"scope": "figures", "days": "30"}, "Bitte geben Sie an, welches Programm damit liest."),
        ({"name": "x" * 201, "scope": "figures", "days": "30"}, "höchstens 200 sind möglich"),
        ({"name": "Statistik", "days": "30"}, "Bitte wählen Sie, was das Programm lesen darf."),
        ({"name": "Statistik", "scope": "alles", "days": "30"}, "was das Programm lesen darf"),
        ({"name": "Statistik", "scope": "figures"}, "Bitte wählen Sie, wie lange der Zugang gilt."),
        ({"name": "Statistik", "scope": "figures", "days": "36500"}, "wie lange der Zugang gilt"),
    ],
)
def test_what_was_typed_stays_when_it_is_refused(app: Flask, typed: dict[str, str], sentence: str) -> None:
    cast = Cast(app)
    lead, address = cast.client("moderation"), f"/projects/{cast.here.project_id}/tokens"
    answer = lead.send(address, **typed)
    assert answer.status_code == 422 and sentence in words(parsed(answer))
    kept = fields_of(parsed(answer), address)
    assert kept["name"] == [typed.get("name", "")]
    assert kept.get("scope") == ([typed["scope"]] if typed.get("scope") == "figures" else None)


def test_there_is_a_bound(app: Flask) -> None:
    cast = Cast(app)
    lead, address = cast.client("moderation"), f"/projects/{cast.here.project_id}/tokens"
    for _ in range(API_TOKENS.value):
        a_token(cast.database, cast.here.project_id, cast.people["moderation"])
    answer = lead.send(address, name="Noch eines", scope="figures", days="30")
    assert answer.status_code == 422 and f"kann {API_TOKENS.value} Zugänge haben" in words(parsed(answer))


def test_nobody_ends_a_token_of_another_project(app: Flask) -> None:
    cast = Cast(app)
    token = a_token(cast.database, cast.elsewhere.project_id, cast.people["outsider"])
    lead = cast.client("moderation")
    assert lead.send(f"/projects/{cast.here.project_id}/tokens/1/revoke").status_code == 404
    assert lead.send(f"/projects/{cast.elsewhere.project_id}/tokens/1/revoke").status_code == 404
    Program(app, token).read("/projects")


def test_whose_maker_left_is_said_to_rest(app: Flask) -> None:
    cast = Cast(app)
    a_token(cast.database, cast.here.project_id, cast.people["removed"])
    lead, address = cast.client("moderation"), f"/projects/{cast.here.project_id}/tokens"
    assert "ruht" not in words(lead.page(address).find(".//ul[@class='plain-list members']"))
    cast.client("removed")
    assert "removed gehört nicht mehr zum Vorhaben" in words(lead.page(address))


def test_in_an_archived_project_tokens_are_ended_and_not_made(app: Flask) -> None:
    cast = Cast(app)
    token = a_token(cast.database, cast.here.project_id, cast.people["moderation"])
    lead, project = cast.client("moderation"), f"/projects/{cast.here.project_id}"
    lead.send(f"{project}/archive")
    page = lead.page(f"{project}/tokens")
    assert [form for form in page.iter("form") if form.get("action") == f"{project}/tokens"] == []
    assert lead.send(f"{project}/tokens", name="x", scope="figures", days="30").status_code == 403
    Program(app, token).read("/projects")
    assert lead.send(f"{project}/tokens/1/revoke").status_code == 303
    is_problem(Program(app, token).get("/projects"), 401)
