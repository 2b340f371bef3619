"""A document as a workbook (XLSX): a first sheet that says what is in it, then a sheet for each kind of part.

Every text is a text cell, also one that a spreadsheet would take for a formula.
"""

import re
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell as Drawn
from openpyxl.worksheet.worksheet import Worksheet

from journeys.domain.document import Document
from journeys.domain.findings import Finding, Refused
from journeys.domain.sheets.columns import CONTENTS, SHEETS
from journeys.domain.sheets.forms import Cell
from journeys.domain.sheets.making import Sheet
from journeys.domain.words import Words
from journeys.render import workbook_look as look
from journeys.render.overview_sheet import lines_of
from journeys.render.tables import Row, tables_of

# A spreadsheet reads `_x000A_` in a text as the letter of that number, unless the underscore is itself written so.
_LETTER = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ACTS = re.compile(r"[=+\-@\t\r]")
CELL_LETTERS = 32_767
ROWS = 1_048_575


def workbook_of(document: Document) -> bytes:
    """The file; raises Refused for a text that is longer than a cell holds, or more parts than a sheet has rows."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "Bürgerreise"
    book.properties.title = _letters(document.service.name)
    tables = tables_of(document)
    language = document.words_language
    _contents(book.create_sheet(CONTENTS.in_(language)), document, tables)
    for name, sheet in SHEETS.items():
        _table(book.create_sheet(sheet.title.in_(language)), sheet, tables[name], document)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _table(drawn: Worksheet, sheet: Sheet, rows: list[Row], document: Document) -> None:
    language = document.words_language
    if len(rows) > ROWS:
        raise Refused([_too_many(sheet, len(rows))])
    write_row(drawn, 1, [column.heading.in_(language) for column in sheet.columns])
    for number, row in enumerate(rows, 2):
        write_row(drawn, number, row)
    look.dress_table(drawn, sheet, len(rows), document.service.name, language)


def _contents(drawn: Worksheet, document: Document, tables: dict[str, list[Row]]) -> None:
    for number, (kind, cells) in enumerate(lines_of(document, tables), 1):
        write_row(drawn, number, cells)
        look.dress_line(drawn, number, kind)
    look.dress_contents(drawn, document.service.name, document.words_language)


def write_row(drawn: Worksheet, number: int, cells: Row) -> None:
    """Put the cells into the row with this number (from 1), texts as texts."""
    for column, cell in enumerate(cells, 1):
        if cell is not None:
            _fill(drawn.cell(number, column), cell)


def _fill(drawn: Drawn, cell: Cell) -> None:
    if not isinstance(cell, str):
        drawn.value = repr(cell)  # openpyxl writes sixteen digits of a number; these are all
        drawn.data_type = "n"
        return
    text = _letters(cell)
    if len(text) > CELL_LETTERS:
        raise Refused([_too_long(drawn, len(text))])
    drawn.value = text
    drawn.data_type = "s"
    drawn.quotePrefix = bool(_ACTS.match(text))


def _letters(text: str) -> str:
    return _LETTER.sub("_x005F_", text)


def _too_long(drawn: Drawn, length: int) -> Finding:
    sheet, at = drawn.parent.title, drawn.coordinate
    return Finding(
        "",
        Words(
            f"Der Text hat {length} Zeichen, {CELL_LETTERS} passen in eine Zelle ({sheet} {at}). Bitte kürzen Sie ihn.",
            f"The text has {length} characters; a cell holds {CELL_LETTERS} ({sheet} {at}). Please shorten it.",
        ),
    )


def _too_many(sheet: Sheet, count: int) -> Finding:
    de, en = sheet.title
    return Finding(
        "",
        Words(
            f"Das sind {count} Zeilen im Blatt „{de}“; ein Tabellenblatt hat höchstens {ROWS}.",
            f"These are {count} rows in the sheet “{en}”; a sheet has at most {ROWS}.",
        ),
    )
