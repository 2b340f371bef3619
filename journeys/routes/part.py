"""The one place that decides whether a request gets a whole page or the part of it that changes."""

from flask import Flask, Response, make_response, render_template, request


def wants_part() -> bool:
    """Whether HTMX asked for a part; a boosted link or a step back in the history wants the page."""
    asks = request.headers.get
    whole = asks("HX-Boosted") == "true" or asks("HX-History-Restore-Request") == "true"
    return asks("HX-Request") == "true" and not whole


def show(page: str, part: str | None = None, status: int = 200, **values: object) -> Response:
    """The page, or for HTMX its part where it has one: the template that the page itself includes."""
    return make_response(render_template(part if part and wants_part() else page, **values), status)


def _vary(response: Response) -> Response:
    # Every answer may differ between a page and its part, redirects and errors too.
    response.vary.add("HX-Request")
    return response


def vary_by_part(app: Flask) -> None:
    app.after_request(_vary)
