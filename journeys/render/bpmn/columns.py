"""Where nodes stand from left to right: a column for each step, in it a slot for each kind of node that it needs."""

from journeys.render.bpmn.parts import Diagram, Node
from journeys.render.bpmn.sizes import HEAD, SHAPE, SHEET_ROOM, SLOTS

LEFT = 2 * HEAD + 34.0


class Columns:
    """Left edges of slots, the same in all pools."""

    def __init__(self, diagram: Diagram) -> None:
        wide = {
            diagram.nodes[p.task].column for p in diagram.papers if diagram.nodes[p.task].lane != "citizen"
        }
        used = {(node.column, node.slot) for node in diagram.nodes.values()}
        self._left: dict[tuple[int, str], float] = {}
        self._starts: list[float] = []
        x = LEFT
        for column in range(diagram.columns):
            self._starts.append(x)
            for slot, width in SLOTS.items():
                if slot == "task" or (column, slot) in used:
                    self._left[column, slot] = x
                    x += width + (SHEET_ROOM if slot == "task" and column in wide else 0.0)
        self.right = x
        self._starts.append(x)

    def left(self, node: Node) -> float:
        return self._left[node.column, node.slot]

    def right_of(self, node: Node) -> float:
        return self.left(node) + SHAPE[node.slot][0]

    def middle(self, node: Node) -> float:
        return self.left(node) + SHAPE[node.slot][0] / 2

    def start(self, column: int) -> float:
        """Where a column begins; the one behind the last is the end of the diagram."""
        return self._starts[column]
