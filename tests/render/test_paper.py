"""Paper and images: tagged, searchable, the same every time, and with nothing of this machine in them."""

import io
import itertools
import math
import struct
from io import BytesIO

import pypdf
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from journeys import places
from journeys.render.fonts import font_folder
from journeys.render.hand import PenBroken
from journeys.render.letters import printable
from journeys.render.paper import pdf, png
from journeys.render.picture import Band, Box, Page, Picture, Rect
from tests.render.pages import HOSTILE, a_box, a_full_page, a_page, drawn

WHOLE = (("Schritt 1, Im Kontakt", "Die Wohnungsgeberbestätigung fehlt. " * 30), ("Schritt 2", "q" * 5_000))


def a_pdf(*pages: Page, texts: tuple[tuple[str, str], ...] = (), language: str = "de") -> pypdf.PdfReader:
    picture = Picture(pages, "Wohnsitz anmelden – Servicebauplan", texts)
    return pypdf.PdfReader(io.BytesIO(pdf([drawn(page) for page in pages], picture, language)))


def test_it_is_tagged_as_pdf_ua() -> None:
    catalog = a_pdf(a_full_page()).trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"] == True  # noqa: E712 - pypdf has its own type
    assert catalog["/Lang"] == "de"
    assert catalog["/StructTreeRoot"]["/K"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_data()


def structure(element: object) -> list[pypdf.generic.DictionaryObject]:
    """All elements of the structure tree."""
    element = element.get_object() if isinstance(element, pypdf.generic.IndirectObject) else element
    if isinstance(element, list):
        return [found for child in element for found in structure(child)]
    if not isinstance(element, pypdf.generic.DictionaryObject):
        return []
    return [element, *(structure(element["/K"]) if "/K" in element else [])]


def test_each_sheet_has_a_heading_and_a_figure_with_its_description() -> None:
    reader = a_pdf(a_full_page(), a_page(a_box("a", "zwei"), description="Das zweite Blatt."), texts=WHOLE)
    elements = structure(reader.trailer["/Root"]["/StructTreeRoot"])
    told = [e["/Alt"] for e in elements if e.get("/S") == "/Figure" and "/Alt" in e]
    assert told == ["Zwei Schritte.", "Das zweite Blatt."]
    assert [e.get("/S") for e in elements].count("/H1") == 3


def test_title_and_bookmarks_are_words_and_there_is_no_author_and_no_date() -> None:
    reader = a_pdf(a_full_page(), a_full_page(), texts=WHOLE)
    assert reader.metadata and reader.metadata.title == "Wohnsitz anmelden – Servicebauplan"
    assert (reader.metadata.author, reader.metadata.creation_date) == (None, None)
    assert [mark.title for mark in reader.outline if not isinstance(mark, list)] == [
        "Wohnsitz anmelden (1/2)",
        "Wohnsitz anmelden (2/2)",
        "Alle Texte",
    ]


def test_the_bookmark_of_a_sheet_says_its_steps() -> None:
    def sheet(first: int, last: int) -> Page:
        return a_page(a_box("a", "x"), bands=(Band(Rect(10, 60, 580, 100), (), first, last),))

    reader = a_pdf(sheet(1, 8), sheet(9, 9))
    assert [mark.title for mark in reader.outline if not isinstance(mark, list)] == [
        "Wohnsitz anmelden (1/2): Schritte 1 bis 8",
        "Wohnsitz anmelden (2/2): Schritt 9",
    ]


def test_a_page_has_the_size_of_the_model() -> None:
    sheet = Page(1190.55, 841.89, "T", "D", "de", boxes=(a_box("a", "x"),))
    (page,) = a_pdf(sheet).pages
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(
        (1190.55, 841.89), abs=0.01
    )


def test_text_is_text_with_its_umlauts() -> None:
    (page,) = a_pdf(a_page(a_box("a", "Öffnungszeiten prüfen", "„Maße“ – größer"))).pages
    assert "Öffnungszeiten prüfen" in page.extract_text()
    assert "„Maße“ – größer" in page.extract_text()


def test_whole_texts_follow_in_full_even_a_word_of_5000_letters() -> None:
    reader = a_pdf(a_full_page(), texts=WHOLE)
    text = "".join("".join(page.extract_text() for page in reader.pages[1:]).split())
    assert "AlleTexteSchritt1,ImKontaktDieWohnungsgeberbestätigungfehlt." in text.replace("\u00ad", "")
    assert text.count("q") == 5_000
    assert longest_line(reader.pages[1]) < 60


def longest_line(page: pypdf.PageObject) -> int:
    return max(len(line) for line in page.extract_text().splitlines())


def test_english_documents_get_english_words() -> None:
    reader = a_pdf(a_full_page(), texts=WHOLE, language="en")
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "All texts" in reader.pages[1].extract_text()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_set_as_text_or_as_squares(text: str) -> None:
    page = a_page(a_box("a", text, rect=Rect(10, 60, 580, 60)), title=text, description=text)
    reader = a_pdf(page, texts=((text, text),))
    assert reader.trailer["/Root"]["/Names" if "/Names" in reader.trailer["/Root"] else "/Pages"]
    assert not any("/Annots" in p for p in reader.pages)


def test_only_the_given_font_is_used_and_embedded() -> None:
    (page,) = a_pdf(a_full_page()).pages
    fonts = page["/Resources"]["/Font"]
    assert {str(font.get_object()["/BaseFont"]).split("+")[1] for font in fonts.values()} == {
        "Arimo-Regular",
        "Arimo-Bold",
    }


def test_the_same_picture_gives_the_same_bytes() -> None:
    page = a_full_page()
    svg, picture = drawn(page), Picture((page,), "T", WHOLE)
    assert pdf([svg], picture, "de") == pdf([svg], picture, "de")
    assert png(svg, page) == png(svg, page)


@pytest.mark.parametrize("dpi", [150, 300])
def test_an_image_has_its_dots_to_the_inch(dpi: int) -> None:
    image = png(drawn(a_full_page()), a_full_page(), dpi)
    assert image.startswith(b"\x89PNG")
    width, height = struct.unpack_from(">LL", image, 16)
    assert (width, height) == (math.ceil(600 / 72 * dpi), math.ceil(200 / 72 * dpi))


def test_a_missing_font_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(places, "PACKAGE", tmp_path)
    with pytest.raises(PenBroken) as broken:
        png(drawn(a_full_page()), a_full_page())
    assert broken.value.reason == "missing"
    assert "script/setup" in broken.value.words.de


def test_the_fonts_table_of_characters_is_read_as_another_reader_reads_it() -> None:
    regular = set(map(chr, TTFont(font_folder() / "Arimo-Regular.ttf").getBestCmap()))
    both = regular & set(map(chr, TTFont(font_folder() / "Arimo-Bold.ttf").getBestCmap()))
    every = "".join(map(chr, [*range(32, 0xD800), *range(0xE000, 0x20000)]))
    kept = {a for a, b in zip(every, printable(every), strict=True) if a == b}
    assert kept <= both | set("\n\t")
    assert set("ÄÖÜäöüß€§„“–…→·•□") <= kept


def test_a_mark_that_leads_to_another_sheet_is_a_link_to_it() -> None:
    onward = a_box("on", "→ 10", step="s1", link="#step-s10", rect=Rect(400, 60, 40, 20))
    reader = a_pdf(a_page(onward, a_box("a", "1", step="s1")), a_page(a_box("b", "10", step="s10")))
    (mark,) = (annotation.get_object() for annotation in reader.pages[0]["/Annots"])
    assert mark["/Subtype"] == "/Link"
    assert [float(n) for n in mark["/Rect"]] == [400, 120, 440, 140]
    assert mark["/Contents"] == "Seite 2"
    assert mark["/Dest"].get_object()[0].get_object() == reader.pages[1].get_object()


def test_a_mark_that_leads_nowhere_is_no_link() -> None:
    assert "/Annots" not in a_pdf(a_page(a_box("a", "→ 10", link="#step-nope"))).pages[0]


@pytest.mark.parametrize("height", [200.0, 200.3, 541.44, 700.7, 1611.0])
def test_an_image_loses_no_row_of_pixels(height: float) -> None:
    """Stripes four pixels high and apart: in a drawing that was scaled afterwards one has another height."""
    stripes = tuple(Box(f"s{n}", "phase", Rect(10, 4 * n + 2, 50, 2)) for n in range(int(height / 4) - 2))
    page = Page(width=100.1, height=height, title="Streifen", description="", language="de", boxes=stripes)
    image = Image.open(BytesIO(png(drawn(page), page, 144))).convert("L")
    column = [image.getpixel((60, y)) < 128 for y in range(image.height)]
    runs = [len(list(run)) for dark, run in itertools.groupby(column) if dark]
    assert len(runs) == len(stripes)
    assert len(set(runs)) == 1
