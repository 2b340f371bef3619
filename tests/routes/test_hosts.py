"""Links lead where JOURNEYS_PUBLIC_URL says, whatever a request claims to be addressed to."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from journeys.render import qr
from journeys.routes.workshops import addresses as join_addresses
from tests.routes.cast import Cast
from tests.routes.client import CheckingClient
from tests.routes.test_access import addresses

EVIL = {
    "Host": "evil.example",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "Forwarded": "host=evil.example",
    "X-Forwarded-Prefix": "//evil.example",
}
OURS = "https://reise.example"


def with_public_url(app: Flask) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], public_url=OURS)


def asked(client: CheckingClient, path: str, **more: Any) -> bytes:
    """All of an answer to a request that claims to be for somebody else."""
    cookie = client.get_cookie("journeys")
    if cookie:  # else the client would not send it there
        client.set_cookie("journeys", cookie.value, domain="evil.example")
    answer = client.open(path, headers=EVIL, **more)
    return answer.data + str(answer.headers).encode()


@pytest.mark.parametrize("name", ["moderation", "administrator", "participant", "nobody"])
def test_no_page_repeats_the_host_of_the_request(app: Flask, name: str) -> None:
    with_public_url(app)
    cast = Cast(app)
    client, found, signed_in = cast.client(name), [], 0
    for _, method, path in addresses(app, {**cast.here.numbers, "code": cast.here.code}):
        if method == "GET" and not path.startswith("/static"):
            answer = asked(client, path)
            found += [path] if b"evil" in answer else []
            signed_in += b"/sign-out" in answer
    assert found == []
    assert (signed_in > 5) is (name in cast.people)


def test_the_link_for_somebody_new_leads_to_us(app: Flask) -> None:
    with_public_url(app)
    cast = Cast(app)
    client = cast.client("moderation")
    form = {"csrf_token": client.token(), "name": "Neu im Haus", "role": "design"}
    page = asked(client, f"/projects/{cast.here.project_id}/members", method="POST", data=form)
    assert f"{OURS}/sign-in/".encode() in page and b"evil" not in page


@pytest.mark.parametrize("path", ["/people", "/people/{id}/reset"])
def test_a_new_link_for_a_colleague_leads_to_us(app: Flask, path: str) -> None:
    with_public_url(app)
    cast = Cast(app)
    client = cast.client("administrator")
    form = {"csrf_token": client.token(), "name": "Neu im Haus"}
    page = asked(client, path.format(id=cast.people["design"].id), method="POST", data=form)
    assert f"{OURS}/sign-in/".encode() in page and b"evil" not in page


def test_a_qr_code_leads_to_us(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with_public_url(app)
    drawn: list[str] = []

    def noted(address: str, title: str) -> str:
        drawn.append(address)
        return qr.qr_svg(address, title)

    monkeypatch.setattr(join_addresses, "qr_svg", noted)
    cast = Cast(app)
    client, code = cast.client("moderation"), cast.here.code
    for _, method, path in addresses(app, {**cast.here.numbers, "code": code}):
        if method == "GET" and path.startswith("/workshops"):
            asked(client, path)
    assert drawn and {address.partition("/w/")[0] for address in drawn} == {OURS}


def test_signing_in_and_out_leads_nowhere_else(app: Flask, anonymous: CheckingClient) -> None:
    cast = Cast(app)
    client = cast.client("design")
    token = client.token()
    assert b"evil" not in asked(anonymous, "/projects/1")
    assert b"evil" not in asked(client, "/sign-out", method="POST", data={"csrf_token": token})
