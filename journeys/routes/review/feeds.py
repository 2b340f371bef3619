"""The news of a project as a feed that other programs follow, each by a token in the address, since feed readers have
no other place for it. So a token for the feed opens nothing else (decision 28)."""

from flask import Blueprint, Response, current_app, request, url_for
from flask_babel import gettext

from journeys.domain.api_tokens import project_for
from journeys.domain.review.happenings import Happening, happenings
from journeys.render.atom import Entry, Feed, written
from journeys.routes.follower import follower
from journeys.routes.forms import say
from journeys.routes.guard import needs
from journeys.routes.language import chosen_language

bp = Blueprint("feeds", __name__)


@bp.get("/feeds/<feed>")
@needs("follow news")
def read(feed: str) -> Response:
    """The latest, marked by its bytes, so that nothing is sent twice."""
    grant, base = follower(), current_app.extensions["settings"].public_url
    with current_app.extensions["database"].reading() as rows:
        project = project_for(rows, grant)
        entries = [_entry(each, base) for each in happenings(rows, project.id)]
    page = base + url_for("news.page", project_id=project.id)
    title = gettext("Neu in „%(project)s“", project=project.name)
    about = Feed(
        page, base + url_for("feeds.read", feed=feed), page, title, chosen_language(), project.created_at
    )
    answer = Response(written(about, entries), content_type="application/atom+xml; charset=utf-8")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _entry(each: Happening, base: str) -> Entry:
    if each.kind in ("round", "answer"):
        path = url_for("rounds.page", round_id=each.place)
    elif each.thread:
        path = url_for("versions.page", version_id=each.place, show="all", _anchor=f"thread-{each.thread}")
    else:
        path = url_for("versions.page", version_id=each.place)
    return Entry(f"{base}/feeds/{each.kind}/{each.number}", base + path, say(each.title), each.at)
