"""Cards from a phone: each arrives once, its ratings by single taps, a calm hint while somebody writes."""

from contextlib import suppress
from typing import Any

from flask import Blueprint, current_app, redirect, request, url_for
from flask_babel import gettext
from sqlmodel import Session
from werkzeug.wrappers import Response

from journeys.domain.findings import Refused, Unknown
from journeys.domain.workshops import guiding
from journeys.domain.workshops.cards import rate_card, was_asked, write_card
from journeys.domain.workshops.releasing import RATINGS
from journeys.domain.workshops.suspicion import suspicions
from journeys.routes.forms import number_of, sent
from journeys.routes.guard import needs
from journeys.routes.participation import my_id
from journeys.routes.phone.own import plainly, refusal
from journeys.routes.phone.page import done, wants_little

OFFERED_ALWAYS = ("worry", "keep")
NUMBERS = ("severity", "priority")
bp = Blueprint("cards", __name__)


@bp.post("/w/<code>/cards")
@needs("participate")
def write(code: str) -> Response:
    typed = sent("kind", "text", "step", "form_key")
    try:
        with current_app.extensions["database"].writing() as session:
            said, step = {"text": typed["text"]}, number_of(typed["step"]) or None
            card = write_card(session, my_id(), typed["kind"], said, typed["form_key"], step)
    except Refused as refused:
        return refusal(code, typed["kind"], typed, refused)
    if typed["kind"] in OFFERED_ALWAYS and not wants_little():
        return redirect(url_for("own.say", code=code, kind=typed["kind"], saved=1), 303)
    return done(code, has_to_see=card.covered, card=card.id, step=typed["step"] or None)


@bp.post("/w/<code>/cards/<card>/rating")
@needs("participate")
def rating(code: str, card: str) -> Response:
    """One tap, or a whole form with what comes next. A card that is gone needs no rating."""
    then, step = request.form.get("then", ""), request.form.get("step", "")
    try:
        with current_app.extensions["database"].writing(can_wait=True) as session:
            mine = rate_card(session, my_id(), card, _ratings())
            if then == "rated":
                was_asked(session, my_id(), mine)
            elif then == "next":
                _through(session, number_of(step), mine.kind)
    except Unknown:
        return done(code)
    except Refused as refused:
        return plainly(refused)
    return done(code) if then else done(code, card=card, step=step or None)


def _through(session: Session, step_id: int, kind: str) -> None:
    """The question is answered. Where its step was taken away meanwhile, the rating counts all the same."""
    with suppress(Unknown):
        guiding.finish(session, my_id(), step_id, kind)


def _ratings() -> dict[str, Any]:
    """What was rated: an empty value is „Weiß ich nicht“, what is no value is left for the checks to refuse."""
    given = {name: request.form[name] for name in RATINGS if name in request.form}
    return {
        name: None if not text else (number_of(text) or text) if name in NUMBERS else text
        for name, text in given.items()
    }


@bp.post("/w/<code>/hint")
@needs("participate")
def hint(code: str) -> Response:
    """What the text may give away, in one sentence, while it is written; nothing is stored."""
    found = suspicions(sent("text")["text"])
    # It does not say which word it was, for the guess may be wrong.
    sentence = gettext(
        "Steht hier ein Name, ein Geburtsdatum oder eine Nummer? Schreiben Sie lieber „eine Person“."
    )
    return Response(sentence if found else "", content_type="text/plain; charset=utf-8")
