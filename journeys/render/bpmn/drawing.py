"""The places of a diagram as BPMN DI, coloured as our own pictures are."""

from xml.etree.ElementTree import Element, SubElement

from journeys.render.bpmn.parts import Diagram
from journeys.render.bpmn.places import Places, Points
from journeys.render.picture import Rect
from journeys.render.style import STYLES


def draw(root: Element, diagram: Diagram, places: Places) -> None:
    """Add the diagram with a shape or edge for everything that has a place."""
    number = diagram.number
    here = SubElement(root, "bpmndi:BPMNDiagram", {"id": f"diagram_{number}", "name": diagram.name})
    of = {"id": f"plane_{number}", "bpmnElement": f"collaboration_{number}"}
    plane = SubElement(here, "bpmndi:BPMNPlane", of)
    looks = _looks(diagram)
    gateways = {node.id for node in diagram.nodes.values() if node.tag == "exclusiveGateway"}
    for ref, shape in places.shapes.items():
        more = {"isHorizontal": "true"} if ref.startswith(("pool_", "lane_")) and ref in looks else {}
        if ref in gateways:
            more = {"isMarkerVisible": "true"}
        drawn = SubElement(
            plane, "bpmndi:BPMNShape", {"id": f"di_{ref}", "bpmnElement": ref, **more, **looks.get(ref, {})}
        )
        _bounds(drawn, shape)
        if ref in places.labels:
            _label(drawn, places.labels[ref])
    beside = {p.id for p in diagram.papers} | {r.id for r in diagram.remarks}
    for ref, points in places.edges.items():
        _edge(plane, f"to_{ref}" if ref in beside else ref, points, places.labels.get(ref))


def _looks(diagram: Diagram) -> dict[str, dict[str, str]]:
    """By element, its colours, in the namespace for colours that most modellers know."""
    tints = {"citizen": "lane_citizen", "third_party": "lane_own"}
    out: dict[str, dict[str, str]] = {}
    for pool in diagram.pools:
        lanes = diagram.lanes_of(pool)
        for lane in lanes:
            ref = f"lane_{lane}_{diagram.number}" if len(lanes) > 1 else f"pool_{pool}_{diagram.number}"
            out[ref] = _colours(tints.get(lane, f"lane_{lane}"), "#4a5265")
        out.setdefault(f"pool_{pool}_{diagram.number}", _colours("sheet", "#4a5265"))
    for node in diagram.nodes.values():
        if node.slot == "task":
            out[node.id] = _colours("cell", STYLES["cell"].text)
        elif node.slot == "wait":
            out[node.id] = _colours("wait", STYLES["wait"].text)
    for remark in diagram.remarks:
        style = "pain" if remark.pain else "need"
        border = STYLES["marker_3" if remark.pain else "marker_need"].stroke
        out[remark.id] = _colours(style, border)
    return out


def _colours(style: str, border: str) -> dict[str, str]:
    return {"color:background-color": STYLES[style].fill, "color:border-color": border}


def _bounds(parent: Element, rect: Rect) -> None:
    sides = (("x", rect.x), ("y", rect.y), ("width", rect.width), ("height", rect.height))
    SubElement(parent, "dc:Bounds", {name: _number(value) for name, value in sides})


def _label(parent: Element, rect: Rect) -> None:
    _bounds(SubElement(parent, "bpmndi:BPMNLabel"), rect)


def _edge(plane: Element, ref: str, points: Points, label: Rect | None) -> None:
    drawn = SubElement(plane, "bpmndi:BPMNEdge", {"id": f"di_{ref}", "bpmnElement": ref})
    for x, y in points:
        SubElement(drawn, "di:waypoint", {"x": _number(x), "y": _number(y)})
    if label:
        _label(drawn, label)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
