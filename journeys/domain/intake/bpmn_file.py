"""A BPMN file as plain records: nodes, flows, pools, lanes, papers and notes of each collaboration or lone process."""

import re
from collections import Counter
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from journeys.domain.bpmn_written import NAMESPACE
from journeys.domain.findings import Finding, Refused
from journeys.domain.intake.from_xml import parse
from journeys.domain.intake.letters import FORBIDDEN
from journeys.domain.words import Words
from journeys.settings import BPMN_ELEMENTS

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
TASKS = frozenset(
    (
        "task",
        "userTask",
        "manualTask",
        "serviceTask",
        "scriptTask",
        "businessRuleTask",
        "sendTask",
        "receiveTask",
    )
)
SUB_PROCESSES = frozenset(("subProcess", "transaction", "adHocSubProcess"))
ACTIVITIES = TASKS | SUB_PROCESSES | {"callActivity"}
GATEWAYS = frozenset(
    ("exclusiveGateway", "inclusiveGateway", "parallelGateway", "complexGateway", "eventBasedGateway")
)
EVENTS = frozenset(
    ("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent")
)
NODES = ACTIVITIES | GATEWAYS | EVENTS
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Node:
    """Something that flows lead through. `key` is the id that we once gave it, else its own; `inside` is the
    sub-process around it; `kinds` are its event definitions without their end, such as `timer`."""

    key: str
    id: str
    tag: str
    name: str
    process: str
    inside: str
    documentation: str
    kinds: tuple[str, ...]
    duration: str
    attached: str
    filled: bool


@dataclass(frozen=True)
class Flow:
    key: str
    source: str
    target: str
    label: str


@dataclass(frozen=True)
class Beside:
    """A data object, a data store or an annotation."""

    key: str
    id: str
    tag: str
    text: str


@dataclass
class Model:
    """One collaboration with the processes of its pools, or one process without any. By id, but for flows."""

    name: str
    key: str = ""
    written: str = ""
    pools: dict[str, str] = field(default_factory=dict)
    pool_keys: dict[str, str] = field(default_factory=dict)
    lanes: dict[str, str] = field(default_factory=dict)
    lane_keys: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    messages: list[Flow] = field(default_factory=list)
    beside: dict[str, Beside] = field(default_factory=dict)
    ties: list[tuple[str, str]] = field(default_factory=list)
    """`pools` and `pool_keys` are by process; `lanes` and `lane_keys` by node: names and our ids of the innermost.
    `ties` bind what stands beside to nodes."""


@dataclass
class File:
    """All of a file: its name, its models, our document if it holds one, and what else there is, counted."""

    name: str
    models: list[Model]
    document: str
    others: Counter[str]
    findings: list[Finding]


def read_file(data: bytes) -> File:
    """Raises Refused for anything but BPMN 2.0, and for more than we take."""
    root = parse(data)
    if root.tag != f"{{{MODEL}}}definitions":
        raise Refused([Finding("", _NO_BPMN)])
    return _Reader(root).read()


def text_of(element: Element | None) -> str:
    """All text within an element, without what no journey may hold."""
    return FORBIDDEN.sub(" ", "".join(element.itertext())).strip() if element is not None else ""


def named(element: Element) -> str:
    """The name of an element on one line."""
    return _BLANKS.sub(" ", FORBIDDEN.sub(" ", element.get("name", ""))).strip()


def local(element: Element) -> str:
    """The name of an element of BPMN, empty for those of others."""
    return element.tag.removeprefix(f"{{{MODEL}}}") if element.tag.startswith(f"{{{MODEL}}}") else ""


def child(element: Element, tag: str) -> Element | None:
    return element.find(f"{{{MODEL}}}{tag}")


class _Reader:
    """Walks the root's parts once. A second element with an id that is taken is passed over."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.seen: set[str] = set()
        self.keys: set[str] = set()
        self.count = 0
        self.file = File(named(root), [], "", Counter(), [])

    def read(self) -> File:
        processes = {p.get("id", ""): p for p in self._parts(self.root, "process")}
        for here in self._parts(self.root, "collaboration"):
            self.file.models.append(self._collaboration(here, processes))
        for ref, process in processes.items():
            model = Model(named(process), ref)
            model.pools[ref], model.pool_keys[ref] = named(process), ""
            self._container(model, process, ref, "")
            self.file.models.append(model)
        for other in self.root:
            if local(other) not in ("process", "collaboration") and "BPMNDiagram" not in other.tag:
                self.file.others[local(other) or "extension"] += 1
        self._drop_dangling()
        return self.file

    def _parts(self, parent: Element, tag: str) -> list[Element]:
        return parent.findall(f"{{{MODEL}}}{tag}")

    def _collaboration(self, here: Element, processes: dict[str, Element]) -> Model:
        model = Model(named(here), self._key(here))
        model.written = self._ours(here, "written")
        self.file.document = self.file.document or self._ours(here, "document")
        for participant in self._parts(here, "participant"):
            ref = _plain(participant.get("processRef", ""))
            process = processes.pop(ref, None)
            name = named(participant) or (named(process) if process is not None else "")
            own = participant.get("id", "")
            model.pools[ref or own], model.pool_keys[ref or own] = name, self._key(participant)
            if process is not None:
                self._container(model, process, ref, "")
        for part in here:
            self._artifact(model, part)
        return model

    def _ours(self, here: Element, tag: str) -> str:
        found = here.find(f"{{{MODEL}}}extensionElements/{{{NAMESPACE}}}{tag}")
        return (found.text or "") if found is not None else ""

    def _key(self, element: Element) -> str:
        """The id that we once gave the element, when it is the first that says so; else its own."""
        found = element.find(f"{{{MODEL}}}extensionElements/{{{NAMESPACE}}}part")
        key = found.get("of", "") if found is not None else ""
        if not key or key in self.keys:
            return element.get("id", "")
        self.keys.add(key)
        return key

    def _new(self, element: Element) -> str:
        """The id of an element, made up where it has none, empty where another has it."""
        self.count += 1
        if self.count > BPMN_ELEMENTS.value:
            raise Refused([Finding("", _TOO_MANY)])
        ref = element.get("id") or f"{local(element)}-{self.count}"
        if ref in self.seen:
            self.file.others["double"] += 1
            return ""
        self.seen.add(ref)
        return ref

    def _container(self, model: Model, here: Element, process: str, inside: str) -> None:
        for part in here:
            tag = local(part)
            if tag in NODES:
                self._node(model, part, process, inside)
            elif tag == "sequenceFlow":
                self._flow(model, part)
            elif tag == "laneSet":
                self._lanes(model, part)
            elif tag in ("dataObjectReference", "dataStoreReference"):
                self._beside(model, part, named(part))
            else:
                self._artifact(model, part)

    def _artifact(self, model: Model, part: Element) -> None:
        tag = local(part)
        if tag == "messageFlow" and self._new(part):
            ends = _plain(part.get("sourceRef", "")), _plain(part.get("targetRef", ""))
            model.messages.append(Flow(self._key(part), *ends, named(part)))
        elif tag == "textAnnotation":
            self._beside(model, part, text_of(child(part, "text")))
        elif tag == "association" and self._new(part):
            model.ties.append((_plain(part.get("sourceRef", "")), _plain(part.get("targetRef", ""))))
        elif tag == "extensionElements":
            self._foreign(part)
        elif tag not in _KNOWN:
            self.file.others[tag or "extension"] += 1

    def _node(self, model: Model, here: Element, process: str, inside: str) -> None:
        ref, tag = self._new(here), local(here)
        if not ref:
            return
        parts = [local(part) for part in here]
        kinds = tuple(p.removesuffix("EventDefinition") for p in parts if p.endswith("EventDefinition"))
        timer = child(here, "timerEventDefinition")
        model.nodes[ref] = Node(
            self._key(here),
            ref,
            tag,
            named(here),
            process,
            inside,
            "\n".join(filter(None, (text_of(d) for d in self._parts(here, "documentation")))),
            kinds,
            text_of(timer),
            _plain(here.get("attachedToRef", "")),
            tag in SUB_PROCESSES and any(part in ACTIVITIES for part in parts),
        )
        self._within(model, here, ref)
        if tag in SUB_PROCESSES:
            self._container(model, here, process, ref)

    def _within(self, model: Model, here: Element, ref: str) -> None:
        """What stands in a node: its data, extensions of others, and further facts that are only counted."""
        for part in here:
            tag = local(part)
            if tag == "dataInputAssociation":
                model.ties += [(text_of(source), ref) for source in self._parts(part, "sourceRef")]
            elif tag == "dataOutputAssociation":
                model.ties += [(ref, text_of(target)) for target in self._parts(part, "targetRef")]
            elif tag == "extensionElements" and local(here) not in SUB_PROCESSES:
                self._foreign(part)
            elif tag not in _KNOWN and tag not in NODES and not tag.endswith("EventDefinition") and tag:
                self.file.others[tag] += local(here) not in SUB_PROCESSES

    def _foreign(self, extension: Element) -> None:
        self.file.others["extension"] += sum(1 for part in extension if NAMESPACE not in part.tag)

    def _flow(self, model: Model, here: Element) -> None:
        if self._new(here):
            label = named(here) or text_of(child(here, "conditionExpression"))
            ends = _plain(here.get("sourceRef", "")), _plain(here.get("targetRef", ""))
            model.flows.append(Flow(self._key(here), *ends, label))

    def _beside(self, model: Model, here: Element, text: str) -> None:
        if ref := self._new(here):
            model.beside[ref] = Beside(self._key(here), ref, local(here), text)

    def _lanes(self, model: Model, lane_set: Element) -> None:
        for lane in self._parts(lane_set, "lane"):
            key = self._key(lane)
            for node in self._parts(lane, "flowNodeRef"):
                ref = _plain(text_of(node))
                model.lanes[ref], model.lane_keys[ref] = named(lane) or model.lanes.get(ref, ""), key
            inner = child(lane, "childLaneSet")
            if inner is not None:
                self._lanes(model, inner)

    def _drop_dangling(self) -> None:
        """Flows that begin or end at nothing lead nowhere, and are said."""
        for model in self.file.models:
            good = [f for f in model.flows if f.source in model.nodes and f.target in model.nodes]
            self.file.others["dangling"] += len(model.flows) - len(good)
            model.flows[:] = good


def _plain(reference: str) -> str:
    """An id out of a reference that may name a namespace before it."""
    return reference.strip().rpartition(":")[2]


def lane_of(model: Model, node: Node) -> str:
    """The name of the lane that a node stands in, by the sub-process around it where it is in one."""
    while node.id not in model.lanes and node.inside:
        node = model.nodes[node.inside]
    return model.lanes.get(node.id, "")


_KNOWN = frozenset(
    (
        "participant",
        "documentation",
        "incoming",
        "outgoing",
        "dataObject",
        "property",
        "laneSet",
        "messageFlow",
        "association",
    )
)
_NO_BPMN = Words(
    "Das ist keine BPMN-2.0-Datei: Das oberste Element „definitions“ fehlt. Bitte speichern Sie das Modell als "
    "BPMN 2.0 XML.",
    "This is no BPMN 2.0 file: the root element “definitions” is missing. Please save the model as BPMN 2.0 XML.",
)
_TOO_MANY = Words(
    f"Das Modell ist zu groß; möglich sind {BPMN_ELEMENTS.value} Aufgaben, Gateways, Ereignisse und Flüsse.",
    f"The model is too large; {BPMN_ELEMENTS.value} tasks, gateways, events and flows are possible.",
)
