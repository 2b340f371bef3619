"""From Graphviz's drawing to our SVG: grouped by step and note, told in words, and with nothing in it that could act.

The file is written anew. Out of the drawing come only shapes made of numbers, their colours, and text; so whatever
else it holds (machine titles, comments, document type, scripts, styles, references) does not come along. It is read
by regular expressions, not as a tree, which about halves the time spent here: a cold picture should cost little more
than Graphviz itself. The lines of text are put in their places by `lettering`.

Without links the picture is one image for screen readers: `role="img"` reads name and description and leaves out the
parts. With links it is a `group`, because the parts of an image cannot be reached and links must be; its description is
then apart from its name, which is said again whenever somebody enters.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from journeys.render.dot import boxes_of, lanes_of
from journeys.render.drawing import FAILED, PenBroken
from journeys.render.grouping import groups, link_of
from journeys.render.lettering import anchor, setting
from journeys.render.picture import Box, Page
from journeys.render.quoting import xml_attribute, xml_text
from journeys.render.style import STYLES, Style

FONTS = "Arial, Arimo, Liberation Sans, Helvetica, sans-serif"
_GROUP = '<g id="'
_SHAPE = re.compile(
    r'<(polygon|polyline|path|ellipse) ([^<>]*?)((?: (?:points|d|cx|cy|rx|ry)="[MCLZ\d\s.,e+-]*")+)/>'
)
_WORDS = re.compile(r"<text [^<>]*>([^<>]+)</text>")
_LOOK = re.compile(r'\b(fill|stroke|stroke-width)="(#[0-9a-f]{6}|[a-z]+|[\d.]+)"')


def finish(raw: bytes, page: Page, prefix: str = "") -> str:
    """`raw`, the drawing of `page` by Graphviz, as a whole SVG document in points with every id behind `prefix`.

    Raises PenBroken("failed") when `raw` is not the drawing of this page.
    """
    drawn = _read(raw)
    boxes = boxes_of(page)
    try:
        parts = [
            *_opening(page, prefix, any(map(link_of, boxes))),
            '<g aria-hidden="true">',
            *(_layer(drawn[f"a{n}"], style) for n, (style, _) in enumerate(lanes_of(page))),
            "</g>",
            *(_layer(drawn[f"l{n}"], line.style, line.title) for n, line in enumerate(page.lines)),
            *(_layer(drawn[f"c{n}"], curve.style, curve.title) for n, curve in enumerate(page.curves)),
            *groups([(box, _box(drawn[f"b{n}"], box)) for n, box in enumerate(boxes)], prefix),
        ]
    except KeyError as missing:
        raise PenBroken("failed", FAILED, f"the drawing lacks {missing}") from missing
    return "".join(parts) + "</svg>\n"


def _read(raw: bytes) -> dict[str, str]:
    """The drawing's groups by id, each as it is written, from behind the quote that opens its id."""
    text = raw.decode(errors="replace")
    if not text.rstrip().endswith("</svg>"):
        raise PenBroken("failed", FAILED, "no whole SVG came back")
    return {group[: group.find('"')]: group for group in text.split(_GROUP)[1:]}


def _opening(page: Page, prefix: str, linked: bool) -> Iterator[str]:
    language, title, about = (
        xml_attribute(text) for text in (page.language, f"{prefix}title", f"{prefix}desc")
    )
    role = f'role="img" aria-labelledby="{title} {about}"'
    if linked:
        role = f'role="group" aria-labelledby="{title}" aria-describedby="{about}"'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{page.width:.6g}pt" height="{page.height:.6g}pt" '
        f'viewBox="0 0 {page.width:.6g} {page.height:.6g}" class="picture" {role} '
        f'lang="{language}" xml:lang="{language}" font-family="{FONTS}">'
    )
    yield f'<title id="{title}">{xml_text(page.title)}</title><desc id="{about}">{xml_text(page.description)}</desc>'


def _layer(drawn: str, style: str, title: str = "") -> str:
    told = f"><title>{xml_text(title)}</title>" if title else ' aria-hidden="true">'
    return f'<g class="{xml_attribute(style)}"{told}{_shapes(drawn, style)}</g>'


def _box(drawn: str, box: Box) -> str:
    shapes = _shapes(drawn, box.style)
    return shapes + _text(drawn, box) if box.lines else shapes


def _shapes(drawn: str, style: str) -> str:
    """The shapes with their numbers, and with the looks that are allowed."""
    return "".join(
        [
            f"<{shape}{kept}{place}/>"
            for shape, looks, place in _SHAPE.findall(drawn)
            if (kept := _looks(looks, style))
        ]
    )


@lru_cache(maxsize=512)
def _looks(looks: str, style: str) -> str:
    """The allowed attributes, with the style's own dashes; nothing for what has neither fill nor stroke.

    `transparent` is what older versions of Graphviz write for `none`.
    """
    said = {key: value.replace("transparent", "none") for key, value in _LOOK.findall(looks)}
    if said.get("fill", "none") == said.get("stroke", "none") == "none":
        return ""
    if "stroke-dasharray" in looks:
        said["stroke-dasharray"] = STYLES.get(style, Style()).dash or "4 2"
    return "".join(f' {key}="{value}"' for key, value in said.items())


def _text(drawn: str, box: Box) -> str:
    """The drawn lines in their places. Had Graphviz left one out or added one, all would shift: then ours are taken."""
    texts = _WORDS.findall(drawn)
    x, baselines = setting(box)
    if "" in box.lines:
        baselines = [y for y, line in zip(baselines, box.lines, strict=True) if line]
    if len(texts) != len(baselines):
        texts = [xml_text(line) for line in box.lines if line]
    looks = _lettering(anchor(box), box.size, box.style, box.bold)
    return "".join(
        [
            f'<text x="{x:.6g}" y="{y:.6g}" {looks}>{line}</text>'
            for y, line in zip(baselines, texts, strict=True)
        ]
    )


@lru_cache(maxsize=512)
def _lettering(anchor: str, size: float, style: str, bold: bool) -> str:
    weight = ' font-weight="bold"' if bold else ""
    colour = STYLES.get(style, Style()).text
    return f'text-anchor="{anchor}" font-size="{size:g}" fill="{colour}"{weight}'
