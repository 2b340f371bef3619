"""The checking client finds what it is there to find."""

import pytest
from flask import Flask, request, request_started

from journeys.routes.guard import needs
from tests.routes.client import CheckingClient, sign_in

pytestmark = pytest.mark.own_app

GOOD = (
    '<!doctype html><html lang="de"><head><title>Titel – Bürgerreise</title></head>'
    "<body><h1>Titel</h1>{}</body></html>"
)


@pytest.mark.parametrize(
    "fault",
    [
        "<h1>Noch einer</h1>",
        '<p style="color:red">x</p>',
        '<p onclick="x()">x</p>',
        "<script>1</script>",
        '<script src="https://example.org/x.js"></script>',
        '<img src="//example.org/x.png" alt="">',
        '<form method="post" action="/x"></form>',
        '<form method="post"><input type="hidden" name="csrf_token"></form>',
        '<input name="ohne">',
        '<p id="a"></p><p id="a"></p>',
        '<p aria-describedby="nirgends"></p>',
        "<p><div></p>",
    ],
)
def test_a_fault_fails(app: Flask, anonymous: CheckingClient, fault: str) -> None:
    app.add_url_rule("/fault", "fault", needs("sign in")(lambda: GOOD.format(fault)))
    with pytest.raises(Exception, match=r"\S"):
        anonymous.get("/fault")


def test_a_good_page_passes(app: Flask, anonymous: CheckingClient) -> None:
    app.add_url_rule("/good", "good", needs("sign in")(lambda: GOOD.format("<p>Gut</p>")))
    anonymous.page("/good")


def test_a_title_of_its_own_fails(app: Flask, anonymous: CheckingClient) -> None:
    other = GOOD.replace("<h1>Titel", "<h1>Anderes")
    app.add_url_rule("/other", "other", needs("sign in")(lambda: other.format("")))
    with pytest.raises(AssertionError, match="does not begin"):
        anonymous.get("/other")


def test_a_token_is_asked_for_once_in_a_session_and_anew_in_the_next(
    app: Flask, client: CheckingClient
) -> None:
    asked: list[str] = []

    def note(_app: Flask) -> None:
        asked.append(f"{request.method} {request.path}")

    with request_started.connected_to(note, app):
        client.send("/projects", name="Eins")
        client.send("/projects", name="Zwei")
    assert asked == ["GET /help", "POST /projects", "POST /projects"]
    old = client.token()
    client.send("/sign-out")
    assert client.post("/sign-in/x", data={"csrf_token": old}).status_code == 400
    sign_in(client)
    assert client.token() != old
    assert client.send("/projects", name="Drei").status_code == 303
