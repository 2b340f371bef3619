"""Writes docs/format/sheets.md: .venv/bin/python -m tests.render.sheets_doc

The table of what is carried is found out by writing and reading; the headings are those that the reader knows.
"""

from pathlib import Path

from journeys.domain.intake.sheets.fields import COLUMNS, FIELDS
from journeys.domain.intake.sheets.headings import UNDERSTOOD
from tests.render.sheets_carried import carried_by

FILE = Path(__file__).parents[2] / "docs" / "format" / "sheets.md"
BEGINNING = """\
# Workbooks (XLSX) and CSV
Made by `tests/render/sheets_doc.py`; change it there. `journeys convert FILE --to xlsx`, `--to csv`, `--to
csv-plain`, and `journeys convert table.xlsx --to yaml` the other way.

## The workbook
One workbook holds a whole document: a first sheet that says what is in it, then one sheet each for the service,
personas, journeys, phases, lanes, steps, notes, opportunities and sources, named in the document's language. It is
there to be filtered, printed, edited and **read again**: every field comes back (see the table below).

- Every text is a text cell, also one that starts with `=`, `+`, `-`, `@` or a tab; nothing is a formula. Numbers are
  numbers.
- Ids join the sheets and stand in the last columns. A new row needs none and gets one; it may name its phase, journey
  or step by its name.
- The column „Nr.“ decides the order of steps, so sorting and filtering change nothing. A row without a number stays
  behind the row above it.
- Several entries in a cell stand on lines of their own, ids with commas between. „Weiter mit“ has one way a line,
  `id: condition`; `end` is the end, `–` says that the journey ends here, an empty cell leads to the step that
  follows.
- An empty text, one of blanks only and one that begins with `\\` has a `\\` before it; further lines of one entry of
  a list begin with `↳`. Both are rare.
- Columns on paper are the first ones of steps and notes; the others are for the screen.
- A text of more than 32,767 characters is refused: no cell holds it.

## The CSV file
One flat table: **a row for each note, and one for each step without a note**; notes on no step come last. What a step
says stands in each of its rows. An office filters and counts such a table as it is (all bad pain points at the
counter), and the tables of several services can be put beneath one another; a row for each step would have to squeeze
several notes, with how bad and how often each is, into one cell.

- `csv` is what Excel opens in Germany: UTF-8 with a byte order mark, semicolons, a comma in numbers. `csv-plain`
  (`….plain.csv`) is RFC 4180: UTF-8, commas, a point in numbers. Both end their lines with CR LF.
- A text that a spreadsheet would take for a formula has an apostrophe before it (also one that begins with an
  apostrophe); it is taken off when the file is read. Numbers have none.
- Personas stand there by name. What the table does not carry is no part of the file: with `journeys import --update`
  a CSV file would take it for dropped. Use the workbook for editing.

## What is carried
Written and read again, a field marked with ✓ is equal. This table is made by doing so with a document in which every
field is set; the tests do it with a thousand others. In CSV, phases and journeys without steps have no row.
"""
READING = """\

## Tables of others
An `.xlsx` or `.csv` file of any shape is read by its headings. The row with most headings that are known is the one
of headings; a title above it names the service, else the file's name does. CSV may be UTF-8 (with or without mark),
UTF-16 with a mark, or Windows-1252, with semicolons, commas, tabs or bars.

- What a column means is guessed and can be corrected (on the import page, or `mapping` in `read_sheet`). A heading
  that stands twice gets a number; a missing one is called by its letter.
- Each row with a title is a step. Phases, journeys and personas are made of their names; an empty phase is that of
  the row above. Numbers, where there are any, decide the order. Where a step leads may be said by id, number or
  title.
- „2–3 Wochen“ as a waiting time gives numbers too. Days may be written as 12.11.2026.
- Columns such as „Schmerzpunkte“ beside a step hold notes, one a line or with semicolons between.
- **Note slips**: a table with the columns step, kind, text, how bad, how often. Notes go to the steps of that title
  (or number or id); without a step they are unsorted. Without a table of steps, the steps that slips name are made.
  Ideas, worries and what should stay are always unsorted, as in any document.
- A row without a title, a value that nobody knows and a name that leads nowhere are warnings with row and heading;
  columns and sheets without meaning here are listed as left out.
- Ids come from a column of ids, else they are made of the content and its place: the same file gives the same ids.
- Merged cells: the value holds for each of their rows. Formulas: what they gave last is taken as text, else their own
  text; both are said. Hidden sheets, comments, pictures, charts and links to other workbooks are left out, and said
  to be.
- Characters that no file can hold (control characters) are dropped.

Refused, each with what to do: workbooks with macros (`.xlsm`), with a password, in the old format (`.xls`), damaged
ones, a document type in any part (and so every entity), what is far larger unpacked than packed, and what is beyond a
limit (`SHEET_…` in `docs/settings.md`). The ZIP directory is looked at before anything is unpacked; nothing goes to
disk, names in it lead nowhere, and links are not followed.

## Headings that are understood
Case, blanks and punctuation do not matter, and one part of a heading is enough („Schmerzpunkt / Problem“). „Mail“ as
a channel is not guessed: it is a letter in English and an e-mail in German.

| what it means | field | headings |
|---|---|---|
"""


def text() -> str:
    """The whole file."""
    carried = [
        f"| `{field}` | {_mark('xlsx', by)} | {_mark('csv', by)} |" for field, by in carried_by().items()
    ]
    table = "\n".join(["| field | XLSX | CSV |", "|---|---|---|", *carried])
    rows = [
        f"| {FIELDS[field].de} · {FIELDS[field].en} | `{field}` | {_headings(field)} |" for field in COLUMNS
    ]
    return f"{BEGINNING}\n{table}\n{READING}" + "\n".join(rows) + "\n"


def _mark(name: str, by: tuple[str, ...]) -> str:
    return "✓" if name in by else ""


def _headings(field: str) -> str:
    words = dict.fromkeys((*COLUMNS[field].heading, *UNDERSTOOD.get(field, ())))
    return ", ".join(word.replace("|", "\\|") for word in words)


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
