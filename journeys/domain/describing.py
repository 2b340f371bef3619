"""Changing what a step says, with the checks and the words for people at a form."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlmodel import Session

from journeys.domain.editing import edit
from journeys.domain.findings import Finding, Refused
from journeys.domain.steps import SPAN_ROLES, Step
from journeys.domain.typed import typed_findings
from journeys.domain.words import Words

TITLE = Words("Bitte geben Sie dem Schritt einen Titel.", "Please give the step a title.")
NUMBER = Words(
    "Bitte geben Sie eine Zahl ein, zum Beispiel 3 oder 1,5.", "Please give a number, such as 3 or 1.5."
)
ORDER = Words(
    "Die zweite Zahl ist kleiner als die erste. Bitte tauschen Sie die beiden.",
    "The second number is smaller than the first. Please swap them.",
)
UNIT = Words("Bitte wählen Sie eine Einheit zu den Zahlen.", "Please choose a unit for the numbers.")
TARGET = Words("Bitte wählen Sie, wohin es hier weitergeht.", "Please choose where it goes on from here.")


def describe_step(session: Session, id: int, revision: int, changes: Mapping[str, Any]) -> Step:
    """Change fields of a step, like `editing.edit`; raises Refused with everything that somebody has to mend."""
    found = [*_of_title(changes), *_of_spans(changes), *_of_ways(changes)]
    if found:
        raise Refused([*found, *typed_findings(changes)])
    step: Step = edit(session, "steps", id, revision, changes)
    return step


def _of_title(changes: Mapping[str, Any]) -> Iterator[Finding]:
    if "title" in changes and not (changes["title"] or "").strip():
        yield Finding("title", TITLE)


def _of_spans(changes: Mapping[str, Any]) -> Iterator[Finding]:
    for role in SPAN_ROLES:
        span = changes.get(role) or {}
        numbers = {name: span[name] for name in ("min", "max") if name in span}
        wrong = [name for name, number in numbers.items() if isinstance(number, str)]
        yield from (Finding(f"{role}.{name}", NUMBER) for name in wrong)
        if not wrong and len(numbers) == 2 and numbers["min"] > numbers["max"]:
            yield Finding(f"{role}.max", ORDER)
        if numbers and not span.get("unit"):
            yield Finding(f"{role}.unit", UNIT)


def _of_ways(changes: Mapping[str, Any]) -> Iterator[Finding]:
    for n, way in enumerate(changes.get("next") or ()):
        if not way["to"]:
            yield Finding(f"next[{n}].to", TARGET)
