"""Pictures in dark, in more contrast and in forced colours: every style is told, and can be read."""

import re
from collections.abc import Iterator

import pytest

from journeys.places import place
from journeys.render.style import STYLES
from script.make_picture_css import contrast, text
from tests.render.pages import a_full_page, drawn

_SECTION = re.compile(r"^@media ([^{]+) \{\n(.*?)\n\}$", re.DOTALL | re.MULTILINE)
_RULE = re.compile(
    r"\.picture :is\(([^)]+)\) > (text|:not\(text\)\[(fill|stroke)\^='#'\]) \{ (\w+): ([^;]+); \}"
)
SECTIONS = dict(_SECTION.findall(text()))
DARK = next(asked for asked in SECTIONS if "dark" in asked)
MORE = next(asked for asked in SECTIONS if "contrast" in asked)
QUIET_BY_DESIGN = {"rule", "mood_guide"}
WITHOUT_TEXT = {"icon_full"}


def colours(section: str) -> dict[tuple[str, str], str]:
    """(style, what) → colour, where what is „text“, „fill“ or „stroke“ of a shape."""
    return {
        (name.strip().lstrip("."), part or "text"): colour
        for names, _, part, _, colour in _RULE.findall(SECTIONS[section])
        for name in names.split(",")
    }


def grounds(said: dict[tuple[str, str], str], name: str) -> Iterator[str]:
    """What the style's text stands on: its own fill, else every lane and card."""
    if STYLES[name].fill:
        yield said[name, "fill"]
    else:
        lanes = [n for n in STYLES if n.startswith("lane_") and STYLES[n].fill]
        yield from (said[n, "fill"] for n in (*lanes, "sheet"))


def test_the_file_is_made_from_the_table_of_styles() -> None:
    assert (place("static") / "css" / "picture.css").read_text(encoding="utf-8") == text(), (
        "run script/make_picture_css.py"
    )


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("name", STYLES)
def test_every_style_has_its_colours(section: str, name: str) -> None:
    said, style = colours(section), STYLES[name]
    assert (name, "text") in said
    assert ((name, "fill") in said) == bool(style.fill or style.stroke)
    assert ((name, "stroke") in said) == bool(style.stroke)


@pytest.mark.parametrize("section", [DARK, MORE])
@pytest.mark.parametrize("name", STYLES)
def test_text_and_lines_can_be_seen(section: str, name: str) -> None:
    said, style = colours(section), STYLES[name]
    paper = said["sheet", "fill"]
    if name not in WITHOUT_TEXT:
        assert all(contrast(said[name, "text"], ground) >= 4.5 for ground in grounds(said, name))
    if style.stroke and name not in QUIET_BY_DESIGN:
        assert contrast(said[name, "stroke"], paper) >= 3 or contrast(said[name, "fill"], paper) >= 3
    elif style.fill and name != "sheet" and not name.startswith(("lane_", "ground")):
        assert contrast(said[name, "fill"], paper) >= 3


def test_forced_colours_are_the_systems_own() -> None:
    (section,) = (asked for asked in SECTIONS if "forced" in asked)
    assert set(colours(section).values()) == {"Canvas", "CanvasText"}


def test_the_rules_reach_what_is_drawn() -> None:
    """Shapes lie right in the group that has the style's class, and say their colours as attributes."""
    svg = drawn(a_full_page())
    for name in ("cell", "flow", "lane_citizen", "need", "mood"):
        assert re.search(
            rf'<g [^>]*class="{name}"[^>]*>(<title>[^<]*</title>)?<(polygon|path|ellipse)[^>]*"#', svg
        ), name
