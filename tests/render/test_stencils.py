"""Stencils: each shape is drawn once, and put in its places it is what Graphviz makes of the whole page."""

import re
from collections import Counter
from functools import partial

import pytest

from journeys.render.dot import Stencil, boxes_of, to_dot
from journeys.render.drawing import Pen
from journeys.render.picture import Page, Rect
from journeys.render.stencils import Drawing, Placed, Shapes, sketch
from tests.render.cases import NAMES, VIEWS, screen
from tests.render.pages import a_box, a_full_page, a_page
from tests.render.test_dot import NUMBER, PROGRAMS, run, shapes

PLACE = re.compile(r"translate\((\S+) (\S+)\)")
FORM = re.compile(r' (?:points|d)="([^"]*)"| cx="(\S+)" cy="(\S+)"')


def drawn(page: Page, program: str = "", hands: int = 1) -> Shapes:
    with Pen(program).ready(hands) as held:
        return Drawing(sketch(page).stencils(), held).shapes()


def spots(placed: Placed, found: Shapes) -> list[list[float]]:
    """The points of each of its shapes in the picture's own measure; an ellipse has one, its middle."""
    out = []
    for element in placed.filled(found).split("/>")[:-1]:
        place, form = PLACE.search(element), FORM.search(element)
        assert place and form
        numbers = [float(n) for n in NUMBER.findall(" ".join(part for part in form.groups() if part))]
        out.append([n + float(place[1 + i % 2]) for i, n in enumerate(numbers)])
    return out


PAGES = {
    "one of everything": a_full_page,
    **{f"{n} {v}": partial(screen, n, v) for n in NAMES for v in VIEWS},
}


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("name", PAGES)
def test_the_placed_stencils_are_the_drawing_of_the_whole_page(name: str, program: str) -> None:
    page = PAGES[name]()
    outline, found = sketch(page), drawn(page, str(PROGRAMS[program]))
    whole = shapes(run(program, to_dot(page)))
    count = 0
    for letter, part in zip("alcb", outline, strict=True):
        for n, placed in enumerate(part):
            for mine, theirs in zip(spots(placed, found), whole[f"{letter}{n}"], strict=False):
                assert mine == pytest.approx(theirs[: len(mine)], abs=0.51), f"{letter}{n}"
                count += 1
    assert count > len(page.lines) + len(page.curves)


def test_equal_boxes_share_a_stencil_wherever_they_are_and_whatever_they_say() -> None:
    page = a_page(
        *(a_box(f"b{n}", f"Text {n}", rect=Rect(100 + 7.3 * n, 60 / (n + 1), 120, 60)) for n in range(20)),
        a_box("other", rect=Rect(0, 0, 121, 60)),
    )
    assert Counter(one.style for one in sketch(page).stencils()) == {"sheet": 1, "cell": 2}


def test_what_has_neither_fill_nor_stroke_is_not_drawn() -> None:
    outline = sketch(a_page(a_box("a", "Text", style="note_text", shape="none")))
    assert [placed.stencil for placed in outline.boxes] == [None]


def test_no_text_reaches_graphviz() -> None:
    page = a_page(a_box("a", "geheim", title="geheim", step="geheim", note="geheim"), title="geheim")
    assert not any("geheim" in stencil.statement for stencil in sketch(page).stencils())


@pytest.mark.parametrize("hands", [1, 2])
def test_a_page_drawn_by_several_programs_is_the_same(hands: int) -> None:
    assert drawn(a_full_page(), hands=hands) == drawn(a_full_page())


def test_a_name_stands_in_every_place_and_nowhere_else() -> None:
    assert all(
        stencil.named("s7").count("s7") == stencil.statement.count("@") == 2
        for stencil in sketch(a_full_page()).stencils()
        if stencil.style not in ("flow", "back", "mood")
    )
    assert Stencil("x", "@ [id=@]").named("s1") == "s1 [id=s1]"


def test_every_box_with_a_look_has_a_place() -> None:
    page = a_full_page()
    places = sketch(page).boxes
    assert [(p.x, p.y) for p in places] == [(b.rect.x, b.rect.y) for b in boxes_of(page)]
