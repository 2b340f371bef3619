"""The cockpit: time and agenda, the wall of cards, cards per step, questions. Each is a part of its own that follows
what others do; with JavaScript off the page says the same whenever it is loaded."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request
from sqlmodel import Session

from journeys.domain.tables import now
from journeys.domain.workshops import running
from journeys.domain.workshops.asking import questions_of
from journeys.domain.workshops.board import columns, count_writing, people, told
from journeys.domain.workshops.moods import MOODS, group_mood
from journeys.domain.workshops.planning import agenda_of, find_workshop
from journeys.domain.workshops.steps import places_of_journey
from journeys.domain.workshops.tables import Workshop
from journeys.domain.workshops.wall import SHOWS, wall
from journeys.routes.forms import number_of
from journeys.routes.guard import needs
from journeys.routes.live import Key, etag_of, live
from journeys.routes.part import show
from journeys.routes.step_page import new_key
from journeys.routes.workshops.desk import looks, shown_switch, standpoint
from journeys.routes.workshops.pins import drawn

CARDS_AT_ONCE, MOST_CARDS = 60, 3000
MORE_MINUTES = (1, 2, 3, 5, 10, 15, 20, 30, 45, 60)
Values = dict[str, Any]
bp = Blueprint("cockpit", __name__)


@bp.get("/workshops/<int:workshop_id>/run")
@needs("moderate")
def page(workshop_id: int) -> Response:
    return show_cockpit(workshop_id)


def show_cockpit(workshop_id: int, status: int = 200, **more: Any) -> Response:
    """The whole page; `more`: what was typed into the form for a card, and what is wrong with it."""
    with current_app.extensions["database"].reading() as session:
        workshop = find_workshop(session, workshop_id)
        etags = {name: etag_of(_key(name, workshop)) for name in PARTS}
        values: Values = {
            "typed": {},
            "errors": {},
            "form_key": new_key(),
            **_place(workshop),
            "etags": etags,
        }
        values |= {"places": places_of_journey(session, workshop)}
        for make in PARTS.values():
            values |= make(session, workshop)
    return show("workshops/cockpit/page.html", None, status, **values | more)


@bp.get("/workshops/<int:workshop_id>/run/<any(clock, agenda, wall, steps, questions):name>")
@needs("moderate")
def part(workshop_id: int, name: str) -> Response:
    """One part, for those who have not seen its last change."""
    with current_app.extensions["database"].reading() as session:
        workshop = find_workshop(session, workshop_id)

        def draw() -> str:
            values = {**_place(workshop), **PARTS[name](session, workshop)}
            return render_template(f"workshops/cockpit/_{name}.html", **values)

        return live(_key(name, workshop), draw)


def _key(name: str, workshop: Workshop) -> Key:
    here = (shown_switch(), int(looks()), _most()) if name == "wall" else ()
    return ("cockpit", name, workshop.code, workshop.revision, *here)


def _place(workshop: Workshop) -> Values:
    return {
        "workshop": workshop,
        "where": standpoint(),
        "show": shown_switch(),
        "looks": looks(),
        "most": _most(),
    }


def _most() -> int:
    return min(number_of(request.args.get("most", "")) or CARDS_AT_ONCE, MOST_CARDS)


def _clock(session: Session, workshop: Workshop) -> Values:
    item, agenda, moment = running.running_item(session, workshop), agenda_of(session, workshop.id), now()
    time = running.clock(workshop, item, moment) if workshop.pace == "together" else None
    ends = moment + timedelta(seconds=time.left if time else 0)
    ids = [each.id for each in agenda]
    return {
        "item": item,
        "number": ids.index(item.id) + 1 if item else 0,
        "number_of_items": len(agenda),
        "earlier": agenda[ids.index(item.id) - 1] if item and item.id != ids[0] else None,
        "coming": running.next_item(session, workshop) if item else None,
        "time": time,
        "ends": int(ends.timestamp()) * 1000,
        "people": people(session, workshop),
        "more_minutes": MORE_MINUTES,
    }


def _agenda(session: Session, workshop: Workshop) -> Values:
    agenda, item = agenda_of(session, workshop.id), running.running_item(session, workshop)
    here = agenda.index(item) if item in agenda else len(agenda) if workshop.state == "closed" else 0
    return {"before": agenda[:here], "item": item, "after": agenda[here + bool(item) :]}


def _wall(session: Session, workshop: Workshop) -> Values:
    there = wall(session, workshop, shown_switch(), looks(), _most())
    return {"wall": there, "shows": SHOWS, "drawn": drawn}


def _steps(session: Session, workshop: Workshop) -> Values:
    there, item = columns(session, workshop), running.running_item(session, workshop)
    sums = [each.pains + each.needs + each.others for each in there]
    return {
        "columns": [(column, told(column.open_turns)) for column in there],
        "highest": max([*sums, 1]),
        "people": people(session, workshop),
        "writing": told(count_writing(session, workshop)),
        "are_writing": workshop.pace == "own" or (item is not None and item.form == "write"),
        "moods": {moment: group_mood(session, workshop, moment) for moment in ("start", "end")},
        "mood_words": MOODS,
    }


def _questions(session: Session, workshop: Workshop) -> Values:
    asked = questions_of(session, workshop)
    return {
        "open_questions": [q for q in asked if not q.answered],
        "answered": [q for q in asked if q.answered],
    }


PARTS: dict[str, Callable[[Session, Workshop], Values]] = {
    "clock": _clock,
    "agenda": _agenda,
    "wall": _wall,
    "steps": _steps,
    "questions": _questions,
}
