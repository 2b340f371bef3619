"""The minutes of a workshop as Markdown: what was heard, decided and left open. No person, no time of day."""

from collections.abc import Iterator

from sqlmodel import Session

from journeys.domain.words import Words
from journeys.domain.workshops.asking import questions_of
from journeys.domain.workshops.board import cards_of, people
from journeys.domain.workshops.moods import FEWEST, MOODS, group_mood
from journeys.domain.workshops.planning import agenda_of
from journeys.domain.workshops.steps import places
from journeys.domain.workshops.tables import Card, Workshop

KINDS: dict[str, Words] = {
    "pain_point": Words("Schmerzpunkte der Bürgerinnen und Bürger", "Citizens' pain points"),
    "need": Words("Eigener Bedarf", "Own needs"),
    "quote": Words("O-Töne", "Quotes"),
    "keep": Words("Was bleiben soll", "What should stay"),
    "worry": Words("Sorgen", "Worries"),
}


def minutes(session: Session, workshop: Workshop) -> str:
    """The whole minutes, in German: they go into the office's files."""
    return "\n".join(_lines(session, workshop)) + "\n"


def _lines(session: Session, workshop: Workshop) -> Iterator[str]:
    yield f"# {_one_line(workshop.title)}"
    yield ""
    if workshop.held_on:
        yield f"Workshop am {workshop.held_on:%d.%m.%Y}."
    taking_part = people(session, workshop).taking_part
    yield f"Teilgenommen haben {taking_part if taking_part >= FEWEST else f'weniger als {FEWEST}'} Personen."
    if workshop.purpose:
        yield f"\n{workshop.purpose}"
    yield "\n## Ablauf und Ergebnisse\n"
    for item in agenda_of(session, workshop.id):
        yield f"- **{_one_line(item.title)}** ({item.minutes} Minuten)"
        if item.result:
            yield from (f"  {line}" for line in item.result.splitlines())
    yield from _said(session, workshop)
    yield from _questions(session, workshop)
    yield from _moods(session, workshop)
    yield "\n## Wie es weitergeht\n"
    if workshop.decided_by:
        yield f"Es entscheidet: {_one_line(workshop.decided_by)}."
    if workshop.answer_on:
        yield f"Antwort bis {workshop.answer_on:%d.%m.%Y}."
    if workshop.thanks:
        yield f"\n{workshop.thanks}"


def _said(session: Session, workshop: Workshop) -> Iterator[str]:
    shown = [card for card in cards_of(session, workshop, newest_first=False) if card.state == "shown"]
    yield "\n## Was wir gehört haben"
    if not shown:
        yield "\nEs wurde noch nichts gezeigt."
    for place in places(session, workshop):
        mine = [card for card in shown if card.step_id == place.id]
        if mine:
            yield f"\n### {place.number} {_one_line(place.title)}"
            yield from _by_kind(mine)
    known = {place.id for place in places(session, workshop)}
    rest = [card for card in shown if card.step_id not in known]
    if rest:
        yield "\n### Ohne Schritt"
        yield from _by_kind(rest)


def _by_kind(cards: list[Card]) -> Iterator[str]:
    for kind, words in KINDS.items():
        mine = [card for card in cards if card.kind == kind]
        if mine:
            yield f"\n{words.de}:\n"
            yield from (f"- {_one_line(card.wording or card.text)}" for card in mine)


def _questions(session: Session, workshop: Workshop) -> Iterator[str]:
    asked = [question for question in questions_of(session, workshop) if not question.covered]
    if asked:
        yield "\n## Fragen\n"
        for question in asked:
            told = question.answer or ("mündlich beantwortet" if question.answered else "noch offen")
            yield f"- {_one_line(question.text)} – {_one_line(told)}"


def _moods(session: Session, workshop: Workshop) -> Iterator[str]:
    for moment, words in (("start", "Stimmung zu Beginn"), ("end", "Stimmung am Ende")):
        counted = group_mood(session, workshop, moment)  # type: ignore[arg-type]
        if counted:
            told = ", ".join(f"{MOODS[value].de}: {n}" for value, n in counted.items() if n)
            yield f"\n{words}: {told}."


def _one_line(text: str) -> str:
    return " ".join(text.split())
