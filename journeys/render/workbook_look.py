"""How the sheets of a workbook look: headings that stay, filters, widths, wrapped text, choices, and on paper."""

from textwrap import wrap

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

from journeys.domain.sheets.making import Sheet
from journeys.domain.words import Language, Words

# Dark on light grey with a line beneath: a heading in any print.
HEADING = PatternFill("solid", fgColor="E3E6EA")
LINE = Border(bottom=Side(style="medium", color="1B2733"))
THIN = Border(bottom=Side(style="hair", color="9AA5B1"))
INK = "1B2733"
TOP = Alignment(vertical="top", wrap_text=True)
LINK = Font(name="Arial", size=10, color="0B4A8F", underline="single")
PLAIN = Font(name="Arial", size=10, color=INK)
BOLD = Font(name="Arial", size=10, bold=True, color=INK)
FONTS = {
    "title": Font(name="Arial", size=18, bold=True, color=INK),
    "heading": Font(name="Arial", size=12, bold=True, color=INK),
    "sheet": PLAIN,
    "head": BOLD,
    "text": PLAIN,
}
LINE_HEIGHT, MOST_HEIGHT = 12.75, 409.0
"""Points; no spreadsheet has a higher row."""
LETTERS = 0.95
"""Letters of this font that take the width of a digit of the standard font."""
SPARE_ROWS = 500
"""So many rows behind the last have choices too."""
CHOICE_LETTERS = 255
CONTENTS_WIDTHS = (24, 92, 10)


class Grown(RowDimension):  # type: ignore[misc]
    """A row whose height fits its texts as they are written, and that grows when somebody writes more: LibreOffice does
    not measure rows when it opens a file, and a row of `customHeight` would stay as it is for ever."""

    @property
    def customHeight(self) -> bool:  # noqa: N802
        return False


def dress_table(drawn: Worksheet, sheet: Sheet, rows: int, title: str, language: Language) -> None:
    """The look of a table whose headings stand in the first row."""
    last = get_column_letter(len(sheet.columns))
    for row in drawn.iter_rows(min_row=1, max_row=rows + 1, max_col=len(sheet.columns)):
        for cell in row:
            cell.font, cell.alignment, cell.border = PLAIN, TOP, THIN
    for number, column in enumerate(sheet.columns, 1):
        heading = drawn.cell(1, number)
        heading.font, heading.fill, heading.border = BOLD, HEADING, LINE
        drawn.column_dimensions[get_column_letter(number)].width = column.width
    for number in range(1, rows + 2):
        drawn.row_dimensions[number] = Grown(drawn, number, ht=_height(drawn, sheet, number))
    drawn.freeze_panes = drawn.cell(2, sheet.frozen + 1)
    drawn.auto_filter.ref = f"A1:{last}{rows + 1}"
    _choices(drawn, sheet, rows, language)
    _paper(drawn, title, language)
    drawn.print_title_rows = "1:1"
    drawn.print_area = f"A1:{get_column_letter(sheet.printed or len(sheet.columns))}{rows + 1}"


def _choices(drawn: Worksheet, sheet: Sheet, rows: int, language: Language) -> None:
    """Lists to choose from where a cell holds one of a few words; another word may be typed all the same."""
    for number, column in enumerate(sheet.columns, 1):
        words = [words.in_(language) for words in (column.form.choices or {}).values()]
        listed = f'"{",".join(words)}"'
        if not words or len(listed) > CHOICE_LETTERS or any("," in word for word in words):
            continue
        choice = DataValidation(type="list", formula1=listed, allow_blank=True, showErrorMessage=False)
        letter = get_column_letter(number)
        choice.add(f"{letter}2:{letter}{rows + 1 + SPARE_ROWS}")
        drawn.add_data_validation(choice)


def _height(drawn: Worksheet, sheet: Sheet, number: int) -> float:
    """The row's height in points, for the lines that its texts most likely take."""
    cells = ((drawn.cell(number, n).value, column.width) for n, column in enumerate(sheet.columns, 1))
    most = max((_lines(str(text), width) for text, width in cells if text is not None), default=1)
    return min(most * LINE_HEIGHT + 2, MOST_HEIGHT)


def _lines(text: str, width: int) -> int:
    letters = max(int(width * LETTERS), 1)
    return sum(len(wrap(line, letters)) or 1 for line in text.split("\n"))


def dress_line(drawn: Worksheet, number: int, kind: str) -> None:
    """The look of a line of the first sheet; one that names a sheet leads there."""
    for cell in drawn[number]:
        cell.font = FONTS[kind]
        cell.alignment = Alignment(vertical="top", wrap_text=kind != "title")
        if kind in ("head", "sheet"):
            cell.border = LINE if kind == "head" else THIN
        if kind == "head":
            cell.fill = HEADING
    if kind == "sheet":
        first = drawn.cell(number, 1)
        first.hyperlink = f"#'{first.value}'!A1"
        first.font = LINK


def dress_contents(drawn: Worksheet, title: str, language: Language) -> None:
    """The look of the first sheet as a whole."""
    for number, width in enumerate(CONTENTS_WIDTHS, 1):
        drawn.column_dimensions[get_column_letter(number)].width = width
    drawn.sheet_view.showGridLines = False
    _paper(drawn, title, language)


def _paper(drawn: Worksheet, title: str, language: Language) -> None:
    drawn.page_setup.orientation = "landscape"
    drawn.page_setup.paperSize = drawn.PAPERSIZE_A3
    drawn.page_setup.fitToWidth, drawn.page_setup.fitToHeight = 1, 0
    drawn.sheet_properties.pageSetUpPr.fitToPage = True
    drawn.page_margins.left = drawn.page_margins.right = 0.5
    page = Words("Seite &P von &N", "Page &P of &N").in_(language)
    drawn.oddFooter.left.text = title.replace("&", "&&").replace("\n", " ")[:80]
    drawn.oddFooter.center.text = "&A"
    drawn.oddFooter.right.text = page
