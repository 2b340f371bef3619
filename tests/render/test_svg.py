"""The finished SVG: words for screen readers, groups for steps and notes, and nothing in it that could act."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import sync_playwright

from journeys.render.hand import PenBroken
from journeys.render.picture import Page, Rect
from journeys.render.stencils import Stencil, read, sketch
from journeys.render.svg import Frame
from tests.render.pages import HOSTILE, SVG, a_box, a_full_page, a_page, drawn, root_of, texts_of, titled

LINE = Stencil("flow", "o -> o [id=@]")
ELEMENTS = {"svg", "g", "a", "title", "desc", "text", "polygon", "polyline", "path", "ellipse"}
ATTRIBUTES = {
    *(
        "id",
        "class",
        "role",
        "lang",
        "{http://www.w3.org/XML/1998/namespace}lang",
        "viewBox",
        "width",
        "height",
    ),
    *(
        "aria-labelledby",
        "aria-describedby",
        "aria-label",
        "aria-hidden",
        "href",
        "points",
        "d",
        "cx",
        "cy",
        "rx",
        "ry",
        "x",
        "y",
    ),
    *(
        "fill",
        "stroke",
        "stroke-width",
        "stroke-dasharray",
        "text-anchor",
        "font-family",
        "font-size",
        "font-weight",
        "transform",
    ),
    *("data-cell", "data-lane"),
}


def is_sound(svg: str) -> ElementTree.Element:
    """Parses, holds allowed elements and attributes only, and every reference inside it leads to one element."""
    root = root_of(svg)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES
    for key in ("aria-labelledby", "aria-describedby"):
        assert set(root.get(key, "").split()) <= set(ids)
    assert not re.search(r"<!|<\?|url\(|transparent|xlink|[\x00-\x09\x0b-\x1f]", svg)
    return root


def test_a_full_page_is_sound_and_text_is_text() -> None:
    root = is_sound(drawn(a_full_page()))
    assert texts_of(root) == [
        *("Wohnsitz anmelden", "Ganz oben", "links", "mittig", "und fett", "3", "2", "1", "rechts", "zwei"),
        "wenn etwas fehlt",
    ]


def test_the_picture_says_what_it_is() -> None:
    root = is_sound(drawn(a_full_page()))
    assert (root.get("role"), root.get("lang"), root.get("viewBox")) == ("img", "de", "0 0 600 200")
    assert root.get("aria-labelledby") == "title desc"
    assert (titled(root, "title"), root.findtext(f"{SVG}desc")) == (None, "Zwei Schritte.")
    assert root.findtext(f"{SVG}title") == "Wohnsitz anmelden"


def test_no_machine_name_is_left_as_a_title() -> None:
    titles = {element.text for element in root_of(drawn(a_full_page())).iter(f"{SVG}title")}
    assert titles == {
        "Wohnsitz anmelden",
        "Von 1 nach 2",
        "Stimmung",
        "Schritt 1: Termin",
        "rechts zwei",
        "3",
        "2",
        "1",
    }


def test_boxes_of_a_step_are_one_group_that_holds_its_notes() -> None:
    root = is_sound(drawn(a_full_page()))
    (step,) = (element for element in root.iter() if element.get("id") == "step-s.1")
    assert step.tag == f"{SVG}g"
    assert texts_of(step) == ["Ganz oben", "links", "mittig", "und fett", "3", "2", "1"]
    assert {element.get("id") for element in step.iter()} >= {"note-p1", "note-n1", "note-p2"}
    assert titled(root, "note-p1") == "3"


def test_classes_are_the_styles() -> None:
    classes = {element.get("class") for element in root_of(drawn(a_full_page())).iter(f"{SVG}g")}
    assert classes >= {"sheet", "lane_citizen", "cell", "pain", "need", "flow", "back", "mood", "step-group"}


def test_a_step_is_one_link_however_many_boxes_it_has() -> None:
    root = is_sound(drawn(a_full_page(link="/steps/7?a=1&b=2")))
    (link,) = root.iter(f"{SVG}a")
    assert (link.get("href"), link.get("aria-label")) == ("/steps/7?a=1&b=2", "Schritt 1: Termin")
    assert len(texts_of(link)) == 7


def test_a_picture_with_links_is_no_image_because_the_parts_of_an_image_cannot_be_reached() -> None:
    assert root_of(drawn(a_full_page(link="/steps/7"))).get("role") == "group"


def test_a_box_of_a_step_that_leads_elsewhere_is_a_link_of_its_own() -> None:
    onward = a_box(
        "on", "→ 10", step="s.1", link="#step-s10", rect=Rect(250, 60, 40, 20), title="weiter bei 10"
    )
    page = a_page(a_box("a", "Titel", step="s.1", link="/steps/1", title="Schritt 1"), onward)
    links = [(a.get("href"), a.get("aria-label")) for a in root_of(drawn(page, "map-")).iter(f"{SVG}a")]
    assert links == [("/steps/1", "Schritt 1"), ("#map-step-s10", "weiter bei 10")]


def test_every_id_and_every_reference_has_the_prefix() -> None:
    root = is_sound(drawn(a_full_page(link="#step-s-2"), "map-"))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert ids and all(one.startswith("map-") for one in ids if one)
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == ("map-title", "map-desc")
    assert next(root.iter(f"{SVG}a")).get("href") == "#map-step-s-2"


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//other.example", "vbscript:x", "x"],
)
def test_other_kinds_of_address_do_not_become_links(link: str) -> None:
    assert not list(is_sound(drawn(a_full_page(link=link))).iter(f"{SVG}a"))


@pytest.mark.parametrize(
    "link", ['https://amt.example/?a=1&b="2"', "mailto:a@amt.example", "/steps/1", "#step-x"]
)
def test_allowed_addresses_arrive_as_they_are(link: str) -> None:
    assert next(is_sound(drawn(a_full_page(link=link))).iter(f"{SVG}a")).get("href") == link


def test_what_is_decorative_is_hidden_and_what_is_cut_says_all() -> None:
    page = a_page(
        a_box("a", "Schmuck", decorative=True),
        a_box("b", "Ein langer …", text="Ein langer Text", rect=Rect(300, 60, 99, 20)),
    )
    root = is_sound(drawn(page))
    assert [g.get("aria-hidden") for g in root.iter(f"{SVG}g") if texts_of(g) == ["Schmuck"]] == ["true"]
    assert [g.findtext(f"{SVG}title") for g in root.iter(f"{SVG}g") if "Ein langer …" in texts_of(g)] == [
        "Ein langer Text"
    ]


@pytest.mark.parametrize("raw", [b"", b"no picture", b'<svg><g id="s0"></g>'])
def test_what_is_no_drawing_is_refused(raw: bytes) -> None:
    with pytest.raises(PenBroken) as broken:
        read(raw, [LINE])
    assert broken.value.reason == "failed"


def test_a_drawing_that_lacks_a_shape_is_refused() -> None:
    page = a_full_page()
    with pytest.raises(PenBroken) as broken:
        Frame(page, sketch(page)).filled(read(b"<svg></svg>", sketch(page).stencils()))
    assert broken.value.reason == "failed"


def test_nothing_but_shapes_is_taken_from_the_drawing() -> None:
    raw = b"""<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg onload="alert(1)"><script>alert(2)</script>
    <style>* { fill: url(http://other.example) }</style>
    <g id="s0" onclick="x"><image href="http://other.example/x.png"/><foreignObject><p>y</p></foreignObject>
    <polygon fill="url(http://other.example)" stroke="red" onclick="alert(3)" style="x" points="0,0 1,1"/>
    <path fill="none" stroke="none" d="M0,0"/><text onclick="alert(4)" x="1">fremd</text></g></svg>"""
    page = a_page(a_box("a", "gut"))
    outline = sketch(page)
    (cell,) = [one for one in outline.stencils() if one.style == "cell"]
    (sheet,) = [one for one in outline.stencils() if one.style == "sheet"]
    svg = Frame(page, outline).filled({sheet: (), **read(raw, [cell])})
    is_sound(svg)
    assert '<polygon stroke="red" points="0,0 1,1" transform="translate(100 60)"/>' in svg
    assert texts_of(root_of(svg)) == ["gut"]


def hostile_page(text: str) -> Page:
    box = a_box("a", text, text=text, title=text, step="s", note="n", style="pain", link="/steps/1")
    return a_page(box, title=text, description=text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_plain_text_everywhere(text: str) -> None:
    root = is_sound(drawn(hostile_page(text)))
    assert texts_of(root) == [text]
    assert root.findtext(f"{SVG}title") == root.findtext(f"{SVG}desc") == titled(root, "step-s") == text
    assert next(root.iter(f"{SVG}a")).get("aria-label") == text


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40))
def test_any_text_at_all_gives_a_sound_picture(text: str) -> None:
    is_sound(drawn(hostile_page(text)))


@pytest.fixture(scope="module")
def browser_page() -> Iterator[BrowserPage]:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_page()
        browser.close()


@pytest.mark.browser
def test_nothing_comes_alive_in_a_browser(browser_page: BrowserPage, tmp_path: Path) -> None:
    alive: list[str] = []
    browser_page.on("dialog", lambda dialog: (alive.append(dialog.message), dialog.dismiss()))
    browser_page.on("console", lambda message: alive.append(message.text))
    browser_page.on("pageerror", lambda error: alive.append(str(error)))
    browser_page.on("request", lambda request: request.url.startswith("file:") or alive.append(request.url))
    for n, text in enumerate(HOSTILE):
        file = tmp_path / f"{n}.svg"
        file.write_text(drawn(hostile_page(text)), encoding="utf-8")
        browser_page.goto(file.as_uri())
        assert browser_page.evaluate("document.documentElement.tagName") == "svg"
        assert browser_page.locator("text").text_content() == text
    assert alive == []


@pytest.mark.browser
def test_text_stays_within_its_box_and_keeps_its_distance(browser_page: BrowserPage, tmp_path: Path) -> None:
    (tmp_path / "page.svg").write_text(drawn(a_full_page()), encoding="utf-8")
    browser_page.goto((tmp_path / "page.svg").as_uri())
    outside = browser_page.evaluate(
        """() => [...document.querySelectorAll('g.cell, g.pain, g.need')].flatMap(g => {
            const box = g.querySelector('polygon, path, ellipse').getBoundingClientRect();
            return [...g.querySelectorAll('text')].map(t => t.getBoundingClientRect()).filter(t =>
                t.x < box.x || t.y < box.y || t.x + t.width > box.x + box.width || t.y + t.height > box.y + box.height
            ).map(t => [t.x, t.y, t.width, t.height, box.x, box.y, box.width, box.height]);
        })"""
    )
    assert outside == []
