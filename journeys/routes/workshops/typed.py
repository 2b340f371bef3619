"""Dates and numbers as forms send them: what is none is refused at its field, with what would be right."""

from datetime import date, datetime
from typing import Any

from journeys.domain.findings import Finding, Refused
from journeys.domain.words import Words

_DATES = ("%Y-%m-%d", "%d.%m.%Y")
NO_DATE = Words(
    "Bitte geben Sie einen Tag an, zum Beispiel 31.12.2027.", "Please give a day, for example 31.12.2027."
)


def date_typed(name: str, text: str) -> date | None:
    """A day as date fields send it, or as one writes it; nothing typed is no day. Raises Refused."""
    text = text.strip()
    if not text:
        return None
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise Refused([Finding(name, NO_DATE)])


def number_typed(text: str) -> Any:
    """A whole number; anything else stays as it was typed, for the domain to refuse."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else text
