"""The description of the read API: as JSON for programs, as a page for people."""

from typing import Any

from flask import Response, current_app
from flask_babel import force_locale, get_locale
from sqlmodel import Session

from journeys.domain.api_tokens import SCOPES
from journeys.domain.words import Words
from journeys.routes.api import models
from journeys.routes.api.describing import describe
from journeys.routes.api.wiring import bp, reads
from journeys.routes.guard import needs
from journeys.routes.part import show


@reads("/openapi.json", "read API description", Words("Diese Beschreibung", "This description"))
def openapi(rows: Session, asked: models.Asking) -> dict[str, Any]:
    with force_locale(asked.language):
        return describe(current_app, asked.language)


@bp.get("/")
@needs("read API description")
def page() -> Response:
    language = str(get_locale() or "de")
    return show(
        "api/page.html",
        about=describe(current_app, language),
        address=current_app.extensions["settings"].public_url,
        scopes=SCOPES,
    )
