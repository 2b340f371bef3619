"""Pictures of versions and of differences: in a page, or as files."""

from collections.abc import Callable
from typing import Any

from flask import Response, current_app

from journeys.domain.document import Document
from journeys.domain.findings import Refused
from journeys.domain.naming import slug
from journeys.domain.review.tables import Version
from journeys.render.pictures import render
from journeys.routes.errors import error_answer
from journeys.routes.forms import say
from journeys.routes.pictures import TYPES, VIEWS


def picture_file(version: Version, document: Document, journey: str, view: str, format: Any) -> bytes:
    """A picture of the version as a file, with its number in the title; raises as `render`."""
    return render(
        document,
        VIEWS[view],
        format,
        journey=journey,
        pen=current_app.extensions["pen"],
        cache=current_app.extensions["cache"],
        about=f"{'Stand' if document.words_language == 'de' else 'Version'} {version.number}",
    )


def as_file(draw: Callable[[], bytes], name: str, format: str) -> Response:
    """What `draw` draws as a file of this name, or a sentence where it cannot be drawn."""
    try:
        content = draw()
    except Refused as refused:
        return error_answer(422, " ".join(say(finding.text) for finding in refused.findings))
    response = Response(content, content_type=TYPES[format])
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers.set("Content-Disposition", "inline", filename=f"{slug(name)}.{format}")
    return response


def picture_answer(version: Version, document: Document, journey: str, view: str, format: str) -> Response:
    """A picture of the version as a file, or a sentence where it cannot be drawn."""
    name = f"{document.service.short_name or document.service.name} Stand {version.number} {view}"
    return as_file(lambda: picture_file(version, document, journey, view, format), name, format)
