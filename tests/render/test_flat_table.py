"""The flat table of steps and notes (CSV): what stands in it, that nothing in it acts, and that it is read again."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.domain.document import Document, Persona, UnsortedNote
from journeys.domain.intake import read_file
from journeys.domain.intake.from_sheets import columns, read_sheet
from journeys.domain.sheets.guard import guarded, unguarded
from journeys.render.exports import BY_ENDING, EXPORTS
from journeys.render.flat_table import for_excel, plain
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.databases import examples
from tests.domain.documents import TEXTS, documents
from tests.render.sheets_carried import carried_by, without

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


def rows_of(data: bytes, delimiter: str = ";") -> list[dict[str, str]]:
    text = data.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline=""), delimiter=delimiter, strict=True))


def again(data: bytes, document: Document) -> tuple[Document, list[Any]]:
    made = read_sheet(data, document.id, "csv")
    return Document.from_plain(made.value), made.findings


def test_there_is_a_row_for_each_note_and_one_for_a_step_without() -> None:
    steps = (
        a_step("S1", pain_points=(a_pain_point("P1"), a_pain_point("P2"))),
        a_step("S2", channel="online"),
    )
    unsorted = UnsortedNote(id="U1", text="Noch nirgends", kind="idea")
    document = a_document(a_journey(steps), unsorted_notes=(unsorted,))
    found = rows_of(for_excel(document))
    assert [(row["Schritt"], row["Kanal"], row["Kennung des Hinweises"]) for row in found] == [
        ("Schritt S1", "", "P1"),
        ("Schritt S1", "", "P2"),
        ("Schritt S2", "Online", ""),
        ("", "", "U1"),
    ]
    assert {row["Leistung"] for row in found} == {"Wohngeld beantragen"}


def test_one_flavour_is_for_german_excel_and_one_for_other_programs() -> None:
    document = read_file(next(p for p in EXAMPLES if p.stem.startswith("wohngeld")))
    german, other = for_excel(document), plain(document)
    assert german.startswith(b"\xef\xbb\xbf") and not other.startswith(b"\xef\xbb\xbf")
    assert german.count(b"\r\n") == other.count(b"\r\n") > 50
    without_point = [{k: v for k, v in row.items() if "tens" not in k} for row in rows_of(german)]
    assert without_point == [{k: v for k, v in row.items() if "tens" not in k} for row in rows_of(other, ",")]
    assert (BY_ENDING["csv"], BY_ENDING["plain.csv"]) == (EXPORTS["csv"], EXPORTS["csv-plain"])


@pytest.mark.parametrize("text", ["=1+1", "+49", "-1", "@x", "\t=1", " =1", "\n=1", "＝1", "'=1", "'", "''x"])
def test_nothing_in_it_is_a_formula_and_every_text_comes_back(text: str) -> None:
    document = a_document(a_journey((a_step("S1", title=text, pain_points=(a_pain_point(text=text),)),)))
    for data, delimiter in ((for_excel(document), ";"), (plain(document), ",")):
        (row,) = rows_of(data, delimiter)
        assert {value.lstrip()[:1] for value in row.values()} & set("=+-@＝") == set()
        assert again(data, document) == (document, [])


@examples(300)
@given(st.one_of(TEXTS, st.text("'=+-@\t\r\n a", max_size=6)))
def test_the_apostrophe_is_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_of_the_four_cases_comes_back_what_the_table_says(path: Path) -> None:
    _comes_back(read_file(path))


@examples(40)
@given(documents())
def test_of_generated_documents_comes_back_what_the_table_says(document: Document) -> None:
    _comes_back(document)


@pytest.mark.full
@examples(1_000)
@given(documents())
def test_of_a_thousand_documents_comes_back_what_the_table_says(document: Document) -> None:
    _comes_back(document)


def _comes_back(document: Document) -> None:
    lost = [field for field, formats in carried_by().items() if "csv" not in formats]
    for write in (for_excel, plain):
        found, findings = again(write(document), document)
        assert findings == []
        assert without(found, lost) == without(document, lost)


def test_texts_of_many_lines_do_not_pass_for_rows() -> None:
    lines = '"' + "\n".join(f"{n}; {n}; {n}" for n in range(40))
    for data in (for_excel, plain):
        document = a_document(a_journey((a_step("A", title=lines, pain_points=(a_pain_point(text=lines),)),)))
        assert again(data(document), document) == (document, [])


def test_a_persona_whose_name_has_no_letter_comes_back() -> None:
    pain = a_pain_point(persona="B1")
    document = a_document(
        a_journey((a_step("A", pain_points=(pain,)),)), personas=(Persona(id="B1", name="{}"),)
    )
    found, findings = again(for_excel(document), document)
    assert findings == [] and [persona.name for persona in found.personas] == ["{}"]


def test_every_column_of_it_is_known_when_it_is_read() -> None:
    for language in ("de", "en"):
        guesses = columns(for_excel(a_document(language=language)), "csv")
        assert [column.heading for column in guesses if column.field == "nothing"] == []
