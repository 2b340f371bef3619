"""What a picture cannot show: characters that its font lacks are drawn as □."""

from collections.abc import Iterator
from typing import Any

from journeys.domain.document import Document
from journeys.domain.findings import Finding
from journeys.domain.words import Words
from journeys.render.letters import uncovered

NAMED = 10


def coverage_findings(document: Document) -> list[Finding]:
    """Warnings: texts with characters that are drawn as □ in pictures and on paper; elsewhere they stay whole."""
    return list(_of(document.plain(), ""))


def _of(value: Any, place: str) -> Iterator[Finding]:
    if isinstance(value, dict):
        for name, entry in value.items():
            yield from _of(entry, f"{place}.{name}" if place else name)
    elif isinstance(value, list):
        for n, entry in enumerate(value):
            yield from _of(entry, f"{place}[{n}]")
    elif isinstance(value, str) and (missing := uncovered(value)):
        signs = " ".join(missing[:NAMED]) + (" …" if len(missing) > NAMED else "")
        words = Words(
            f"Diese Zeichen kann ein Bild nicht zeigen, dort steht □ dafür: {signs}",
            f"A picture cannot show these characters and has □ in their place: {signs}",
        )
        yield Finding(place, words, "warning")
