"""The record of an approval on paper: of what, by whom, with which words, and the pictures of what was approved."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from babel.dates import format_date

from journeys.domain.blocks import Block, many, one, paragraphs
from journeys.domain.document import Document
from journeys.domain.findings import Refused
from journeys.domain.sealing import mark_of
from journeys.domain.words import KIND, VIEW, Words
from journeys.render.drawing import Pen
from journeys.render.layout import Options, lay_out
from journeys.render.pictures import draw_pages
from journeys.render.report import Sheet, report_with_sheets

TITLE = Words("Freigabe: {service}", "Approval: {service}")
RESULT = Words("Ergebnis", "Result")
VERSION = Words("Stand", "Version")
MARK = Words("Prüfwert", "Check value")
WHOLE_MARK = Words("Prüfwert (SHA-256)", "Check value (SHA-256)")
KEPT = Words("Festgehalten am", "Kept on")
DUE = Words("Antwort bis", "Answer until")
MESSAGE = Words("Worum es ging", "What it was about")
ANSWERS = Words("Antworten", "Answers")
MISSING = Words("keine Antwort", "no answer")
ON = Words("{verdict}, am {day}", "{verdict}, on {day}")
REMOVED = Words(
    "Am {day} ist aus diesem Stand ein Text endgültig entfernt worden. Der Prüfwert gilt für den Inhalt davor.",
    "On {day} a text was removed from this version for good. The check value is that of the content before.",
)
SAYS = Words(
    "Der Prüfwert gehört zu genau diesem Inhalt: Ein Zeichen anders, und er ist ein anderer. Er steht als „Fassung“ "
    "auch auf den Bildern.",
    "The check value belongs to exactly this content: one character changed makes it another. It stands on the "
    "pictures as “Edition”.",
)


class Reviewer(NamedTuple):
    """One of those who were asked: the name that they chose, and what they said, when they did."""

    name: str
    verdict: Words | None
    reason: str
    at: datetime | None


def record(
    document: Document,
    title: Words,
    seal: str,
    kept_at: datetime,
    result: Words,
    message: str,
    due_on: date,
    people: Sequence[Reviewer],
    *,
    pen: Pen,
    language: str,
    removed_at: datetime | None = None,
) -> bytes:
    """The record as a PDF (PDF/UA-1) in `language`; a picture that is too long to be drawn is left out, which is said.

    Raises PenBroken when the machine cannot draw, or has no font.
    """

    def say(words: Words, **values: object) -> str:
        text = words.in_(language)
        return text.format(**values) if values else text

    def day(moment: date) -> str:
        return str(format_date(moment, "long", language))

    def blocks() -> Iterator[Block | Sheet]:
        yield one("title", say(TITLE, service=document.service.name))
        facts = [
            (RESULT, say(result)),
            (VERSION, say(title)),
            (KEPT, day(kept_at)),
            (DUE, day(due_on)),
            (MARK, mark_of(seal)),
            (WHOLE_MARK, seal),
        ]
        yield many("facts", [text for label, said in facts for text in (say(label), said)])
        yield from paragraphs(say(SAYS))
        if removed_at:
            yield one("text", say(REMOVED, day=day(removed_at)))
        if message:
            yield one("heading", say(MESSAGE))
            yield from paragraphs(message)
        yield one("heading", say(ANSWERS))
        for person in people:
            yield one("subheading", person.name)
            said = say(person.verdict) if person.verdict else say(MISSING)
            yield one("text", say(ON, verdict=said, day=day(person.at)) if person.at else said)
            yield from paragraphs(person.reason)
        yield from _pictures(document, pen, language)

    return report_with_sheets(blocks(), language)


def _pictures(document: Document, pen: Pen, language: str) -> Iterator[Block | Sheet]:
    """The blueprint of each journey that has steps."""
    for journey in document.journeys:
        if not journey.steps():
            continue
        name = f"{VIEW['blueprint'].in_(language)} · {KIND[journey.kind].in_(language)}"
        try:
            picture = lay_out(document, journey, "blueprint", Options(paper="a4"))
        except Refused as refused:
            yield from (one("text", finding.text.in_(language)) for finding in refused.findings)
        else:
            yield Sheet(name, draw_pages(picture.pages, pen), picture.pages)
