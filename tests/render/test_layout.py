"""What holds for every picture, checked on the model: on the examples and on journeys of all shapes."""

import re
from collections.abc import Callable
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings

from journeys.domain.document import END, Document, Step
from journeys.domain.findings import Refused
from journeys.domain.flow import links
from journeys.render.dot import boxes_of
from journeys.render.layout import Options, lay_out
from journeys.render.letters import drawable, whole
from journeys.render.picture import Box, Curve, Line, Page, Picture, Point, Rect
from journeys.render.style import STYLES
from journeys.render.subject import Paper, View
from journeys.render.voice import filled
from tests.render import rules
from tests.render.alignment import crooked, misled
from tests.render.cases import NAMES, VIEWS, drawn, example, texts
from tests.render.shapes import documents, parsed
from tests.render.test_blueprint import LANES

slow = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    max_examples=12,
    phases=[Phase.generate, Phase.shrink],
)
looks = pytest.mark.parametrize("paper", [None, "a3", "a4"], ids=["screen", "A3", "A4"])
views = pytest.mark.parametrize("view", VIEWS)


def faults(picture: Picture) -> list[str]:
    return [fault for page in picture.pages for fault in (*rules.broken(page), *crooked(page))]


def said(document: Document, view: View) -> list[str]:
    """Texts that each view has to show: titles and, but for the one of figures, what citizens do."""
    steps = document.journeys[0].steps()
    shown = [(s.title, "" if view == "heat" else filled(s.citizen_action)) for s in steps]
    return [whole(text) for both in shown for text in both if text and drawable(text)]


def missing(document: Document, view: View, picture: Picture) -> list[str]:
    there = texts(picture)
    return [text for text in said(document, view) if text not in there]


@pytest.mark.parametrize("name", NAMES)
@views
@looks
def test_every_journey_of_the_examples_keeps_the_rules(name: str, view: View, paper: Paper | None) -> None:
    document = example(name)
    for journey in document.journeys:
        picture = drawn(document, view, paper, journey)
        assert not faults(picture)
        assert not [way for page in picture.pages for way in misled(page, journey)]


@slow
@given(documents())
@views
@looks
def test_journeys_of_all_shapes_keep_the_rules(view: View, paper: Paper | None, document: Document) -> None:
    picture = drawn(document, view, paper)
    assert not faults(picture)
    assert not missing(document, view, picture)
    assert not [way for page in picture.pages for way in misled(page, document.journeys[0])]


@settings(slow, max_examples=2)
@given(documents(least=25, most=60))
@views
@looks
def test_journeys_of_sixty_steps_keep_the_rules(view: View, paper: Paper | None, document: Document) -> None:
    assert not faults(drawn(document, view, paper))


@pytest.mark.full
@settings(slow, max_examples=60, phases=[Phase.generate])
@given(documents(least=1, most=200))
@views
@looks
def test_journeys_of_two_hundred_steps_keep_the_rules(
    view: View, paper: Paper | None, document: Document
) -> None:
    picture = drawn(document, view, paper)
    assert not faults(picture)
    assert not [way for page in picture.pages for way in misled(page, document.journeys[0])]


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
    "a fork that joins again": lambda d: any(
        {a + 1, a + 2} <= {b for at, b in _numbered(d) if at == a} and (a + 1, a + 2) in _numbered(d)
        for a, _ in _numbered(d)
    ),
    "twelve ways from a step": lambda d: any(len(s.next or ()) == 12 for s in _steps(d)),
    "a compound word of sixty letters": lambda d: any(
        word.isalpha() and len(word) == 60 for s in _steps(d) for word in (s.citizen_action or "").split()
    ),
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
    assert drawn(document, view, paper="a3") == drawn(document, view, paper="a3")


@slow
@given(documents(least=1))
def test_every_note_stands_for_itself_once(document: Document) -> None:
    page = drawn(document, "blueprint").pages[0]
    noted = [b.note for b in boxes_of(page) if b.note]
    steps = document.journeys[0].steps()
    assert sorted(noted) == sorted(n.id for s in steps for n in (*s.pain_points, *s.needs))


def _document(journey: dict[str, Any]) -> Document:
    return parsed({"id": "d", "service": {"name": "Leistung"}, "journeys": [journey]})


def test_more_steps_than_are_drawn_are_refused_with_the_limit() -> None:
    steps = [{"id": f"s{n}", "title": "x"} for n in range(401)]
    phases = [{"id": "p", "name": "p", "steps": steps}]
    document = _document({"id": "j", "kind": "as_is", "phases": phases})
    with pytest.raises(Refused, match="400"):
        drawn(document, "blueprint")


@views
@looks
def test_a_journey_without_phases_says_so(view: View, paper: Paper | None) -> None:
    picture = drawn(_document({"id": "j", "kind": "as_is", "phases": []}), view, paper)
    assert {"Leistung", "Noch keine Schritte"} <= texts(picture)
    assert picture.pages[0].bands[0].lanes and not faults(picture)


def test_step_boxes_lead_where_the_caller_wants() -> None:
    document = example("wohngeld-beantragen")
    options = Options(step_link=lambda step: f"/steps/{step}")
    page = lay_out(document, document.journeys[0], "blueprint", options).pages[0]
    assert {b.link for b in page.boxes if b.step == "WOGE-I-S03"} == {"/steps/WOGE-I-S03"}


@pytest.mark.parametrize(("paper", "least"), [("a3", 5.5), ("a4", 4.6)])
@pytest.mark.parametrize("name", NAMES)
@views
def test_the_examples_are_large_enough_to_read(name: str, view: View, paper: Paper, least: float) -> None:
    document = example(name)
    pictures = [drawn(document, view, paper, journey) for journey in document.journeys]
    said = [b for picture in pictures for page in picture.pages for b in texts_in_cells(page)]
    assert said and min(b.size for b in said) >= least


@views
@pytest.mark.parametrize("paper", get_args(Paper))
def test_bands_on_paper_are_even(view: View, paper: Paper) -> None:
    """Eleven steps: no sheet with one step behind one with five."""
    pages = drawn(example("wohngeld-beantragen"), view, paper).pages
    counts = {band.first: band.last - band.first + 1 for page in pages for band in page.bands}
    assert sum(counts.values()) == 11 and max(counts.values()) - min(counts.values()) <= 1


SIGNS = {
    **{
        name: name
        for name in ("flow", "back", "across", "passing", "end", "wait", "work", "need", "quote", "idea")
    },
    **{name: name for name in ("marker", "marker_1", "marker_2", "marker_3", "marker_need")},
    **{name: name for name in ("pain", "pain_1", "pain_2", "pain_3", "decision")},
    "cell_optional": "optional",
    "tag_optional": "optional",
    "connector": "mark",
    "connector_in": "mark",
    "mood_point": "mood",
}
"""Style of what is drawn → sign in the key."""


@pytest.mark.parametrize("name", NAMES)
@views
@looks
def test_the_key_of_a_sheet_explains_what_stands_on_it(name: str, view: View, paper: Paper | None) -> None:
    for page in drawn(example(name), view, paper).pages:
        things = [thing for thing in (*page.boxes, *page.lines) if not thing.id.startswith("legend")]
        explained = {
            b.id.removeprefix("legend.words-") for b in page.boxes if b.id.startswith("legend.words-")
        }
        used = {SIGNS[thing.style] for thing in things if thing.style in SIGNS}
        assert used == explained & set(SIGNS.values())
        icons = [b for b in page.boxes if b.id.startswith("channel-")]
        assert len({b.text for b in icons}) == sum(sign.startswith("channel_") for sign in explained)


@views
@pytest.mark.parametrize("paper", get_args(Paper))
def test_marks_on_paper_lead_to_their_step(view: View, paper: Paper) -> None:
    picture = drawn(example("wohngeld-beantragen"), view, paper)
    steps = {b.step for page in picture.pages for b in page.boxes if b.step}
    marks = [b for page in picture.pages for b in page.boxes if b.style.startswith("connector")]
    assert (marks or view == "heat") and all(  # its figures have no ways to show
        b.link and b.link.removeprefix("#step-") in steps for b in marks if "legend" not in b.id
    )


def texts_in_cells(page: Page) -> list[Box]:
    return [b for b in boxes_of(page) if b.style in ("cell", "cell_optional", "note_text", "step")]


def test_a_blueprint_that_is_too_high_for_a_sheet_goes_on_on_the_next() -> None:
    lanes = ("evidence", "citizen_action", "frontstage", "backstage", "touchpoint")
    words = "MMMM " * 60
    more = {"documents": [words], "support_systems": [words], "waiting_time": {"text": words}}
    steps = [{"id": f"s{n}", "title": "x" * 90, **dict.fromkeys(lanes, words), **more} for n in range(8)]
    phases = [{"id": "p", "name": "p", "steps": steps}]
    picture = drawn(_document({"id": "j", "kind": "as_is", "phases": phases}), "blueprint", paper="a3")
    kinds = [[lane.key for lane in page.bands[0].lanes] for page in picture.pages]
    assert len(kinds) == 2 and all(some[:2] == ["phases", "steps"] for some in kinds)
    assert [kind for some in kinds for kind in some[2:]] == ["touchpoint", "notes", *LANES, "time"]
    assert min(b.size for page in picture.pages for b in texts_in_cells(page)) > 6
    assert not faults(picture)
    ends = [
        (x.source, x.target) for page in picture.pages for x in page.lines if x.id == "down.frontstage-s0"
    ]
    assert ends == [("citizen-s0", None), (None, "frontstage-s0")]


@views
@pytest.mark.parametrize(("paper", "size"), [("a3", (1190.55, 841.89)), ("a4", (841.89, 595.28))])
def test_paper_is_landscape_and_numbered(view: View, paper: Paper, size: tuple[float, float]) -> None:
    picture = drawn(example("wohnsitz-anmelden"), view, paper)
    assert {(page.width, page.height) for page in picture.pages} == {size}
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
    "covered": _page((A, Box("icon", "icon", Rect(15, 15, 13, 10)))),
    "blunt": _page((A,), (Line("l", "flow", ((105, 30), (100, 30)), arrow=True, target="a"),)),
    "merged": _page(
        (A,),
        (
            Line("l", "flow", ((60, 40), (60, 90)), source="a"),
            Line("m", "flow", ((61, 40), (61, 90)), source="a"),
        ),
    ),
}


@pytest.mark.parametrize("rule", FAULTY)
def test_each_rule_finds_its_fault(rule: str) -> None:
    """The rules themselves can fail."""
    assert [fault.split(":")[0] for fault in rules.broken(FAULTY[rule])] == [rule]


def test_an_arrow_may_not_come_in_through_its_own_box() -> None:
    through = Line("l", "flow", ((100, 30), (20, 30)), source="a")
    assert [*rules.broken(_page((A,), (through,)))] == ["dangling: ['l through a']"]


@pytest.mark.parametrize(
    ("start", "end", "length"),
    [
        ((0, 30), (300, 30), 79.9),
        ((60, 0), (60, 200), 19.9),
        ((60, 30), (60, 200), 9.95),
        ((0, 0), (300, 5), 0),
        ((20, 0), (20, 200), 0),
        ((0, 30), (19, 30), 0),
        ((0, 0), (60, 60), 19.9 * 2**0.5),
    ],
)
def test_a_piece_is_clipped_by_a_box(start: Point, end: Point, length: float) -> None:
    assert rules.inside(start, end, A.rect) == pytest.approx(length)


def _light(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


GROUNDS = [STYLES[name].fill for name in STYLES if name.startswith("lane_") and STYLES[name].fill]
CARDS = [STYLES[name].fill for name in ("pain", "pain_1", "pain_2", "pain_3", "need", "quote", "idea")]
CELLS = [STYLES[f"heat_{level}"].fill for level in range(6)]
WITHOUT_TEXT = {"icon_full", "passing", "joint"}
QUIET_BY_DESIGN = {"rule", "mood_guide", "mood_point", "mood_point_after"}


@pytest.mark.parametrize("name", STYLES)
def test_colours_are_readable(name: str) -> None:
    style = STYLES[name]
    grounds = [style.fill] if style.fill else [*GROUNDS, *(CARDS if name in ("quiet", "note_text") else [])]
    grounds += CELLS if name == "note_text" else []
    if name not in WITHOUT_TEXT:
        assert all(contrast(style.text, ground) >= 4.5 for ground in grounds)
    if style.stroke and name not in QUIET_BY_DESIGN:
        assert all(contrast(style.stroke, ground) >= 3 for ground in GROUNDS)
