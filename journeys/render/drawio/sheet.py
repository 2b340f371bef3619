"""A page of the layout model in cells of draw.io."""

from bisect import bisect_right
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from journeys.domain.words import Words
from journeys.render.drawio.cells import (
    around,
    cell_id,
    geometry,
    hull,
    is_sign,
    line_id,
    middle,
    point,
    route,
    sign_of,
    within,
)
from journeys.render.drawio.looks import as_html, box_look, ground, label_look, line_look, words_of
from journeys.render.letters import in_xml
from journeys.render.picture import Box, Lane, Line, Page, Rect

_FRAME, _WAYS = "frame", "ways"
_FRAME_NAME = Words("Titel, Hinweise und Legende", "Title, notes and key")
_WAYS_NAME = Words("Wege und Linien", "Ways and lines")
_PHASES = Words("Phasen", "Phases")


class _Placed(NamedTuple):
    """A cell of draw.io, and where it lies on the page."""

    id: str
    rect: Rect


class Sheet:
    """A page of draw.io while it is filled: cells go to the layer of the lane that they lie in."""

    def __init__(self, root: Element, page: Page) -> None:
        self._root, self._page = root, page
        lanes = (lane for band in page.bands for lane in band.lanes if lane.rect.height)
        self._lanes = sorted(lanes, key=lambda lane: lane.rect.y)
        self._tops = [lane.rect.y for lane in self._lanes]
        self._boxes: dict[str, _Placed] = {}
        self._signs: dict[str, Element] = {}

    def draw(self) -> None:
        """Layers from the back to the front, then lanes, boxes and lines."""
        SubElement(self._root, "mxCell", {"id": "0"})
        for key, name in self._layers().items():
            cell = {"id": f"layer-{key}", "value": in_xml(name), "parent": "0"}
            SubElement(self._root, "mxCell", cell)
        for lane in self._lanes:
            self._vertex(lane.id, "", ground(lane.style), lane.rect, f"layer-{lane.key}")
        signs = self._sign_places()
        for box in self._page.boxes:
            self._box(box, signs)
        for line in self._page.lines:
            self._line(line, signs)

    def _layers(self) -> dict[str, str]:
        """By key, the name of each layer: that of its lane as it stands in the head."""
        language = self._page.language
        heads = {
            box.id.rpartition("-")[0]: box.text for box in self._page.boxes if box.id.startswith("head-")
        }
        layers = {_FRAME: _FRAME_NAME.in_(language)}
        for lane in self._lanes:
            layers.setdefault(lane.key, heads.get(f"head-{lane.key}") or _PHASES.in_(language))
        return layers | {_WAYS: _WAYS_NAME.in_(language)}

    def _layer_of(self, rect: Rect) -> str:
        lane = self._lane_at(rect.x + rect.width / 2, rect.y + rect.height / 2)
        return f"layer-{lane.key if lane else _FRAME}"

    def _lane_at(self, x: float, y: float) -> Lane | None:
        n = bisect_right(self._tops, y) - 1
        if n < 0:
            return None
        lane = self._lanes[n]
        return lane if y <= lane.rect.bottom and lane.rect.x <= x <= lane.rect.right else None

    def _sign_places(self) -> dict[str, Rect]:
        """Signs of channels are made of several shapes, which move as one: their names, and where they lie."""
        spots: dict[str, list[Rect]] = {}
        for box in self._page.boxes:
            if is_sign(box.id):
                spots.setdefault(sign_of(box.id), []).append(box.rect)
        for line in self._page.lines:
            if is_sign(line.id):
                spots.setdefault(sign_of(line.id), []).append(around(line.points))
        return {name: hull(rects) for name, rects in spots.items()}

    def _box(self, box: Box, signs: dict[str, Rect]) -> None:
        self._boxes[box.id] = _Placed(cell_id(box.id), box.rect)
        if is_sign(box.id):
            name = sign_of(box.id)
            self._vertex(box.id, "", box_look(box), within(box.rect, signs[name]), self._sign(name, signs))
            return
        label = as_html(words_of(box), self._page.language) if box.lines else ""
        told = {"tooltip": in_xml(box.title or box.text), "step": box.step or "", "note": box.note or ""}
        self._vertex(box.id, label, box_look(box), box.rect, self._layer_of(box.rect), told)

    def _sign(self, name: str, signs: dict[str, Rect]) -> str:
        """The id of the group for a sign, which is made when first asked for."""
        if name not in self._signs:
            rect = signs[name]
            self._signs[name] = self._vertex(name, "", "group;", rect, self._layer_of(rect))
        return cell_id(name)

    def _vertex(
        self, name: str, label: str, look: str, rect: Rect, parent: str, told: dict[str, str] | None = None
    ) -> Element:
        known = {key: value for key, value in (told or {}).items() if value}
        cell = {"style": look, "vertex": "1", "parent": parent}
        if known:
            outer = SubElement(self._root, "object", {"label": label, "id": cell_id(name), **known})
            made = SubElement(outer, "mxCell", cell)
        else:
            made = SubElement(self._root, "mxCell", {"id": cell_id(name), "value": label, **cell})
        geometry(made, rect)
        return made

    def _line(self, line: Line, signs: dict[str, Rect]) -> None:
        sign = is_sign(line.id)
        name = sign_of(line.id)
        corner = signs[name] if sign else Rect(0, 0, 0, 0)
        points = [(x - corner.x, y - corner.y) for x, y in line.points]
        source, target = self._boxes.get(line.source or ""), self._boxes.get(line.target or "")
        look = line_look(line, source.rect if source else None, target.rect if target else None)
        ends = {"source": source.id if source else "", "target": target.id if target else ""}
        values = {"id": line_id(line.id), "style": look, "edge": "1", "parent": f"layer-{_WAYS}"}
        if sign:
            straight = look.replace("edgeStyle=orthogonalEdgeStyle;", "")
            values |= {"style": straight, "parent": self._sign(name, signs)}
        values |= {end: held for end, held in ends.items() if held}
        cell = SubElement(self._root, "mxCell", values)
        route(cell, points, bool(source), bool(target))
        if line.label:
            self._label(line, line.label)

    def _label(self, line: Line, box: Box) -> None:
        """The condition of a way: it hangs on the middle of its line."""
        half = middle(line.points)
        cell = SubElement(
            self._root,
            "mxCell",
            {"id": cell_id(box.id), "value": as_html(words_of(box), self._page.language)}
            | {"style": label_look(box), "vertex": "1", "connectable": "0", "parent": line_id(line.id)},
        )
        place = geometry(cell, Rect(0, 0, box.rect.width, box.rect.height))
        place.set("relative", "1")
        point(place, (box.rect.x - half[0], box.rect.y - half[1]), "offset")
