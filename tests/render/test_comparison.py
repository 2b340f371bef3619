"""The comparison: what holds for every picture, where the cards stand, and that it says all that was compared."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from journeys.domain.comparing import compare, to_be_of
from journeys.domain.document import Document
from journeys.domain.figures import figures
from journeys.render.alignment import USUAL, spread, strips
from journeys.render.dot import boxes_of
from journeys.render.layout import Options, lay_out
from journeys.render.picture import Page, Picture
from journeys.render.replacing import crossings, wire
from journeys.render.style import STYLES
from journeys.render.subject import Paper
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.render import rules
from tests.render.cases import NAMES, box, example, texts
from tests.render.shapes import comparisons
from tests.render.test_layout import contrast

slow = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    max_examples=15,
    phases=[Phase.generate, Phase.shrink],
)
looks = pytest.mark.parametrize("paper", [None, "a3", "a4"], ids=["screen", "a3", "a4"])


def faults(picture: Picture) -> list[str]:
    """What breaks a rule of every picture; to-be steps stand under what they replace, not on the grid of columns."""
    return [fault for page in picture.pages for fault in rules.broken(page)]


def drawn(document: Document, paper: Paper | None = None) -> Picture:
    return lay_out(document, to_be_of(document), "comparison", Options(paper=paper))


def screen(document: Document) -> Page:
    return drawn(document).pages[0]


@pytest.mark.parametrize("name", NAMES)
@looks
def test_the_examples_keep_the_rules(name: str, paper: Paper | None) -> None:
    assert not faults(drawn(example(name), paper))


@pytest.mark.parametrize("name", NAMES)
def test_a_small_sheet_has_fewer_columns_instead_of_small_letters(name: str) -> None:
    pages = drawn(example(name), "a4").pages
    assert {(page.width, page.height) for page in pages} == {(841.89, 595.28)}
    assert min(box.size for page in pages for box in page.boxes if box.lines) >= 5.5


@slow
@given(comparisons())
@looks
def test_comparisons_of_all_shapes_keep_the_rules(paper: Paper | None, document: Document) -> None:
    assert not faults(drawn(document, paper))


@pytest.mark.full
@settings(slow, max_examples=4)
@given(comparisons(most=200))
@looks
def test_comparisons_of_two_hundred_steps_keep_the_rules(paper: Paper | None, document: Document) -> None:
    assert not faults(drawn(document, paper))


SHAPES: dict[str, Callable[[Document], bool]] = {
    "no as-is steps": lambda d: not d.journeys[0].steps() and bool(d.journeys[1].steps()),
    "no to-be steps": lambda d: bool(d.journeys[0].steps()) and not d.journeys[1].steps(),
    "several bands": lambda d: len(strips(compare(*d.journeys))) > 2,
    "a pair on two bands": lambda d: any(b.id.startswith("successors-") for b in screen(d).boxes),
    "a dropped step": lambda d: any(one.fate == "dropped" for one in compare(*d.journeys).before),
    "a step replaced four times": lambda d: any(
        len(one.successors) > 3 for one in compare(*d.journeys).before
    ),
    "more than six pain points on a step": lambda d: any(
        len(s.pain_points) > 6 for s in d.journeys[0].steps()
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_generator_reaches(shape: str) -> None:
    find(comparisons(), SHAPES[shape], settings=settings(slow, max_examples=500, phases=[Phase.generate]))


@slow
@given(comparisons())
def test_every_step_has_its_card_and_every_pair_its_line_or_its_marks(document: Document) -> None:
    page, comparison = screen(document), compare(*document.journeys)
    boxes = {b.id: b for b in boxes_of(page)}
    lines = {(line.source, line.target) for line in page.lines if line.id.startswith("replaces-")}
    assert {f"before-{one.step.id}" for one in comparison.before} <= boxes.keys()
    assert {f"after-{one.step.id}" for one in comparison.after} <= boxes.keys()
    for pair in comparison.pairs:
        old, new = pair.before, pair.after
        if (f"before-{old.step.id}", f"after-{new.step.id}") not in lines:
            assert str(new.number) in numbers_in(boxes[f"successors-{old.step.id}"].text)
            assert str(old.number) in numbers_in(boxes[f"replaces-{new.step.id}"].text)
    assert len(lines) <= len(comparison.pairs)


def numbers_in(text: str) -> set[str]:
    """The numbers that a mark names, ranges written out."""
    found = set()
    for low, high in re.findall(r"(\d+)(?:–(\d+))?", text):
        found |= set(map(str, range(int(low), int(high or low) + 1)))
    return found


@slow
@given(comparisons())
def test_every_resolved_pain_point_is_ticked_and_every_other_one_is_listed(document: Document) -> None:
    page, comparison = screen(document), compare(*document.journeys)
    boxes = {b.id for b in page.boxes}
    ticks = {line.id for line in page.lines if line.style == "tick"}
    for pain in comparison.pains:
        if pain.resolved_by:
            is_drawn = f"mark.pain-{pain.note.id}" in boxes
            assert (f"mark.pain-{pain.note.id}.tick" in ticks) == is_drawn
            assert {f"solves-{one.step.id}" for one in pain.resolved_by} <= boxes
        else:
            assert f"text.pain-{pain.note.id}" in boxes


@given(st.lists(st.floats(-3, 20), max_size=12), st.integers(0, 4))
def test_places_keep_order_and_distance_and_stay_within(wanted: list[float], more: int) -> None:
    wanted = sorted(wanted)
    columns = len(wanted) + more
    found = spread(wanted, columns)
    assert all(b - a >= 1 - 1e-9 for a, b in pairwise(found))
    assert all(-1e-9 <= x <= columns - 1 + 1e-9 for x in found)


@given(st.lists(st.integers(0, 11), max_size=12, unique=True))
def test_what_has_room_stands_where_it_wants(wanted: list[int]) -> None:
    assert spread(sorted(wanted), 12) == sorted(wanted)


def test_two_that_want_one_place_share_the_way() -> None:
    assert spread([3, 3], 12) == [2.5, 3.5]


def test_a_to_be_step_stands_in_the_middle_under_what_it_replaces() -> None:
    page = screen(example("wohnsitz-anmelden"))
    first, second = (box(page, f"before-WOHN-I-S0{n}").rect for n in (1, 2))
    under = box(page, "after-WOHN-S-S01").rect
    assert under.x == pytest.approx((first.x + second.x) / 2)
    assert second.x - first.x == USUAL.width


@slow
@given(comparisons())
def test_no_two_lines_of_different_steps_lie_upon_one_another(document: Document) -> None:
    lines = [line for line in screen(document).lines if line.id.startswith("replaces-")]
    uprights = [
        (line.target, a[0], *sorted((a[1], b[1])))
        for line in lines
        for a, b in pairwise(line.points)
        if a[0] == b[0]
    ]
    for n, (target, x, low, high) in enumerate(uprights):
        for other, at, down, up in uprights[n + 1 :]:
            assert target == other or abs(at - x) > 1 or up <= low or high <= down


@pytest.mark.parametrize("name", NAMES)
def test_lines_of_the_examples_hardly_cross(name: str) -> None:
    wirings = [wire(strip) for strip in strips(compare(*example(name).journeys))]
    assert sum(crossings(wiring.buses) for wiring in wirings) <= 1


@slow
@given(comparisons(most=60))
def test_bands_are_as_few_as_can_be_and_hold_everything_once(document: Document) -> None:
    comparison = compare(*document.journeys)
    bands = strips(comparison)
    most = max(len(comparison.before), len(comparison.after), 1)
    assert all(max(len(band.before), len(band.after)) <= USUAL.most for band in bands)
    assert len(bands) >= -(-most // USUAL.most)
    assert [one for band in bands for one, _ in band.before] == list(comparison.before)
    assert sorted(one.number for band in bands for one, _ in band.after) == [
        one.number for one in comparison.after
    ]


def test_the_strip_says_every_figure_and_how_it_was_counted() -> None:
    document = example("wohngeld-beantragen")
    there = texts(drawn(document))
    for figure in figures(compare(*document.journeys)):
        assert {f"{figure.before.de} → {figure.after.de}", figure.how.de} <= there


def test_what_falls_away_and_what_nobody_assigned_say_so() -> None:
    as_is = a_journey((a_step("A"), a_step("B"), a_step("C")))
    to_be = a_journey((a_step("T", replaces=("A",)),), id="soll", kind="to_be", removed_steps=("B",))
    page = screen(a_document(as_is, to_be))
    assert box(page, "tag.dropped-B").text == "entfällt"
    assert box(page, "tag.unassigned-C").text == "ohne Zuordnung"
    assert box(page, "tag.changed-T").text == "geändert"
    assert "wird ersetzt: Soll 1" in box(page, "before-A").title


def test_a_channel_that_changes_is_named_with_the_old_one() -> None:
    as_is = a_journey((a_step("A", channel="counter"), a_step("B", channel="online")))
    moved = a_step("T", channel="online", replaces=("A",))
    partly = a_step("U", channel="online", replaces=("A", "B"))
    to_be = a_journey((moved, partly), id="soll", kind="to_be")
    page = screen(a_document(as_is, to_be))
    assert box(page, "was-T").text == "vorher Vor Ort"
    assert box(page, "was-U").text == "vorher auch Vor Ort"


def test_the_picture_speaks_the_language_of_the_document() -> None:
    as_is = a_journey((a_step("A", pain_points=(a_pain_point(),)),))
    to_be = a_journey((a_step("T"),), id="soll", kind="to_be", title="Second try")
    picture = drawn(a_document(as_is, to_be, language="en"))
    assert picture.title == "Wohngeld beantragen – Comparison as-is/to-be · Second try"
    assert {"not assigned", "new", "Not resolved yet", "Replaced by"} <= texts(picture)


@looks
def test_journeys_without_steps_say_so(paper: Paper | None) -> None:
    picture = drawn(a_document(a_journey(0), a_journey(0, id="soll", kind="to_be")), paper)
    assert "Noch keine Schritte" in texts(picture) and not faults(picture)


def test_the_description_says_both_journeys_and_the_figures() -> None:
    said = screen(example("gewerbe-anmelden")).description
    assert "Ist, 10 Schritte: 1. Prüfen, ob es ein Gewerbe ist;" in said
    assert "Soll, 6 Schritte:" in said and "Schmerzpunkte: Ist 21, Soll 3 offen." in said


def test_a_long_comparison_has_a_sheet_for_each_band_with_links_between() -> None:
    as_is = a_journey(30)
    steps = tuple(a_step(f"T{n}", replaces=(f"S{31 - n}",)) for n in range(1, 31))
    far = (*steps, a_step("T31", replaces=("S1", "S30")))
    document = a_document(as_is, a_journey(far, id="soll", kind="to_be"))
    pages = drawn(document, paper="a3").pages
    assert len(pages) == 3
    assert [box(page, "sheet").text for page in pages] == [f"Blatt {n} von 3" for n in (1, 2, 3)]
    links = [b.link for page in pages for b in page.boxes if b.id.startswith(("successors-", "replaces-"))]
    assert "#step-T31" in links
    assert [page for page in pages if list(rules.broken(page))] == []


GROUNDS = [name for name in STYLES if name.startswith("ground")]


@pytest.mark.parametrize("ground", GROUNDS)
def test_what_stands_on_a_card_can_be_read(ground: str) -> None:
    fill = STYLES[ground].fill
    for name in ("step", "channel", "quiet", "solves", "pips"):
        assert contrast(STYLES[name].text, fill) >= 4.5
    for name in ("card", "tick", "icon", "marker_solved", "tag_changed", "tag_optional"):
        assert contrast(STYLES[name].stroke, fill) >= 3
