"""What people without an account see by a share link: a version, and nothing else from there."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, redirect, request, url_for
from flask_babel import gettext

from journeys.domain import attempts
from journeys.domain.findings import Refused, Unknown
from journeys.domain.review import share_links, versions
from journeys.domain.review.commenting import Writer
from journeys.domain.review.tables import Version
from journeys.domain.tables import now
from journeys.routes.errors import error_answer
from journeys.routes.forms import errors_of, sent
from journeys.routes.guard import needs
from journeys.routes.headers import allow_frame
from journeys.routes.limits import many_tries, slowed
from journeys.routes.part import show, wants_part
from journeys.routes.pictures import drawn
from journeys.routes.review.comments import FIELDS, write
from journeys.routes.review.looking import Asked, asked
from journeys.routes.review.picture_files import picture_answer, picture_file
from journeys.routes.review.presenting import present_version
from journeys.routes.review.reader import Reader, guest
from journeys.routes.review.version_page import journey_in, values
from journeys.routes.review.versions import form, live_answer, wording
from journeys.routes.visitor import lent, remember_opened, shared, visitor
from journeys.settings import COMMENTS_BY_LINK, WRONG_CODES_BROWSER

bp = Blueprint("shared", __name__)


@bp.get("/s/<share>")
@needs("open shared")
def page(share: str) -> Response:
    """The version; where the link has a password, first the question for it."""
    link = lent()
    if link is None:
        return _gone()
    if shared() is None:
        return show("shared/password.html", share=share, errors={})
    with current_app.extensions["database"].writing() as session:
        share_links.count_opening(session, link.link_id)
    return _page(share, asked())


@bp.post("/s/<share>")
@needs("open shared")
def unlock(share: str) -> Response:
    """The password of the link; wrong ones make a pause that grows, for this link alone."""
    link = lent()
    if link is None:
        return _gone()
    bound = {f"link-{link.link_id}": WRONG_CODES_BROWSER.value}
    database = current_app.extensions["database"]
    with database.reading() as session:
        waits = attempts.pause(session, bound, now())
        is_right = not waits and share_links.opens(session, link.link_id, request.form.get("password", ""))
    if not is_right:
        if not waits:
            with database.writing() as session:
                attempts.count_wrong(session, bound, now())
        sentence = many_tries(waits) if waits else gettext("Das Passwort stimmt nicht.")
        answer = show(
            "shared/password.html", None, 429 if waits else 422, share=share, errors={"password": sentence}
        )
        return slowed(answer, waits)  # type: ignore[return-value]
    remember_opened(link)
    return redirect(url_for("shared.page", share=share), 303)  # type: ignore[return-value]


@bp.get("/s/<share>/live")
@needs("open shared")
def live(share: str) -> Response:
    """What changes while somebody looks; a link that has ended says so at the next look."""
    if shared() is None:
        return _gone()
    looked = asked()
    with current_app.extensions["database"].reading() as session:
        return live_answer(session, _reader(session, share), looked)


@bp.post("/s/<share>/comments")
@needs("comment shared")
def comment(share: str) -> Response:
    """A comment under the name that the guest gives; what could not be stored stays in the form."""
    typed, looked = sent(*FIELDS, "guest"), asked(request.form)
    link = visitor()
    bound = {f"comments-by-link-{link.link_id}": COMMENTS_BY_LINK.value}
    try:
        with current_app.extensions["database"].writing() as session:
            waits = attempts.seconds_to_wait(session, bound, now())
            version = share_links.version_for(session, link)
            if not waits:
                by = Writer(guest=typed["guest"], link_id=link.link_id)
                row = write(session, version.id, typed, by)
                at = row.thread_id or row.id
    except Refused as refused:
        return _page(share, looked, 422, typed=typed, errors=errors_of(refused))
    if waits:
        sentence = gettext("Über diesen Link kamen gerade sehr viele Kommentare. Bitte warten Sie etwas.")
        return slowed(_page(share, looked, 429, typed=typed, errors={"text": sentence}), waits)  # type: ignore[return-value]
    flash(gettext("Ihr Kommentar ist gespeichert."))
    where = looked._replace(thread=0).plain(_anchor=f"thread-{at}")
    return redirect(url_for("shared.page", share=share, **where), 303)  # type: ignore[return-value, arg-type]


@bp.get("/s/<share>/present")
@needs("read shared")
def present(share: str) -> Response:
    with current_app.extensions["database"].reading() as session:
        return present_version(session, _reader(session, share))


@bp.get("/s/<share>/<journey>/<any(map, blueprint):view>.<any(svg, png, pdf):format>")
@needs("read shared")
def picture(share: str, journey: str, view: str, format: str) -> Response:
    with current_app.extensions["database"].reading() as session:
        version = share_links.version_for(session, visitor())
        document = versions.document_of(session, version)
    if document.journey(journey) is None:
        raise Unknown(f"journey {journey}")
    return picture_answer(version, document, journey, view, format)


@bp.get("/s/<share>/embed")
@needs("read shared")
def embed(share: str) -> Response:
    """The picture with the journey in words under it, for the one wiki that the link names: only there it may stand in
    a frame."""
    link = visitor()
    if not link.embedded_in:
        abort(404)
    looked = Asked(view=asked().view if asked().view != "steps" else "map", journey=asked().journey)
    with current_app.extensions["database"].reading() as session:
        version = share_links.version_for(session, link)
        document = versions.document_of(session, version)
    journey = journey_in(document, looked.journey)
    if looked.view == "list":
        looked = looked._replace(view="map")
    svg, trouble = drawn(lambda: picture_file(version, document, journey.id, looked.view, "svg"))
    where: dict[str, Any] = {
        "version": version,
        "document": document,
        "journey": journey,
        "share": share,
        "asked": looked,
    }
    allow_frame(link.embedded_in)
    return show("shared/embed.html", **where, picture=svg, trouble=trouble, **wording())


def _reader(session: Any, share: str) -> Reader:
    version: Version = share_links.version_for(session, visitor())
    return guest(version, share)


def _page(share: str, looked: Asked, status: int = 200, **more: Any) -> Response:
    with current_app.extensions["database"].reading() as session:
        shown = values(session, _reader(session, share), looked)
    around: dict[str, Any] = {"guest": True, "difference": None, "people": [], "me": None, "project": None}
    return show("shared/page.html", None, status, **wording(), **shown, **around, **form(more))


def _gone() -> Response:
    """One sentence for a link that never was, that has ended, and for who guesses."""
    sentence = gettext("Dieser Link gilt nicht oder nicht mehr. Bitte fragen Sie, wer ihn Ihnen gegeben hat.")
    if wants_part():
        return Response(status=404, headers={"HX-Redirect": request.path.removesuffix("/live")})
    return error_answer(404, sentence)
