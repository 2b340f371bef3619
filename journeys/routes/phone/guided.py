"""The one guided page of a participant, and what they say on the way: their answer, their mood, later, skip, enough."""

from contextlib import suppress
from typing import Any

from flask import Blueprint, current_app, render_template, request
from sqlmodel import Session
from werkzeug.wrappers import Response

from journeys.domain.findings import Refused, Unknown
from journeys.domain.workshops import asking, guiding, joining, moods
from journeys.domain.workshops.cards import counts_on_steps, own_card, own_cards_on_step
from journeys.domain.workshops.planning import agenda_of
from journeys.domain.workshops.releasing import RATINGS
from journeys.domain.workshops.tables import Card, Participant, Workshop
from journeys.routes.forms import number_of
from journeys.routes.guard import needs
from journeys.routes.live import live
from journeys.routes.participation import me, my_id, workshop_of_late
from journeys.routes.phone import own
from journeys.routes.phone.page import done, page_of, scene_key, scene_values, workshop_here

bp = Blueprint("guided", __name__)


@bp.get("/w/<code>/now")
@needs("participate")
def page(code: str) -> Response:
    with current_app.extensions["database"].reading() as session:
        workshop, participant = workshop_here(session, code), me(session)
        where = guiding.guide(session, workshop, participant)
        card = _just_written(session, participant, where)
        if card is not None:
            return _saved(session, workshop, participant, where, card)
        if request.args.get("ask") == "mood" and where.stage not in ("role", "not_today"):
            return page_of(session, workshop, "phone/mood.html")
        values = _PAGES[where.stage](session, workshop, participant, where)
        return page_of(session, workshop, f"phone/{where.stage}.html", guide=where, **values)


@bp.get("/w/<code>/scene")
@needs("participate")
def scene(code: str) -> Response:
    """The part that every phone polls: it tells that the moderation went on, and the time."""
    return live(scene_key(workshop_of_late()), lambda: _scene(code))


def _scene(code: str) -> str:
    with current_app.extensions["database"].reading() as session:
        return render_template("phone/_scene.html", **scene_values(session, workshop_here(session, code)))


@bp.get("/w/<code>/parts")
@needs("participate")
def parts(code: str) -> Response:
    """The questions without their steps: with them and the list on the page a phone goes on without network."""
    with current_app.extensions["database"].reading() as session:
        return page_of(session, workshop_here(session, code), "phone/parts.html", guide=None)


@bp.post("/w/<code>/answer")
@needs("participate")
def answer(code: str) -> Response:
    said = request.form.get("answer", "")
    if said not in ("in", "not_today"):
        return done(code)
    with current_app.extensions["database"].writing(can_wait=True) as session:
        participant = joining.answer(session, my_id(), said)  # type: ignore[arg-type]
        asks_mood = said == "in" and moods.mood_of(session, participant.id, "start") is None
    return done(code, ask="mood" if asks_mood else None)


@bp.post("/w/<code>/mood")
@needs("participate")
def mood(code: str) -> Response:
    """One tap; what is no answer is none."""
    moment = request.form.get("moment", "")
    if moment in ("start", "end"):
        with suppress(Refused), current_app.extensions["database"].writing(can_wait=True) as session:
            value = number_of(request.form.get("mood", ""))
            moods.say_mood(session, my_id(), moment, value)  # type: ignore[arg-type]
    return done(code)


@bp.post("/w/<code>/turns/<int:step_id>/<any(later, skip, again):what>")
@needs("participate")
def turn(code: str, step_id: int, what: str) -> Response:
    """A question put off, passed over or taken up again. One that is not there any more needs nothing."""
    kind = request.form.get("kind", "")
    with suppress(Unknown), current_app.extensions["database"].writing(can_wait=True) as session:
        if what == "later":
            guiding.later(session, my_id(), step_id)
        elif kind in guiding.ASKED_IN_TURN:
            act = guiding.finish if what == "skip" else guiding.ask_again
            act(session, my_id(), step_id, kind)
    return done(code)


@bp.post("/w/<code>/enough")
@needs("participate")
def enough(code: str) -> Response:
    with current_app.extensions["database"].writing(can_wait=True) as session:
        guiding.enough(session, my_id(), request.form.get("enough") != "no")
    return done(code)


def _just_written(session: Session, participant: Participant, where: guiding.Guide) -> Card | None:
    """The card that the form before this page stored, while it is still the time to write."""
    name = request.args.get("card", "")
    if not name or where.stage not in ("write", "finished", "heard"):
        return None
    with suppress(Unknown):
        card = own_card(session, participant.id or 0, name)
        return card if card.kind in guiding.ASKED_IN_TURN and not card.late else None
    return None


def _saved(
    session: Session, workshop: Workshop, participant: Participant, where: guiding.Guide, card: Card
) -> Response:
    step_id = number_of(request.args.get("step", "")) or card.step_id or 0
    room = workshop.cards_per_step - counts_on_steps(session, participant)[card.kind, card.step_id]
    values: dict[str, Any] = {
        "card": card,
        "step_id": step_id,
        "may_add": room > 0,
        "guide": where,
        "given": given(card),
    }
    return page_of(session, workshop, "phone/saved.html", **values, **_coming(where))


def _role(session: Session, workshop: Workshop, *_rest: Any) -> dict[str, Any]:
    agenda = agenda_of(session, workshop.id or 0)
    return {
        "minutes": sum(item.minutes for item in agenda),
        "answers": asking.answers_for_all(session, workshop),
        "asked": request.args.get("asked"),
    }


def _listen(session: Session, workshop: Workshop, *_rest: Any) -> dict[str, Any]:
    return {"answers": asking.answers_for_all(session, workshop)}


def _write(
    session: Session, workshop: Workshop, participant: Participant, where: guiding.Guide
) -> dict[str, Any]:
    ask = where.ask
    written = own_cards_on_step(session, participant, ask.kind, ask.place.id) if ask else []
    return {"ask": ask, "written": written, **_coming(where)}


def _coming(where: guiding.Guide) -> dict[str, Any]:
    """The question that is open and those after it, as plain values for the phone."""
    asks = (where.ask, *where.coming) if where.ask else ()
    return {"coming": [_plain(ask) for ask in asks]}


def _plain(ask: guiding.Ask) -> dict[str, Any]:
    return {
        "step": ask.place.id,
        "kind": ask.kind,
        "phase": ask.place.phase,
        "title": ask.place.title,
        "before": ask.before.title if ask.before else "",
        "after": ask.after.title if ask.after else "",
        "action": ask.place.citizen_action,
        "room": ask.room,
    }


def _finished(
    _session: Session, _workshop: Workshop, _participant: Participant, where: guiding.Guide
) -> dict[str, Any]:
    return {"again": where.again}


def _rate(
    _session: Session, _workshop: Workshop, _participant: Participant, where: guiding.Guide
) -> dict[str, Any]:
    return {"given": given(where.rating)} if where.rating else {}


def given(card: Card) -> dict[str, Any]:
    """What its writer said about the card so far."""
    return {name: value for name in RATINGS if (value := getattr(card, name)) is not None}


def _nothing(*_rest: Any) -> dict[str, Any]:
    return {}


_PAGES = {
    "role": _role,
    "not_today": _nothing,
    "listen": _listen,
    "write": _write,
    "rate": _rate,
    "break": _nothing,
    "finished": _finished,
    "heard": own.heard_values,
}
