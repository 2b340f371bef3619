"""One lane: how high it must be, and where its nodes and their labels stand."""

from journeys.render.bpmn.columns import Columns
from journeys.render.bpmn.lines import Lines
from journeys.render.bpmn.parts import Diagram, Node, Papers
from journeys.render.bpmn.places import Places
from journeys.render.bpmn.sizes import (
    EVENT,
    GATEWAY,
    LABEL,
    PAPER,
    SHAPE,
    SHEET,
    label_height,
    label_width,
    task_height,
)
from journeys.render.picture import Rect

_PAD, _AIR = 20.0, 14.0
_RAISED = 58.0
_BELOW = {"start": 80.0, "wait": 88.0, "end": 50.0}
"""How wide the names of events are, under them."""


class LaneRow:
    """Nodes stand on one line through the middle of their shapes. Documents stand over the tasks of citizens and under
    those of others, on the side where no messages are."""

    def __init__(self, diagram: Diagram, lane: str, columns: Columns, lines: Lines, language: str) -> None:
        self.diagram, self.columns, self.language = diagram, columns, language
        self.nodes = [node for node in diagram.nodes.values() if node.lane == lane]
        tasks = {node.id for node in self.nodes if node.slot == "task"}
        self.papers = [papers for papers in diagram.papers if papers.task in tasks]
        self.over = lane == "citizen"
        self.sheet = SHEET if self.over else SHEET - 20
        self.task = max((task_height(n.name, language) for n in self.nodes if n.slot == "task"), default=70.0)
        sheets = max((self._sheet(papers) for papers in self.papers), default=0.0)
        labels = max((lines.room_over(node) for node in self.nodes), default=0.0)
        self.raised = max(_RAISED, labels + EVENT / 2 + 34) if any(n.raised for n in self.nodes) else 0.0
        up = max(
            self.task / 2 + (sheets if self.over else 0.0),
            labels + 6,
            self.raised and self.raised + labels + 10,
        )
        under = max((self._under(node) for node in self.nodes), default=0.0)
        self.up = up + _PAD
        self.height = self.up + max(self.task / 2 + (0.0 if self.over else sheets), under) + _PAD

    def _sheet(self, papers: Papers) -> float:
        return max(PAPER[1], label_height(papers.name, self.sheet, self.language)) + _AIR

    def _under(self, node: Node) -> float:
        """What a node and its name need under the line."""
        if node.slot in _BELOW and not node.raised:
            return EVENT / 2 + 4 + label_height(node.name, _BELOW[node.slot], self.language)
        return GATEWAY / 2 + label_height(node.name, LABEL - 15, self.language)

    def place(self, places: Places, top: float) -> None:
        line = top + self.up
        for node in self.nodes:
            width, height = SHAPE[node.slot]
            height = self.task if node.slot == "task" else height
            y = line - height / 2 - (self.raised if node.raised else 0.0)
            shape = places.shapes[node.id] = Rect(self.columns.left(node), y, width, height)
            if node.name and node.slot != "task":
                places.labels[node.id] = self._label(node, shape)
        for papers in self.papers:
            self._place_papers(places, papers)

    def _label(self, node: Node, shape: Rect) -> Rect:
        middle = shape.x + shape.width / 2
        if node.slot == "split":
            height = label_height(node.name, LABEL - 15, self.language)
            return Rect(middle + 10, shape.bottom - 10, LABEL - 15, height)
        width = _BELOW[node.slot]
        height = label_height(node.name, width, self.language)
        return Rect(middle - width / 2, shape.bottom + 3, width, height)

    def _place_papers(self, places: Places, papers: Papers) -> None:
        task, (width, height) = places.shapes[papers.task], PAPER
        high = label_height(papers.name, self.sheet, self.language)
        room = max(height, high)
        top = task.y - _AIR - room if self.over else task.bottom + _AIR
        left = task.x + (6 if self.over else 84)
        wide = label_width(papers.name, self.sheet, self.language)
        places.shapes[papers.id] = Rect(left, top + (room - height) / 2, width, height)
        places.labels[papers.id] = Rect(
            left + width + (4 if self.over else 12), top + (room - high) / 2, wide, high
        )
