"""What a laid out BPMN diagram keeps to: nothing over another thing, no line through a shape that is not its own."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from journeys.domain.document import Document
from journeys.render.bpmn.layout import place
from journeys.render.bpmn.parts import Diagram
from journeys.render.bpmn.places import Places
from journeys.render.bpmn.planning import plan
from journeys.render.picture import Rect


def slips(document: Document) -> list[str]:
    """Everything that breaks a rule, in words."""
    out = []
    for n, journey in enumerate(document.journeys, 1):
        diagram = plan(document, journey, n)
        places = place(diagram, document.words_language)
        out += [*_overlaps(diagram, places), *_outside(diagram, places), *_crossed(diagram, places)]
    return out


def _things(diagram: Diagram, places: Places) -> dict[str, Rect]:
    """Shapes that hold no others."""
    ids = [*diagram.nodes, *(p.id for p in diagram.papers), *(r.id for r in diagram.remarks)]
    return {ref: places.shapes[ref] for ref in ids}


def _overlaps(diagram: Diagram, places: Places) -> Iterator[str]:
    ordered = sorted(_things(diagram, places).items(), key=lambda pair: pair[1].x)
    for (one, a), (other, b) in combinations(ordered, 2):
        if _touch(a, b):
            yield f"{one} lies over {other}"
    pools = [places.shapes[f"pool_{pool}_{diagram.number}"] for pool in diagram.pools]
    if any(upper.bottom > lower.y for upper, lower in pairwise(pools)):
        yield "pools overlap"


def _touch(a: Rect, b: Rect) -> bool:
    return a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom


def _outside(diagram: Diagram, places: Places) -> Iterator[str]:
    for node in diagram.nodes.values():
        lane = f"lane_{node.lane}_{diagram.number}"
        around = places.shapes.get(lane) or places.shapes[f"pool_{node.pool}_{diagram.number}"]
        shape = places.shapes[node.id]
        if not (
            around.x < shape.x
            and shape.right < around.right
            and around.y < shape.y
            and shape.bottom < around.bottom
        ):
            yield f"{node.id} is not within its lane"


def _crossed(diagram: Diagram, places: Places) -> Iterator[str]:
    ends = {flow.id: (flow.source, flow.target) for flow in diagram.flows}
    ends |= {message.id: (message.source, message.target) for message in diagram.messages}
    ends |= {papers.id: (papers.id, papers.task) for papers in diagram.papers}
    ends |= {remark.id: (remark.id, remark.task) for remark in diagram.remarks}
    things = _things(diagram, places)
    for ref, points in places.edges.items():
        if any(a[0] != b[0] and a[1] != b[1] for a, b in pairwise(points)):
            yield f"{ref} runs aslant"
        for thing, shape in things.items():
            if thing not in ends[ref] and any(_runs_through(a, b, shape) for a, b in pairwise(points)):
                yield f"{ref} runs through {thing}"
        for end, point in zip(ends[ref], (points[0], points[-1]), strict=True):
            if not _at_edge(point, things[end]):
                yield f"{ref} does not end at {end}"


def _runs_through(a: tuple[float, float], b: tuple[float, float], shape: Rect) -> bool:
    left, right = sorted((a[0], b[0]))
    top, bottom = sorted((a[1], b[1]))
    return left < shape.right and shape.x < right + 0.01 and top < shape.bottom and shape.y < bottom + 0.01


def _at_edge(point: tuple[float, float], shape: Rect) -> bool:
    x, y = point
    return shape.x - 0.1 <= x <= shape.right + 0.1 and shape.y - 0.1 <= y <= shape.bottom + 0.1
