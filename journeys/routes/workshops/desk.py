"""What the moderation's pages of a running workshop share: where in the cockpit one is, how a change is answered."""

from typing import Any

from flask import redirect, request, url_for
from flask_babel import gettext
from sqlmodel import Session
from werkzeug.wrappers import Response

from journeys.domain.findings import Refused, Unknown
from journeys.domain.workshops.planning import find_workshop
from journeys.domain.workshops.tables import AgendaItem, Card, Workshop
from journeys.domain.workshops.wall import SHOWS, Show
from journeys.routes.forms import errors_of
from journeys.routes.part import show, wants_part


def shown_switch() -> Show:
    """The switch of the wall that the address or form names; „new“ without."""
    named = request.values.get("show", "")
    return next((each for each in SHOWS if each == named), "new")


def looks() -> bool:
    """Whether the moderation chose to see what is still written silently."""
    return request.values.get("look", "") == "1"


def standpoint() -> dict[str, Any]:
    """The same for links and forms, so that one comes back to where one was."""
    named: Show = shown_switch()
    return ({"show": named} if named != "new" else {}) | ({"look": "1"} if looks() else {})


def done(workshop_id: int, anchor: str | None = None) -> Response:
    """The answer to a change: back to the cockpit, or for its script what was just done."""
    if wants_part():
        return show("components/_notice.html")
    address = url_for("cockpit.page", workshop_id=workshop_id, _anchor=anchor, **standpoint())
    return redirect(address, 303)


def sheet(inner: str, heading: str, workshop: Workshop, status: int = 200, **values: Any) -> Response:
    """A small page beside the cockpit, which its script shows over it; `inner` is the template of what is in it."""
    inner = f"workshops/cockpit/{inner}.html"
    shared = {"inner": inner, "heading": heading, "workshop": workshop, "where": standpoint(), "errors": {}}
    page, part = "workshops/cockpit/sheet.html", "workshops/cockpit/_sheet.html"
    return show(page, part, status, **{**shared, "stale": None, **values})


def refusal(workshop: Workshop, refused: Refused, status: int = 422) -> Response:
    """A change that is not possible, in one sentence, with the way back."""
    sentence = next(iter(errors_of(refused).values()), "")
    return sheet("_refused", gettext("Das geht so nicht"), workshop, status, sentence=sentence)


def card_there(session: Session, card_id: int) -> tuple[Card, Workshop]:
    """A card and its workshop; raises Unknown."""
    card = session.get(Card, card_id)
    if card is None:
        raise Unknown(f"card {card_id}")
    return card, find_workshop(session, card.workshop_id)


def item_there(session: Session, workshop_id: int, item_id: int) -> AgendaItem:
    """An agenda item of this workshop; raises Unknown."""
    item = session.get(AgendaItem, item_id)
    if item is None or item.workshop_id != workshop_id:
        raise Unknown(f"agenda item {item_id} of workshop {workshop_id}")
    return item
