"""Preparing a workshop: what there is, its texts, its steps and limits; opening it, and removing a rehearsal."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext
from sqlmodel import Session
from werkzeug.wrappers import Response

from journeys.domain.findings import Refused, Stale
from journeys.domain.tables import now
from journeys.domain.workshops.asking import count_promises, questions_of
from journeys.domain.workshops.dealing import steps_in_play
from journeys.domain.workshops.figures import FEWEST
from journeys.domain.workshops.planning import agenda_of, edit_workshop, find_workshop, remove_rehearsal
from journeys.domain.workshops.preparing import choose_steps, cover
from journeys.domain.workshops.running import open_workshop
from journeys.domain.workshops.steps import places, places_of_journey
from journeys.domain.workshops.tables import Workshop
from journeys.domain.workshops.templates import TEMPLATES
from journeys.routes.forms import errors_by_field, errors_of, number_of, revision_sent, sent
from journeys.routes.guard import needs
from journeys.routes.part import show
from journeys.routes.workshops.addresses import join_place
from journeys.routes.workshops.frame import frame
from journeys.routes.workshops.texts import FIELDS, as_typed, card_of, changes_of, checked_card
from journeys.routes.workshops.typed import number_typed

LIMITS = ("cards_per_step", "steps_each", "break_after")
bp = Blueprint("preparing", __name__)


@bp.get("/workshops/<int:workshop_id>/prepare")
@needs("moderate")
def page(workshop_id: int) -> Response:
    return _page(workshop_id)


def _page(workshop_id: int, status: int = 200, errors: dict[str, str] | None = None) -> Response:
    with current_app.extensions["database"].reading() as session:
        workshop = find_workshop(session, workshop_id)
        agenda = agenda_of(session, workshop_id)
        ahead = [question for question in questions_of(session, workshop) if question.ahead]
        promises = count_promises(session, workshop)
        in_play = places(session, workshop)
        values: dict[str, Any] = {
            **frame(session, workshop),
            "agenda": agenda,
            "minutes": sum(item.minutes for item in agenda),
            "template": TEMPLATES.get(workshop.template),
            "in_play": in_play,
            "all_steps": len(places_of_journey(session, workshop)),
            "cover": cover(len(in_play), workshop.steps_each),
            "promises": promises if promises >= FEWEST else None,
            "unanswered": sum(not question.answered for question in ahead),
            "questions": len(ahead),
        }
    place = join_place(workshop)
    return show("workshops/prepare.html", None, status, join=place, errors=errors or {}, **values)


@bp.post("/workshops/<int:workshop_id>/prepare/open")
@needs("moderate")
def open_it(workshop_id: int) -> Response:
    try:
        with current_app.extensions["database"].writing() as session:
            open_workshop(session, workshop_id, now())
    except Refused as refused:
        return _page(workshop_id, 422, errors_of(refused))
    flash(gettext("Der Workshop ist offen. Wer den Code hat, kann jetzt mitmachen."))
    return redirect(url_for("home.page", workshop_id=workshop_id), 303)


@bp.post("/workshops/<int:workshop_id>/prepare/remove")
@needs("moderate")
def remove(workshop_id: int) -> Response:
    with current_app.extensions["database"].writing() as session:
        service_id = remove_rehearsal(session, workshop_id)
    flash(gettext("Die Probe ist entfernt, mit allem, was darin geschrieben wurde."))
    return redirect(url_for("planning.all_of_service", service_id=service_id), 303)


@bp.get("/workshops/<int:workshop_id>/prepare/texts")
@needs("moderate")
def texts(workshop_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        workshop = find_workshop(session, workshop_id)
    return _texts(workshop_id, as_typed(workshop), workshop.plan_revision)


@bp.post("/workshops/<int:workshop_id>/prepare/texts")
@needs("moderate")
def save_texts(workshop_id: int) -> Response:
    typed = sent(*FIELDS)
    try:
        with current_app.extensions["database"].writing() as session:
            checked_card(typed, _minutes(session, workshop_id))
            edit_workshop(session, workshop_id, revision_sent(), changes_of(typed))
    except Refused as refused:
        return _texts(workshop_id, typed, revision_sent(), 422, errors=errors_by_field(refused))
    except Stale as stale:
        return _texts(workshop_id, typed, stale.revision, 409, stale=stale)
    flash(gettext("Die Texte sind gespeichert."))
    return redirect(url_for("preparing.page", workshop_id=workshop_id, _anchor="texts"), 303)


@bp.post("/workshops/<int:workshop_id>/prepare/preview")
@needs("moderate")
def preview(workshop_id: int) -> Response:
    """The role card as it would be with what is typed, for who writes it."""
    with current_app.extensions["database"].reading() as session:
        minutes = _minutes(session, workshop_id)
    return show("workshops/_preview.html", card=card_of(sent(*FIELDS), minutes))


def _texts(
    workshop_id: int, typed: dict[str, str], revision: int, status: int = 200, **more: Any
) -> Response:
    with current_app.extensions["database"].reading() as session:
        workshop = find_workshop(session, workshop_id)
        values = frame(session, workshop)
        card = card_of(typed, _minutes(session, workshop_id))
    values |= {"errors": {}, "stale": None, "typed": typed, "revision": revision, "card": card, **more}
    return show("workshops/texts.html", None, status, **values)


def _minutes(session: Session, workshop_id: int) -> int:
    return sum(item.minutes for item in agenda_of(session, workshop_id))


@bp.get("/workshops/<int:workshop_id>/prepare/steps")
@needs("moderate")
def steps(workshop_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        workshop = find_workshop(session, workshop_id)
        chosen = steps_in_play(session, workshop)
    typed = {name: str(getattr(workshop, name)) for name in LIMITS}
    return _steps(workshop_id, chosen, typed, workshop.plan_revision)


@bp.post("/workshops/<int:workshop_id>/prepare/steps")
@needs("moderate")
def save_steps(workshop_id: int) -> Response:
    typed, chosen = sent(*LIMITS), _chosen(request.form.getlist("steps"))
    limits = {name: number_typed(text) for name, text in typed.items()}
    try:
        with current_app.extensions["database"].writing() as session:
            choose_steps(session, workshop_id, revision_sent(), chosen, limits)
    except Refused as refused:
        return _steps(workshop_id, chosen, typed, revision_sent(), 422, errors=errors_of(refused))
    except Stale as stale:
        return _steps(workshop_id, chosen, typed, stale.revision, 409, stale=stale)
    flash(gettext("Schritte und Grenzen sind gespeichert."))
    return redirect(url_for("preparing.page", workshop_id=workshop_id, _anchor="steps"), 303)


@bp.get("/workshops/<int:workshop_id>/prepare/cover")
@needs("moderate")
def people_needed(workshop_id: int) -> Response:
    """The sentence that says how many people the choice takes, for who is choosing."""
    steps = _chosen(request.args.getlist("steps"))
    return show(
        "workshops/_cover.html", cover=cover(len(steps), number_of(request.args.get("steps_each", "")))
    )


def _steps(
    workshop_id: int, chosen: list[int], typed: dict[str, str], revision: int, status: int = 200, **more: Any
) -> Response:
    with current_app.extensions["database"].reading() as session:
        workshop: Workshop = find_workshop(session, workshop_id)
        values = {**frame(session, workshop), "places": places_of_journey(session, workshop)}
    values |= {"chosen": chosen, "typed": typed, "revision": revision, "errors": {}, "stale": None}
    values["cover"] = cover(len(chosen), number_of(typed["steps_each"]))
    return show("workshops/steps.html", None, status, **(values | more))


def _chosen(sent_ids: list[str]) -> list[int]:
    return [number_of(text) for text in sent_ids]
