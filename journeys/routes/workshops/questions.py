"""Questions to the moderation: answered in writing for all to read, or by word of mouth; each can be opened again."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, current_app, flash, url_for
from flask_babel import gettext
from sqlmodel import Session
from werkzeug.wrappers import Response

from journeys.domain.findings import Refused
from journeys.domain.workshops import asking
from journeys.domain.workshops.planning import find_workshop
from journeys.routes.forms import errors_of, sent
from journeys.routes.guard import needs
from journeys.routes.workshops.desk import done, sheet, standpoint

bp = Blueprint("questions", __name__)
AT = "/workshops/<int:workshop_id>/questions/<int:question_id>"


@bp.get(f"{AT}/answer")
@needs("moderate")
def answer_form(workshop_id: int, question_id: int) -> Response:
    return _form(workshop_id, question_id)


@bp.post(f"{AT}/answer")
@needs("moderate")
def answer(workshop_id: int, question_id: int) -> Response:
    """In writing: everybody reads question and answer."""
    typed = sent("answer")["answer"]
    try:
        with _changing(workshop_id, question_id) as session:
            asking.answer_in_writing(session, question_id, typed)
    except Refused as refused:
        errors = errors_of(refused)
        return _form(workshop_id, question_id, 422, typed=typed, errors={"answer": errors["text"]})
    return _said(workshop_id, question_id, gettext("Die Antwort steht jetzt bei allen."))


@bp.post(f"{AT}/told")
@needs("moderate")
def tell(workshop_id: int, question_id: int) -> Response:
    """By word of mouth."""
    with _changing(workshop_id, question_id) as session:
        asking.answer_question(session, question_id)
    return _said(workshop_id, question_id, gettext("Die Frage ist mündlich beantwortet."))


@bp.post(f"{AT}/again")
@needs("moderate")
def open_again(workshop_id: int, question_id: int) -> Response:
    with _changing(workshop_id, question_id) as session:
        asking.open_again(session, question_id)
    flash(gettext("Die Frage ist wieder offen."))
    return done(workshop_id, "questions")


@bp.post(f"{AT}/uncover")
@needs("moderate")
def uncover(workshop_id: int, question_id: int) -> Response:
    """The moderation has looked: the question names nobody."""
    with _changing(workshop_id, question_id) as session:
        asking.uncover_question(session, question_id)
    flash(gettext("Die Frage ist geprüft."))
    return done(workshop_id, "questions")


@contextmanager
def _changing(workshop_id: int, question_id: int) -> Iterator[Session]:
    """To change a question of this workshop; raises Unknown for another's."""
    with current_app.extensions["database"].writing() as session:
        asking.find_question(session, workshop_id, question_id)
        yield session


def _said(workshop_id: int, question_id: int, text: str) -> Response:
    undo = url_for("questions.open_again", workshop_id=workshop_id, question_id=question_id, **standpoint())
    flash([text, undo])  # type: ignore[arg-type]
    return done(workshop_id, "questions")


def _form(workshop_id: int, question_id: int, status: int = 200, **more: object) -> Response:
    with current_app.extensions["database"].reading() as session:
        workshop = find_workshop(session, workshop_id)
        question = asking.find_question(session, workshop_id, question_id)
    heading = gettext("Frage prüfen") if question.covered else gettext("Frage beantworten")
    values = {"question": question, "typed": question.answer, **more}
    return sheet("_answer_form", heading, workshop, status, **values)
