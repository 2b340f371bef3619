"""A journey out of a model that another tool made: tasks become steps, flows become links, lanes say who acts."""

from collections import defaultdict
from typing import Any

from journeys.domain.document import END
from journeys.domain.findings import Finding, Refused
from journeys.domain.intake.bpmn_actors import actor_of, is_front
from journeys.domain.intake.bpmn_file import ACTIVITIES, Model, Node, lane_of
from journeys.domain.intake.bpmn_following import Following, Leading
from journeys.domain.intake.bpmn_naming import Ids, body, title
from journeys.domain.words import Words
from journeys.settings import STEPS

_AUTOMATIC = frozenset(("serviceTask", "scriptTask", "businessRuleTask"))
_CELLS = {"citizen": "citizen_action", "third_party": "frontstage"}


class Steps:
    """Makes the steps of one model. `used` are ids of events, data and annotations that went into them."""

    def __init__(self, model: Model, ids: Ids) -> None:
        self.model, self.ids = model, ids
        nodes = [node for node in model.nodes.values() if node.tag in ACTIVITIES and not node.filled]
        if len(nodes) > STEPS.value:
            raise Refused([_too_many(len(nodes))])
        self.following = Following(model, (node.id for node in nodes))
        place = {ref: n for n, ref in enumerate(self.following.order())}
        self.nodes = sorted(nodes, key=lambda node: place[node.id])
        self.refs = {node.id: ids.take(node.id, "s") for node in self.nodes}
        self.used: set[str] = set()
        self.unsorted: list[dict[str, Any]] = []
        self.findings: list[Finding] = []
        self._met = {end for message in model.messages for end in (message.source, message.target)}
        self._ties = self._tied()
        self._ahead = {node.id: self._ways(node) for node in self.nodes}
        self._places = {node.id: n for n, node in enumerate(self.nodes)}
        self._reached = {way.target for ways in self._ahead.values() for way in ways}

    def made(self) -> list[dict[str, Any]]:
        """The steps in the order of the flow, as plain values."""
        return [self._step(node) for node in self.nodes]

    def _step(self, node: Node) -> dict[str, Any]:
        name = node.name or f"Schritt {self.nodes.index(node) + 1}"
        step: dict[str, Any] = {"id": self.refs[node.id], "title": title(name)}
        self._acting(node, step, body(node.documentation or node.name))
        self._beside(node, step)
        self._waiting(node, step)
        if (onward := self._next(node)) is not None:
            step["next"] = onward
        return step

    def _acting(self, node: Node, step: dict[str, Any], text: str) -> None:
        """Who does it, and in which lane its text stands."""
        lane, pool = lane_of(self.model, node), self.model.pools.get(node.process, "")
        named = actor_of(lane, pool)
        actor = "system" if node.tag in _AUTOMATIC else named
        if not actor:
            self._unclear(lane or pool)
            return
        step["actor"] = actor
        if actor == "system" and named == "system":
            step["support_systems"] = [body(lane or pool)]
        cell = _CELLS.get(actor) or ("frontstage" if self._meets(node, lane) else "backstage")
        if text and not (actor == "system" and cell == "frontstage"):
            step[cell] = text

    def _meets(self, node: Node, lane: str) -> bool:
        """Whether a task of the authority's is done in contact: by its lane's name, or since a message passes."""
        return is_front(lane) or node.id in self._met

    def _unclear(self, lane: str) -> None:
        said = (
            Words(f"Bahn „{lane}“", f"lane “{lane}”")
            if lane
            else Words("Modell ohne Bahnen", "model without lanes")
        )
        finding = Finding(
            said.de,
            Words(
                "Es ist nicht zu erkennen, wer hier handelt. Tragen Sie es bei den Schritten ein.",
                "It cannot be told who acts here. Please enter it at the steps.",
            ),
            "warning",
        )
        if finding not in self.findings:
            self.findings.append(finding)

    def _tied(self) -> dict[str, list[str]]:
        """By task, what is tied to it; a data object may be tied to several."""
        out: dict[str, list[str]] = defaultdict(list)
        for one, other in self.model.ties:
            for node, thing in ((one, other), (other, one)):
                if node in self.refs and thing in self.model.beside and thing not in out[node]:
                    out[node].append(thing)
        return out

    def _beside(self, node: Node, step: dict[str, Any]) -> None:
        fields = {"dataObjectReference": "documents", "dataStoreReference": "support_systems"}
        for ref in self._ties[node.id]:
            thing = self.model.beside[ref]
            if thing.tag in fields and thing.text:
                self.used.add(ref)
                entries = step.setdefault(fields[thing.tag], [])
                if body(thing.text) not in entries:
                    entries.append(body(thing.text))

    def notes(self) -> list[dict[str, Any]]:
        """Annotations as unsorted notes of the service; what was tied to a task is said."""
        out = []
        for thing in self.model.beside.values():
            if thing.tag == "textAnnotation" and thing.text:
                self.used.add(thing.id)
                out.append({"id": self.ids.take(thing.id, "n"), "text": body(thing.text)})
        return out

    def _ways(self, node: Node) -> list[Leading]:
        """Where a step leads; where a message goes when its own process has come to the end."""
        ways = self.following.ways(node.id)
        self.used |= self.following.occasions(node.id)
        if [way.target for way in ways] != [END]:
            return ways
        told = (m.target for m in self.model.messages if m.source == node.id and m.target in self.model.nodes)
        return next((self.following.reached(ref) for ref in told), ways)

    def _waiting(self, node: Node, step: dict[str, Any]) -> None:
        """A timer that comes right behind a step is its waiting time."""
        for flow in self.following.out[node.id]:
            event = self.model.nodes[flow.target]
            if event.tag == "intermediateCatchEvent" and "timer" in event.kinds and event.id not in self.used:
                text = event.name or event.duration
                if text:
                    self.used.add(event.id)
                    step["waiting_time"] = {"text": body(text)}
                    return

    def _next(self, node: Node) -> list[dict[str, str]] | None:
        """Nothing where a step leads on to the next in order, or where only steps of other pools lie between."""
        ways = self._ahead[node.id]
        if len(ways) == 1 and not ways[0].label and self._is_following(node, ways[0].target):
            return None
        return [
            {"to": END if way.target == END else self.refs[way.target]}
            | ({"condition": body(way.label)} if way.label else {})
            for way in ways
            if way.target != END or len(ways) > 1
        ]

    def _is_following(self, node: Node, target: str) -> bool:
        """Whether the order says a way: only steps of other pools lie between; at the end of a pool, the next step is
        one that nothing else leads to."""
        here = self._places[node.id]
        if target == END:
            after = self.nodes[here + 1 : here + 2]
            return not after or (after[0].process != node.process and after[0].id not in self._reached)
        there = self._places[target]
        return there > here and all(n.process != node.process for n in self.nodes[here + 1 : there])


def _too_many(found: int) -> Finding:
    return Finding(
        "",
        Words(
            f"Das Modell hat {found} Aufgaben; in eine Reise passen {STEPS.value}. Bitte teilen Sie es.",
            f"The model has {found} tasks; a journey holds {STEPS.value}. Please divide it.",
        ),
    )
