"""The workbook of a document: read by openpyxl as what it should be, and by us as the same document."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from openpyxl.worksheet.worksheet import Worksheet

from journeys.domain.document import Document, Service
from journeys.domain.findings import Finding, Refused
from journeys.domain.intake import examine, read_file
from journeys.domain.intake.from_sheets import columns, read_sheet
from journeys.domain.sheets.columns import SHEETS
from journeys.render.workbook import CELL_LETTERS, workbook_of
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.databases import examples
from tests.domain.documents import documents
from tests.domain.whole import whole_document
from tests.domain.workbooks import loaded, saved

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
ACTING = ["=1+1", "+49 30 1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x";"y")', "'=1", "_x000D_", "\\n"]


def again(data: bytes) -> tuple[Document, list[Finding]]:
    plain = read_sheet(data, "datei", "xlsx")
    return Document.from_plain(plain.value), plain.findings


def same(document: Document) -> None:
    assert again(workbook_of(document)) == (document, [])


def sheet_of(document: Document, name: str) -> Worksheet:
    return loaded(workbook_of(document))[name]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_four_cases_come_back_as_they_went(path: Path) -> None:
    document = read_file(path)
    same(document)
    assert examine(workbook_of(document), "xlsx", "datei") == (document, ())


def test_a_document_with_every_field_comes_back() -> None:
    same(Document.from_plain(whole_document()))


@examples(40)
@given(documents())
def test_generated_documents_come_back(document: Document) -> None:
    same(document)


@pytest.mark.full
@examples(1_000)
@given(documents())
def test_a_thousand_generated_documents_come_back(document: Document) -> None:
    same(document)


@pytest.mark.parametrize("text", ACTING)
def test_what_looks_like_a_formula_is_a_text_cell_and_stays_one_when_edited(text: str) -> None:
    document = a_document(a_journey((a_step("S1", title=text, pain_points=(a_pain_point(text=text),)),)))
    cell = sheet_of(document, "Schritte")["D2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix == (text[0] in "=+-@\t")
    same(document)


def test_no_cell_of_any_sheet_is_a_formula() -> None:
    plain = whole_document()

    def acting(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: v if k in ("format", "id", "language") else acting(v) for k, v in value.items()}
        if isinstance(value, list):
            return [acting(v) for v in value]
        return f"={value}" if isinstance(value, str) and value.endswith(" 0") else value

    document = Document.from_plain(acting(plain))
    cells = [cell for sheet in loaded(workbook_of(document)) for row in sheet for cell in row]
    assert sum(str(cell.value).startswith("=") for cell in cells) > 40
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    same(document)


def test_sheets_are_named_in_the_documents_language_and_the_first_says_what_is_in_them() -> None:
    for language, first, wanted in (("de", "Inhalt", "Schritte"), ("en", "Contents", "Steps")):
        book = loaded(workbook_of(a_document(language=language)))
        assert book.sheetnames == [first, *(sheet.title.in_(language) for sheet in SHEETS.values())]
        said = {row[0].value: row[2].value for row in book[first].iter_rows(min_row=4)}
        assert said[wanted] == 3
        assert book[first]["A1"].value == book.properties.title == "Wohngeld beantragen"


def test_headings_stay_and_filter_and_long_texts_are_wrapped() -> None:
    book = loaded(workbook_of(read_file(EXAMPLES[0])))
    for name in book.sheetnames[1:]:
        sheet = book[name]
        assert sheet.freeze_panes is not None and sheet.freeze_panes.endswith("2")
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"
        assert all(cell.font.bold and cell.fill.fgColor.rgb != "00000000" for cell in sheet[1])
        assert all(cell.alignment.wrap_text for row in sheet for cell in row)
        assert all(d.width >= 6 for d in sheet.column_dimensions.values())


def test_words_to_choose_from_stand_where_a_cell_holds_one_of_them() -> None:
    sheet = sheet_of(a_document(), "Schritte")
    offered = {choice.formula1 for choice in sheet.data_validations.dataValidation}
    assert '"sehr schlecht,schlecht,neutral,gut,sehr gut"' in offered


def test_a_text_longer_than_a_cell_is_refused_with_its_place() -> None:
    assert again(workbook_of(a_document(a_journey(summary="x" * CELL_LETTERS))))[1] == []
    with pytest.raises(Refused) as refused:
        workbook_of(a_document(a_journey(summary="x" * (CELL_LETTERS + 1))))
    (finding,) = refused.value.findings
    assert "(Reisen C2)" in finding.text.de


def edited(document: Document, *cells: tuple[str, str, Any]) -> tuple[Document, list[Finding]]:
    book = loaded(workbook_of(document))
    for sheet, place, value in cells:
        book[sheet][place] = value
    return again(saved(book))


def test_another_program_may_save_it_in_between() -> None:
    document = Document.from_plain(whole_document())
    assert again(saved(loaded(workbook_of(document)))) == (document, [])


def test_a_new_row_needs_no_ids() -> None:
    document, findings = edited(
        a_document(),
        ("Schritte", "B5", "Antrag stellen"),
        ("Schritte", "D5", "Bescheid lesen"),
        ("Hinweise", "B2", "Bescheid lesen"),
        ("Hinweise", "C2", "Schmerzpunkt"),
        ("Hinweise", "D2", "Zu lang"),
    )
    assert findings == []
    steps = list(document.steps())
    assert [(s.id, s.title) for s in steps][-1] == ("bescheid-lesen", "Bescheid lesen")
    assert len(document.journeys[0].phases) == 1
    assert [p.text for p in steps[-1].pain_points] == ["Zu lang"]


def test_sorting_a_sheet_does_not_change_the_order_of_steps() -> None:
    document = read_file(EXAMPLES[0])
    book = loaded(workbook_of(document))
    sheet = book["Schritte"]
    rows = sorted(
        ([cell.value for cell in row] for row in sheet.iter_rows(min_row=2)), key=lambda row: row[3]
    )
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    assert again(saved(book)) == (document, [])


def test_what_a_hand_broke_is_said_with_sheet_row_and_heading() -> None:
    document, findings = edited(
        a_document(a_journey((a_step("S1", next=("S2",)), a_step("S2")))),
        ("Schritte", "F2", "Rauchzeichen"),
        ("Schritte", "Q2", "S9: nie"),
        ("Schritte", "D3", None),
    )
    assert [s.id for s in document.steps()] == ["S1"]
    assert [f.place for f in findings] == [
        "Schritte, Zeile 2, Spalte „Kanal“",
        "Schritte, Zeile 3",
        "Schritte, Zeile 2, Spalte „Weiter mit“",
    ]
    assert {f.level for f in findings} == {"warning"}


def test_sheets_and_columns_that_are_not_ours_are_named() -> None:
    book = loaded(workbook_of(a_document()))
    book.create_sheet("Notizen")["A1"] = "privat"
    book["Quellen"]["I1"], book["Quellen"]["I2"] = "Ablage", "Schrank 3"
    document, findings = again(saved(book))
    assert document == a_document()
    assert [(f.place, f.level) for f in findings] == [
        ("Notizen", "left_out"),
        ("Quellen, Spalte „Ablage“", "left_out"),
    ]


def test_of_a_workbook_of_ours_no_column_is_guessed() -> None:
    assert columns(workbook_of(a_document()), "xlsx") == []


def test_a_name_of_many_lines_and_signs_makes_a_file_that_opens() -> None:
    document = a_document(service=Service(name="A & B\n'C' &P " * 20))
    assert loaded(workbook_of(document)).properties.title == document.service.name
    same(document)


def test_rows_are_high_enough_for_their_texts_and_grow_with_them() -> None:
    steps = (
        a_step("A", "Kurz"),
        a_step("B", "Lang", citizen_action="Wort " * 100, documents=tuple("abcdef")),
    )
    document = a_document(a_journey(steps))
    short, long = (sheet_of(document, "Schritte").row_dimensions[n].height for n in (2, 3))
    assert short < 20 and long > 10 * 12
    with zipfile.ZipFile(io.BytesIO(workbook_of(document))) as file:
        sheets = [file.read(name) for name in file.namelist() if "worksheets/sheet" in name]
    assert all(b" ht=" in sheet for sheet in sheets[1:]) and not any(b"customHeight" in s for s in sheets)
