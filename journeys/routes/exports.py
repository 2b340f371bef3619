"""Whatever leaves as a file is remembered in the audit trail."""

from flask import current_app

from journeys.domain import audit
from journeys.routes.guard import person


def remember_export(about: str) -> None:
    """That who sent this request took `about` along: a document's id, or the title of a workshop or project."""
    with current_app.extensions["database"].writing() as rows:
        audit.remember(rows, "exported", person(), about)
