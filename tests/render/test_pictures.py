"""From a document to a file: every case in every view and format, and a kept picture costs no Graphviz process."""

import io
import json
import re
from pathlib import Path
from typing import get_args

import pypdf
import pytest
import yaml

from journeys.domain.document import Document
from journeys.domain.filtering import Filter
from journeys.domain.findings import Refused
from journeys.render.cache import Cache
from journeys.render.drawing import Pen
from journeys.render.hand import PenBroken
from journeys.render.pictures import Format, View, render
from journeys.render.subject import Paper
from tests.faults.fake_dots import fake_dot
from tests.render.pages import SVG
from tests.render.test_svg import is_sound

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
VIEWS = get_args(View)


def case(path: Path) -> Document:
    return Document.model_validate_json(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8"))))


@pytest.fixture
def document() -> Document:
    return case(EXAMPLES[0])


@pytest.fixture
def broken(tmp_path: Path) -> Pen:
    """A pen whose every use is an error: what it is given to must not draw."""
    return Pen(str(fake_dot(tmp_path, "fails")))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_case_is_a_sound_svg_with_its_steps_and_notes(path: Path, view: View) -> None:
    document = case(path)
    journey = document.journeys[0]
    root = is_sound(render(document, view, "svg", pen=Pen()).decode())
    ids = {element.get("id") for element in root.iter()}
    assert ids >= {f"step-{step.id}" for step in journey.steps()}
    needs = [] if view == "comparison" else [need for step in journey.steps() for need in step.needs]
    notes = [*needs, *(pain for step in journey.steps() for pain in step.pain_points)]
    assert view == "heat" or ids >= {f"note-{note.id}" for note in notes}  # there notes are only counted


def test_a_filtered_picture_keeps_the_numbers_of_the_whole_one(document: Document) -> None:
    def marks(by: Filter) -> dict[str, str]:
        root = is_sound(render(document, "blueprint", "svg", pen=Pen(), by=by).decode())
        found = [g for g in root.iter(f"{SVG}g") if (g.get("class") or "").startswith("marker_")]
        return {
            str(g.get("id")): "".join(t.text or "" for t in g.iter(f"{SVG}text"))
            for g in found
            if g.get("id")
        }

    whole, part = marks(Filter()), marks(Filter(severity=3))
    assert part.items() < whole.items()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_case_is_a_searchable_pdf(path: Path, view: View) -> None:
    document = case(path)
    reader = pypdf.PdfReader(io.BytesIO(render(document, view, "pdf", pen=Pen())))
    text = "".join("".join(page.extract_text().split()) for page in reader.pages)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.trailer["/Root"]["/Metadata"].get_data()
    for step in document.journeys[0].steps():
        for word in re.findall(r"\w+", step.title):
            assert word in text.replace("-", "")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_svg_is_read_in_the_order_of_the_steps(path: Path, view: View) -> None:
    document = case(path)
    svg = render(document, view, "svg", pen=Pen()).decode()
    steps = [step.id for step in document.journeys[0].steps()]
    read = re.findall(r'id="step-([^"]+)"', svg)
    assert read[: len(steps)] == steps
    # In a comparison the to-be comes after it, in the order in which it replaces.
    after = [step.id for step in document.journeys[1].steps()] if view == "comparison" else []
    assert sorted(read[len(steps) :]) == sorted(after)
    first, last = svg.index(f'id="step-{steps[0]}"'), svg.index(f'id="step-{steps[-1]}"')
    assert svg.index(f">{document.service.name}</text>") < first < last < svg.index(">Zeichen</text>")


@pytest.mark.parametrize("paper", ["a3", "a4"])
@pytest.mark.parametrize("view", ["journey", "blueprint"])
def test_marks_to_other_sheets_are_links_in_the_pdf(view: View, paper: Paper) -> None:
    document = case(next(path for path in EXAMPLES if path.stem == "wohngeld-beantragen"))
    pages = pypdf.PdfReader(io.BytesIO(render(document, view, "pdf", pen=Pen(), paper=paper))).pages
    numbers = {page.indirect_reference.idnum: n for n, page in enumerate(pages) if page.indirect_reference}
    for page in pages:
        links = [mark.get_object() for mark in page.get("/Annots", [])]
        assert all(link["/Contents"].startswith("Seite ") for link in links)
        assert {numbers[link["/Dest"].get_object()[0].idnum] for link in links} <= set(numbers.values())
    ahead = [link.get_object()["/Dest"].get_object()[0].idnum for link in pages[0]["/Annots"]]
    assert any(numbers[page] > 0 for page in ahead)


@pytest.mark.parametrize(
    ("format", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF"), ("dot", b"digraph")]
)
def test_formats_are_what_they_say(document: Document, format: Format, start: bytes) -> None:
    assert render(document, "blueprint", format, pen=Pen()).startswith(start)


def test_the_dot_is_the_screens_and_needs_no_graphviz(document: Document, broken: Pen) -> None:
    assert render(document, "journey", "dot", pen=broken).count(b"digraph") == 1


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_two_hands_draw_what_one_hand_draws(path: Path) -> None:
    alone, together = (render(case(path), "blueprint", "svg", pen=Pen(at_once=n)) for n in (1, 2))
    assert alone == together


def test_the_first_journey_is_drawn_unless_another_is_named(document: Document) -> None:
    first, second = document.journeys[:2]
    assert render(document, "journey", "dot", pen=Pen()) == render(
        document, "journey", "dot", journey=first.id, pen=Pen()
    )
    other = render(document, "journey", "svg", journey=second.id, pen=Pen()).decode()
    assert f'id="step-{second.steps()[0].id}"' in other


def test_an_unknown_journey_is_refused_with_those_there_are(document: Document) -> None:
    with pytest.raises(Refused) as refused:
        render(document, "journey", "svg", journey="nope", pen=Pen())
    assert all(journey.id in str(refused.value) for journey in document.journeys)


@pytest.mark.parametrize("format", get_args(Format))
def test_a_kept_picture_costs_no_graphviz_process(
    document: Document, format: Format, broken: Pen, tmp_path: Path
) -> None:
    cache = Cache(tmp_path / "cache", 10_000_000)
    cold = render(document, "blueprint", format, pen=Pen(), cache=cache)
    assert render(document, "blueprint", format, pen=broken, cache=cache) == cold


def with_title(document: Document, title: str) -> Document:
    return document.model_copy(update={"service": document.service.model_copy(update={"name": title})})


def test_whatever_changes_the_picture_is_drawn_anew(document: Document, broken: Pen, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", 10_000_000)
    render(document, "blueprint", "svg", pen=Pen(), cache=cache)
    with pytest.raises(PenBroken):
        render(document, "journey", "svg", pen=broken, cache=cache)
    with pytest.raises(PenBroken):
        render(document, "blueprint", "png", pen=broken, cache=cache)
    with pytest.raises(PenBroken):
        render(document, "blueprint", "svg", pen=broken, cache=cache, prefix="map-")
    with pytest.raises(PenBroken):
        render(document, "blueprint", "svg", pen=broken, cache=cache, step_link=lambda step: f"/steps/{step}")
    with pytest.raises(PenBroken):
        render(document, "blueprint", "svg", pen=broken, cache=cache, journey=document.journeys[1].id)
    with pytest.raises(PenBroken):
        render(with_title(document, "Anders"), "blueprint", "svg", pen=broken, cache=cache)


def test_what_could_not_be_drawn_is_not_kept(document: Document, broken: Pen, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", 10_000_000)
    with pytest.raises(PenBroken):
        render(document, "blueprint", "svg", pen=broken, cache=cache)
    assert render(document, "blueprint", "svg", pen=Pen(), cache=cache).startswith(b"<svg")


def test_each_step_leads_where_the_caller_says_and_is_one_stop(document: Document) -> None:
    svg = render(
        document, "blueprint", "svg", pen=Pen(), step_link=lambda step: f"/steps/{step}", prefix="map-"
    )
    root = is_sound(svg.decode())
    links = [link.get("href", "") for link in root.iter("{http://www.w3.org/2000/svg}a")]
    assert sorted(link for link in links if link.startswith("/")) == sorted(
        f"/steps/{step.id}" for step in document.journeys[0].steps()
    )
    ids = {element.get("id") for element in root.iter()}
    assert all(link[1:] in ids for link in links if link.startswith("#"))


@pytest.mark.parametrize("format", get_args(Format))
def test_the_same_document_gives_the_same_bytes(document: Document, format: Format) -> None:
    assert render(document, "journey", format, pen=Pen()) == render(document, "journey", format, pen=Pen())
