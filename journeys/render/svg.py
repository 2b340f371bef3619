"""From Graphviz's drawing to our SVG: grouped by step and note, told in words, and with nothing in it that could act.

The file is written anew from the shapes and texts that are allowed, so whatever else a drawing holds (machine titles,
comments, document type, scripts, styles) does not come along. The lines of text are set by `lettering`.

Without links the whole picture is one image for screen readers (`role="img"`: its name and description are read, its
parts are not). With links it is a `group`: an image's parts cannot be reached, and links must be.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from journeys.render.dot import boxes_of, lanes_of
from journeys.render.drawing import FAILED, PenBroken
from journeys.render.grouping import groups, link_of
from journeys.render.lettering import anchor, start_points
from journeys.render.picture import Box, Page
from journeys.render.quoting import xml_attribute, xml_text
from journeys.render.style import STYLES, Style

FONTS = "Arial, Arimo, Liberation Sans, Helvetica, sans-serif"
_SVG = "{http://www.w3.org/2000/svg}"
_TEXT = f"{_SVG}text"
_SHAPES = {
    f"{_SVG}polygon": ("points",),
    f"{_SVG}polyline": ("points",),
    f"{_SVG}path": ("d",),
    f"{_SVG}ellipse": ("cx", "cy", "rx", "ry"),
}
_LOOKS = ("fill", "stroke", "stroke-width")
_HARMLESS = re.compile(r"[\w\s#.,+-]*", re.ASCII)
_BOLD = ' font-weight="bold"'

Drawn = dict[str, ElementTree.Element]


def finish(raw: bytes, page: Page, prefix: str = "") -> str:
    """`raw`, the drawing of `page` by Graphviz, as a whole SVG document in points with every id behind `prefix`.

    Raises PenBroken("failed") when `raw` is not the drawing of this page.
    """
    drawn = _read(raw)
    boxes = boxes_of(page)
    linked = any(link_of(box) for box in boxes)
    try:
        parts = [
            *_opening(page, prefix, "group" if linked else "img"),
            '<g aria-hidden="true">',
            *(_layer(drawn[f"a{n}"], style) for n, (style, _) in enumerate(lanes_of(page))),
            "</g>",
            *(_layer(drawn[f"l{n}"], line.style, line.title) for n, line in enumerate(page.lines)),
            *(_layer(drawn[f"c{n}"], curve.style, curve.title) for n, curve in enumerate(page.curves)),
            *groups([(box, _drawing(box, drawn[f"b{n}"])) for n, box in enumerate(boxes)], prefix),
        ]
    except KeyError as missing:
        raise PenBroken("failed", FAILED, f"the drawing lacks {missing}") from missing
    return "".join(parts) + "</svg>\n"


def _read(raw: bytes) -> Drawn:
    """The drawing's groups by id. What stands before the root is left out: no document type is ever read."""
    try:
        root = ElementTree.fromstring(raw[max(0, raw.find(b"<svg")) :])
    except ElementTree.ParseError as error:
        raise PenBroken("failed", FAILED, f"not an SVG: {error}") from error
    return {element.get("id", ""): element for element in root.iter(f"{_SVG}g")}


def _opening(page: Page, prefix: str, role: str) -> Iterator[str]:
    language, title, about = xml_attribute(page.language), f"{prefix}title", f"{prefix}desc"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{page.width:.6g}pt" height="{page.height:.6g}pt" '
        f'viewBox="0 0 {page.width:.6g} {page.height:.6g}" class="picture" role="{role}" '
        f'lang="{language}" xml:lang="{language}" aria-labelledby="{xml_attribute(f"{title} {about}")}" '
        f'font-family="{FONTS}">'
    )
    yield f'<title id="{xml_attribute(title)}">{xml_text(page.title)}</title>'
    yield f'<desc id="{xml_attribute(about)}">{xml_text(page.description)}</desc>'


def _layer(element: ElementTree.Element, style: str, title: str = "") -> str:
    told = f"><title>{xml_text(title)}</title>" if title else ' aria-hidden="true">'
    return f'<g class="{xml_attribute(style)}"{told}{_shapes(element, style)}</g>'


def _drawing(box: Box, element: ElementTree.Element) -> str:
    return _shapes(element, box.style) + _text(box, element)


def _shapes(element: ElementTree.Element, style: str) -> str:
    """The allowed shapes of a group with their allowed attributes; what has neither fill nor stroke is left out."""
    out = []
    for shape in element:
        places = _SHAPES.get(shape.tag)
        looks = shape.attrib
        if places is None or (looks.get("fill") == "none" and looks.get("stroke") in ("none", "transparent")):
            continue
        said = [f'{key}="{value}"' for key in (*places, *_LOOKS) if (value := _harmless(looks.get(key)))]
        if "stroke-dasharray" in looks:
            said.append(f'stroke-dasharray="{STYLES.get(style, Style()).dash or "4 2"}"')
        out.append(f"<{shape.tag.removeprefix(_SVG)} {' '.join(said)}/>")
    return "".join(out)


def _harmless(value: str | None) -> str:
    """Numbers, path letters and colours pass; `transparent` is no SVG 1.1 colour, and a url() could fetch."""
    if value is None or not _HARMLESS.fullmatch(value):
        return ""
    return "none" if value == "transparent" else value


def _text(box: Box, element: ElementTree.Element) -> str:
    """The drawn lines in their places. A line that Graphviz left out or added would shift all: then ours are taken."""
    if not box.lines:
        return ""
    placed = [(line, point) for line, point in zip(box.lines, start_points(box), strict=True) if line]
    drawn = [text.text or "" for text in element.iter(_TEXT)]
    colour = STYLES.get(box.style, Style()).text
    looks = f'text-anchor="{anchor(box)}" font-size="{box.size:g}" fill="{colour}"' + _BOLD * box.bold
    lines = drawn if len(drawn) == len(placed) else [line for line, _ in placed]
    return "".join(
        f'<text x="{x:.6g}" y="{y:.6g}" {looks}>{xml_text(line)}</text>'
        for line, (_, (x, y)) in zip(lines, placed, strict=True)
    )
