"""Errors: the right status, the person's language, the shape that was asked for, and a way back."""

from collections.abc import Callable

import pytest
from flask import Flask, abort
from sqlalchemy.exc import OperationalError

from journeys.domain.findings import Unknown
from journeys.routes.errors import TEXTS
from journeys.routes.guard import needs
from tests.routes.client import CheckingClient, words

pytestmark = pytest.mark.own_app


def failing(app: Flask, error: Exception | int, address: str = "/failing") -> None:
    def view() -> str:
        if isinstance(error, int):
            abort(error)
        raise error

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule(address, "failing", needs("sign in")(view))


@pytest.mark.parametrize("status", sorted(TEXTS))
def test_each_status_has_a_page_with_a_way_back(app: Flask, anonymous: CheckingClient, status: int) -> None:
    failing(app, status)
    page = anonymous.page("/failing", status)
    heading, advice = TEXTS[status]
    assert str(heading) in words(page) and str(advice) in words(page)
    assert "/" in {a.get("href") for a in page.find("body//main").iter("a")}  # type: ignore[union-attr]


@pytest.mark.parametrize("status", sorted(TEXTS))
def test_htmx_gets_a_part(app: Flask, anonymous: CheckingClient, status: int) -> None:
    failing(app, status)
    part = anonymous.part("/failing", status)
    assert part.tag == "DOCUMENT_FRAGMENT" and str(TEXTS[status][0]) in words(part)


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf", "yaml", "json", "xlsx", "bpmn", "pptx"])
def test_a_file_gets_a_plain_sentence(client: CheckingClient, suffix: str) -> None:
    response = client.get(f"/services/999999.{suffix}")
    assert (response.status_code, response.mimetype) == (404, "text/plain")
    assert "<" not in response.text and len(response.text.splitlines()) == 1


def test_errors_speak_the_chosen_language(anonymous: CheckingClient) -> None:
    anonymous.get("/language/en")
    assert anonymous.page("/nowhere", 404).get("lang") == "en"
    assert "There is no such page" in words(anonymous.page("/nowhere", 404))


def test_the_browsers_language_does_not_count(anonymous: CheckingClient) -> None:
    assert anonymous.page("/nowhere", 404, headers={"Accept-Language": "en"}).get("lang") == "de"


RAISED: list[tuple[Callable[[], Exception], int]] = [
    (lambda: Unknown("service 7"), 404),
    (lambda: OperationalError("SELECT 1", {}, Exception("disk I/O error")), 503),
    (lambda: RuntimeError("planned"), 500),
]


@pytest.mark.parametrize(("error", "status"), RAISED)
def test_what_leaves_a_view_is_answered(
    app: Flask, anonymous: CheckingClient, error: Callable[[], Exception], status: int
) -> None:
    failing(app, error())
    response = anonymous.get("/failing")
    assert response.status_code == status
    assert (
        "Traceback" not in response.text and "planned" not in response.text and "SELECT" not in response.text
    )


def test_a_wrong_method_says_which_are_right(client: CheckingClient) -> None:
    response = client.delete("/help")
    assert response.status_code == 405 and "GET" in response.headers["Allow"]


def test_a_form_without_token_says_what_to_do(client: CheckingClient) -> None:
    response = client.post("/sign-out")
    assert response.status_code == 400 and "Laden Sie die Seite neu" in response.text


FORM = "application/x-www-form-urlencoded"


def test_too_much_is_refused(client: CheckingClient) -> None:
    response = client.post(
        "/sign-out", data=b"x" * (11 * 1024 * 1024), content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 413
