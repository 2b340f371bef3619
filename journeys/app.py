"""Joins the parts to an app."""

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from journeys import __version__
from journeys.database import Database
from journeys.domain.building_blocks import load
from journeys.keys import secret_key
from journeys.places import place
from journeys.proxies import TrustedProxies
from journeys.render.cache import Cache
from journeys.render.drawing import Pen
from journeys.routes import (
    account,
    api_tokens,
    archiving,
    arranging,
    assets,
    audit,
    building_blocks,
    bundles,
    comparison,
    documents,
    drafting,
    errors,
    evidence,
    exporting,
    guard,
    headers,
    health,
    heat,
    journeys,
    lanes,
    language,
    mail,
    members,
    notes,
    numbers,
    part,
    pasting,
    people,
    personas,
    phrases,
    pictures,
    placing,
    privacy,
    projects,
    proposals,
    removing,
    retention,
    second_factor,
    services,
    sessions,
    sign_in,
    single_sign_on,
    starting,
    steps,
    studio,
)
from journeys.routes import help as help_pages
from journeys.routes.api.pages import API_PAGES
from journeys.routes.attendance import Attendance
from journeys.routes.memory import Memory
from journeys.routes.phone import PHONE_PAGES
from journeys.routes.review import REVIEW_PAGES
from journeys.routes.workshops import WORKSHOP_PAGES
from journeys.settings import CACHE_BYTES, UPLOAD_BYTES, Settings

PAGES = (
    help_pages.bp,
    projects.bp,
    proposals.bp,
    members.bp,
    archiving.bp,
    services.bp,
    journeys.bp,
    comparison.bp,
    documents.bp,
    exporting.bp,
    pasting.bp,
    placing.bp,
    pictures.bp,
    heat.bp,
    steps.bp,
    notes.bp,
    arranging.bp,
    studio.bp,
    drafting.bp,
    evidence.bp,
    building_blocks.bp,
    bundles.bp,
    starting.bp,
    lanes.bp,
    personas.bp,
    sign_in.bp,
    second_factor.bp,
    people.bp,
    account.bp,
    mail.bp,
    audit.bp,
    retention.bp,
    removing.bp,
    privacy.bp,
    api_tokens.bp,
    *API_PAGES,
    *PHONE_PAGES,
    *REVIEW_PAGES,
    *WORKSHOP_PAGES,
)
FORM_BYTES = 64 * 1024  # what a form adds to the file it carries


def join(settings: Settings) -> Flask:
    """The app for these settings. Opens no connection and starts no process."""
    app = Flask("journeys", static_folder=None, template_folder=str(place("templates")))
    https = settings.public_url.startswith("https://")
    app.config.update(
        SECRET_KEY=secret_key(settings),
        MAX_CONTENT_LENGTH=UPLOAD_BYTES.value + FORM_BYTES,
        MAX_FORM_MEMORY_SIZE=UPLOAD_BYTES.value + FORM_BYTES,  # a document on its way back from a form
        WTF_CSRF_TIME_LIMIT=None,  # a form stays good as long as the session: nobody loses what they typed
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.wsgi_app = TrustedProxies(app.wsgi_app, settings.trusted_proxies)  # type: ignore[method-assign]
    equip(app, settings)
    numbers.bound_numbers(app)
    headers.set_headers(app, https)
    part.vary_by_part(app)
    guard.stand_guard(app)
    CSRFProtect(app)
    sessions.keep_sessions(app, https)
    single_sign_on.offer_office(app)
    language.speak(app, settings.time_zone)
    assets.keep_assets(app)
    health.watch_health(app)
    errors.answer_errors(app)
    for page in PAGES:
        app.register_blueprint(page)
    phrases.teach_phrases(app)
    app.jinja_env.globals["app_version"] = __version__
    app.add_template_global(guard.signed_in_person, "signed_in_person")
    app.add_template_global(guard.allowed, "allowed")
    app.add_template_global(guard.is_archived, "is_archived")
    app.add_template_global(part.wants_part, "wants_part")
    return app


def equip(app: Flask, settings: Settings) -> None:
    """Give the app what it works with, by these settings: database, pen, kept pictures, building blocks.

    Raises Refused, or OSError, when the office's own file of building blocks is of no use."""
    app.extensions["settings"] = settings
    app.extensions["database"] = Database(settings.database_url)
    app.extensions["pen"] = Pen(settings.dot)
    app.extensions["cache"] = Cache(settings.instance / "cache" / "pictures", CACHE_BYTES.value)
    app.extensions["memory"] = Memory()
    app.extensions["attendance"] = Attendance()
    app.extensions["building_blocks"] = load(settings.building_blocks)
    app.extensions["office"] = single_sign_on.office_of(settings)
