"""Proposals to the editors as they leave: blocks for paper and Markdown, and a table. In German, like the catalogue."""

import csv
import io
from collections.abc import Iterator
from itertools import groupby

from sqlmodel import Session

from journeys.domain.blocks import Block, many, one, paragraphs
from journeys.domain.proposals import Shown, proposals_of
from journeys.domain.services import Service
from journeys.domain.sheets.guard import guarded
from journeys.domain.standards import grouped_key, module_words

HEADINGS = ("Leistungsschlüssel", "Leistung", "Textbaustein", "Vorgeschlagene Änderung", "Anlass")
NO_KEY = "nicht angegeben"


def proposal_paper(session: Session, service: Service) -> list[Block]:
    """All proposals on a service, by text module."""
    return list(_paper(service, proposals_of(session, service)))


def proposal_table(session: Session, service: Service) -> bytes:
    """The same as a CSV file for spreadsheets as offices have them: marked as UTF-8, with semicolons. A text that a
    spreadsheet would take for a formula has an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADINGS)
    for shown in proposals_of(session, service):
        row = (
            _key(service),
            service.name,
            module_words(shown.row.module).de,
            shown.row.text,
            _occasion(shown),
        )
        writer.writerow(map(guarded, row))
    return out.getvalue().encode("utf-8-sig")


def _paper(service: Service, every: list[Shown]) -> Iterator[Block]:
    yield one("title", f"Änderungsvorschläge an die Redaktion: {service.name}")
    facts = {"Leistungsschlüssel": _key(service), "Zuständig": service.authority or ""}
    yield many("facts", [text for pair in facts.items() if pair[1] for text in pair])
    yield one(
        "text",
        "Diese Vorschläge haben Menschen gemacht, die an der Bürgerreise arbeiten. Ob und wie der Text geändert wird, "
        "entscheidet die Redaktion.",
    )
    if not every:
        yield one("text", "Noch steht hier kein Vorschlag.")
    for module, group in groupby(every, lambda shown: shown.row.module):
        yield one("heading", f"Textbaustein {module_words(module).de}")
        for n, shown in enumerate(group, 1):
            yield one("subheading", f"Vorschlag {n}")
            yield from paragraphs(shown.row.text)
            yield many("facts", ("Anlass", _occasion(shown)))


def _key(service: Service) -> str:
    return grouped_key(service.key or "") or NO_KEY


def _occasion(shown: Shown) -> str:
    return shown.occasion.words.de if shown.occasion else "steht nicht mehr auf der Bürgerreise"
