"""Workbooks and CSV files for tests: as openpyxl writes them, and as nobody should."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from openpyxl import Workbook, load_workbook

Rows = Sequence[Sequence[Any]]
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATED = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
BOOK = f'<workbook {MAIN} {RELATED}><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)


def a_workbook(sheets: Mapping[str, Rows] | Rows, **merged: str) -> bytes:
    """A workbook with these rows, sheet by sheet; `merged` are places of merged cells, by sheet."""
    book = Workbook()
    book.remove(book.active)
    named = sheets if isinstance(sheets, Mapping) else {"Tabelle1": sheets}
    for name, rows in named.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in merged:
            sheet.merge_cells(merged[name])
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def loaded(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def raw(
    cells: str = "", more: Mapping[str, str | bytes] | None = None, kind: int = ZIP_STORED, **parts: str
) -> bytes:
    """A workbook put together by hand: `cells` is the inside of its only sheet."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": parts.get("types", TYPES),
        "xl/workbook.xml": parts.get("book", BOOK),
        "xl/_rels/workbook.xml.rels": parts.get("relations", RELATIONS),
        "xl/worksheets/sheet1.xml": parts.get("sheet", f"<worksheet {MAIN}>{cells}</worksheet>"),
        **(more or {}),
    }
    return zipped(files, kind)


def zipped(files: Mapping[str, str | bytes], kind: int = ZIP_STORED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", kind) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return file.getvalue()


def texts(*rows: Sequence[str]) -> str:
    """Rows of texts for `raw`."""
    cells = ("".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) for row in rows)
    return f"<sheetData>{''.join(f'<row>{row}</row>' for row in cells)}</sheetData>"
