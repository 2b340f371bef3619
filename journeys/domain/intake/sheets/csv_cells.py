"""The cells of a CSV file: in UTF-8, UTF-16 with its mark or Windows-1252, with semicolons, commas, tabs or bars."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from journeys.domain.findings import Finding
from journeys.domain.intake.letters import too_large
from journeys.domain.intake.sheets import refusals as say
from journeys.domain.intake.sheets.grids import Count, Grid, line_of, warning
from journeys.domain.intake.sheets.refusals import refuse
from journeys.domain.sheets.guard import unguarded
from journeys.settings import SHEET_COLUMNS, SHEET_ROWS, UPLOAD_BYTES

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
DELIMITERS = ";,\t|"
TRIED = 30
_NAMED = re.compile(r"sep=([;,\t|])\r?\n", re.IGNORECASE)
# A spreadsheet has no more; of them SHEET_ROWS and SHEET_COLUMNS may hold something.
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384


def grid_of(data: bytes) -> tuple[Grid, list[Finding]]:
    """The only table of a CSV file and what was noticed; raises Refused. Lines are counted as a spreadsheet does."""
    if len(data) > UPLOAD_BYTES.value:
        refuse(too_large().text)
    text, findings = _decoded(data)
    named = _NAMED.match(text)
    delimiter = named[1] if named else _delimiter(text)
    try:
        grid = _grid(text, delimiter, bool(named), strict=True)
    except csv.Error as error:
        if "unexpected end" in str(error) or "field limit" in str(error):
            refuse(say.QUOTES)
        grid = _loose(text, delimiter, bool(named))
        de = "Manche Anführungszeichen stehen nicht richtig. Bitte prüfen Sie die Texte."
        findings.append(warning("", de, "Some quotation marks are not in place. Please check the texts."))
    return grid, findings


def _decoded(data: bytes) -> tuple[str, list[Finding]]:
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "utf-8")
    findings: list[Finding] = []
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = _windows(data, encoding)
        de = "Die Datei ist nicht in UTF-8; gelesen ist sie als Windows-1252. Bitte prüfen Sie die Umlaute."
        en = "The file is not in UTF-8; it is read as Windows-1252. Please check letters such as ä."
        findings.append(warning("", de, en))
    if "\0" in text:
        refuse(say.ENCODING)
    return text, findings


def _windows(data: bytes, encoding: str) -> str:
    if encoding != "utf-8":
        refuse(say.ENCODING)
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        refuse(say.ENCODING)


def _delimiter(text: str) -> str:
    """What splits the largest share of the first rows into equally many cells, then what splits them into most.

    A share, no count: read by a wrong delimiter, a text of several lines falls apart into many rows.
    """
    return max(DELIMITERS, key=lambda delimiter: _score(text, delimiter))


def _score(text: str, delimiter: str) -> tuple[float, int]:
    try:
        rows = [row for row in islice(_rows(text, delimiter), TRIED) if row]
    except csv.Error:
        return (0, 0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    return (count / max(len(rows), 1), width)


def _rows(text: str, delimiter: str, strict: bool = False) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=strict)


def _loose(text: str, delimiter: str, named: bool) -> Grid:
    try:
        return _grid(text, delimiter, named, strict=False)
    except csv.Error:
        refuse(say.QUOTES)


def _grid(text: str, delimiter: str, named: bool, strict: bool) -> Grid:
    grid, count = Grid(""), Count()
    for number, row in enumerate(_rows(text, delimiter, strict), 1):
        if number > MOST_ROWS:
            say.too_many(say.ROWS, SHEET_ROWS)
        if len(row) > MOST_COLUMNS:
            say.too_many(say.COLUMNS, SHEET_COLUMNS)
        if named and number == 1:
            continue
        line = line_of(number, enumerate(map(unguarded, row)), count)
        if line is not None:
            grid.lines.append(line)
    return grid
