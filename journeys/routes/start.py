"""The first page: where people land who come without an address."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from journeys.routes.guard import needs

bp = Blueprint("start", __name__)


@bp.get("/")
@needs("read project")
def page() -> Response:
    return redirect(url_for("help.page"), 303)
