"""Places for everything in a diagram: pools under one another, lanes in them, notes above and below, phases around."""

from journeys.render.bpmn.columns import Columns
from journeys.render.bpmn.crossing import Crossing
from journeys.render.bpmn.lines import Lines
from journeys.render.bpmn.parts import Diagram
from journeys.render.bpmn.places import Places
from journeys.render.bpmn.remarks import Remarks
from journeys.render.bpmn.rows import LaneRow
from journeys.render.bpmn.sizes import HEAD, LABEL_SIZE
from journeys.render.picture import Rect

PAD = 22.0
PHASE = 34.0


def place(diagram: Diagram, language: str) -> Places:
    """Where everything stands; the plane begins at 0, 0."""
    return Layout(diagram, language).placed()


class Layout:
    """Places a diagram from top to bottom."""

    def __init__(self, diagram: Diagram, language: str) -> None:
        self.diagram, self.language = diagram, language
        self.columns = Columns(diagram)
        self.places = Places()
        self.lines = {pool: Lines(diagram, pool, self.columns, language) for pool in diagram.pools}
        self.remarks = Remarks(diagram, self.columns, language)
        self.crossing = Crossing(diagram, self.columns, language)
        self.gaps: dict[str, float] = {}
        self.tops: dict[str, float] = {}

    def placed(self) -> Places:
        y = PHASE + self.remarks.height_above
        self.remarks.place_above(self.places, y)
        y += PAD if self.remarks.height_above else 0.0
        for n, pool in enumerate(self.diagram.pools):
            if n:
                self.gaps[pool] = y
                y += self.crossing.room(pool)
            y = self._place_pool(pool, y)
        bottom = self.remarks.place_below(self.places, y + PAD)
        self._place_phases(bottom)
        self._place_edges()
        return self.places

    def _place_pool(self, pool: str, top: float) -> float:
        """The pool with its lanes; the ways over the top run in its first lane. Where it ends."""
        lanes, width = self.diagram.lanes_of(pool), self.columns.right + PAD
        y, room = top, self.lines[pool].height
        self.tops[pool] = top + room
        for lane in lanes:
            row = LaneRow(self.diagram, lane, self.columns, self.lines[pool], self.language)
            row.place(self.places, y + room)
            if len(lanes) > 1:
                self.places.shapes[self.ref(lane)] = Rect(HEAD, y, width - HEAD, room + row.height)
            y, room = y + room + row.height, 0.0
        self.places.shapes[self.ref(pool, "pool")] = Rect(0.0, top, width, y - top)
        return y

    def ref(self, name: str, kind: str = "lane") -> str:
        return f"{kind}_{name}_{self.diagram.number}"

    def _place_phases(self, bottom: float) -> None:
        for stage in self.diagram.stages:
            left = self.columns.start(stage.first) - 19
            right = self.columns.start(stage.end) - 25
            self.places.shapes[stage.id] = Rect(left, 0.0, right - left, bottom + 8)
            self.places.labels[stage.id] = Rect(left, 8.0, right - left, LABEL_SIZE * 1.2)

    def _place_edges(self) -> None:
        places = self.places
        for pool, lines in self.lines.items():
            for flow in self.diagram.flows_of(pool):
                points = places.edges[flow.id] = lines.points(flow, places.shapes, self.tops[pool])
                if label := lines.label(flow, points):
                    places.labels[flow.id] = label
        for message in self.diagram.messages:
            points = places.edges[message.id] = self.crossing.points(message, places, self.gaps)
            if label := self.crossing.label(message, points, self.gaps):
                places.labels[message.id] = label
        for papers in self.diagram.papers:
            sheet, task = places.shapes[papers.id], places.shapes[papers.task]
            x = sheet.x + sheet.width / 2
            above = sheet.y < task.y
            places.edges[papers.id] = (
                [(x, sheet.bottom), (x, task.y)] if above else [(x, sheet.y), (x, task.bottom)]
            )
        for ref, points in self.remarks.lines(places):
            places.edges[ref] = points
