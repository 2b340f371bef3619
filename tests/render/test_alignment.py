"""The rules of the grid can fail: each finds its fault. That pictures keep them is tested in `test_layout`."""

import pytest

from journeys.domain.document import Document
from journeys.render.picture import Band, Box, Lane, Line, Page, Rect
from tests.render.alignment import crooked, misled
from tests.render.shapes import parsed


def _lanes(number: int, top: float, *names: str) -> tuple[Lane, ...]:
    return tuple(
        Lane(f"lane-{name}-{number}", "lane_plain", Rect(10, top + 40 * n, 400, 40))
        for n, name in enumerate(names)
    )


def _band(number: int, top: float, *names: str, x: float = 10) -> Band:
    return Band(Rect(x, top, 400, 40.0 * len(names)), _lanes(number, top, *names), 1, 2)


def _title(step: str, x: float, y: float) -> Box:
    return Box(f"title-{step}", "step", Rect(x, y, 96, 20), ("T",), "T", step=step)


def _page(*boxes: Box, bands: tuple[Band, ...]) -> Page:
    return Page(500, 400, "t", "d", "de", bands=bands, boxes=boxes)


TITLES = (_title("a", 100, 15), _title("b", 200, 15), _title("c", 300, 15))
ONE = (_band(0, 10, "steps", "citizen"),)
CELL = Box("citizen-a", "cell", Rect(105, 55, 86, 30), ("x",), "x", step="a")
FAULTY = {
    "ragged": _page(*TITLES, bands=(_band(0, 10, "steps", "citizen", x=12),)),
    "unlike": _page(*TITLES, bands=(*ONE, _band(1, 200, "citizen", "steps"))),
    "astray": _page(
        *TITLES, CELL._replace(rect=Rect(105, 40, 86, 30), style="note_text", shape="rect"), bands=ONE
    ),
    "uneven": _page(
        *TITLES, CELL, CELL._replace(id="citizen-b", step="b", rect=Rect(205, 56, 86, 30)), bands=ONE
    ),
    "askew": _page(*TITLES, _title("d", 150, 215), bands=(*ONE, _band(1, 200, "steps", "citizen"))),
}


def test_a_page_on_the_grid_keeps_all_rules() -> None:
    assert not list(crooked(_page(*TITLES, CELL, bands=(*ONE, _band(1, 200, "steps", "citizen")))))


@pytest.mark.parametrize("rule", FAULTY)
def test_each_rule_finds_its_fault(rule: str) -> None:
    assert [fault.split(":")[0] for fault in crooked(FAULTY[rule])] == [rule]


def test_a_box_may_not_leave_the_column_of_its_step() -> None:
    page = _page(*TITLES, CELL._replace(rect=Rect(150, 55, 86, 30)), bands=ONE)
    assert list(crooked(page)) == ["askew: ['citizen-a']"]


def _two_steps() -> Document:
    steps = [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]
    phases = [{"id": "p", "name": "P", "steps": steps}]
    return parsed(
        {"id": "d", "service": {"name": "s"}, "journeys": [{"id": "j", "kind": "as_is", "phases": phases}]}
    )


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (Line("link-0", "flow", ((191, 60), (205, 60)), True, "citizen-a", "citizen-b"), []),
        (Line("link-0", "flow", ((191, 60), (205, 60)), False, "citizen-a", "citizen-b"), ["link-0"]),
        (Line("link-0", "flow", ((191, 60), (205, 60)), True, "citizen-b", "citizen-a"), ["link-0"]),
        (Line("link-0", "flow", ((191, 60), (205, 60)), True, "citizen-a"), ["link-0"]),
    ],
)
def test_a_way_leads_to_the_step_that_it_says(line: Line, found: list[str]) -> None:
    other = CELL._replace(id="citizen-b", step="b", rect=Rect(205, 55, 86, 30))
    page = Page(500, 400, "t", "d", "de", bands=ONE, boxes=(CELL, other), lines=(line,))
    assert misled(page, _two_steps().journeys[0]) == found
