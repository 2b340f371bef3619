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
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from journeys.render.dot import boxes_of, lanes_of
from journeys.render.grouping import groups, link_of
from journeys.render.hand import FAILED, PenBroken
from journeys.render.lettering import anchor, setting
from journeys.render.picture import Box, Page
from journeys.render.quoting import xml_attribute, xml_text
from journeys.render.style import STYLES, Style

FONTS = "Arial, Arimo, Liberation Sans, Helvetica, sans-serif"
_GROUP = '<g id="'
_GAP = "\0"
"""Around the name of a gap; no text can hold it, for `quoting` puts a space in its place."""
_SHAPE = re.compile(
    r'<(polygon|polyline|path|ellipse) ([^<>]*?)((?: (?:points|d|cx|cy|rx|ry)="[MCLZ\d\s.,e+-]*")+)/>'
)
_WORDS = re.compile(r"<text [^<>]*>([^<>]+)</text>")
_LOOK = re.compile(r'\b(fill|stroke|stroke-width)="(#[0-9a-f]{6}|[a-z]+|[\d.]+)"')


class Frame:
    """A page's SVG without its drawing: all that can be written while Graphviz draws, with a gap for each shape.

    Every id in it stands behind `prefix`.
    """

    def __init__(self, page: Page, prefix: str = "") -> None:
        boxes = boxes_of(page)
        self._gaps = {
            **{f"a{n}": _Gap(style) for n, (style, _) in enumerate(lanes_of(page))},
            **{f"l{n}": _Gap(line.style) for n, line in enumerate(page.lines)},
            **{f"c{n}": _Gap(curve.style) for n, curve in enumerate(page.curves)},
            **{f"b{n}": _Gap(box.style, _openings(box), box.lines) for n, box in enumerate(boxes)},
        }
        parts = [
            *_opening(page, prefix, any(map(link_of, boxes))),
            '<g aria-hidden="true">',
            *(_layer(f"a{n}", style) for n, (style, _) in enumerate(lanes_of(page))),
            "</g>",
            *(_layer(f"l{n}", line.style, line.title) for n, line in enumerate(page.lines)),
            *(_layer(f"c{n}", curve.style, curve.title) for n, curve in enumerate(page.curves)),
            *groups([(box, _gap(f"b{n}")) for n, box in enumerate(boxes)], prefix),
            "</svg>\n",
        ]
        self._pieces = "".join(parts).split(_GAP)

    def filled(self, raws: Iterable[bytes]) -> str:
        """A whole SVG document in points, with the drawings that Graphviz made of the page's shares.

        Raises PenBroken("failed") when they are not the drawings of this page.
        """
        drawn: dict[str, str] = {}
        for raw in raws:
            drawn |= _read(raw)
        try:
            self._pieces[1::2] = [self._gaps[gap].filled(drawn[gap]) for gap in self._pieces[1::2]]
        except KeyError as missing:
            raise PenBroken("failed", FAILED, f"the drawing lacks {missing}") from missing
        return "".join(self._pieces)


class _Gap(NamedTuple):
    """What will stand in one place: shapes of a style, then lines of text, each behind its opening tag."""

    style: str
    openings: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()

    def filled(self, drawn: str) -> str:
        """Had Graphviz left out a line or added one, all would shift: then ours are taken."""
        shapes = _shapes(drawn, self.style)
        if not self.openings:
            return shapes
        texts = _WORDS.findall(drawn)
        if len(texts) != len(self.openings):
            texts = [xml_text(line) for line in self.lines if line]
        written = [f"{opening}{text}</text>" for opening, text in zip(self.openings, texts, strict=True)]
        return shapes + "".join(written)


def _read(raw: bytes) -> dict[str, str]:
    """The drawing's groups by id, each as it is written, from behind the quote that opens its id."""
    text = raw.decode(errors="replace")
    if not text.rstrip().endswith("</svg>"):
        raise PenBroken("failed", FAILED, "no whole SVG came back")
    return {group[: group.find('"')]: group for group in text.split(_GROUP)[1:]}


def _gap(id: str) -> str:
    return f"{_GAP}{id}{_GAP}"


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


def _layer(id: str, style: str, title: str = "") -> str:
    told = f"><title>{xml_text(title)}</title>" if title else ' aria-hidden="true">'
    return f'<g class="{xml_attribute(style)}"{told}{_gap(id)}</g>'


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


def _openings(box: Box) -> tuple[str, ...]:
    """An opening tag for each line of the box that has text, in its place."""
    x, baselines = setting(box)
    looks = _lettering(anchor(box), box.size, box.style, box.bold)
    placed = zip(baselines, box.lines, strict=True)
    return tuple([f'<text x="{x:.6g}" y="{y:.6g}" {looks}>' for y, line in placed if line])


@lru_cache(maxsize=512)
def _lettering(anchor: str, size: float, style: str, bold: bool) -> str:
    weight = ' font-weight="bold"' if bold else ""
    colour = STYLES.get(style, Style()).text
    return f'text-anchor="{anchor}" font-size="{size:g}" fill="{colour}"{weight}'
