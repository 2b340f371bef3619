"""The audit trail, for who manages the installation: what happened, the latest first."""

from flask import Blueprint, current_app, request
from werkzeug.wrappers import Response

from journeys.domain import audit
from journeys.routes.forms import number_of
from journeys.routes.guard import needs
from journeys.routes.part import show
from journeys.settings import AUDIT_DAYS

A_PAGE = 100
bp = Blueprint("audit", __name__)


@bp.get("/audit")
@needs("read audit trail")
def page() -> Response:
    before = number_of(request.args.get("before", "")) or None
    with current_app.extensions["database"].reading() as rows:
        found = audit.entries(rows, before, A_PAGE + 1)
    more = found[A_PAGE - 1].id if len(found) > A_PAGE else None
    return show(
        "audit/page.html",
        entries=found[:A_PAGE],
        words=audit.WHAT,
        more=more,
        before=before,
        days=AUDIT_DAYS.value,
    )
