"""The nodes and flows of one pool: events, gateways and tasks of each step, and what leads from one to the next."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from journeys.domain.bpmn_written import POOL_OF
from journeys.domain.document import END, Journey, Span, Step
from journeys.render.bpmn import phrases, telling
from journeys.render.bpmn.graph import START, Edge, visits, ways_of
from journeys.render.bpmn.parts import Diagram, Flow, Node
from journeys.render.bpmn.tasks import Task, name_of, tag_of
from journeys.render.voice import Voice

Taken = dict[str, list[Task]]
"""By step id, the tasks it becomes."""
_PERIOD = {
    "minutes": "PT{}M",
    "hours": "PT{}H",
    "days": "P{}D",
    "weeks": "P{}W",
    "months": "P{}M",
    "years": "P{}Y",
}


class PoolPlan:
    """Adds one pool of a journey to its diagram."""

    def __init__(self, diagram: Diagram, pool: str, journey: Journey, taken: Taken, voice: Voice) -> None:
        self.diagram, self.pool, self.taken, self.voice = diagram, pool, taken, voice
        taking = frozenset(ref for ref, tasks in taken.items() if any(POOL_OF[t.lane] == pool for t in tasks))
        find = visits if pool == "third_party" else ways_of
        self.ways = find(journey, taking, voice.say(phrases.EITHER))
        self._lead_out()
        self.coming = Counter(edge.target for edges in self.ways.values() for edge in edges)
        self.places = {step.id: (column, step) for column, step in enumerate(journey.steps())}
        self.entry: dict[str, str] = {}
        self.exit: dict[str, str] = {}

    def add(self) -> None:
        """All nodes first, then the flows between them."""
        if START in self.ways:
            self._begin()
        for ref, (column, step) in self.places.items():
            if ref in self.ways:
                self._add_step(column, step)
        for ref, edges in self.ways.items():
            self._lead(ref, edges)

    def _lead_out(self) -> None:
        """A process needs an end, also where the journey goes round without one: then it is said that none is named."""
        if self.ways and not any(edge.target == END for edges in self.ways.values() for edge in edges):
            self.ways[list(self.ways)[-1]].append(Edge(END, self.voice.say(phrases.NO_EXIT), ()))

    def _begin(self) -> None:
        first = self.ways[START][0].target
        column, step = self.places.get(first, (0, None))
        lane = self._first_lane(step)
        name = self.voice.say(phrases.BEGIN[self.pool])
        begin = f"begin_{self.pool}_{self.diagram.number}"
        self._node(Node(begin, "startEvent", name, lane, column, "start"))
        self.exit[START] = begin

    def _add_step(self, column: int, step: Step) -> None:
        here = [task for task in self.taken[step.id] if POOL_OF[task.lane] == self.pool]
        nodes = [
            *self._arriving(column, step),
            *(self._task(column, step, task) for task in here),
            *(self._wait(column, step, here) if step.waiting_time else ()),
            *self._parting(column, step, here),
        ]
        for node in nodes:
            self._node(node)
        for before, after in pairwise(nodes):
            self._flow(before.id, after.id)
        first = next(node for node in nodes if node.slot != "start")
        self.entry[step.id], self.exit[step.id] = first.id, nodes[-1].id

    def _arriving(self, column: int, step: Step) -> Iterator[Node]:
        lane, ref = self._first_lane(step), step.id
        alone = self.coming[ref] == sum(edge.target == ref for edge in self.ways[ref])
        if alone:
            guest = self.pool == "third_party"
            name = self.voice.say(phrases.BEGIN[self.pool] if guest else phrases.ELSEWHERE)
            yield Node(f"start_{self.pool}_{ref}", "startEvent", name, lane, column, "start", step=ref)
        if self.coming[ref] > 1 or (alone and self.coming[ref]):
            yield Node(f"join_{self.pool}_{ref}", "exclusiveGateway", "", lane, column, "join", step=ref)

    def _parting(self, column: int, step: Step, here: list[Task]) -> Iterator[Node]:
        if len(self.ways[step.id]) > 1:
            name, lane = self.voice.say(phrases.WHICH_WAY), self._deciding_lane(step, here)
            yield Node(
                f"split_{self.pool}_{step.id}", "exclusiveGateway", name, lane, column, "split", step=step.id
            )

    def _task(self, column: int, step: Step, task: Task) -> Node:
        name = name_of(step.title) if task.titled else name_of(task.text)
        name = name or self.voice.say(phrases.STEP, number=column + 1)
        told = telling.of_step(step, self.voice) if task.titled else task.text
        return Node(
            f"{task.lane}_{step.id}",
            tag_of(step, task.lane),
            name,
            task.lane,
            column,
            "task",
            step.id,
            task.field,
            task.titled,
            told,
        )

    def _wait(self, column: int, step: Step, here: list[Task]) -> Iterator[Node]:
        """The waiting time, in the pool of the task with the title."""
        span = step.waiting_time
        if span and any(task.titled for task in here):
            name = name_of(span.text) or self.voice.say(phrases.WAITING)
            lane = self._deciding_lane(step, here)
            ref = f"wait_{self.pool}_{step.id}"
            tag = "intermediateCatchEvent"
            told, period = span.text, _period(span)
            yield Node(
                ref,
                tag,
                name,
                lane,
                column,
                "wait",
                step.id,
                documentation=told,
                duration=period,
            )

    def _lead(self, ref: str, edges: list[Edge]) -> None:
        parting = len(edges) > 1
        names = [edge.label for edge in edges]
        bare = [n for n, edge in enumerate(edges) if not edge.label] if any(names) and parting else []
        for n, edge in enumerate(edges):
            name = name_of(edge.label)
            if n in bare:
                name = self.voice.say(phrases.OTHERWISE if n == bare[0] else phrases.ALWAYS)
            target = self._end(ref, parting) if edge.target == END else self.entry[edge.target]
            default = bool(bare) and n == bare[0]
            conditional = parting and bool(name) and not default
            self._flow(self.exit[ref], target, name, conditional, default, edge.links)

    def _end(self, ref: str, raised: bool) -> str:
        source = self.diagram.nodes[self.exit[ref]]
        end = f"end_{self.pool}_{ref}" if ref else f"finish_{self.pool}_{self.diagram.number}"
        name = self.voice.say(phrases.FINISH)
        self._node(Node(end, "endEvent", name, source.lane, source.column, "end", step=ref, raised=raised))
        return end

    def _first_lane(self, step: Step | None) -> str:
        """Where a step begins in this pool; passed ones stand in the pool's first lane."""
        tasks = self.taken[step.id] if step else []
        lanes = [task.lane for task in tasks if POOL_OF[task.lane] == self.pool]
        return (lanes or self.diagram.lanes_of(self.pool))[0]

    def _deciding_lane(self, step: Step, here: list[Task]) -> str:
        """Where it is decided how a step goes on: with its title, else with people rather than with an IT system."""
        titled = [task.lane for task in here if task.titled]
        people = [task.lane for task in here if task.lane != "systems"]
        return (titled or people[-1:] or [task.lane for task in here] or [self._first_lane(step)])[0]

    def _node(self, node: Node) -> None:
        self.diagram.nodes[node.id] = node

    def _flow(
        self,
        source: str,
        target: str,
        name: str = "",
        conditional: bool = False,
        default: bool = False,
        links: tuple[tuple[str, str], ...] = (),
    ) -> None:
        number = len(self.diagram.flows) + 1
        ref = f"flow_{self.diagram.number}_{number}"
        self.diagram.flows.append(Flow(ref, source, target, name, conditional, default, links))


def _period(span: Span) -> str:
    """The waiting time as ISO 8601 says it, empty where it is no one whole number or in working days."""
    low, high = span.min, span.max
    number = high if low is None or low == high else low if high is None else None
    if span.unit not in _PERIOD or not isinstance(number, int) or number < 0:
        return ""
    return _PERIOD[span.unit].format(number)
