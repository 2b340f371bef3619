"""The minutes of a workshop: what was heard, decided and left open. No person, no time of day.

They are told once, as blocks; Markdown and paper are written from these. They are in German: they go into the files of
the office.
"""

from collections.abc import Iterator

from sqlmodel import Session

from journeys.domain.blocks import Block, many, one, paragraphs
from journeys.domain.workshops.asking import questions_of
from journeys.domain.workshops.board import people
from journeys.domain.workshops.figures import FEWEST
from journeys.domain.workshops.heard import KINDS, Chapter, Open, heard, still_open, told
from journeys.domain.workshops.moods import MOODS, group_mood
from journeys.domain.workshops.planning import agenda_of
from journeys.domain.workshops.tables import AgendaItem, Moment, Question, Workshop

MOMENTS: tuple[tuple[Moment, str], ...] = (("start", "Zu Beginn"), ("end", "Am Ende"))
REHEARSAL = "Dies war eine Probe. Nichts davon steht auf der Bürgerreise."


def minutes(session: Session, workshop: Workshop) -> list[Block]:
    """The whole minutes."""
    agenda = agenda_of(session, workshop.id)
    return [
        *_head(session, workshop),
        *_agenda(agenda),
        *_heard(heard(session, workshop)),
        *_questions([each for each in questions_of(session, workshop) if not each.covered]),
        *_moods(session, workshop),
        *_onward(workshop, unseen(still_open(session, workshop))),
    ]


def group(number: int) -> str:
    """How many people, as far as it may be said."""
    return f"{number} Personen" if number >= FEWEST else f"weniger als {FEWEST} Personen"


def _head(session: Session, workshop: Workshop) -> Iterator[Block]:
    yield one("title", f"Protokoll: {workshop.title}")
    if workshop.is_rehearsal:
        yield one("mark", REHEARSAL)
    when = f"Workshop am {workshop.held_on:%d.%m.%Y}. " if workshop.held_on else ""
    yield one("text", f"{when}Mitgemacht haben {group(people(session, workshop).taking_part)}.")
    yield from paragraphs(workshop.purpose)


def _agenda(agenda: list[AgendaItem]) -> Iterator[Block]:
    yield one("heading", "Ablauf")
    yield many("list", [f"{item.title} ({item.minutes} Minuten)" for item in agenda])
    with_result = [item for item in agenda if item.result.strip()]
    if with_result:
        yield one("heading", "Ergebnisse")
    for item in with_result:
        yield one("subheading", item.title)
        if item.question:
            yield one("label", item.question)
        yield from paragraphs(item.result)


def _heard(chapters: list[Chapter]) -> Iterator[Block]:
    yield one("heading", "Was wir gehört haben")
    if not chapters:
        yield one("text", "Es wurde noch nichts gezeigt.")
    for chapter in chapters:
        place = chapter.place
        yield one("subheading", f"Schritt {place.number}: {place.title}" if place else "Auf keinem Schritt")
        for kind, cards in chapter.kinds.items():
            yield one("label", KINDS[kind].de)
            yield many("list", [told(card) for card in cards])


def _questions(questions: list[Question]) -> Iterator[Block]:
    if questions:
        yield one("heading", "Fragen und Antworten")
        in_order = sorted(questions, key=lambda each: not each.answered)
        yield many("terms", [text for each in in_order for text in (each.text, answer_of(each))])


def answer_of(question: Question) -> str:
    """What was answered, or how it stands with the question."""
    return question.answer or ("Mündlich beantwortet." if question.answered else "Noch offen.")


def _moods(session: Session, workshop: Workshop) -> Iterator[Block]:
    counted = [(words, group_mood(session, workshop, moment)) for moment, words in MOMENTS]
    lines = [f"{words}: {mood_line(mood)}" for words, mood in counted if mood]
    if lines:
        yield one("heading", "Stimmung der Gruppe")
        yield many("list", lines)
        yield one(
            "text", f"Gezählt wird in ganzen Gruppen von {FEWEST} Antworten, damit niemand zu erkennen ist."
        )


def mood_line(mood: dict[int, int]) -> str:
    """The answers that were given, with their number."""
    return ", ".join(f"{MOODS[value].de} {n}" for value, n in mood.items() if n)


def unseen(left: Open) -> int:
    """How many cards nobody but the moderation has seen."""
    return sum(map(len, (left.late, left.checked, left.worries, left.waiting)))


def _onward(workshop: Workshop, unseen: int) -> Iterator[Block]:
    yield one("heading", "Wie es weitergeht")
    if unseen:
        yield one(
            "text", f"Die Moderation sieht noch durch, was nicht gezeigt ist (Zahl der Hinweise: {unseen})."
        )
    if workshop.what_happens:
        yield many("list", workshop.what_happens)
    if workshop.decided_by:
        yield one("text", f"Es entscheidet: {workshop.decided_by}.")
    if workshop.answer_on:
        yield one("text", f"Antwort bis zum {workshop.answer_on:%d.%m.%Y}.")
    yield from paragraphs(workshop.thanks)
