"""One-time links for colleagues: a person of their own each, shown once."""

from flask import Flask

from journeys.domain.people import all_people
from tests.routes.client import CheckingClient, parsed, words


def made(client: CheckingClient, address: str = "/sign-in-links", **sent: str) -> str:
    """The path of a fresh link."""
    answer = client.send(address, **sent)
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    link = words(next(code for code in parsed(answer).iter("code") if code.get("id") == "link"))
    return link[link.index("/sign-in/") :]


def test_a_colleague_signs_in_with_the_link_once(app: Flask, client: CheckingClient) -> None:
    link = made(client, name=" Frau Muster ")
    colleague, late = app.test_client(), app.test_client()
    assert isinstance(colleague, CheckingClient) and isinstance(late, CheckingClient)
    assert colleague.send(link).status_code == 303
    assert "Noch gehören Sie zu keinem Vorhaben" in words(colleague.page("/projects"))
    assert late.send(link).status_code == 410


def test_the_link_stands_on_no_other_page_and_says_how_long_it_is_valid(client: CheckingClient) -> None:
    answer = client.send("/sign-in-links", name="Herr Beispiel")
    assert "Er gilt 60 Minuten und nur einmal." in words(parsed(answer))
    assert "/sign-in/" not in client.get("/sign-in-links").text


def test_names_are_needed_and_unique(app: Flask, client: CheckingClient) -> None:
    made(client, name="Frau Muster")
    for name, sentence in (
        ("Frau Muster", "So heißt hier schon jemand."),
        (" ", "Bitte geben Sie einen Namen an."),
        ("x" * 300, "zu lang"),
    ):
        answer = client.send("/sign-in-links", name=name)
        assert answer.status_code == 422 and sentence in words(parsed(answer))
    with app.extensions["database"].reading() as session:
        assert [person.name for person in all_people(session)] == ["Administration", "Frau Muster"]


def test_somebody_who_is_there_gets_another_link(app: Flask, client: CheckingClient) -> None:
    made(client, name="Frau Muster")
    with app.extensions["database"].reading() as session:
        colleague = all_people(session)[-1]
    link = made(client, f"/sign-in-links/{colleague.id}")
    second = app.test_client()
    assert isinstance(second, CheckingClient)
    assert second.send(link).status_code == 303
    assert client.send("/sign-in-links/999").status_code == 404
