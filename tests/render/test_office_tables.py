"""LibreOffice opens the workbook and the CSV file of a document, and prints what stands in them."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from journeys.domain.intake import read_file
from journeys.render.workbook import workbook_of
from tests.domain.workbooks import raw
from tests.office import to_pdf

EXAMPLE = Path(__file__).parents[2] / "examples" / "wohngeld-beantragen.yaml"


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def test_libreoffice_opens_the_workbook_without_repair_and_prints_every_sheet(tmp_path: Path) -> None:
    path = tmp_path / "wohngeld.xlsx"
    path.write_bytes(workbook_of(read_file(EXAMPLE)))
    said = words_of(to_pdf(path))
    for text in (
        "Was darin steht",
        "Leistungsschlüssel",
        "Nadine Krüger",
        "Antrag abgeben",
        "O-Ton",
        "Quellen",
    ):
        assert text in said
    assert "Seite 1 von" in said


def test_a_broken_workbook_is_not_printed(tmp_path: Path) -> None:
    path = tmp_path / "kaputt.xlsx"
    path.write_bytes(raw("<sheetData><row>")[:-200])
    with pytest.raises(AssertionError, match=r"kaputt\.xlsx"):
        to_pdf(path)
