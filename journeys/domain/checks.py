"""What the schema can not say about a document: references (errors), slips (warnings), and the limits."""

from collections.abc import Iterator
from typing import Any

from journeys.domain import references, slips
from journeys.domain.document import Document, Journey
from journeys.domain.findings import Finding
from journeys.domain.flow import links
from journeys.domain.wording import inside
from journeys.domain.words import Words
from journeys.settings import LANES, LINKS_PER_STEP, LIST_ITEMS, STEPS, TEXT, TITLE, Limit

# Fields that stand in headings, cells and menus, and so are short.
TITLES = frozenset(
    ("name", "short_name", "title", "country", "staff_term", "language", "as_of", "unit", "date", "speaker")
)
LINKS_ALWAYS = 12


def reference_findings(document: Document) -> list[Finding]:
    """Errors: an id that stands twice, a reference to nothing or to the wrong kind of thing."""
    return references.findings_of(document.plain())


def plain_reference_findings(plain: Any) -> list[Finding]:
    """The same for plain values with other errors, as far as it can be told."""
    return references.findings_of(plain, sure=False)


def slip_findings(document: Document) -> list[Finding]:
    """Warnings: steps that no way leads to, branches without conditions or into their sibling, loops without exit,
    times whose least is more than their most, to-be facts in an as-is journey."""
    return slips.findings_of(document)


def text_limit(field: str) -> Limit:
    """How long the text in a field of this name may be."""
    return TITLE if field in TITLES else TEXT


def limit_findings(document: Document) -> list[Finding]:
    """Errors: what exceeds a limit. The document is valid all the same, but neither imported nor drawn.

    Links are counted for each journey, said or implied: it is one journey's links that a drawing has to find room
    for.
    """
    out = [*_long_texts(document.plain(), "", "")]
    steps = sum(1 for _ in document.steps())
    if steps > STEPS.value:
        out.append(_beyond("journeys", Words("Schritte", "steps"), steps, STEPS.value))
    for i, journey in enumerate(document.journeys):
        if len(journey.lanes) > LANES.value:
            what = Words("eigene Bahnen", "own lanes")
            out.append(_beyond(f"journeys[{i}].lanes", what, len(journey.lanes), LANES.value))
        out += _many_links(f"journeys[{i}]", journey)
    return out


def _many_links(place: str, journey: Journey) -> Iterator[Finding]:
    found, most = len(links(journey)), max(LINKS_ALWAYS, LINKS_PER_STEP.value * len(journey.steps()))
    if found > most:
        yield _beyond(place, Words("Wege zwischen Schritten", "links between steps"), found, most)


def _long_texts(value: Any, place: str, field: str) -> Iterator[Finding]:
    if isinstance(value, dict):
        for name, entry in value.items():
            yield from _long_texts(entry, inside(place, name), name)
    elif isinstance(value, list):
        if len(value) > LIST_ITEMS.value:
            yield _beyond(place, Words("Einträge", "entries"), len(value), LIST_ITEMS.value)
        for i, entry in enumerate(value):
            yield from _long_texts(entry, inside(place, i), field)
    elif isinstance(value, str) and len(value) > text_limit(field).value:
        yield _beyond(place, Words("Zeichen", "characters"), len(value), text_limit(field).value)


def _beyond(place: str, what: Words, found: int, most: int) -> Finding:
    words = Words(
        f"Zu viele {what.de}: {found}. Zum Übernehmen und Zeichnen sind höchstens {most} möglich.",
        f"Too many {what.en}: {found}. For import and drawing at most {most} are possible.",
    )
    return Finding(place, words)
