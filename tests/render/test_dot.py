"""DOT: every place is given, and text stays text in whatever Graphviz is there."""

import re
import shutil
import subprocess
import sysconfig
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys.render.dot import to_dot
from journeys.render.picture import Page, Rect
from tests.render.pages import HOSTILE, SVG, a_box, a_full_page, a_page, root_of, texts_of

OWN = shutil.which("graphviz-pure", path=sysconfig.get_path("scripts")) or "graphviz-pure of our dependencies"
PROGRAMS = {"graphviz-pure": OWN, **({"dot": dot} if (dot := shutil.which("dot")) else {})}
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def run(program: str, dot: str) -> str:
    """What the bare program makes of `dot`; a syntax error fails the test."""
    call = [PROGRAMS[program], "-Tsvg"]
    return subprocess.run(call, input=dot, capture_output=True, text=True, check=True).stdout


def raw_texts(program: str, page: Page) -> list[str]:
    svg = run(program, to_dot(page))
    return [text.replace("\u00a0", " ") for text in texts_of(ElementTree.fromstring(svg[svg.find("<svg") :]))]


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("bold", [False, True])
def test_hostile_text_comes_out_of_graphviz_as_it_went_in(program: str, text: str, bold: bool) -> None:
    assert raw_texts(program, a_page(a_box("a", text, "danach", bold=bold))) == [text, "danach"]


@settings(max_examples=30, deadline=None)
@given(
    st.text(
        st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp", "Cn", "Cf"]), min_size=1, max_size=30
    )
)
def test_any_text_comes_out_of_graphviz_as_it_went_in(text: str) -> None:
    assert raw_texts("graphviz-pure", a_page(a_box("a", text))) == [text]


@pytest.mark.parametrize("field", ["id", "style", "step", "note", "title", "link"])
def test_what_stands_outside_of_labels_cannot_change_the_graph(field: str) -> None:
    page = a_page(a_box(**{"id": "a", field: '"]; evil [label="hier"]; x ["'}), title='"} evil {"')
    assert raw_texts("graphviz-pure", page) == []


def test_control_characters_become_blanks() -> None:
    dot = to_dot(a_page(a_box("a", "ein\x00Text\x1b mit\u2028Zeichen\ud800\n"), title="x\x07y"))
    assert not re.search("[\x00-\x09\x0b-\x1f\u2028\ud800]", dot)
    assert raw_texts("graphviz-pure", a_page(a_box("a", "ein\x00Text\x1b[1m"))) == ["ein Text [1m"]


def shapes(svg: str) -> dict[str, list[list[float]]]:
    """The numbers of every shape by the id of its group; arrowheads left out: each version has its own."""
    root = root_of(svg[svg.find("<svg") :])
    found: dict[str, list[list[float]]] = {}
    for group in root.iter(f"{SVG}g"):
        inside = [s for s in group if s.tag != f"{SVG}text" and s.tag != f"{SVG}g" and s.tag != f"{SVG}title"]
        if group.get("id", "")[:1] in ("l", "c"):
            inside = inside[:1]
        places = [" ".join(s.get(k, "") for k in ("points", "d", "cx", "cy", "rx", "ry")) for s in inside]
        found[group.get("id", "")] = [[float(n) for n in NUMBER.findall(place)] for place in places]
    return found


@pytest.mark.parametrize(
    "others", [sorted(PROGRAMS)], ids=[" against ".join(["the model", *sorted(PROGRAMS)])]
)
def test_every_graphviz_here_draws_the_models_own_coordinates(others: list[str]) -> None:
    """Older versions round a box to whole points, so half a point is allowed."""
    page = a_full_page()
    dot = to_dot(page)
    first, *rest = (shapes(run(program, dot)) for program in others)
    for other in rest:
        assert other.keys() == first.keys()
        for name, places in first.items():
            for mine, theirs in zip(places, other[name], strict=True):
                assert theirs == pytest.approx(mine, abs=0.51), name
    for n, box in enumerate(page.boxes):
        if box.shape in ("rect", "rounded", "diamond"):
            xs, ys = first[f"b{n}"][0][::2], first[f"b{n}"][0][1::2]
            assert (min(xs), max(xs)) == pytest.approx((box.rect.x, box.rect.right), abs=0.51)
            assert (min(ys), max(ys)) == pytest.approx((box.rect.y, box.rect.bottom), abs=0.51)


def test_lanes_have_their_rectangles_and_the_sheet_lies_under_all() -> None:
    found = shapes(run("graphviz-pure", to_dot(a_full_page())))
    assert (min(found["a0"][0]), max(found["a0"][0])) == (0, 600)
    assert sorted(set(found["a1"][0])) == [10, 60, 160, 590]


def test_straight_lines_stay_straight_and_an_arrow_ends_at_its_point() -> None:
    svg = run("graphviz-pure", to_dot(a_full_page()))
    bends = shapes(svg)["l1"][0]
    assert (bends[:2], bends[6:8], bends[12:14]) == ([461, 60], [461, 45], [160, 45])
    assert bends[-2:] == [160, 54]
    assert "<polygon" in svg[svg.index('id="l1"') : svg.index('id="c0"')]


def test_the_curve_passes_through_its_points_with_level_tangents() -> None:
    numbers = shapes(run("graphviz-pure", to_dot(a_full_page())))["c0"][0]
    spots = list(zip(numbers[::2], numbers[1::2], strict=True))
    assert spots[::3] == [(100, 150), (230, 135), (360, 158)]
    assert [y for _, y in spots] == [150, 150, 135, 135, 135, 158, 158]


def test_a_line_between_two_boxes_names_them() -> None:
    dot = to_dot(a_full_page())
    assert "b2 -> b3 [id=l0" in dot


def test_a_page_without_anything_is_a_white_sheet() -> None:
    assert shapes(run("graphviz-pure", to_dot(a_page())))["a0"]


def test_a_box_without_size_does_not_stop_graphviz() -> None:
    run("graphviz-pure", to_dot(a_page(a_box("a", "x", rect=Rect(10, 10, 0, 0)))))
