"""Texts that may name somebody: a calm hint while writing, and a cover until the moderation has looked.

It is a guess by the shape of the text. Notes are about kinds of cases, so a false alarm costs a look, a miss a person's
privacy; still a hint on every second card would be ignored. Titles and first-name lists are left out on purpose: „Frau
und Herr“ alone name nobody.
"""

import re
from typing import Literal

Kind = Literal["name", "file_number", "birth_date", "contact"]

_NAMED = re.compile(
    r"\b(?:Herrn?|Frau|Fr\.|Hr\.|Kolleg(?:e|in|en)|Familie|Dr\.)\s+(?:von\s+|van\s+|Dr\.\s+|Prof\.\s+)*"
    r"(?!Doktor\b|Professor\b|Kolleg|Bürger|Müllabfuhr)([A-ZÄÖÜ][a-zäöüß]{2,}(?:-[A-ZÄÖÜ][a-zäöüß]+)?)"
)
_NO_NAME = frozenset(
    {
        *(
            "Frau",
            "Herr",
            "Mutter",
            "Vater",
            "Kind",
            "Mann",
            "Leute",
            "Person",
            "Personen",
            "Kunde",
            "Kundin",
        ),
        *("Antragsteller", "Antragstellerin", "Sachbearbeiter", "Sachbearbeiterin", "Leitung", "Amtsleitung"),
        *("Vorgesetzte", "Vorgesetzter", "Zuhause", "Sorge", "Wohnung"),
    }
)
_FILE_NUMBER = re.compile(
    r"\b(?:Az\.?|AZ|Aktenzeichen|Geschäftszeichen|Gz\.?|Kundennummer|Vorgangsnummer|Kassenzeichen|Steuer-?ID)"
    r"\s*[:.]?\s*\w*\d"
    r"|\b\d{1,4}[-/ ]\d{2,6}[-/]\d{2,4}\b"
    r"|\b[A-ZÄÖÜ]{1,4}[-/]\d{3,}[-/]\d{2,4}\b"
    r"|\b[A-Z]{2}\d{2}(?: ?\d{4}){4}\b"
    r"|\b\d{9,}\b"
)
_DATE = re.compile(r"\b(0?[1-9]|[12]\d|3[01])\.\s?(0?[1-9]|1[0-2])\.\s?((?:19|20)\d{2})\b")
_BORN = re.compile(r"\bgeb(?:oren|\.)?(?:\s+am)?\s*[:.]?\s*\d{1,2}\.", re.IGNORECASE)
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w|\b0\d{2,5}[ /-]\d{3,}")
_OLDEST, _YOUNGEST = 1900, 2015


def suspicions(text: str) -> list[Kind]:
    """What the text may give away, each kind once."""
    found: list[Kind] = []
    if any(match[1] not in _NO_NAME for match in _NAMED.finditer(text)):
        found.append("name")
    if _BORN.search(text) or any(_OLDEST <= int(match[3]) <= _YOUNGEST for match in _DATE.finditer(text)):
        found.append("birth_date")
    if _FILE_NUMBER.search(text):
        found.append("file_number")
    if _CONTACT.search(text):
        found.append("contact")
    return found
