"""What is new for somebody in a project since their last visit."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain.projects import find_project
from journeys.domain.review import approving, news, versions
from journeys.routes.edit_words import called
from journeys.routes.guard import needs, person
from journeys.routes.part import show

bp = Blueprint("news", __name__)


@bp.get("/projects/<int:project_id>/news")
@needs("read project")
def page(project_id: int) -> Response:
    """Looking at it is a visit; what is new stays there until the next one, or until it is said to be read."""
    with current_app.extensions["database"].writing() as session:
        news.visit(session, project_id, person())
    with current_app.extensions["database"].reading() as session:
        project = find_project(session, project_id)
        found = news.news_for(session, project_id, person())
    wording: dict[str, Any] = {
        "verdicts": approving.VERDICTS,
        "title_of": versions.title_of,
        "called": called,
    }
    return show("news/page.html", project=project, found=found, **wording)


@bp.post("/projects/<int:project_id>/news/seen")
@needs("read project")
def seen(project_id: int) -> Response:
    with current_app.extensions["database"].writing() as session:
        news.seen(session, project_id, person())
    flash(gettext("Alles ist als gelesen vermerkt."))
    return redirect(url_for("news.page", project_id=project_id), 303)
