"""The difference between two states of a service: in words, in a table, in the picture, with figures."""

from typing import Any

from flask import Blueprint, Response, current_app, request
from sqlmodel import Session

from journeys.domain.diff.uniting import united
from journeys.domain.document import Document
from journeys.domain.findings import Unknown
from journeys.domain.review import versions
from journeys.domain.review.versions import find_version
from journeys.domain.showing import show_service
from journeys.render.pictures import render_difference
from journeys.render.telling.side_by_side import in_rows
from journeys.routes.guard import needs
from journeys.routes.part import show
from journeys.routes.pictures import VIEWS as PICTURES
from journeys.routes.pictures import drawn
from journeys.routes.review.compared import Compared, compared_with
from journeys.routes.review.picture_files import as_file

VIEWS = ("words", "table", "map", "blueprint")
bp = Blueprint("differences", __name__)


@bp.get("/versions/<int:version_id>/difference")
@needs("read review")
def page(version_id: int) -> Response:
    view = request.args.get("view", "")
    view = view if view in VIEWS else VIEWS[0]
    with current_app.extensions["database"].reading() as session:
        version = find_version(session, version_id)
        shown = show_service(session, version.service_id)
        every = versions.versions_of(session, version.service_id)
        found = compared_with(session, version, request.args.get("beside", ""))
    journey = _journey(found, request.args.get("journey", "")) if found else ""
    picture, trouble = _picture(found, journey, view) if found else (None, "")
    rows = in_rows(found.before, found.after) if found and view == "table" else []
    around: dict[str, Any] = {
        "shown": shown,
        "project": shown.project,
        "service": shown.service,
        "version": version,
    }
    looked: dict[str, Any] = {
        "view": view,
        "journey": journey,
        "difference": found,
        "versions": every,
        "rows": rows,
    }
    return show(
        "versions/difference.html",
        **around,
        **looked,
        picture=picture,
        trouble=trouble,
        title_of=versions.title_of,
    )


@bp.get(
    "/versions/<int:version_id>/difference/<other>/<journey>/<any(map, blueprint):view>.<any(svg, png, pdf):format>"
)
@needs("export document")
def file(version_id: int, other: str, journey: str, view: str, format: str) -> Response:
    with current_app.extensions["database"].reading() as session:
        found = _found(session, version_id, other)
    if journey not in _journeys(found):
        raise Unknown(f"journey {journey} in the difference of version {version_id}")
    name = f"{found.after.service.short_name or found.after.service.name} {found.old.de} {found.new.de}"
    return as_file(lambda: _draw(found, journey, view, format), name, format)


def _found(session: Session, version_id: int, other: str) -> Compared:
    found = compared_with(session, find_version(session, version_id), other)
    if found is None:
        raise Unknown(f"{other} beside version {version_id}")
    return found


def _journeys(found: Compared) -> dict[str, Document]:
    """The journeys of both sides, each with a document that has it."""
    sides = (found.before, found.after)
    return {journey.id: document for document in sides for journey in document.journeys}


def _journey(found: Compared, wanted: str) -> str:
    """The one that is wanted, else the first that changed, else the first."""
    ids = list(dict.fromkeys(j.id for side in (found.after, found.before) for j in side.journeys))
    if wanted in ids:
        return wanted
    return next((ref for ref in ids if united(found.before, found.after, ref).became), ids[0])


def _picture(found: Compared, journey: str, view: str) -> tuple[object, str]:
    if view not in PICTURES:
        return None, ""
    return drawn(lambda: _draw(found, journey, view, "svg", prefix=f"{view}-"))


def _draw(found: Compared, journey: str, view: str, format: str, prefix: str = "") -> bytes:
    language = found.after.words_language
    return render_difference(
        found.before,
        found.after,
        PICTURES[view],
        format,  # type: ignore[arg-type]
        journey=journey,
        about=f"{found.old.in_(language)} → {found.new.in_(language)}",
        pen=current_app.extensions["pen"],
        cache=current_app.extensions["cache"],
        prefix=prefix,
    )
