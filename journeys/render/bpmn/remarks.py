"""Pain points and needs above the first pool or below the last, each with a line along the column to its task."""

from collections import defaultdict
from collections.abc import Iterator

from journeys.render.bpmn.columns import Columns
from journeys.render.bpmn.parts import Diagram, Remark
from journeys.render.bpmn.places import Places
from journeys.render.bpmn.sizes import NOTE, note_height
from journeys.render.picture import Rect

RAIL = 12.0
"""How far left of a task the lines of its notes run: nothing stands there in any lane."""
_BETWEEN = 8.0


class Remarks:
    """The notes of a diagram in stacks, one for each task."""

    def __init__(self, diagram: Diagram, columns: Columns, language: str) -> None:
        self.diagram, self.columns = diagram, columns
        self._heights = {remark.id: note_height(remark.text, language) for remark in diagram.remarks}
        self._above: dict[str, list[Remark]] = defaultdict(list)
        self._below: dict[str, list[Remark]] = defaultdict(list)
        first = next(iter(diagram.pools))
        for remark in diagram.remarks:
            upper = diagram.nodes[remark.task].pool == first
            (self._above if upper else self._below)[remark.task].append(remark)
        self.height_above = max(map(self._height, self._above.values()), default=0.0)

    def _height(self, stack: list[Remark]) -> float:
        return sum(self._heights[remark.id] + _BETWEEN for remark in stack)

    def place_above(self, places: Places, bottom: float) -> None:
        """Stacks that stand on `bottom`."""
        for task, stack in self._above.items():
            self._stack(places, task, stack, bottom - self._height(stack))

    def place_below(self, places: Places, top: float) -> float:
        """Stacks that hang from `top`; where the lowest ends."""
        for task, stack in self._below.items():
            self._stack(places, task, stack, top)
        return top + max(map(self._height, self._below.values()), default=0.0)

    def _stack(self, places: Places, task: str, stack: list[Remark], y: float) -> None:
        x = self.columns.left(self.diagram.nodes[task])
        for remark in stack:
            places.shapes[remark.id] = Rect(x, y, NOTE, self._heights[remark.id])
            y += self._heights[remark.id] + _BETWEEN

    def lines(self, places: Places) -> Iterator[tuple[str, list[tuple[float, float]]]]:
        """By note, the points of its line: out of its bracket, along the rail, into a corner of the task's side."""
        for remark in self.diagram.remarks:
            note, task = places.shapes[remark.id], places.shapes[remark.task]
            y, rail = note.y + note.height / 2, task.x - RAIL
            end = task.y + 10 if note.y < task.y else task.bottom - 10
            yield remark.id, [(note.x, y), (rail, y), (rail, end), (task.x, end)]
