"""What belongs to a participant: „Das haben wir gehört“, worries and what should stay, questions, mending a card."""

from typing import Any

from flask import Blueprint, current_app, redirect, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from journeys.domain.findings import Refused
from journeys.domain.workshops import asking, guiding, moods
from journeys.domain.workshops.cards import correct_card, own_card, own_cards, withdraw_card
from journeys.domain.workshops.standing import STANDING, may_change, standing
from journeys.domain.workshops.steps import places_of_journey
from journeys.domain.workshops.tables import Card, Participant, Workshop
from journeys.routes.forms import errors_of, sent
from journeys.routes.guard import needs
from journeys.routes.participation import me, my_id
from journeys.routes.phone.page import done, page_of, wants_little, workshop_here

bp = Blueprint("own", __name__)


@bp.get("/w/<code>/heard")
@needs("participate")
def heard(code: str) -> Response:
    with current_app.extensions["database"].reading() as session:
        workshop, participant = workshop_here(session, code), me(session)
        where = guiding.guide(session, workshop, participant)
        values = heard_values(session, workshop, participant, where)
        return page_of(session, workshop, "phone/heard.html", guide=where, chosen=True, **values)


def heard_values(
    session: Session, workshop: Workshop, participant: Participant, where: guiding.Guide
) -> dict[str, Any]:
    """Own cards with what became of each, answers to questions, and what may still be added."""
    is_over = workshop.state == "closed"
    again = guiding.answered(session, workshop, participant) if where.stage != "role" and not is_over else ()
    return {
        "cards": [_told(card, workshop) for card in own_cards(session, participant)],
        "places": {place.id: place.title for place in places_of_journey(session, workshop)},
        "answers": asking.answers_for_all(session, workshop),
        "again": again,
        "asks_mood": participant.answer == "in" and moods.mood_of(session, participant.id, "end") is None,
    }


def _told(card: Card, workshop: Workshop) -> dict[str, Any]:
    stands = standing(card, workshop)
    return {"card": card, "stands": stands, "words": STANDING[stands], "may_change": may_change(card)}


@bp.get("/w/<code>/say/<any(worry, keep, question):kind>")
@needs("participate")
def say(code: str, kind: str) -> Response:
    """What may be said at any time, apart from the questions of the steps."""
    return _say_page(code, kind, saved=request.args.get("saved"))


def _say_page(code: str, kind: str, status: int = 200, **more: Any) -> Response:
    with current_app.extensions["database"].reading() as session:
        values = {"kind": kind, "typed": "", "errors": {}, "saved": None, **more}
        return page_of(session, workshop_here(session, code), "phone/say.html", status, **values)


@bp.post("/w/<code>/questions")
@needs("participate")
def ask(code: str) -> Response:
    """To the moderation, from nobody in particular: the key is bound to no participant."""
    typed = sent("text", "form_key")
    try:
        with current_app.extensions["database"].writing() as session:
            workshop = workshop_here(session, code)
            asking.ask_question(session, workshop.id or 0, typed["text"], typed["form_key"])
    except Refused as refused:
        return refusal(code, "question", typed, refused)
    return done(code, asked=1)


@bp.get("/w/<code>/cards/<card>")
@needs("participate")
def edit(code: str, card: str) -> Response:
    return _edit_page(code, card)


@bp.post("/w/<code>/cards/<card>")
@needs("participate")
def correct(code: str, card: str) -> Response:
    typed = sent("text")["text"]
    try:
        with current_app.extensions["database"].writing() as session:
            correct_card(session, my_id(), card, typed)
    except Refused as refused:
        return _edit_page(code, card, 422, typed=typed, errors=errors_of(refused))
    return _to_heard(code)


@bp.post("/w/<code>/cards/<card>/withdraw")
@needs("participate")
def withdraw(code: str, card: str) -> Response:
    try:
        with current_app.extensions["database"].writing() as session:
            withdraw_card(session, my_id(), card)
    except Refused as refused:
        return _edit_page(code, card, 422, errors=errors_of(refused))
    return _to_heard(code)


def _edit_page(code: str, name: str, status: int = 200, **more: Any) -> Response:
    with current_app.extensions["database"].reading() as session:
        card = own_card(session, my_id(), name)
        values = {"card": card, "typed": card.text, "errors": {}, "may_change": may_change(card), **more}
        return page_of(session, workshop_here(session, code), "phone/edit.html", status, **values)


def _to_heard(code: str) -> Response:
    return redirect(url_for("own.heard", code=code), 303)


def refusal(code: str, kind: str, typed: dict[str, str], refused: Refused) -> Response:
    """What was wrong, with the text to mend; one sentence for who needs no page."""
    if wants_little():
        return plainly(refused)
    return _say_page(code, kind, 422, typed=typed["text"], sent=typed, errors=errors_of(refused))


def plainly(refused: Refused) -> Response:
    """The first sentence of what was wrong."""
    sentence = next(iter(errors_of(refused).values()), "")
    return Response(sentence, 422, content_type="text/plain; charset=utf-8")
