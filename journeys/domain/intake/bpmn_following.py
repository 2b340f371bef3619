"""Where steps of a BPMN model lead: along its flows, through gateways, events and sub-processes to the next steps."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from journeys.domain.document import END
from journeys.domain.intake.bpmn_file import Flow, Model, Node

_LONGEST = 300


class Leading(NamedTuple):
    """A way to a step, by the id of its node, or to `end`; what is said on it."""

    target: str
    label: str


class Following:
    """The ways of one model. `steps` are the nodes that become steps."""

    def __init__(self, model: Model, steps: Iterable[str]) -> None:
        self.model, self.steps = model, frozenset(steps)
        self.out: dict[str, list[Flow]] = defaultdict(list)
        self.into: dict[str, list[Flow]] = defaultdict(list)
        for flow in model.flows:
            self.out[flow.source].append(flow)
            self.into[flow.target].append(flow)
        self._inside: dict[str, list[Node]] = defaultdict(list)
        self._boundary: dict[str, list[Node]] = defaultdict(list)
        self._catching: dict[tuple[str, str], str] = {}
        for node in model.nodes.values():
            if node.inside:
                self._inside[node.inside].append(node)
            if node.tag == "boundaryEvent":
                self._boundary[node.attached].append(node)
            if node.tag == "intermediateCatchEvent" and "link" in node.kinds:
                self._catching[node.process, node.name] = node.id

    def ways(self, ref: str) -> list[Leading]:
        """Where a step leads, each place once, with what its first way says."""
        return self._found(self._from_step(ref), {ref})

    def reached(self, ref: str) -> list[Leading]:
        """The node itself where it is a step, else where it leads."""
        return self._found([(ref, "")], set())

    def occasions(self, ref: str) -> set[str]:
        """Events at the edge of a step that say when it is left."""
        return {event.id for event in self._boundary[ref] if event.name and self.out[event.id]}

    def _found(self, ways: list[tuple[str, str]], seen: set[str]) -> list[Leading]:
        found: dict[str, str] = {}
        waiting = ways[::-1]
        while waiting:
            here, label = waiting.pop()
            if here == END or here in self.steps:
                found.setdefault(here, label)
            elif here not in seen:
                seen.add(here)
                waiting += [(target, _joined(label, more)) for target, more in reversed(self.onward(here))]
        return [Leading(target, label) for target, label in found.items()]

    def _from_step(self, ref: str) -> list[tuple[str, str]]:
        out = self.onward(ref, leaving=True)
        for event in self._boundary[ref]:
            out += [(flow.target, _joined(event.name, flow.label)) for flow in self.out[event.id]]
        return out

    def onward(self, ref: str, leaving: bool = False) -> list[tuple[str, str]]:
        """The next nodes, or the end. A sub-process with steps is gone into, unless one is `leaving` it."""
        node = self.model.nodes[ref]
        if node.filled and not leaving:
            starts = [n.id for n in self._inside[ref] if not self.into[n.id] and n.tag != "boundaryEvent"]
            if starts:
                return [(start, "") for start in starts]
        if "link" in node.kinds and node.tag == "intermediateThrowEvent":
            caught = self._catching.get((node.process, node.name))
            return [(caught, "")] if caught else [(END, "")]
        flows = [(flow.target, flow.label) for flow in self.out[ref]]
        if flows:
            return flows
        if node.inside:
            return self.onward(node.inside, leaving=True)
        return [(END, "")]

    def order(self) -> list[str]:
        """All nodes, each behind what leads to it as far as there are no loops; messages lead, too."""
        after: dict[str, list[str]] = defaultdict(list)
        for ref in self.model.nodes:
            after[ref] = [target for target, _ in self.onward(ref) if target != END]
            after[ref] += [event.id for event in self._boundary[ref]]
        told = set()
        for message in self.model.messages:
            if message.source in self.model.nodes and message.target in self.model.nodes:
                after[message.source].append(message.target)
                told.add(message.target)
        led = {target for targets in after.values() for target in targets}
        starts = [ref for ref in self.model.nodes if ref not in led]
        return _in_order([*starts, *(ref for ref in self.model.nodes if ref in led)], after)


def _in_order(starts: list[str], after: dict[str, list[str]]) -> list[str]:
    """Depth first, each node before what it leads to; of several ways the first comes first."""
    seen: set[str] = set()
    done: list[str] = []
    for start in _late(starts):
        if start in seen:
            continue
        seen.add(start)
        walked = [(start, iter(_late(after[start])))]
        while walked:
            here, todo = walked[-1]
            target = next((t for t in todo if t not in seen), None)
            if target is None:
                done.append(here)
                walked.pop()
            else:
                seen.add(target)
                walked.append((target, iter(_late(after[target]))))
    return done[::-1]


def _late(refs: list[str]) -> list[str]:
    return refs[::-1]


def _joined(label: str, more: str) -> str:
    if not label or not more or label == more or len(label) > _LONGEST:
        return label or more
    return f"{label}, {more}"
