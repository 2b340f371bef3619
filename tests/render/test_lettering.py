"""Lines of text stand in their box, evenly, and in the middle of it or at its top."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.render.lettering import LEADING, setting
from journeys.render.picture import PADDING, Rect
from tests.render.pages import a_box


@given(st.integers(1, 40), st.floats(5, 20), st.floats(0, 900), st.sampled_from(["top", "middle"]))
def test_lines_that_fit_stay_inside_with_even_distances(
    lines: int, size: float, extra: float, valign: str
) -> None:
    height = lines * size * LEADING + extra
    box = a_box("a", *["x"] * lines, size=size, valign=valign, rect=Rect(10, 20, 100, height))
    _, baselines = setting(box)
    assert baselines[0] - 0.75 * size >= 20
    assert baselines[-1] + 0.22 * size <= 20 + height
    assert [b - a for a, b in pairwise(baselines)] == pytest.approx([size * LEADING] * (lines - 1))


def test_the_middle_is_as_far_from_the_top_as_from_the_bottom() -> None:
    _, (first, last) = setting(a_box("a", "x", "y", size=10, rect=Rect(0, 0, 100, 100)))
    assert first - 3.5 + last - 3.5 == pytest.approx(100)


@pytest.mark.parametrize(("align", "x"), [("left", 10 + PADDING), ("center", 60), ("right", 110 - PADDING)])
def test_alignment(align: str, x: float) -> None:
    assert setting(a_box("a", "x", align=align, rect=Rect(10, 20, 100, 30)))[0] == x


def test_top_means_top() -> None:
    _, (baseline,) = setting(a_box("a", "x", size=10, valign="top", rect=Rect(0, 0, 100, 500)))
    assert baseline == pytest.approx(PADDING + 6 + 3.5)
