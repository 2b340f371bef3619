"""The minutes as Markdown and on paper, and what the moderation did, without texts."""

import csv
import io

from flask import Blueprint, Response, current_app
from flask_babel import gettext

from journeys.domain.markdown import as_markdown
from journeys.domain.naming import slug
from journeys.domain.workshops.log import entries
from journeys.domain.workshops.minutes import minutes
from journeys.domain.workshops.planning import find_workshop
from journeys.domain.workshops.tables import Workshop
from journeys.render.report import report
from journeys.routes.exports import remember_export
from journeys.routes.forms import say
from journeys.routes.guard import needs

bp = Blueprint("minutes", __name__)


@bp.get("/workshops/<int:workshop_id>/minutes.md")
@needs("read workshop")
def as_text(workshop_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        workshop = find_workshop(session, workshop_id)
        text = as_markdown(minutes(session, workshop))
    return _file(workshop, "Protokoll", "md", text.encode(), "text/markdown; charset=utf-8")


@bp.get("/workshops/<int:workshop_id>/minutes.pdf")
@needs("read workshop")
def on_paper(workshop_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        workshop = find_workshop(session, workshop_id)
        blocks = minutes(session, workshop)
    content = report(blocks, "Probe" if workshop.is_rehearsal else "")
    return _file(workshop, "Protokoll", "pdf", content, "application/pdf")


@bp.get("/workshops/<int:workshop_id>/log.csv")
@needs("read workshop")
def log(workshop_id: int) -> Response:
    """For spreadsheets as offices have them: marked as UTF-8, with semicolons."""
    with current_app.extensions["database"].reading() as session:
        workshop = find_workshop(session, workshop_id)
        rows = entries(session, workshop)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([gettext("Tag"), gettext("Was die Moderation getan hat"), gettext("Rückgängig gemacht")])
    for each in rows:
        day = f"{each.day:%Y-%m-%d}" if each.day else ""
        writer.writerow([day, say(each.words), gettext("ja") if each.undone else gettext("nein")])
    content = out.getvalue().encode("utf-8-sig")
    return _file(workshop, "Moderation", "csv", content, "text/csv; charset=utf-8")


def _file(workshop: Workshop, what: str, ending: str, content: bytes, type_: str) -> Response:
    remember_export(workshop.title)
    response = Response(content, content_type=type_)
    name = slug(f"{what} {workshop.title}")
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{ending}")
    response.headers["Cache-Control"] = "private, no-cache"
    return response
