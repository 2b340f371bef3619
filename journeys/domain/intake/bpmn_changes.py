"""What was changed in one diagram since it was written, carried over into its journey."""

from collections import defaultdict
from typing import Any

from journeys.domain.bpmn_written import POOL_OF, Written, WrittenPart
from journeys.domain.document import Journey
from journeys.domain.findings import Finding
from journeys.domain.flow import links as links_of
from journeys.domain.intake.bpmn_beside import Beside
from journeys.domain.intake.bpmn_file import ACTIVITIES, EVENTS, Model, Node
from journeys.domain.intake.bpmn_links import Graph, Links, Relinking, without
from journeys.domain.intake.bpmn_naming import Ids, body, one_line, title
from journeys.domain.intake.bpmn_ordering import Ordering
from journeys.domain.wording import listed
from journeys.domain.words import Words

Fields = dict[str, Any]
_NEW = {
    "citizen": ("citizen", "citizen_action"),
    "frontstage": ("clerk", "frontstage"),
    "backstage": ("clerk", "backstage"),
    "authority": ("clerk", "backstage"),
    "systems": ("system", "backstage"),
    "third_party": ("third_party", "frontstage"),
}
"""By the lane of a new task: who acts, and where its text stands."""


class Changes:
    """Compares a model with the record of it, by our ids, and changes the plain journey."""

    def __init__(self, plain: Fields, journey: Journey, record: Written, model: Model, ids: Ids) -> None:
        self.plain, self.journey, self.record, self.model, self.ids = plain, journey, record, model, ids
        self.steps: dict[str, Fields] = {step["id"]: step for p in plain["phases"] for step in p["steps"]}
        self.nodes = {node.key: node for node in model.nodes.values()}
        self.tasks = {
            key: part
            for key, part in record.parts.items()
            if part.lane and part.field != "waiting_time" and part.step in self.steps
        }
        self.findings: list[Finding] = []
        self.unsorted: list[Fields] = []

    def carry_over(self) -> None:
        """All of it; what did not change stays as it was to the letter."""
        gone = self._gone()
        for key, part in self.record.parts.items():
            if part.step in self.steps and part.step not in gone:
                self._text(key, part)
        beside = Beside(self.record, self.model, self.steps, self.ids)
        beside.carry_over()
        self.unsorted = beside.unsorted
        self._ways(gone)
        self._say_left_out()

    def _gone(self) -> list[str]:
        """Steps of which no task is left."""
        there = {part.step for key, part in self.tasks.items() if key in self.nodes}
        drawn = dict.fromkeys(part.step for part in self.tasks.values())
        return [ref for ref in drawn if ref not in there]

    def _text(self, key: str, part: WrittenPart) -> None:
        step, node = self.steps[part.step], self.nodes.get(key)
        if part.field == "documents":
            return
        if node is None:
            step.pop(part.field, None)
        elif (name := one_line(node.name)) != one_line(part.said):
            if part.titled:
                step["title"] = title(name)
            else:
                step[part.field] = _value(part.field, name, step.get(part.field))

    def _ways(self, gone: list[str]) -> None:
        before: Links = defaultdict(list)
        for link in links_of(self.journey):
            before[link.source].append([link.target, link.condition])
        links: Links = {ref: [list(entry) for entry in before[ref]] for ref in self.steps}
        self._conditions(links)
        for ref in gone:
            without(links, ref)
        new = self._new_tasks()
        self._relink(links, new)
        Ordering(self.plain, self.steps, before, links).write(
            gone, {ref: self._made(ref, node) for ref, node in new.items()}
        )

    def _conditions(self, links: Links) -> None:
        flows = {flow.key: flow for flow in self.model.flows}
        for key, written in self.record.flows.items():
            if key in flows and (label := one_line(flows[key].label)) != one_line(written.said):
                for source, target in written.links:
                    for entry in links.get(source, ()):
                        if entry[0] == target:
                            entry[1] = body(label) or None

    def _new_tasks(self) -> dict[str, Node]:
        fresh = [
            n for n in self.model.nodes.values() if n.tag in ACTIVITIES and n.key not in self.record.parts
        ]
        return {self.ids.take(node.key, "s"): node for node in fresh if not node.filled}

    def _relink(self, links: Links, new: dict[str, Node]) -> None:
        key_of = {node.id: node.key for node in self.model.nodes.values()}
        owner = {key: part.step for key, part in self.tasks.items() if key in self.nodes}
        then = Graph(((f.source, f.target, one_line(f.said)) for f in self.record.flows.values()), owner)
        made = {node.key: ref for ref, node in new.items()}
        flows = ((key_of[f.source], key_of[f.target], one_line(f.label)) for f in self.model.flows)
        now = Graph(flows, owner | made)
        there = {flow.key for flow in self.model.flows}
        dropped = {link for key, f in self.record.flows.items() if key not in there for link in f.links}
        tasks = {ref: [node.key] for ref, node in new.items()}
        change = Relinking(links, then, now, tasks, frozenset(dropped))
        groups: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for key, ref in owner.items():
            groups[POOL_OF[self.tasks[key].lane]][ref].append(key)
        for steps in groups.values():
            taking = frozenset(steps)
            for ref, keys in steps.items():
                change.compare(ref, keys, taking)
        change.finish()

    def _made(self, ref: str, node: Node) -> Fields:
        lanes, lane = self.record.lanes, ""
        for key in (self.model.lane_keys.get(node.id, ""), self.model.pool_keys.get(node.process, "")):
            lane = lane or lanes.get(key, "")
        name = one_line(node.name)
        step: Fields = {"id": ref, "title": title(name) or ref}
        if lane in _NEW:
            step["actor"], cell = _NEW[lane]
            text = body(node.documentation or name)
            if text:
                step[cell] = text
        return step

    def _say_left_out(self) -> None:
        """New events and other things that a journey has no place for."""
        known = {flow.source for flow in self.record.flows.values()} | {
            f.target for f in self.record.flows.values()
        }
        fresh = [
            n
            for n in self.model.nodes.values()
            if n.tag in EVENTS and n.key not in known and (n.name or n.kinds)
        ]
        if fresh:
            names = listed([node.name or node.id for node in fresh])
            words = Words(
                f"Nicht übernommen: neue Ereignisse: {names.de}.", f"Left out: new events: {names.en}."
            )
            self.findings.append(Finding("", words, "left_out"))


def _value(field: str, name: str, before: Any) -> Any:
    """What a changed name means for the field."""
    if field == "support_systems":
        return [body(entry) for entry in name.split(", ") if entry]
    if field == "waiting_time":
        return {
            "text": body(name),
            **({"sources": before["sources"]} if before and "sources" in before else {}),
        }
    return body(name)
