"""The language of the screens: German unless the person chose English, remembered in a cookie."""

from typing import Any

from flask import Blueprint, Flask, abort, current_app, g, redirect, request
from flask_babel import Babel, get_locale, get_translations
from werkzeug.wrappers import Response

from journeys.routes.api.place import is_api
from journeys.routes.back import safe_target
from journeys.routes.guard import needs

LANGUAGES = {"de": "Deutsch", "en": "English"}
COOKIE = "language"
ONE_YEAR = 365 * 24 * 3600
bp = Blueprint("language", __name__)


def chosen_language() -> str:
    """The person's choice; never the browser's header, so that everybody of an office sees the same. Programs have
    none."""
    chosen = "" if is_api() else request.cookies.get(language_cookie(), "")
    return chosen if chosen in LANGUAGES else "de"


def language_cookie() -> str:
    """The name of the cookie. As with the session: over https browsers take it from this very host only."""
    return f"__Host-{COOKIE}" if current_app.config["SESSION_COOKIE_SECURE"] else COOKIE


def speak(app: Flask, time_zone: str) -> None:
    """Translate templates and tell them the language."""
    Babel(app, default_locale="de", default_timezone=time_zone, locale_selector=chosen_language)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: _spoken().ugettext(text),
        lambda one, many, count: _spoken().ungettext(one, many, count),
        newstyle=True,
    )
    app.add_template_global(lambda: str(get_locale() or "de"), "language")
    app.jinja_env.globals["languages"] = LANGUAGES
    app.register_blueprint(bp)


def _spoken() -> Any:
    """The translations of this request: a page asks for a hundred texts, and looking for its language each time takes
    longer than finding the text."""
    if "spoken" not in g:
        g.spoken = get_translations()
    return g.spoken


@bp.get("/language/<wanted>")
@needs("choose language")
def choose(wanted: str) -> Response:
    if wanted not in LANGUAGES:
        abort(404)
    response = redirect(safe_target(request.args.get("next", "")), 303)
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(
        language_cookie(), wanted, max_age=ONE_YEAR, httponly=True, samesite="Lax", secure=secure
    )
    return response
