"""The evidence of a service's analysis phase, on paper and as Markdown. For who moderates: it counts workshops."""

from flask import Blueprint, Response, current_app

from journeys.domain.blocks import Block
from journeys.domain.markdown import as_markdown
from journeys.domain.showing import find_service
from journeys.domain.workshops.evidence import evidence
from journeys.render.report import report
from journeys.routes.exports import remember_export
from journeys.routes.guard import needs

bp = Blueprint("evidence", __name__)


@bp.get("/services/<int:service_id>/evidence.pdf")
@needs("read workshop")
def on_paper(service_id: int) -> Response:
    ref, blocks = _told(service_id)
    content = report(blocks)
    return _file(ref, "pdf", content, "application/pdf")


@bp.get("/services/<int:service_id>/evidence.md")
@needs("read workshop")
def as_text(service_id: int) -> Response:
    ref, blocks = _told(service_id)
    return _file(ref, "md", as_markdown(blocks).encode(), "text/markdown; charset=utf-8")


def _told(service_id: int) -> tuple[str, list[Block]]:
    with current_app.extensions["database"].reading() as session:
        service = find_service(session, service_id)
        return service.ref, evidence(session, service)


def _file(ref: str, ending: str, content: bytes, type_: str) -> Response:
    remember_export(ref)
    response = Response(content, content_type=type_)
    response.headers.set("Content-Disposition", "attachment", filename=f"nachweis-{ref}.{ending}")
    response.headers["Cache-Control"] = "private, no-cache"
    return response
