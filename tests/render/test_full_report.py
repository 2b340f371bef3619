"""The report on paper: tagged, with bookmarks, pictures on sheets of their own, every text whole."""

import io
import subprocess
import sys

import pypdf
import pytest
from pypdf.generic import Destination

from journeys.domain.document import Document
from journeys.render.drawing import Pen
from journeys.render.full_report import full_report
from journeys.render.pictures import render
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.memory import memory_is_told
from tests.render.cases import NAMES, example
from tests.render.test_paper import structure
from tests.render.test_telling import bare, texts

A4 = (595.28, 841.89)


@pytest.fixture(scope="module")
def wohngeld() -> pypdf.PdfReader:
    return made(example("wohngeld-beantragen"))


def made(document: Document) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(full_report(document, Pen())))


def told(reader: pypdf.PdfReader) -> str:
    """The text of the upright pages, without what breaks words and lines: footers stand between pages."""
    pages = (page.extract_text() for page in reader.pages if page.mediabox.width < page.mediabox.height)
    return bare("".join(pages)).replace("\u200b", "").replace("\u00ad", "").replace("\u2010", "-")


def marks(outline: object) -> list[tuple[int, str]]:
    """Bookmarks with their depth."""
    found = []
    for entry in outline:  # type: ignore[attr-defined]
        if isinstance(entry, list):
            found += [(depth + 1, name) for depth, name in marks(entry)]
        elif isinstance(entry, Destination):
            found.append((1, str(entry.title)))
    return found


def test_it_is_pdf_ua_in_its_language_without_date_or_author(wohngeld: pypdf.PdfReader) -> None:
    catalog = wohngeld.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_data()
    assert catalog["/MarkInfo"]["/Marked"] == True and catalog["/Lang"] == "de"  # noqa: E712
    assert wohngeld.metadata and wohngeld.metadata.title == "Wohngeld beantragen (Mietzuschuss)"
    assert (wohngeld.metadata.author, wohngeld.metadata.creation_date) == (None, None)


def test_bookmarks_lead_to_chapters_pictures_phases_and_steps(wohngeld: pypdf.PdfReader) -> None:
    found = marks(wohngeld.outline)
    names = [name for depth, name in found if depth == 2]
    assert names[:3] == ["Inhalt", "Zusammenfassung", "Personas"]
    assert [n for n in names if n in {"Reisekarte · Ist", "Servicebauplan · Ist", "Vergleich Ist/Soll"}] == [
        "Reisekarte · Ist",
        "Servicebauplan · Ist",
        "Vergleich Ist/Soll",
    ]
    assert (4, "Schritt 3: Unterlagen zusammentragen") in found and (3, "Anspruch entdecken") in found


def test_each_picture_is_a_figure_with_its_description(wohngeld: pypdf.PdfReader) -> None:
    sheets = [page for page in wohngeld.pages if page.mediabox.width > page.mediabox.height]
    elements = structure(wohngeld.trailer["/Root"]["/StructTreeRoot"])
    described = [e["/Alt"] for e in elements if e.get("/S") == "/Figure" and "/Alt" in e]
    assert len(described) == len(sheets) > 4
    assert all(len(str(alt)) > 20 for alt in described)


def test_marks_on_sheets_lead_where_they_lead_in_the_picture_alone(wohngeld: pypdf.PdfReader) -> None:
    """Not to the page of that number: other pages stand before the sheets."""
    document = example("wohngeld-beantragen")
    alone = pypdf.PdfReader(io.BytesIO(render(document, "journey", "pdf", pen=Pen(), paper="a4")))
    wide = [n for n, page in enumerate(wohngeld.pages) if page.mediabox.width > page.mediabox.height]
    count = sum(page.mediabox.width > page.mediabox.height for page in alone.pages)
    in_report = [(n - wide[0], to - wide[0]) for n, to in links(wohngeld) if n in wide[:count]]
    assert in_report == links(alone) != []


def links(reader: pypdf.PdfReader) -> list[tuple[int, int]]:
    """From which page to which page."""
    numbers = {p.indirect_reference.idnum: n for n, p in enumerate(reader.pages) if p.indirect_reference}
    found = []
    for n, page in enumerate(reader.pages):
        marks_here = (annotation.get_object() for annotation in page.get("/Annots", []))
        found += [(n, numbers[m["/Dest"].get_object()[0].idnum]) for m in marks_here if "/Dest" in m]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_text_is_in_it_whole(name: str) -> None:
    document = example(name)
    letters = told(made(document))
    wanted = {
        text for step in document.steps() for text in (step.title, *(note.text for note in step.notes()))
    }
    assert {text for text in wanted if not stands_in(bare(text), letters)} == set()


def stands_in(text: str, letters: str) -> bool:
    """Whether it stands there, hyphens or the foot of a page between its letters or not."""
    return (
        text in letters or text.replace("-", "") in letters.replace("-", "") or halves_stand_in(text, letters)
    )


def halves_stand_in(text: str, letters: str) -> bool:
    """A page may end within it."""
    text, letters = text.replace("-", ""), letters.replace("-", "")
    return any(text[:n] in letters and text[n:] in letters for n in range(8, len(text) - 8))


def test_a_service_without_steps_has_a_report_without_pictures() -> None:
    reader = made(a_document(a_journey(())))
    assert all(page.mediabox.width < page.mediabox.height for page in reader.pages)
    assert "NochkeineSchritte" in told(reader)


def test_a_journey_that_is_too_long_to_draw_is_told_in_words() -> None:
    steps = tuple(a_step(f"S{n}") for n in range(401))
    reader = made(a_document(a_journey(steps)))
    letters = told(reader)
    assert "gezeichnetwerdenhöchstens400" in letters and "SchrittS400" in letters


def test_hostile_and_endless_texts_are_set_as_text() -> None:
    text = "#strong[x] $y$ @z \\ <b> {n} " + "q" * 4_000
    reader = made(
        a_document(a_journey((a_step("S1", pain_points=(a_pain_point("p1", text=text[:4_900]),)),)))
    )
    letters = told(reader)
    assert "#strong[x]$y$@z\\<b>{n}" in letters and letters.count("q") >= 4_000


def test_the_same_document_is_the_same_file() -> None:
    document = example("wohnsitz-anmelden")
    assert full_report(document, Pen()) == full_report(document, Pen())


def test_all_texts_of_the_document_are_looked_for() -> None:
    """The other tests look for steps and notes; that their list is no empty one."""
    assert len(set(texts(example("wohngeld-beantragen").plain()))) > 200


REPEATED = """
from tests.memory import used
from journeys.domain.intake import read_file
from journeys.places import place
from journeys.render.report import report
from journeys.render.telling import tell
document = read_file(place("examples") / "wohngeld-beantragen.yaml")
for n in range(11):
    report((kind, tuple(f"{text} {n}" for text in texts)) for kind, texts in tell(document))
    if n == 1:
        early = used()
print(used() - early)
"""


@memory_is_told
def test_reports_do_not_pile_up_in_memory() -> None:
    """What Typst remembers of a report like this one is about 10 MiB."""
    done = subprocess.run([sys.executable, "-c", REPEATED], capture_output=True, timeout=120, check=True)
    assert int(done.stdout) < 30 * 1024 * 1024
