"""The studio, which everything that is changed in it answers with too."""

from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import current_app, redirect, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from journeys.domain import history
from journeys.domain.filtering import Filter, filtered, read_filter
from journeys.domain.findings import Unknown
from journeys.domain.flow import onward
from journeys.domain.journeys import Journey
from journeys.domain.people import Person
from journeys.domain.proofing import proofs, titles
from journeys.domain.services import Service
from journeys.domain.showing import names_of, show_service
from journeys.domain.stations import Station, arrangement, station
from journeys.routes.edit_words import called, clashes
from journeys.routes.forms import number_of
from journeys.routes.guard import person
from journeys.routes.part import show, wants_part
from journeys.routes.pictures import Asked, for_page
from journeys.routes.step_form import form_values
from journeys.routes.step_page import new_key

NO_TROUBLE: dict[str, Any] = {"errors": {}, "at": "", "stale": None, "reshaping": {}, "overwrites": []}
VIEWS = ("blueprint", "map", "list")
PANELS = ("step", "notes", "before", "after", "split")


def in_studio() -> bool:
    """Whether the form that was sent stands in the studio."""
    return request.form.get("studio") in VIEWS


def back_to_studio(journey_id: int, chosen: int | None = None, panel: str = "step") -> Response:
    """The studio after a change, with the step `chosen` (0: none; nothing: the one that was)."""
    step = _chosen() if chosen is None else chosen
    address = _address(journey_id, step, panel)
    if not wants_part():
        return redirect(address, 303)
    response = show_studio(journey_id, step, panel)
    response.headers["HX-Push-Url"] = address
    return response


def show_studio(
    journey_id: int, chosen: int | None = None, panel: str = "", status: int = 200, **trouble: Any
) -> Response:
    """The studio's page, for HTMX all of it that changes. `trouble`: what was wrong with the form that was sent."""
    chosen = _chosen() if chosen is None else chosen
    with current_app.extensions["database"].reading() as session:
        row = session.get(Journey, journey_id)
        if row is None:
            raise Unknown(f"journey {journey_id}")
        values = _around(session, row)
        values |= _beside(session, row, chosen, panel or _panel(), trouble)
    values["clashes"] = clashes(values["overwrites"], values["document"])
    values["called"] = called
    return show("studio/page.html", "studio/_studio.html", status, **values)


def _around(session: Session, row: Journey) -> dict[str, Any]:
    """The journey, its picture, and what to look at in it."""
    shown, view = show_service(session, row.service_id), _view()
    value = shown.document.journey(row.ref)
    assert value is not None
    by = read_filter(_asked(), shown.document)
    drawn, no_picture = (
        (None, "") if view == "list" else for_page(session, shown, row, view, Asked(by, in_studio=True))
    )
    me = person()
    return {
        "shown": shown,
        "project": shown.project,
        "document": shown.document,
        "row": row,
        "journey": value,
        "view": view,
        "picture": drawn,
        "trouble": no_picture,
        "proofs": proofs(shown.document, value),
        "numbered": titles(filtered(shown.document, value, by)),
        "by": by,
        "asked": by.asked(),
        "filter_asked": urlencode(by.asked()),
        "onward": onward(value),
        "names": names_of(shown.document),
        "targets": shown.steps,
        "here": arrangement(session, row.id),
        "reach": history.reach(session, row.service_id, me.id),
        "others": _others(session, row.service_id, me.id),
        "etag": etag(session, row, me.id),
    }


def etag(session: Session, row: Journey, person_id: int) -> str:
    """What the studio shows of the journey: another one when anything of it has changed, or what one can undo."""
    reach = history.reach(session, row.service_id, person_id)
    service = session.get_one(Service, row.service_id)
    turns = (reach.undo and reach.undo.id, reach.redo and reach.redo.id)
    seen = (service.changes, turns, _view(), sorted(_asked().items()))
    return sha256(repr(seen).encode()).hexdigest()[:32]


def _beside(
    session: Session, row: Journey, chosen: int, panel: str, trouble: dict[str, Any]
) -> dict[str, Any]:
    """The panel: what is said of the chosen step, or what can be done with it."""
    values: dict[str, Any] = {"panel": panel, **NO_TROUBLE}
    step = _station(session, row, chosen)
    values["chosen"] = step
    if step is not None:
        values |= form_values(session, step)
        values |= {"kind": "pain_point", "form_key": new_key(), "saved": 0}
    form: dict[str, Any] = trouble.pop("form", {})
    return values | form | trouble


def _station(session: Session, row: Journey, chosen: int) -> Station | None:
    """The chosen step, unless it is gone or in another journey by now."""
    try:
        step = station(session, chosen)
    except Unknown:
        return None
    return step if step.journey.id == row.id else None


def _others(session: Session, service_id: int, person_id: int) -> tuple[history.Edit, str] | None:
    last = history.last_of_others(session, service_id, person_id)
    return (last, session.get_one(Person, last.person_id).name) if last else None


def _address(journey_id: int, step: int, panel: str) -> str:
    view = _view()
    where: dict[str, Any] = {
        "view": None if view == VIEWS[0] else view,
        "step": step or None,
        "panel": None if panel == PANELS[0] else panel,
        "_anchor": "panel" if step else None,
        **_asked(),
    }
    return url_for("studio.page", journey_id=journey_id, **where)


def _view() -> str:
    view = request.form.get("studio") or request.args.get("view", "")
    return view if view in VIEWS else VIEWS[0]


def _asked() -> dict[str, str]:
    """What part of the journey is to be shown, as the address says it, or the form that was sent from there."""
    said = request.form.get("filter")
    asked = request.args if said is None else dict(parse_qsl(said))
    return {name: asked[name] for name in Filter._fields if asked.get(name)}


def _panel() -> str:
    panel = request.form.get("panel") or request.args.get("panel", "")
    return panel if panel in PANELS else PANELS[0]


def _chosen() -> int:
    return number_of(request.form.get("chosen") or request.args.get("step", ""))
