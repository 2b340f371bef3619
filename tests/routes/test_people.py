"""Accounts as administrators manage them: links that are shown once, resets, disabling, deleting."""

import pytest
from flask import Flask
from sqlmodel import select

from journeys.domain.accounts import seconds_to_wait
from journeys.domain.attempts import Attempt
from journeys.domain.audit import AuditEntry
from journeys.domain.passwords import set_password
from journeys.domain.people import Person, all_people, person_named
from journeys.domain.signing_in import make_sign_in_link
from journeys.domain.tables import now
from journeys.settings import INVITATION_DAYS, INVITATIONS
from tests.routes.client import CheckingClient, a_browser, parsed, words

PASSWORD = "vier blaue Stühle tanzen"


def link_in(answer: object) -> str:
    """The path of the link that a page shows."""
    tree = parsed(answer)  # type: ignore[arg-type]
    link = words(next(code for code in tree.iter("code") if code.get("id") == "link"))
    return link[link.index("/sign-in/") :]


def made(client: CheckingClient, address: str = "/people", **sent: str) -> str:
    """The path of a fresh link."""
    answer = client.send(address, **sent)
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    return link_in(answer)


def person(app: Flask, name: str) -> Person:
    with app.extensions["database"].reading() as session:
        return person_named(session, name)


def done(app: Flask) -> list[tuple[str, str, str]]:
    with app.extensions["database"].reading() as session:
        return [(e.what, e.by, e.about) for e in session.exec(select(AuditEntry).order_by(AuditEntry.id))]  # type: ignore[arg-type]


def with_password(app: Flask, name: str) -> CheckingClient:
    """Somebody who signed in with a password."""
    with app.extensions["database"].writing() as session:
        set_password(session, person_named(session, name), PASSWORD, now())
    client = a_browser(app)
    assert client.send("/sign-in", name=name, password=PASSWORD).status_code == 303
    return client


def test_a_colleague_signs_in_with_the_link_once_and_is_asked_for_a_password(
    app: Flask, client: CheckingClient
) -> None:
    link = made(client, name=" Frau  Muster ")
    colleague, late = a_browser(app), a_browser(app)
    assert colleague.send(link).location == "/account/password"
    assert "Willkommen, Frau Muster" in words(colleague.page("/account/password"))
    assert "Noch gehören Sie zu keinem Vorhaben" in words(colleague.page("/projects"))
    assert late.send(link).status_code == 410
    assert ("account_added", "Administration", "Frau Muster") in done(app)


def test_the_link_stands_on_no_other_page_and_says_how_long_it_is_valid(client: CheckingClient) -> None:
    answer = client.send("/people", name="Herr Beispiel")
    assert f"so lange: {INVITATION_DAYS.value} Tage." in words(parsed(answer))
    assert "/sign-in/" not in client.get("/people").text


def test_names_are_needed_and_unique_however_they_are_typed(app: Flask, client: CheckingClient) -> None:
    made(client, name="Frau Muster")
    for name, sentence in (
        ("Frau Muster", "So heißt hier schon jemand."),
        ("frau  MUSTER", "So heißt hier schon jemand."),
        (" ", "Bitte geben Sie einen Namen an."),
        ("x" * 300, "zu lang"),
    ):
        answer = client.send("/people", name=name)
        assert answer.status_code == 422 and sentence in words(parsed(answer))
    with app.extensions["database"].reading() as session:
        assert [person.name for person in all_people(session)] == ["Administration", "Frau Muster"]


def test_a_reset_ends_password_and_sign_ins_and_its_link_lets_in_again(
    app: Flask, client: CheckingClient
) -> None:
    made(client, name="Frau Muster")
    hers = with_password(app, "Frau Muster")
    link = made(client, f"/people/{person(app, 'Frau Muster').id}/reset")
    assert hers.get("/help").status_code == 404
    assert a_browser(app).send("/sign-in", name="Frau Muster", password=PASSWORD).status_code == 422
    assert a_browser(app).send(link).status_code == 303
    assert ("password_dropped", "Administration", "Frau Muster") in done(app)


def test_a_reset_lets_links_that_are_still_open_go(app: Flask, client: CheckingClient) -> None:
    first = made(client, name="Frau Muster")
    made(client, f"/people/{person(app, 'Frau Muster').id}/reset")
    assert a_browser(app).send(first).status_code == 410


def test_a_disabled_account_is_out_at_once_and_comes_back_when_enabled(
    app: Flask, client: CheckingClient
) -> None:
    made(client, name="Frau Muster")
    hers, number = with_password(app, "Frau Muster"), person(app, "Frau Muster").id
    with app.extensions["database"].writing() as session:
        link = make_sign_in_link(session, "", now(), "Frau Muster")
    assert client.send(f"/people/{number}/disable").status_code == 303
    assert hers.get("/help").status_code == 404
    assert a_browser(app).send("/sign-in", name="Frau Muster", password=PASSWORD).status_code == 422
    assert a_browser(app).send(link).status_code == 410
    assert "gesperrt" in words(client.page("/people"))
    client.send(f"/people/{number}/enable")
    assert hers.get("/help").status_code == 404  # what had ended stays so
    assert a_browser(app).send("/sign-in", name="frau muster", password=PASSWORD).status_code == 303


def test_administration_is_given_and_taken_and_never_by_the_last_one(
    app: Flask, client: CheckingClient
) -> None:
    made(client, name="Frau Muster")
    hers, number = with_password(app, "Frau Muster"), person(app, "Frau Muster").id
    assert hers.get("/people").status_code == 403
    client.send(f"/people/{number}/promote")
    assert hers.get("/people").status_code == 200
    mine = person(app, "Administration").id
    assert client.send(f"/people/{mine}/demote").location == "/projects"
    assert client.get("/people").status_code == 403
    answer = hers.send(f"/people/{number}/demote")
    assert answer.status_code == 422 and "die einzige Person, die verwaltet" in words(parsed(answer))
    assert hers.send(f"/people/{number}/disable").status_code == 422


def test_only_a_disabled_account_is_deleted(app: Flask, client: CheckingClient) -> None:
    made(client, name="Frau Muster")
    number = person(app, "Frau Muster").id
    answer = client.send(f"/people/{number}/delete")
    assert answer.status_code == 422 and "nur ein gesperrtes Konto" in words(parsed(answer))
    client.send(f"/people/{number}/disable")
    assert client.send(f"/people/{number}/delete").location == "/people"
    assert client.get(f"/people/{number}").status_code == 404


@pytest.mark.parametrize("address", ["/people", "/people/1/reset"])
def test_very_many_links_have_to_wait(app: Flask, client: CheckingClient, address: str) -> None:
    with app.extensions["database"].writing() as session:
        me = person_named(session, "Administration")
        for _ in range(INVITATIONS.value):
            assert seconds_to_wait(session, me, "127.0.0.1", now()) == 0
    answer = client.send(address, name="Eine zu viel")
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0
    assert "sehr viele Links" in words(parsed(answer))
    with app.extensions["database"].reading() as session:
        assert len(all_people(session)) == 1 and session.exec(select(Attempt)).first()


@pytest.mark.parametrize(
    "address", ["/people/999", "/people/999/reset", "/people/999/disable", "/people/999/delete"]
)
def test_nobody_there(client: CheckingClient, address: str) -> None:
    answer = client.get(address) if address.count("/") == 2 else client.send(address)
    assert answer.status_code == 404


def test_a_disabled_account_is_out_even_where_a_sign_in_was_left_open(
    app: Flask, client: CheckingClient
) -> None:
    made(client, name="Frau Muster")
    hers = with_password(app, "Frau Muster")
    with app.extensions["database"].writing() as session:
        person_named(session, "Frau Muster").disabled_at = now()
    assert hers.get("/help").status_code == 404
