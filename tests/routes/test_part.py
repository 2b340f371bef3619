"""One place decides between a page and its part."""

import pytest
from flask import Flask

from journeys.routes.part import show, wants_part

CASES = [
    ({}, False),
    ({"HX-Request": "true"}, True),
    ({"HX-Request": "true", "HX-Boosted": "true"}, False),
    ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
    ({"HX-Boosted": "true"}, False),
]


@pytest.mark.parametrize(("headers", "part"), CASES)
def test_only_htmx_gets_a_part(app: Flask, headers: dict[str, str], part: bool) -> None:
    with app.test_request_context(headers=headers):
        assert wants_part() is part
        answer = show("errors/page.html", "errors/_part.html", 422, heading="H", advice="A", code=422)
        assert answer.status_code == 422 and ("<html" not in answer.get_data(as_text=True)) is part


def test_without_a_part_everybody_gets_the_page(app: Flask) -> None:
    with app.test_request_context(headers={"HX-Request": "true"}):
        assert "<html" in show("errors/page.html", heading="H", advice="A", code=400).get_data(as_text=True)
