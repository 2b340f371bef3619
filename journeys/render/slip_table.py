"""The note slips of a workshop as an empty table to fill in: a row for each step, choices where there are few words.

Both files are read in again like any other table of slips.
"""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from journeys.domain.sheets.guard import guarded
from journeys.domain.sheets.making import Sheet
from journeys.domain.sheets.note_columns import NOTES
from journeys.domain.sheets.step_columns import STEPS
from journeys.domain.words import Language, Words
from journeys.render import workbook_look as look
from journeys.render.workbook import write_row

ASKED = ("@step.title", "kind", "text", "severity", "frequency", "priority")
SLIPS = Sheet(
    Words("Zettel", "Slips"),
    Words("Eine Zeile für jeden Zettel", "A row for each slip"),
    tuple(column for column in NOTES.columns if column.field in ASKED),
    frozen=1,
)
WAY = Sheet(
    Words("Schritte", "Steps"),
    Words("Die Schritte des Workshops", "The steps of the workshop"),
    tuple(column for column in STEPS.columns if column.field in ("@number", "title")),
)


def slip_workbook(steps: Sequence[str], title: str, language: Language) -> bytes:
    """The workbook (XLSX) for these titles of steps; `title` stands at its foot."""
    book = Workbook()
    slips, way = book.active, book.create_sheet(WAY.title.in_(language))
    slips.title = SLIPS.title.in_(language)
    for drawn, sheet, rows in (
        (slips, SLIPS, [[step] for step in steps]),
        (way, WAY, [[n, step] for n, step in enumerate(steps, 1)]),
    ):
        for number, row in enumerate([[c.heading.in_(language) for c in sheet.columns], *rows], 1):
            write_row(drawn, number, row)
        look.dress_table(drawn, sheet, len(rows), title, language)
    if steps:
        last = len(steps) + 1
        choice = DataValidation(
            "list", f"'{way.title}'!$B$2:$B${last}", allow_blank=True, showErrorMessage=False
        )
        choice.add(f"A2:A{last + look.SPARE_ROWS}")
        slips.add_data_validation(choice)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def slip_csv(steps: Sequence[str], language: Language) -> bytes:
    """The same as CSV: as Excel opens it in Germany, else as other programs read it."""
    file = StringIO(newline="")
    write = csv.writer(file, delimiter=";" if language == "de" else ",").writerow
    write([column.heading.in_(language) for column in SLIPS.columns])
    for step in steps:
        write([guarded(step), *[""] * (len(SLIPS.columns) - 1)])
    return file.getvalue().encode("utf-8-sig")
