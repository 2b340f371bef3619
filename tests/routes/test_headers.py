"""Every answer carries the headers, and the policy allows nothing inline and nobody else."""

import pytest
from flask import Flask

from journeys.routes.headers import HEADERS
from tests.routes.client import CheckingClient

ANSWERS = ["/help", "/sign-in", "/nowhere", "/healthz", "/static/x/css/app.css", "/nowhere.svg"]


@pytest.mark.parametrize("address", ANSWERS)
def test_every_answer_carries_the_headers(client: CheckingClient, address: str) -> None:
    headers = client.get(address).headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert all(len(headers.get_all(name)) == 1 for name in HEADERS)


@pytest.mark.own_app
def test_an_error_of_ours_carries_them_too(app: Flask, anonymous: CheckingClient) -> None:
    def broken() -> str:
        raise RuntimeError("planned")

    broken.action = "sign in"  # type: ignore[attr-defined]
    app.add_url_rule("/broken", "broken", broken)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    response = anonymous.get("/broken")
    assert response.status_code == 500
    assert response.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]


def test_the_policy_allows_nothing_inline_and_nobody_else() -> None:
    policy = dict(rule.split(" ", 1) for rule in HEADERS["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'" and policy["frame-ancestors"] == "'none'"
    assert {source for sources in policy.values() for source in sources.split()} == {
        "'none'",
        "'self'",
        "data:",
    }
    assert [name for name, sources in policy.items() if "data:" in sources] == ["img-src"]


def test_pages_are_not_kept_by_others(client: CheckingClient) -> None:
    response = client.get("/help")
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "HX-Request" in response.headers["Vary"]
