"""A report on paper: tagged, with headings, whole texts, the same every time."""

import io

import pypdf
import pytest

from journeys.render.report import report
from tests.render.test_paper import structure

BLOCKS = [
    ("title", ("Protokoll: Wohngeld im Alltag",)),
    ("mark", ("Dies war eine Probe.",)),
    ("heading", ("Was wir gehört haben",)),
    ("subheading", ("Schritt 1: Antrag",)),
    ("label", ("Schmerzpunkte",)),
    ("list", ("Das #strong[Formular] ist $x$ zu lang", "*Zweitens* \\ @label <b>")),
    ("terms", ("Wer liest das?", "Nur wir.")),
    ("text", ("Danke.",)),
]


def read(blocks: list[tuple[str, tuple[str, ...]]] = BLOCKS, mark: str = "") -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(report(blocks, mark)))


def text_of(reader: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_it_is_tagged_as_pdf_ua_with_title_and_language() -> None:
    reader = read()
    catalog = reader.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_data()
    assert catalog["/Lang"] == "de"
    assert reader.metadata and reader.metadata.title == "Protokoll: Wohngeld im Alltag"
    assert (reader.metadata.author, reader.metadata.creation_date) == (None, None)


def test_headings_and_lists_are_such_for_screen_readers() -> None:
    tags = [e.get("/S") for e in structure(read().trailer["/Root"]["/StructTreeRoot"])]
    assert [tags.count(tag) for tag in ("/H1", "/H2", "/H3", "/L", "/LI")] == [1, 1, 1, 1, 2]
    marks = read().outline
    assert marks and marks[0].title == "Protokoll: Wohngeld im Alltag"  # type: ignore[union-attr]


def test_what_looks_like_markup_of_typst_is_text() -> None:
    text = text_of(read())
    assert "Das #strong[Formular] ist $x$ zu lang" in text
    assert "*Zweitens* \\ @label <b>" in text


def test_long_texts_are_whole_and_endless_words_stay_on_the_page() -> None:
    long, endless = "Wohngeld fehlt. " * 310, "q" * 5_000
    reader = read([*BLOCKS, ("list", (long, endless))])
    letters = "".join(text_of(reader).split())
    assert letters.count("Wohngeldfehlt.") >= 280, "page breaks put a footer between some"
    assert letters.count("q") == 5_000


@pytest.mark.parametrize("mark", ["", "Probe"])
def test_the_mark_stands_on_each_page(mark: str) -> None:
    pages = read([*BLOCKS, ("list", ("Punkt",) * 120)], mark).pages
    assert len(pages) > 2
    assert [page.extract_text().startswith("Probe") for page in pages] == [bool(mark)] * len(pages)


def test_signs_that_the_font_lacks_are_boxes_and_not_an_error() -> None:
    assert "Danke □" in text_of(read([*BLOCKS, ("text", ("Danke 🙂",))]))


def test_the_same_report_is_the_same_file() -> None:
    assert report(BLOCKS, "") == report(BLOCKS, "")
    assert report(BLOCKS, "x") != report(BLOCKS, "")
