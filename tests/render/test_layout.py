"""What holds for every picture, checked on the model: on the examples and on journeys of all shapes."""

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings

from journeys.domain.document import END, Document, Step
from journeys.domain.findings import Refused
from journeys.domain.flow import links
from journeys.render.dot import boxes_of
from journeys.render.layout import Options, lay_out
from journeys.render.letters import drawable, whole
from journeys.render.picture import Box, Curve, Line, Page, Picture, Rect
from journeys.render.style import STYLES
from journeys.render.subject import View
from journeys.render.voice import filled
from tests.render import rules
from tests.render.cases import NAMES, VIEWS, drawn, example, texts
from tests.render.shapes import documents, parsed

slow = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    max_examples=12,
    phases=[Phase.generate, Phase.shrink],
)
looks = pytest.mark.parametrize("paper", [False, True], ids=["screen", "paper"])
views = pytest.mark.parametrize("view", VIEWS)


def faults(picture: Picture) -> list[str]:
    return [fault for page in picture.pages for fault in rules.broken(page)]


def said(document: Document) -> list[str]:
    """Texts that each view has to show: titles and what citizens do."""
    steps = document.journeys[0].steps()
    return [whole(t) for s in steps for t in (s.title, filled(s.citizen_action)) if t and drawable(t)]


def missing(document: Document, picture: Picture) -> list[str]:
    there = texts(picture)
    return [text for text in said(document) if text not in there]


@pytest.mark.parametrize("name", NAMES)
@views
@looks
def test_every_journey_of_the_examples_keeps_the_rules(name: str, view: View, paper: bool) -> None:
    document = example(name)
    for journey in document.journeys:
        assert not faults(drawn(document, view, paper, journey))


@slow
@given(documents())
@views
@looks
def test_journeys_of_all_shapes_keep_the_rules(view: View, paper: bool, document: Document) -> None:
    picture = drawn(document, view, paper)
    assert not faults(picture)
    assert not missing(document, picture)


@pytest.mark.full
@settings(slow, max_examples=4)
@given(documents(least=60, most=200))
@views
@looks
def test_journeys_of_two_hundred_steps_keep_the_rules(view: View, paper: bool, document: Document) -> None:
    assert not faults(drawn(document, view, paper))


def _steps(document: Document) -> tuple[Step, ...]:
    return document.journeys[0].steps()


def _numbered(document: Document) -> list[tuple[int, int]]:
    """Every link as numbers of steps; the end is 0."""
    journey = document.journeys[0]
    number = {step.id: n for n, step in enumerate(journey.steps(), start=1)} | {END: 0}
    return [(number[link.source], number[link.target]) for link in links(journey)]


SHAPES: dict[str, Callable[[Document], bool]] = {
    "no steps": lambda d: not _steps(d),
    "no phases": lambda d: not d.journeys[0].phases,
    "an empty phase": lambda d: any(not p.steps for p in d.journeys[0].phases),
    "three bands": lambda d: len(_steps(d)) > 16,
    "a branch": lambda d: any(len(s.next or ()) > 1 for s in _steps(d)),
    "a loop to itself": lambda d: any(a == b for a, b in _numbered(d)),
    "a loop back": lambda d: any(0 < b < a for a, b in _numbered(d)),
    "a jump over ten": lambda d: any(b - a > 10 for a, b in _numbered(d)),
    "an end in the middle": lambda d: any(b == 0 and a < len(_steps(d)) for a, b in _numbered(d)),
    "an optional step": lambda d: any(s.optional for s in _steps(d)),
    "an empty lane": lambda d: bool(_steps(d)) and not any(filled(s.backstage) for s in _steps(d)),
    "a word of 5,000 letters": lambda d: any("x" * 5000 in (s.citizen_action or "") for s in _steps(d)),
    "emoji": lambda d: any("🐕" in (s.citizen_action or "") for s in _steps(d)),
    "markup": lambda d: any("<script>" in (s.title or "") for s in _steps(d)),
    "twenty notes": lambda d: any(len(s.pain_points) == 20 for s in _steps(d)),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_generator_reaches(shape: str) -> None:
    find(documents(), SHAPES[shape], settings=settings(slow, max_examples=2000, phases=[Phase.generate]))


@slow
@given(documents())
def test_the_blueprint_shows_every_cell_and_condition(document: Document) -> None:
    picture = drawn(document, "blueprint")
    there = texts(picture)
    for step in document.journeys[0].steps():
        for text in map(filled, (step.evidence, step.frontstage, step.backstage)):
            assert not text or whole(text) in there
    for link in links(document.journeys[0]):
        condition = whole(link.condition or "")
        assert any(condition in text for text in there)


@slow
@given(documents())
def test_every_link_of_a_blueprint_is_a_line_or_a_pair_of_marks(document: Document) -> None:
    page = drawn(document, "blueprint").pages[0]
    lines = {line.id for line in page.lines}
    boxes = {b.id: b for b in page.boxes}
    number = {step.id: n for n, step in enumerate(document.journeys[0].steps(), start=1)}
    for n, link in enumerate(links(document.journeys[0])):
        if f"link-{n}" in lines:
            continue
        assert f"out-{n}" in boxes
        if link.target != END:
            band, column = divmod(_column(document, link.target), 8)
            assert str(number[link.source]) in re.findall(r"\d+", boxes[f"in-{band}-{column}"].text)


def _column(document: Document, step: str) -> int:
    slots = [s.id for p in document.journeys[0].phases for s in (p.steps or (p,))]
    return slots.index(step)


@slow
@given(documents())
def test_lines_show_what_the_box_says(document: Document) -> None:
    for page in drawn(document, "blueprint").pages:
        for box in boxes_of(page):
            if box.id.startswith(("citizen-", "frontstage-", "backstage-")) and len(box.text) <= 300:
                assert bare("".join(box.lines)) == bare(drawable(box.text))


def bare(text: str) -> str:
    return re.sub(r"[\s\-\u00ad]", "", text)


@slow
@given(documents())
@views
def test_the_same_document_gives_the_same_picture(view: View, document: Document) -> None:
    assert drawn(document, view, paper=True) == drawn(document, view, paper=True)


@slow
@given(documents(least=1))
def test_every_note_stands_for_itself_once(document: Document) -> None:
    page = drawn(document, "blueprint").pages[0]
    noted = [b.note for b in boxes_of(page) if b.note]
    steps = document.journeys[0].steps()
    assert sorted(noted) == sorted(n.id for s in steps for n in (*s.pain_points, *s.needs))


def test_more_steps_than_are_drawn_are_refused_with_the_limit() -> None:
    steps = [{"id": f"s{n}", "title": "x"} for n in range(401)]
    phases = [{"id": "p", "name": "p", "steps": steps}]
    raw = {"id": "d", "service": {"name": "s"}, "journeys": [{"id": "j", "kind": "as_is", "phases": phases}]}
    document = parsed(raw)
    with pytest.raises(Refused, match="400"):
        drawn(document, "blueprint")


@views
@looks
def test_a_journey_without_phases_says_so(view: View, paper: bool) -> None:
    journey = {"id": "j", "kind": "as_is", "phases": []}
    document = parsed({"id": "d", "service": {"name": "Leistung"}, "journeys": [journey]})
    picture = drawn(document, view, paper)
    assert {"Leistung", "Noch keine Schritte"} <= texts(picture)
    assert picture.pages[0].bands[0].lanes and not faults(picture)


def test_step_boxes_lead_where_the_caller_wants() -> None:
    document = example("wohngeld-beantragen")
    options = Options(step_link=lambda step: f"/steps/{step}")
    page = lay_out(document, document.journeys[0], "blueprint", options).pages[0]
    assert {b.link for b in page.boxes if b.step == "WOGE-I-S03"} == {"/steps/WOGE-I-S03"}


@views
def test_paper_is_a3_landscape_and_numbered(view: View) -> None:
    picture = drawn(example("wohnsitz-anmelden"), view, paper=True)
    assert {(page.width, page.height) for page in picture.pages} == {(1190.55, 841.89)}
    count = len(picture.pages)
    for n, page in enumerate(picture.pages, start=1):
        assert f"Blatt {n} von {count}" in {b.text for b in page.boxes}
        assert {"Wohnsitz anmelden oder ummelden", "Entwurf", "Zeichen"} <= {b.text for b in page.boxes}


def _page(boxes: tuple[Box, ...], lines: tuple[Line, ...] = (), curves: tuple[Curve, ...] = ()) -> Page:
    return Page(300, 200, "t", "d", "de", boxes=boxes, lines=lines, curves=curves)


A = Box("a", "cell", Rect(20, 20, 80, 20), ("eins",), "eins", size=8)
FAULTY = {
    "outgrown": _page((A._replace(lines=("viel zu lang für so wenig Platz",)),)),
    "outside": _page((A._replace(rect=Rect(250, 20, 80, 20)),)),
    "overlapping": _page((A, A._replace(id="b", rect=Rect(90, 30, 80, 20)))),
    "crossed": _page((A,), (Line("l", "flow", ((50, 0), (50, 90))),)),
    "doubled": _page((A, A._replace(rect=Rect(20, 80, 80, 20)))),
    "unstyled": _page((A._replace(style="unheard of"),)),
    "dangling": _page((A,), (Line("l", "flow", ((150, 10), (150, 90)), source="a"),)),
}


@pytest.mark.parametrize("rule", FAULTY)
def test_each_rule_finds_its_fault(rule: str) -> None:
    """The rules themselves can fail."""
    assert [fault.split(":")[0] for fault in rules.broken(FAULTY[rule])] == [rule]


def _light(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


LANES = [STYLES[name].fill for name in STYLES if name.startswith("lane_") and STYLES[name].fill]
CARDS = [STYLES[name].fill for name in ("pain", "pain_1", "pain_2", "pain_3", "need", "quote", "idea")]
WITHOUT_TEXT = {"icon_full", "passing", "joint"}
QUIET_BY_DESIGN = {"rule", "mood_guide", "mood_point", "mood_point_after"}


@pytest.mark.parametrize("name", STYLES)
def test_colours_are_readable(name: str) -> None:
    style = STYLES[name]
    grounds = [style.fill] if style.fill else [*LANES, *(CARDS if name in ("quiet", "note_text") else [])]
    if name not in WITHOUT_TEXT:
        assert all(contrast(style.text, ground) >= 4.5 for ground in grounds)
    if style.stroke and name not in QUIET_BY_DESIGN:
        assert all(contrast(style.stroke, ground) >= 3 for ground in LANES)
