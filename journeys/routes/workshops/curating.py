"""Curating cards: one tap, or a form of their own; each change has its undo, and a card that somebody else changed
meanwhile is shown as it stands now, with nothing typed lost."""

from collections.abc import Callable
from typing import Any, NamedTuple

from flask import Blueprint, current_app, flash, request, url_for
from flask_babel import gettext, lazy_gettext
from sqlmodel import Session
from werkzeug.wrappers import Response

from journeys.domain.findings import Refused, Stale
from journeys.domain.workshops import curating
from journeys.domain.workshops.cards import enter_card
from journeys.domain.workshops.curating import Done
from journeys.domain.workshops.planning import find_workshop
from journeys.domain.workshops.steps import places_of_journey
from journeys.domain.workshops.tables import Card, Deed, Workshop
from journeys.domain.workshops.wall import pinned_card
from journeys.routes.forms import errors_of, number_of, sent
from journeys.routes.guard import needs
from journeys.routes.workshops.desk import card_there, done, refusal, sheet, standpoint

Act = Callable[[Session, int, int], Done]
bp = Blueprint("curating", __name__)


class Tap(NamedTuple):
    """A change that needs nothing but a tap: what it does, what its button says, what is said afterwards."""

    act: Act
    button: Any
    said: Any


class Form(NamedTuple):
    """A change that needs a form: its fields, what it does with them, heading, what is said afterwards."""

    fields: tuple[str, ...]
    act: Callable[[Session, int, int, dict[str, str]], Done]
    heading: Any
    said: Any


TAPS = {
    "take-out": Tap(
        curating.take_out, lazy_gettext("Ausblenden"), lazy_gettext("Der Hinweis ist ausgeblendet.")
    ),
    "bring-back": Tap(
        curating.bring_back, lazy_gettext("Wieder einblenden"), lazy_gettext("Der Hinweis ist wieder da.")
    ),
    "show": Tap(
        curating.show_card,
        lazy_gettext("Allen zeigen"),
        lazy_gettext("Der Hinweis ist jetzt für alle sichtbar."),
    ),
    "uncover": Tap(
        curating.uncover, lazy_gettext("Nennt niemanden"), lazy_gettext("Der Hinweis ist geprüft.")
    ),
    "seen": Tap(curating.see, lazy_gettext("Passt so"), lazy_gettext("Der Hinweis bleibt, wie er ist.")),
    "mark": Tap(
        curating.mark_for_rewording,
        lazy_gettext("Später umformulieren"),
        lazy_gettext("Der Hinweis ist zum Umformulieren vorgemerkt."),
    ),
    "unmark": Tap(
        lambda session, n, revision: curating.mark_for_rewording(session, n, revision, False),
        lazy_gettext("Doch nicht umformulieren"),
        lazy_gettext("Der Hinweis ist nicht mehr vorgemerkt."),
    ),
}
FORMS = {
    "step": Form(
        ("step",),
        lambda s, n, revision, typed: curating.put_on_step(s, n, revision, number_of(typed["step"]) or None),
        lazy_gettext("Auf einen Schritt legen"),
        lazy_gettext("Der Hinweis liegt jetzt bei „%(step)s“."),
    ),
    "reword": Form(
        ("wording",),
        lambda s, n, revision, typed: curating.reword(s, n, revision, typed["wording"]),
        lazy_gettext("Hinweis umformulieren"),
        lazy_gettext("Der Hinweis ist umformuliert. Der erste Wortlaut bleibt erhalten."),
    ),
    "split": Form(
        ("first", "second"),
        lambda s, n, revision, typed: curating.split(s, n, revision, typed["first"], typed["second"]),
        lazy_gettext("Hinweis teilen"),
        lazy_gettext("Aus einem Hinweis sind zwei geworden."),
    ),
    "reply": Form(
        ("reply",),
        lambda s, n, revision, typed: curating.reply(s, n, revision, typed["reply"]),
        lazy_gettext("Auf den Hinweis antworten"),
        lazy_gettext("Die Antwort ist gespeichert. Wer den Hinweis schrieb, kann sie lesen."),
    ),
}


@bp.get("/cards/<int:card_id>")
@needs("moderate")
def card(card_id: int) -> Response:
    """All about one card: its text, also where it is covered, what was done with it, what can be done."""
    return _sheet(card_id, "_card_page")


@bp.post("/cards/<int:card_id>/<any('take-out', 'bring-back', show, uncover, seen, mark, unmark):what>")
@needs("moderate")
def tap(card_id: int, what: str) -> Response:
    try:
        with current_app.extensions["database"].writing() as session:
            changed = TAPS[what].act(session, card_id, _revision())
    except Refused as refused:
        return _refused(card_id, refused)
    except Stale:
        return _sheet(card_id, "_changed", 409, what=what, tap=TAPS[what])
    return _said(changed, TAPS[what].said)


@bp.get("/cards/<int:card_id>/<any(step, reword, split, reply):what>")
@needs("moderate")
def form(card_id: int, what: str) -> Response:
    return _sheet(card_id, f"_{what}_form", heading=FORMS[what].heading)


@bp.post("/cards/<int:card_id>/<any(step, reword, split, reply):what>")
@needs("moderate")
def save(card_id: int, what: str) -> Response:
    it, inner = FORMS[what], f"_{what}_form"
    typed = sent(*it.fields)
    try:
        with current_app.extensions["database"].writing() as session:
            changed = it.act(session, card_id, _revision(), typed)
            step = _step_title(session, changed.card)
    except Refused as refused:
        errors = _at_empty_fields(typed, errors_of(refused))
        return _sheet(card_id, inner, 422, heading=it.heading, typed=typed, errors=errors)
    except Stale as stale:
        return _sheet(card_id, inner, 409, heading=it.heading, typed=typed, stale=stale)
    return _said(changed, it.said % {"step": step} if what == "step" else it.said)


def _at_empty_fields(typed: dict[str, str], errors: dict[str, str]) -> dict[str, str]:
    """The domain says what is wrong with a text; here, at which field: the first empty one, else the first too long."""
    sentences = list(errors.values())
    worst = sorted(typed, key=lambda name: (bool(typed[name].strip()), -len(typed[name])))
    return dict(zip(worst, sentences, strict=False))


@bp.post("/deeds/<int:deed_id>/undo")
@needs("moderate")
def undo(deed_id: int) -> Response:
    try:
        with current_app.extensions["database"].writing() as session:
            restored = curating.undo(session, deed_id)
    except Refused as refused:
        with current_app.extensions["database"].reading() as session:
            return refusal(find_workshop(session, session.get_one(Deed, deed_id).workshop_id), refused, 409)
    flash(gettext("Rückgängig gemacht."))
    return done(restored.workshop_id, f"card-{restored.id}")


@bp.get("/workshops/<int:workshop_id>/cards/new")
@needs("moderate")
def new(workshop_id: int) -> Response:
    return _enter_form(workshop_id)


@bp.post("/workshops/<int:workshop_id>/cards")
@needs("moderate")
def enter(workshop_id: int) -> Response:
    """A card for somebody in the room."""
    typed = sent("kind", "text", "step", "form_key")
    try:
        with current_app.extensions["database"].writing() as session:
            step = number_of(typed["step"]) or None
            said = {"text": typed["text"]}
            made = enter_card(session, workshop_id, typed["kind"], said, typed["form_key"], step)
    except Refused as refused:
        return _enter_form(workshop_id, 422, typed=typed, errors=errors_of(refused))
    undo = url_for("curating.tap", card_id=made.id, what="take-out", revision=made.revision, **standpoint())
    flash([gettext("Der Hinweis ist eingetragen."), undo])  # type: ignore[arg-type]
    return done(workshop_id, f"card-{made.id}")


def _enter_form(workshop_id: int, status: int = 200, **more: Any) -> Response:
    with current_app.extensions["database"].reading() as session:
        workshop = find_workshop(session, workshop_id)
        values = {"places": places_of_journey(session, workshop), "typed": {}, **more}
    return sheet(
        "_enter_form", gettext("Hinweis für jemanden im Raum"), workshop, status, mark="sheet-", **values
    )


def _revision() -> int:
    """The card's revision as the button, the form or the line with its undo names it."""
    return number_of(request.values.get("revision", ""))


def _said(changed: Done, text: Any) -> Response:
    address = url_for("curating.undo", deed_id=changed.deed.id, **standpoint())
    flash([str(text), address])  # type: ignore[arg-type]
    return done(changed.card.workshop_id, f"card-{changed.card.id}")


def _step_title(session: Session, card: Card) -> str:
    workshop: Workshop = find_workshop(session, card.workshop_id)
    titles = {place.id: f"{place.number} {place.title}" for place in places_of_journey(session, workshop)}
    return titles.get(card.step_id or 0, str(gettext("Ohne Schritt")))


def _refused(card_id: int, refused: Refused) -> Response:
    with current_app.extensions["database"].reading() as session:
        return refusal(card_there(session, card_id)[1], refused)


def _sheet(card_id: int, inner: str, status: int = 200, **more: Any) -> Response:
    with current_app.extensions["database"].reading() as session:
        there, workshop = card_there(session, card_id)
        values = {
            "pin": pinned_card(session, workshop, there),
            "card": there,
            "places": places_of_journey(session, workshop),
            "last": curating.last_deed(session, workshop, there),
            "heading": gettext("Ein Hinweis"),
            "typed": {},
            **more,
        }
        return sheet(inner, str(values.pop("heading")), workshop, status, **values)
