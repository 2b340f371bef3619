"""What Bürgerreise stores, why and for how long: for everybody, and filled from how this installation is set up."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, current_app
from sqlmodel import func, select
from werkzeug.wrappers import Response

from journeys.domain.attempts import kept_for
from journeys.domain.projects import Project
from journeys.domain.workshops.figures import FEWEST
from journeys.routes.guard import needs
from journeys.routes.language import language_cookie
from journeys.routes.part import show
from journeys.settings import (
    AUDIT_DAYS,
    EDIT_HOURS,
    INVITATION_DAYS,
    RETENTION_MONTHS,
    SIGN_IN_DAYS,
    SIGN_IN_IDLE_DAYS,
    SIGN_IN_LINK_MINUTES,
    WRONG_CODES_ADDRESS,
    WRONG_CODES_BROWSER,
    WRONG_CODES_MINUTES,
    WRONG_PASSWORDS_ACCOUNT,
    WRONG_PASSWORDS_ADDRESS,
)
from journeys.tidying import FORGET_SECONDS

bp = Blueprint("privacy", __name__)


@bp.get("/privacy")
@needs("read privacy")
def page() -> Response:
    return show("privacy/page.html", **_facts(), **_set_up())


def _set_up() -> dict[str, Any]:
    """How this installation is set up."""
    settings, database = current_app.extensions["settings"], current_app.extensions["database"]
    with database.reading() as rows:
        months = rows.exec(
            select(func.min(Project.retention_months), func.max(Project.retention_months))
        ).one()
    shortest, longest = months if months[0] else (RETENTION_MONTHS.value, RETENTION_MONTHS.value)
    return {
        "contact": settings.privacy_contact,
        "is_sqlite": database.is_sqlite,
        "with_office": settings.provider is not None,
        "with_mail": settings.mail_server is not None,
        "cookies": {"session": current_app.config["SESSION_COOKIE_NAME"], "language": language_cookie()},
        "shortest": shortest,
        "longest": longest,
    }


def _facts() -> dict[str, Any]:
    """Times and bounds that hold everywhere."""
    counted = kept_for() + timedelta(seconds=FORGET_SECONDS)
    return {
        "fewest": FEWEST,
        "usual": RETENTION_MONTHS.value,
        "sign_in_days": SIGN_IN_DAYS.value,
        "idle_days": SIGN_IN_IDLE_DAYS.value,
        "link_minutes": SIGN_IN_LINK_MINUTES.value,
        "invitation_days": INVITATION_DAYS.value,
        "audit_days": AUDIT_DAYS.value,
        "edit_hours": EDIT_HOURS.value,
        "counted_hours": -(-counted // timedelta(hours=1)),
        "code_minutes": WRONG_CODES_MINUTES.value,
        "codes_browser": WRONG_CODES_BROWSER.value,
        "codes_address": WRONG_CODES_ADDRESS.value,
        "passwords_account": WRONG_PASSWORDS_ACCOUNT.value,
        "passwords_address": WRONG_PASSWORDS_ADDRESS.value,
    }
