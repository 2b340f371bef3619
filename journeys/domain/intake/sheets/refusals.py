"""Why a workbook or CSV file is not read: a sentence each, with what to do."""

from typing import NoReturn

from journeys.domain.findings import Finding, Refused
from journeys.domain.words import Words
from journeys.settings import Limit

SAVE_AGAIN = Words(
    "Bitte öffnen Sie sie in Ihrem Tabellenprogramm und speichern Sie sie neu als Excel-Arbeitsmappe (.xlsx).",
    "Please open it in your spreadsheet program and save it again as an Excel workbook (.xlsx).",
)
NO_WORKBOOK = Words("Das ist keine Excel-Arbeitsmappe (.xlsx).", "This is no Excel workbook (.xlsx).")
BROKEN = Words("Die Arbeitsmappe ist beschädigt.", "The workbook is damaged.")
LOCKED = Words(
    "Die Arbeitsmappe ist mit einem Kennwort geschützt. Bitte speichern Sie sie ohne Kennwort.",
    "The workbook is protected by a password. Please save it without one.",
)
OLD = Words(
    "Das ist eine Datei im alten Format von Excel (.xls). Bitte speichern Sie sie als Excel-Arbeitsmappe (.xlsx).",
    "This is a file in Excel's old format (.xls). Please save it as an Excel workbook (.xlsx).",
)
MACROS = Words(
    "Die Arbeitsmappe enthält Makros (.xlsm). Bitte speichern Sie sie als Excel-Arbeitsmappe ohne Makros (.xlsx).",
    "The workbook holds macros (.xlsm). Please save it as an Excel workbook without macros (.xlsx).",
)
ACTS = Words(
    "Die Arbeitsmappe enthält eine Dokumenttyp-Angabe (DOCTYPE). Das tut kein Tabellenprogramm.",
    "The workbook holds a document type (DOCTYPE). No spreadsheet program does that.",
)
BOMB = Words(
    "Die Arbeitsmappe ist ausgepackt viel größer, als sie aussieht. Bitte löschen Sie, was nicht gebraucht wird.",
    "Unpacked the workbook is much larger than it looks. Please delete what is not needed.",
)
ENCODING = Words(
    "Die Zeichen der Datei sind nicht zu erkennen. Bitte speichern Sie sie als „CSV UTF-8“.",
    "The characters of the file can not be told. Please save it as “CSV UTF-8”.",
)
EMPTY = Words(
    "In der Datei steht keine Tabelle. Bitte prüfen Sie, ob es die richtige ist.",
    "There is no table in the file. Please check whether it is the right one.",
)
QUOTES = Words(
    "In der Datei wird ein Anführungszeichen geöffnet und nicht geschlossen. Bitte speichern Sie sie neu als CSV.",
    "A quotation mark is opened in the file and not closed. Please save it again as CSV.",
)


def refuse(*words: Words) -> NoReturn:
    """Raises Refused with these sentences."""
    said = Words(" ".join(w.de for w in words), " ".join(w.en for w in words))
    raise Refused([Finding("", said)])


def too_many(what: Words, limit: Limit) -> NoReturn:
    """Raises Refused: there is more of something than is read at once."""
    refuse(
        Words(
            f"Die Datei hat zu viele {what.de}; möglich sind {limit.value}. Bitte teilen Sie sie auf.",
            f"The file has too many {what.en}; {limit.value} are possible. Please split it.",
        )
    )


ROWS, COLUMNS = Words("Zeilen", "rows"), Words("Spalten", "columns")
CELLS, LETTERS = Words("Zellen", "cells"), Words("Zeichen", "characters")
PARTS, ELEMENTS = Words("Teile", "parts"), Words("Bestandteile", "elements")
SHEETS_WORD = Words("Tabellenblätter", "sheets")
