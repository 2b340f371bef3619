"""The hint on names, file numbers, birth dates: it must notice, and it must not cry wolf."""

import pytest

from journeys.domain.document import Document
from journeys.domain.intake import read_file
from journeys.domain.workshops.suspicion import suspicions
from journeys.places import place

TELLS = {
    "Frau Sommerfeld kam dreimal wieder": ["name"],
    "Herr von Bergen versteht den Brief nicht": ["name"],
    "Kollegin Meier-Schmidt hat immer Spätdienst": ["name"],
    "Der Bürger, geb. 12.03.1962, wartet": ["birth_date"],
    "geboren am 3.4.51": ["birth_date"],
    "Stand am 01.02.1984 im Formular": ["birth_date"],
    "Az. 32-17/2024 liegt seit Wochen": ["file_number"],
    "Kundennummer 4711": ["file_number"],
    "Vorgang 2024/00123/45 ist weg": ["file_number"],
    "DE12 3456 7890 1234 5678": ["file_number"],
    "schreibt an maria@example.org": ["contact"],
    "ruft 0171 2345678 an": ["contact"],
    "Frau Sommerfeld, geb. 12.03.1962": ["name", "birth_date"],
}
HARMLESS = [
    "Viele kommen ohne Termin",
    "Frau und Herr sind im Formular die einzige Auswahl",
    "Die Frau am Schalter hilft",
    "Herr Antragsteller steht im Brief, das wirkt kalt",
    "Seit 1.1.2024 gilt das neue Formular",
    "Ab 15.03.2026 ist die Seite neu",
    "§ 17 BMG, 2 Wochen Frist",
    "12 von 20 rufen an, 2024 waren es 350",
    "Formular A-17 ist zu lang",
    "Zimmer 2.14, Montag 8-12 Uhr",
    "Die Gebühr von 37,00 Euro ist unklar",
]


@pytest.mark.parametrize("text", TELLS)
def test_what_gives_somebody_away_is_noticed(text: str) -> None:
    assert suspicions(text) == TELLS[text]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_names_nobody_raises_no_hint(text: str) -> None:
    assert suspicions(text) == []


def notes(document: Document) -> list[str]:
    return [note.text for journey in document.journeys for step in journey.steps() for note in step.notes()]


def test_hardly_any_real_note_raises_a_hint() -> None:
    texts = [text for file in sorted(place("examples").glob("*.yaml")) for text in notes(read_file(file))]
    assert len(texts) > 100
    assert [text for text in texts if suspicions(text)] == []
