"""Everything of a project as one ZIP, sent while it is made."""

from collections.abc import Iterator, Sequence

from flask import Blueprint, Response, current_app
from flask_babel import get_locale, gettext

from journeys import __version__
from journeys.database import Database
from journeys.domain import bundles
from journeys.domain.naming import slug
from journeys.domain.projects import find_project
from journeys.render.bundle import About, File, bundle
from journeys.render.bundled import files_of
from journeys.render.drawing import Pen
from journeys.routes.exports import remember_export
from journeys.routes.guard import allowed, needs

bp = Blueprint("bundles", __name__)


@bp.get("/projects/<int:project_id>/export.zip")
@needs("export document")
def project(project_id: int) -> Response:
    """Each service is read in a transaction of its own, when its turn comes."""
    extensions = current_app.extensions
    with extensions["database"].reading() as rows:
        found = find_project(rows, project_id)
        numbers = bundles.services_in(rows, project_id)
    remember_export(found.name)
    said = gettext(
        "Vorhaben „%(name)s“: jede Leistung in allen Formaten. Wieder einlesen lassen sich YAML, JSON, Excel und BPMN."
    )
    about = About(found.name, said % {"name": found.name}, __version__, str(get_locale() or "de"))
    files = _files(extensions["database"], extensions["pen"], numbers, allowed("read workshop"))
    response = current_app.response_class(bundle(files, about), content_type="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=f"{slug(found.name)}.zip")
    return response


def _files(database: Database, pen: Pen, numbers: Sequence[int], with_workshops: bool) -> Iterator[File]:
    for number in numbers:
        with database.reading() as rows:
            inside = bundles.take_along(rows, number, with_workshops)
        if inside:
            yield from files_of(inside.document, inside.folder, slug(inside.document.id), inside.papers, pen)
