"""Questions and worries to the moderation, from nobody in particular; promises ahead, only ever counted."""

from sqlmodel import Session, col, func, select

from journeys.domain.findings import Refused, Unknown
from journeys.domain.typed import required, typed_findings
from journeys.domain.words import Words
from journeys.domain.workshops.log import log_move
from journeys.domain.workshops.planning import accept, locked_workshop
from journeys.domain.workshops.suspicion import suspicions
from journeys.domain.workshops.tables import Promise, Question, Workshop

ASK = Words("Bitte schreiben Sie Ihre Frage in das Feld.", "Please write your question into the field.")
ANSWER = Words("Bitte schreiben Sie eine Antwort.", "Please write an answer.")


def ask_question(
    session: Session, workshop_id: int, text: str, form_key: str, ahead: bool = False
) -> Question:
    """Store a question, once for each `form_key`; who asks is not known to us."""
    workshop = locked_workshop(session, workshop_id)
    earlier = select(Question).where(Question.workshop_id == workshop_id, Question.form_key == form_key)
    known = session.exec(earlier).first()
    if known is not None:
        return known
    kept = _checked(text, ASK)
    question = Question(
        workshop_id=workshop_id, text=kept, form_key=form_key, ahead=ahead, covered=bool(suspicions(kept))
    )
    session.add(question)
    accept(session, workshop)
    return question


def find_question(session: Session, workshop_id: int, id: int) -> Question:
    """A question of this workshop; raises Unknown."""
    question = session.get(Question, id)
    if question is None or question.workshop_id != workshop_id:
        raise Unknown(f"question {id} of workshop {workshop_id}")
    return question


def answer_question(session: Session, id: int, text: str = "") -> Question:
    """Answer for all to read; without a text it was answered by word of mouth."""
    question, workshop = _locked_question(session, id)
    question.answer = _checked(text, ANSWER) if text else ""
    question.answered = True
    log_move(session, workshop, "answer")
    accept(session, workshop, scene=True)
    return question


def answer_in_writing(session: Session, id: int, text: str) -> Question:
    """The same, where nothing written is no answer: raises Refused."""
    return answer_question(session, id, _checked(text, ANSWER))


def open_again(session: Session, id: int) -> Question:
    """Undo answering."""
    question, workshop = _locked_question(session, id)
    question.answered = False
    accept(session, workshop, scene=True)
    return question


def uncover_question(session: Session, id: int) -> Question:
    """The moderation has looked: the question names nobody."""
    question, workshop = _locked_question(session, id)
    question.covered = False
    accept(session, workshop)
    return question


def questions_of(session: Session, workshop: Workshop) -> list[Question]:
    """All questions, the open ones first, in the order they came."""
    rows = select(Question).where(Question.workshop_id == workshop.id)
    return list(session.exec(rows.order_by(col(Question.answered), col(Question.id))))


def answers_for_all(session: Session, workshop: Workshop) -> list[Question]:
    """The answered questions that everybody may read."""
    return [q for q in questions_of(session, workshop) if q.answered and q.answer and not q.covered]


def promise(session: Session, workshop_id: int, form_key: str) -> None:
    """„Ich bin dabei“ ahead of the workshop, once for each `form_key`."""
    workshop = locked_workshop(session, workshop_id)
    known = select(Promise.id).where(Promise.workshop_id == workshop_id, Promise.form_key == form_key)
    if session.exec(known).first() is None:
        session.add(Promise(workshop_id=workshop_id, form_key=form_key))
        accept(session, workshop)


def count_promises(session: Session, workshop: Workshop) -> int:
    """How many said ahead that they will take part."""
    rows = select(func.count()).select_from(Promise).where(Promise.workshop_id == workshop.id)
    return session.exec(rows).one()


def _checked(text: str, ask: Words) -> str:
    kept = required("text", text, ask)
    found = typed_findings({"text": kept})
    if found:
        raise Refused(found)
    return kept


def _locked_question(session: Session, id: int) -> tuple[Question, Workshop]:
    question = session.get(Question, id)
    if question is None:
        raise Unknown(f"question {id}")
    workshop = locked_workshop(session, question.workshop_id)
    session.refresh(question)
    return question, workshop
