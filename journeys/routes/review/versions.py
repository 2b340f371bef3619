"""Versions of a service: the list, keeping one, the page on which it is read, commented on and approved."""

from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, request, url_for
from flask_babel import gettext

from journeys.domain.findings import Refused, Unknown
from journeys.domain.people import Person
from journeys.domain.review import approving, versions
from journeys.domain.review.threads import CHOICES, open_counts
from journeys.domain.review.versions import find_version
from journeys.domain.showing import find_service, show_service
from journeys.routes.changing import changing
from journeys.routes.errors import error_answer
from journeys.routes.forms import errors_of, say, sent
from journeys.routes.guard import needs, person
from journeys.routes.part import show
from journeys.routes.review.compared import compared_with
from journeys.routes.review.looking import Asked, asked
from journeys.routes.review.picture_files import picture_answer
from journeys.routes.review.reader import Reader, member
from journeys.routes.review.version_page import etag, values

bp = Blueprint("versions", __name__)


@bp.get("/services/<int:service_id>/versions")
@needs("read review")
def all_of_service(service_id: int) -> Response:
    return _all(service_id)


@bp.post("/services/<int:service_id>/versions")
@needs("keep version")
def keep(service_id: int) -> Response:
    """Keep the service as it is now; where nothing changed that is said, and the latest one is shown."""
    typed = sent("name", "reason")
    try:
        with current_app.extensions["database"].writing() as session:
            service = find_service(session, service_id)
            kept = versions.freeze(session, service, person(), name=typed["name"], reason=typed["reason"])
            number = kept.version.id
    except Refused as refused:
        return _all(service_id, 422, typed, errors_of(refused))
    if kept.is_new:
        flash(gettext("Der Stand ist festgehalten. Er ändert sich nicht mehr."))
    else:
        flash(gettext("Seit diesem Stand hat sich nichts geändert. Es gibt keinen neuen."))
    return redirect(url_for("versions.page", version_id=number), 303)  # type: ignore[return-value]


@bp.get("/versions/<int:version_id>")
@needs("read review")
def page(version_id: int) -> Response:
    return show_version(version_id, asked())


@bp.get("/versions/<int:version_id>/live")
@needs("read review")
def live(version_id: int) -> Response:
    """What changes while somebody looks, or 304."""
    looked = asked()
    with current_app.extensions["database"].reading() as session:
        reader = member(find_version(session, version_id))
        return live_answer(session, reader, looked)


@bp.get("/versions/<int:version_id>/<journey>/<any(map, blueprint):view>.<any(svg, png, pdf):format>")
@needs("export document")
def picture(version_id: int, journey: str, view: str, format: str) -> Response:
    with current_app.extensions["database"].reading() as session:
        version = find_version(session, version_id)
        document = versions.document_of(session, version)
    if document.journey(journey) is None:
        raise Unknown(f"journey {journey} of version {version_id}")
    return picture_answer(version, document, journey, view, format)


@bp.get("/versions/<int:version_id>/restore")
@needs("keep version")
def ask_back(version_id: int) -> Response:
    """What would change if this version were brought back."""
    with current_app.extensions["database"].reading() as session:
        version = find_version(session, version_id)
        shown = show_service(session, version.service_id)
        difference = compared_with(session, version, "now", back=True)
    where: dict[str, Any] = {
        "shown": shown,
        "project": shown.project,
        "version": version,
        "difference": difference,
    }
    return show("versions/restore.html", **where)


@bp.post("/versions/<int:version_id>/restore")
@needs("keep version")
def bring_back(version_id: int) -> Response:
    """The service becomes what it was; what it is now is kept as a version first, and it can be undone."""
    with current_app.extensions["database"].reading() as session:
        service_id = find_version(session, version_id).service_id
    try:
        with changing("service", service_id) as session:
            version = find_version(session, version_id)
            versions.bring_back(session, version, person())
            title = say(versions.title_of(version))
    except Refused as refused:
        return error_answer(422, " ".join(say(finding.text) for finding in refused.findings))
    flash(
        gettext(
            "„%(title)s“ ist wieder da. Was vorher dastand, ist als eigener Stand festgehalten.", title=title
        )
    )
    return redirect(url_for("versions.all_of_service", service_id=service_id), 303)  # type: ignore[return-value]


def show_version(version_id: int, looked: Asked, status: int = 200, **more: Any) -> Response:
    """The page of a version for members of the project. `more`: what was wrong with a form that was sent."""
    with current_app.extensions["database"].reading() as session:
        version = find_version(session, version_id)
        reader = member(version)
        shown = values(session, reader, looked)
        service = show_service(session, version.service_id)
        people = [each.name for each in _people(session, service.project.id)]
        difference = compared_with(session, version, request.args.get("beside", ""))
        author = session.get(Person, version.person_id) if version.person_id else None
    around: dict[str, Any] = {
        "shown": service,
        "project": service.project,
        "author": author.name if author else None,
    }
    about: dict[str, Any] = {"difference": difference, "people": people, "me": person()}
    return show("versions/page.html", None, status, **wording(), **shown, **around, **about, **form(more))


def form(more: dict[str, Any]) -> dict[str, Any]:
    """The form beside the threads and the one for an answer to a round, empty unless something was sent."""
    from journeys.routes.step_page import new_key

    return {"typed": {}, "errors": {}, "form_key": new_key(), "verdict": {}, "verdict_errors": {}, **more}


def live_answer(session: Any, reader: Reader, looked: Asked) -> Response:
    """The threads, the steps with their marks, the answers to rounds; 304 for who has seen them."""
    seen = etag(session, reader, looked)
    response = Response(status=304)
    if not request.if_none_match.contains(seen):
        response = show("versions/_live.html", **wording(), **values(session, reader, looked))
    response.headers["ETag"] = f'"{seen}"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def wording() -> dict[str, Any]:
    return {
        "title_of": versions.title_of,
        "causes": versions.CAUSES,
        "choices": CHOICES,
        "verdicts": approving.VERDICTS,
        "verdict_choices": approving.CHOICES,
        "verdict_means": approving.MEANS,
        "states": approving.STATES,
        "seen_seal": approving.seen_seal,
    }


def _people(session: Any, project_id: int) -> list[Person]:
    from journeys.domain.members import members_of

    return [each for each, _ in members_of(session, project_id)]


def _all(
    service_id: int,
    status: int = 200,
    typed: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    with current_app.extensions["database"].reading() as session:
        shown = show_service(session, service_id)
        every = versions.versions_of(session, service_id)
        names = {each.id: each.name for each in _people(session, shown.project.id)}
        rounds = {asked_.version.id: asked_ for asked_ in reversed(approving.rounds_of(session, service_id))}
        counts = open_counts(session, service_id)
        difference = compared_with(session, every[0], "now") if every else None
    here: dict[str, Any] = {
        "shown": shown,
        "project": shown.project,
        "service": shown.service,
        "every": every,
        "names": names,
    }
    more: dict[str, Any] = {"rounds": rounds, "counts": counts, "difference": difference}
    return show(
        "versions/all.html", None, status, **wording(), **here, **more, typed=typed or {}, errors=errors or {}
    )
