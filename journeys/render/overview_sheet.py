"""The first sheet of a workbook: what is in it, and how it is edited so that everything can be read again."""

from collections.abc import Iterator
from typing import Literal

from journeys.domain.document import Document
from journeys.domain.sheets.columns import SHEETS
from journeys.domain.words import Language, Words
from journeys.render.tables import Row

Kind = Literal["title", "heading", "head", "sheet", "text"]
_HEAD = (Words("Blatt", "Sheet"), Words("Was darin steht", "What is in it"), Words("Zeilen", "Rows"))
_EDITING = Words("Wenn Sie hier etwas ändern", "If you change something here")
_RULES = (
    Words(
        "Die Datei lässt sich wieder einlesen. Lassen Sie dafür die Überschriften und die Namen der Blätter stehen.",
        "The file can be read again. For that leave the headings and the names of the sheets as they are.",
    ),
    Words(
        "Kennungen verbinden die Blätter: Ändern Sie sie nicht. Eine neue Zeile braucht keine; sie bekommt eine.",
        "Ids join the sheets: do not change them. A new row needs none; it gets one.",
    ),
    Words(
        "Die Reihenfolge der Schritte steht in der Spalte „Nr.“; Sortieren und Filtern ändern sie nicht.",
        "The order of the steps stands in the column “No.”; sorting and filtering do not change it.",
    ),
    Words(
        "Mehrere Angaben in einer Zelle stehen in Zeilen untereinander (Alt + Eingabe), Kennungen mit Komma.",
        "Several entries of a cell stand on lines of their own (Alt + Enter), ids with commas between.",
    ),
    Words(
        "Unter „Weiter mit“ steht je Zeile ein Weg: Kennung des Schritts, Doppelpunkt, Bedingung; „end“ ist das Ende, "
        "„–“ heißt: hier endet die Reise. Eine leere Zelle führt zum nächsten Schritt.",
        "“Leads to” has one way a line: id of the step, colon, condition; “end” is the end, “–” means that the journey "
        "ends here. An empty cell leads to the step that follows.",
    ),
    Words(
        "Nur selten: „\\“ am Anfang steht vor einem leeren Text, „↳“ vor weiteren Zeilen derselben Angabe.",
        "Rarely: “\\” at the beginning stands before an empty text, “↳” before further lines of the same entry.",
    ),
)


def lines_of(document: Document, tables: dict[str, list[Row]]) -> Iterator[tuple[Kind, Row]]:
    """The lines of the sheet, each with what it is."""
    language: Language = document.words_language
    yield "title", [document.service.name]
    for text in (document.as_of and _as_of(document.as_of, language), document.disclaimer):
        if text and text.strip():
            yield "text", [None, text]
    yield "text", []
    yield "head", [words.in_(language) for words in _HEAD]
    for name, sheet in SHEETS.items():
        yield "sheet", [sheet.title.in_(language), sheet.says.in_(language), len(tables[name])]
    yield "text", []
    yield "heading", [_EDITING.in_(language)]
    for rule in _RULES:
        yield "text", [None, rule.in_(language)]


def _as_of(date: str, language: Language) -> str:
    return Words(f"Stand: {date}", f"As of {date}").in_(language)
