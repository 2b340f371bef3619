"""Paper for a workshop: tagged, on A4, with every text as text, whatever was typed."""

import io
from dataclasses import replace

import pypdf
import pytest

from journeys.render import handouts
from journeys.render.qr import qr_svg

WAY = handouts.Way(
    "https://reise.example/w/ABCD2345", "ABCD 2345", qr_svg("x", "QR"), "QR-Code zum Mitmachen"
)
INVITATION = handouts.Invitation(
    heading="Einladung",
    title="Wohnsitz im Alltag",
    purpose="Wir wollen verstehen, wo es hakt.",
    facts=[("Wann", "Donnerstag, 3. Dezember 2026")],
    lists=[("Das erwarten wir", ["Sagen Sie, wo Menschen nicht weiterkommen."])],
    join_heading="Vorab",
    join=["Ohne Konto."],
    way=WAY,
    language="de",
)
POSTER = handouts.Poster("Machen Sie mit", "Wohnsitz", ["Scannen."], "Adresse", "Code", WAY, "de")
PAIN = handouts.Slip("pain_point", "Schmerzpunkt", "Wo hakt es?", [("Wie oft?", ["selten", "oft"])])
SLIPS = handouts.Slips(
    heading="Notizzettel",
    step_label="Schritt",
    privacy="Bitte keine Namen.",
    steps_heading="Die Schritte",
    steps=[("1", "Kanal wählen")],
    pages=[[PAIN] * 4, [replace(PAIN, kind=kind) for kind in ("need", "keep", "worry", "need")]],
    language="de",
)
MADE = {
    "invitation": (handouts.invitation, INVITATION),
    "poster": (handouts.poster, POSTER),
    "slips": (handouts.slips, SLIPS),
}


def read(made: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made))


def text_of(reader: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize("name", MADE)
def test_it_is_tagged_a4_and_the_same_every_time(name: str) -> None:
    make, what = MADE[name]
    made = make(what)  # type: ignore[operator]
    assert make(what) == made  # type: ignore[operator]
    reader = read(made)
    catalog = reader.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_data()
    assert catalog["/Lang"] == "de"
    for page in reader.pages:
        size = (float(page.mediabox.width), float(page.mediabox.height))
        assert size == pytest.approx((595.28, 841.89), abs=0.1)
    assert reader.metadata and reader.metadata.author is None and reader.metadata.creation_date is None


def test_the_invitation_is_one_sheet_with_everything_on_it() -> None:
    reader = read(handouts.invitation(INVITATION))
    assert len(reader.pages) == 1
    for told in ("Einladung", "Donnerstag, 3. Dezember 2026", "Ohne Konto.", WAY.address, WAY.code):
        assert told in text_of(reader)


def test_long_texts_flow_and_break() -> None:
    endless = replace(INVITATION, purpose="q" * 400, lists=[("Viel", [f"Satz {n}." for n in range(120)])])
    reader = read(handouts.invitation(endless))
    assert len(reader.pages) > 1
    assert text_of(reader).replace(" ", "").count("q") >= 400


def test_markup_and_foreign_letters_stay_text() -> None:
    strange = replace(INVITATION, title="#set text(red) *x* $a$ <b> 😀 漢\nzweite Zeile")
    text = text_of(read(handouts.invitation(strange)))
    assert "#set text(red) *x* $a$ <b>" in text and "zweite Zeile" in text


def test_without_a_qr_code_there_is_no_picture() -> None:
    for make, what in MADE.values():
        if what is not SLIPS:
            without = make(replace(what, way=replace(WAY, qr="", address="")))  # type: ignore[operator, type-var]
            assert "/Figure" not in str(structure(read(without)))
            assert WAY.code in text_of(read(without))


def structure(reader: pypdf.PdfReader) -> list[str]:
    """The kinds of all elements of the structure tree."""

    def kinds(element: object) -> list[str]:
        element = element.get_object() if isinstance(element, pypdf.generic.IndirectObject) else element
        if isinstance(element, list):
            return [kind for child in element for kind in kinds(child)]
        if not isinstance(element, pypdf.generic.DictionaryObject):
            return []
        return [str(element.get("/S", "")), *(kinds(element["/K"]) if "/K" in element else [])]

    return kinds(reader.trailer["/Root"]["/StructTreeRoot"])


def test_slips_come_four_to_a_sheet_with_their_sign_in_words() -> None:
    reader = read(handouts.slips(SLIPS))
    assert len(reader.pages) == 3
    assert reader.pages[0].extract_text().count("Schmerzpunkt") == 4
    assert "Kanal wählen" in reader.pages[2].extract_text()
    assert structure(reader).count("/Figure") == 8
