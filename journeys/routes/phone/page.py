"""What all pages of a participant share, and how their forms are answered."""

from datetime import timedelta
from typing import Any

from flask import redirect, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from journeys.domain.findings import Unknown
from journeys.domain.tables import now
from journeys.domain.workshops.joining import workshop_of
from journeys.domain.workshops.moods import MOODS
from journeys.domain.workshops.running import clock, running_item, unhurried_seconds
from journeys.domain.workshops.tables import Workshop
from journeys.routes.live import Key, etag_of
from journeys.routes.part import show
from journeys.routes.participation import here, me
from journeys.routes.step_page import new_key

MINIMAL = "return=minimal"
"""RFC 7240: who sends what had waited on a device needs no page, only to know that it arrived."""


def workshop_here(session: Session, code: str) -> Workshop:
    """The workshop in whatever state; the guard has let only its participants in."""
    workshop = workshop_of(session, code)
    if workshop is None:
        raise Unknown(f"workshop {code}")
    return workshop


def scene_key(workshop: Workshop) -> Key:
    """Changes when the moderation goes on; the same for all phones."""
    return ("scene", workshop.code, workshop.scene)


def scene_values(session: Session, workshop: Workshop) -> dict[str, object]:
    """What every phone shows of the workshop: the running item and its clock. `item_key` changes when the moderation
    goes on, not when it only gives more time."""
    item = running_item(session, workshop)
    moment = now()
    time = clock(workshop, item, moment)
    ends_at = moment + timedelta(seconds=time.left if time else 0)
    ends = int(ends_at.timestamp()) * 1000
    return {
        "workshop": workshop,
        "item": item,
        "item_key": f"{workshop.item_id or 0}-{workshop.state}",
        "time": time,
        "spread": int(unhurried_seconds(workshop) * 1000),
        "ends": ends,
        "ends_at": ends_at,
    }


def page_of(
    session: Session, workshop: Workshop, template: str, status: int = 200, **values: Any
) -> Response:
    """A page of the participant who asks."""
    who = here()
    shared: dict[str, Any] = {
        "code": workshop.code,
        "me": me(session),
        "return_code": who.return_code if who else "",
        "scene_etag": etag_of(scene_key(workshop)),
        "form_key": f"k{new_key()}",
        "moods": MOODS,
        "server_time": int(now().timestamp() * 1000),
        **scene_values(session, workshop),
    }
    return show(template, status=status, **(shared | values))


def done(code: str, has_to_see: bool = False, **query: Any) -> Response:
    """The answer to a form that was taken: on with the guided page, or nothing for who needs no page, unless there is
    something on it that they have to see."""
    if wants_little() and not has_to_see:
        return Response(status=204)
    return redirect(url_for("guided.page", code=code, **query), 303)


def wants_little() -> bool:
    """Whether the sender said that it needs no page."""
    return MINIMAL in request.headers.get("Prefer", "")
