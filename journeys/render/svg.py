"""From the drawn shapes to our SVG: grouped by step and note, told in words, and with nothing in it that could act.

The file is written anew: shapes out of the drawing by `stencils`, text put in its place by `lettering`.

Without links the picture is one image for screen readers: `role="img"` reads name and description and leaves out the
parts. With links it is a `group`, because the parts of an image cannot be reached and links must be; its description is
then apart from its name, which is said again whenever somebody enters.
"""

from collections.abc import Iterator
from functools import lru_cache

from journeys.render.dot import boxes_of, lanes_of
from journeys.render.grouping import groups, link_of
from journeys.render.lettering import anchor, setting
from journeys.render.picture import Box, Lane, Page
from journeys.render.quoting import xml_attribute, xml_text
from journeys.render.stencils import Placed, Shapes, Sketch
from journeys.render.style import STYLES, Style

FONTS = "Arial, Arimo, Liberation Sans, Helvetica, sans-serif"
_GAP = "\0"
"""Stands for the shapes to come; no text can hold it, for `quoting` puts a space in its place."""


class Frame:
    """A page's SVG without its shapes: all that can be written while Graphviz draws, with a gap for each of them.

    Every id in it stands behind `prefix`.
    """

    def __init__(self, page: Page, sketch: Sketch, prefix: str = "") -> None:
        self._places: list[Placed] = []
        boxes = boxes_of(page)
        drawn_boxes = zip(boxes, sketch.boxes, strict=True)
        linked = any(map(link_of, boxes))
        parts = [
            *_opening(page, prefix, linked),
            '<g aria-hidden="true">',
            *self._stripes(sketch.lanes, lanes_of(page), linked),
            "</g>",
            *self._layers(sketch.lines, [(line.style, line.title) for line in page.lines]),
            *self._layers(sketch.curves, [(curve.style, curve.title) for curve in page.curves]),
            *groups([(box, self._gap(placed) + _texts(box)) for box, placed in drawn_boxes], prefix),
            "</svg>\n",
        ]
        self._pieces = "".join(parts).split(_GAP)

    def _stripes(self, places: list[Placed], lanes: list[Lane], linked: bool) -> Iterator[str]:
        """A group for each lane; where steps lead somewhere a press between them is told which lane it is on."""
        for placed, lane in zip(places, lanes, strict=True):
            key = f' data-lane="{xml_attribute(lane.key)}"' if linked and lane.key else ""
            yield f'<g class="{xml_attribute(lane.style)}"{key} aria-hidden="true">{self._gap(placed)}</g>'

    def _layers(self, places: list[Placed], named: list[tuple[str, str]]) -> Iterator[str]:
        """A group for each place, with its style and, where it has one, its title."""
        for placed, (style, title) in zip(places, named, strict=True):
            told = f"><title>{xml_text(title)}</title>" if title else ' aria-hidden="true">'
            yield f'<g class="{xml_attribute(style)}"{told}{self._gap(placed)}</g>'

    def _gap(self, placed: Placed) -> str:
        if placed.stencil is None:
            return ""
        self._places.append(placed)
        return f"{_GAP}{len(self._places) - 1}{_GAP}"

    def filled(self, shapes: Shapes) -> str:
        """The whole SVG document in points. Raises PenBroken("failed") when a shape is missing."""
        pieces = self._pieces.copy()
        pieces[1::2] = [self._places[int(n)].filled(shapes) for n in pieces[1::2]]
        return "".join(pieces)


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


def _texts(box: Box) -> str:
    """The lines of the box that say something, each in its place."""
    if not any(box.lines):
        return ""
    x, baselines = setting(box)
    looks = _lettering(anchor(box), box.size, box.style, box.bold)
    placed = zip(baselines, box.lines, strict=True)
    return "".join(
        [f'<text x="{x:.6g}" y="{y:.6g}" {looks}>{xml_text(line)}</text>' for y, line in placed if line]
    )


@lru_cache(maxsize=512)
def _lettering(anchor: str, size: float, style: str, bold: bool) -> str:
    weight = ' font-weight="bold"' if bold else ""
    colour = STYLES.get(style, Style()).text
    return f'text-anchor="{anchor}" font-size="{size:g}" fill="{colour}"{weight}'
