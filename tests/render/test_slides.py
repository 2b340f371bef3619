"""Presentations: read back with python-pptx they say what the document says, and everything has its place."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from pypdf import PdfReader

from journeys.domain.comparing import compare
from journeys.domain.document import Document, Journey, Need, PainPoint, Phase, Service, Step
from journeys.domain.figures import figures
from journeys.domain.findings import Refused
from journeys.render.letters import in_xml
from journeys.render.slides import to_pptx
from journeys.render.slides.deck import deck
from journeys.render.voice import filled
from tests.domain.documents import documents
from tests.office import to_pdf
from tests.render.cases import NAMES, example
from tests.render.pages import HOSTILE
from tests.render.slide_rules import broken, presentation, said

LONG = "Wohnungsgeberbestätigungsformularausfüllhilfe " * 40


def a_document(*phases: Phase, **more: object) -> Document:
    """A document with one journey of these phases."""
    journey = Journey(id="ist", kind="as_is", phases=phases)
    return Document(id="d", service=Service(name="Wohnsitz"), journeys=(journey,), **more)  # type: ignore[arg-type]


def a_step(n: int, text: str = "Legt vor", notes: int = 1) -> Step:
    return Step(
        id=f"s{n}",
        title=f"Schritt {text}",
        channel="counter",
        touchpoint=text,
        citizen_action=text,
        frontstage=text,
        backstage=text,
        support_systems=(text,),
        emotion=n % 5 - 2,
        pain_points=tuple(PainPoint(id=f"p{n}.{m}", text=text, severity=m % 3 + 1) for m in range(notes)),
        needs=tuple(Need(id=f"n{n}.{m}", text=text) for m in range(notes)),
    )


@pytest.mark.parametrize("name", NAMES)
def test_everything_of_an_example_has_its_place(name: str) -> None:
    made = presentation(to_pptx(example(name)))
    assert list(broken(made)) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_slides_say_what_the_steps_say(name: str) -> None:
    document = example(name)
    text = said(presentation(to_pptx(document)))
    wanted = [phase.name for journey in document.journeys for phase in journey.phases]
    for step in document.steps():
        wanted += [step.title, step.citizen_action, step.frontstage, step.backstage, step.touchpoint]
        wanted += [*step.support_systems, *(note.text.strip('„“”"') for note in step.notes())]
        wanted += [span.text for span in (step.waiting_time, step.processing_time) if span]
    assert [part for part in wanted if filled(part) and in_xml(part) not in text] == []


def test_the_order_of_slides_is_that_of_the_journeys() -> None:
    document = example("wohngeld-beantragen")
    made = presentation(to_pptx(document))
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]
    assert titles[0] == document.service.name
    as_is, to_be = document.journeys
    phases = [f"Ist · Phase {n} von 6" for n in range(1, len(as_is.phases) + 1)]
    phases += [f"Soll · Phase {n} von 4" for n in range(1, len(to_be.phases) + 1)]
    starts = [title.split(":")[0].split(",")[0] for title in titles[1:]]
    order = ["Ist", *phases[:6], "Soll", *phases[6:], "Vergleich Ist/Soll"]
    assert list(dict.fromkeys(starts)) == order


def test_the_comparison_shows_the_figures() -> None:
    document = example("wohnsitz-anmelden")
    made = presentation(to_pptx(document))
    last = [
        shape.text_frame.text for shape in made.slides[len(made.slides) - 1].shapes if shape.has_text_frame
    ]
    for figure in figures(compare(*document.journeys[:2])):
        assert any(f"{figure.before.de} → {figure.after.de}" in text for text in last), figure.key


def test_title_and_language_stand_in_the_file() -> None:
    document = example("gewerbe-anmelden")
    for language, tag in (("de", "de-DE"), ("en", "en-GB"), ("fr", "fr"), (" nö", "en-GB")):
        told = document.model_copy(update={"language": language})
        properties = presentation(to_pptx(told)).core_properties
        assert (properties.title, properties.language) == (document.service.name, tag)
        assert properties.author == ""


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_every_document_becomes_a_sound_file(document: Document) -> None:
    made = presentation(to_pptx(document))
    assert list(broken(made)) == []


@pytest.mark.full
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(most_steps=12))
def test_every_document_becomes_a_sound_file_many_times(document: Document) -> None:
    test_every_document_becomes_a_sound_file.hypothesis.inner_test(document)  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", [*HOSTILE, LONG, "=1+1", "_x0041_", "a\x0bb\x00c\ufffe"])
def test_hostile_texts_stay_text(text: str) -> None:
    phase = Phase(id="a", name=text, goal=text, steps=tuple(a_step(n, text) for n in range(3)))
    document = a_document(phase, disclaimer=text, as_of=text)
    service = Service(name=text, authority=text, staff_term=text)
    made = presentation(to_pptx(document.model_copy(update={"service": service})))
    assert list(broken(made)) == []
    assert in_xml(text) in said(made)


def test_what_a_slide_only_begins_stands_whole_in_the_notes() -> None:
    made = presentation(to_pptx(a_document(Phase(id="a", name="A", steps=(a_step(1, LONG, 0),)))))
    [slide] = [slide for slide in made.slides if "Phase 1" in slide.shapes.title.text_frame.text]
    assert in_xml(LONG) in slide.notes_slide.notes_text_frame.text
    assert in_xml(LONG) not in "".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)


def test_too_much_goes_on_on_further_slides() -> None:
    """200 steps and 2,000 notes: none is lost."""
    steps = tuple(a_step(n, "Text", 5) for n in range(200))
    slides = deck(a_document(Phase(id="a", name="Lang", steps=steps)))
    texts = [para.text for slide in slides for para in slide.paras()]
    for n in range(1, 201):
        assert texts.count(f"{n}. Schritt Text") >= 2, n
    assert texts.count("Text") >= 2_000
    assert len({slide.title.text for slide in slides}) == len(slides)


def test_journeys_without_steps_say_so() -> None:
    for phases in ((), (Phase(id="a", name="Leer", steps=()),)):
        made = presentation(to_pptx(a_document(*phases)))
        assert list(broken(made)) == []
        assert len(made.slides) == 2


def test_two_journeys_of_one_name_are_told_apart() -> None:
    one = a_document(Phase(id="a", name="A", steps=(a_step(1),)))
    [first] = one.journeys
    other = first.model_copy(update={"id": "anders", "phases": ()})
    made = presentation(to_pptx(one.model_copy(update={"journeys": (first, other)})))
    assert list(broken(made)) == []


def test_what_is_beyond_the_limits_is_refused() -> None:
    many = a_document(Phase(id="a", name="A", steps=tuple(a_step(n, "x", 0) for n in range(401))))
    with pytest.raises(Refused, match="400"):
        to_pptx(many)
    heavy = a_document(Phase(id="a", name="A", steps=tuple(a_step(n, LONG, 40) for n in range(100))))
    with pytest.raises(Refused, match="1000"):
        deck(heavy)


@pytest.mark.parametrize("name", NAMES)
def test_libreoffice_opens_it(name: str, tmp_path: Path) -> None:
    made = to_pptx(example(name))
    file = tmp_path / f"{name}.pptx"
    file.write_bytes(made)
    (tmp_path / "made.pdf").write_bytes(to_pdf(file))
    pages = PdfReader(tmp_path / "made.pdf").pages
    assert len(pages) == len(presentation(made).slides)


def test_nothing_of_the_librarys_template_is_left_but_its_layouts() -> None:
    with ZipFile(BytesIO(to_pptx(example(NAMES[0])))) as archive:
        names = archive.namelist()
    assert not [name for name in names if "printer" in name or "thumbnail" in name or name.endswith(".bin")]
