"""The meaning of a diagram as XML: collaboration, processes, lanes, tasks, flows, with what we remember of each."""

from collections import defaultdict
from xml.etree.ElementTree import Element, SubElement

from journeys.render.bpmn.keeping import written
from journeys.render.bpmn.parts import Diagram, Flow, Node, Papers


def part(parent: Element, tag: str, id: str, name: str = "") -> Element:
    """An element of BPMN with its id and name."""
    named = {"id": id, "name": name} if name else {"id": id}
    return SubElement(parent, f"bpmn:{tag}", named)


def describe(element: Element, text: str) -> None:
    if text.strip():
        SubElement(element, "bpmn:documentation").text = text


def remember(element: Element) -> Element:
    """The element's own id once more: a tool may give it another one, and still it is known by this. Gives the place
    for whatever else is to be kept."""
    extension = SubElement(element, "bpmn:extensionElements")
    SubElement(extension, "reise:part", {"of": element.get("id", "")})
    return extension


class Meaning:
    """Writes one diagram's collaboration and processes into the definitions."""

    def __init__(self, root: Element, diagram: Diagram) -> None:
        self.root, self.diagram = root, diagram
        self.number = diagram.number
        self._ways: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._defaults = {flow.source: flow.id for flow in diagram.flows if flow.default}
        for flow in diagram.flows:
            self._ways["incoming", flow.target].append(flow.id)
            self._ways["outgoing", flow.source].append(flow.id)

    def write(self, documentation: str, kept: str) -> None:
        """`kept` is the document as JSON, which the first collaboration of a file holds."""
        self._category()
        self._collaboration(documentation, kept)
        for pool in self.diagram.pools:
            self._process(pool)

    def _category(self) -> None:
        if self.diagram.stages:
            category = part(self.root, "category", f"phases_{self.number}")
            for stage in self.diagram.stages:
                SubElement(category, "bpmn:categoryValue", {"id": f"value_{stage.id}", "value": stage.name})

    def _collaboration(self, documentation: str, kept: str) -> None:
        here = part(self.root, "collaboration", f"collaboration_{self.number}", self.diagram.name)
        describe(here, documentation)
        extension = remember(here)
        SubElement(extension, "reise:written").text = written(self.diagram)
        if kept:
            SubElement(extension, "reise:document", {"format": "journeys/1"}).text = kept
        for pool, name in self.diagram.pools.items():
            participant = part(here, "participant", f"pool_{pool}_{self.number}", name)
            participant.set("processRef", self._process_id(pool))
            remember(participant)
        for message in self.diagram.messages:
            flow = part(here, "messageFlow", message.id, message.name)
            flow.attrib.update(sourceRef=message.source, targetRef=message.target)
            remember(flow)
        self._artifacts(here)

    def _artifacts(self, here: Element) -> None:
        for stage in self.diagram.stages:
            group = part(here, "group", stage.id)
            group.set("categoryValueRef", f"value_{stage.id}")
        for remark in self.diagram.remarks:
            note = part(here, "textAnnotation", remark.id)
            remember(note)
            SubElement(note, "bpmn:text").text = remark.text
        for remark in self.diagram.remarks:
            line = part(here, "association", f"to_{remark.id}")
            line.attrib.update(sourceRef=remark.task, targetRef=remark.id)

    def _process_id(self, pool: str) -> str:
        return f"process_{pool}_{self.number}"

    def _process(self, pool: str) -> None:
        process = part(self.root, "process", self._process_id(pool), self.diagram.pools[pool])
        process.set("isExecutable", "false")
        lanes = self.diagram.lanes_of(pool)
        if len(lanes) > 1:
            lane_set = part(process, "laneSet", f"lanes_{pool}_{self.number}")
            for lane in lanes:
                self._lane(lane_set, lane)
        for node in self.diagram.nodes_of(pool):
            self._node(process, node)
        papers = [p for p in self.diagram.papers if self.diagram.nodes[p.task].pool == pool]
        for sheet in papers:
            _papers(process, sheet)
        for flow in self.diagram.flows_of(pool):
            _flow(process, flow)
        for sheet in papers:
            line = part(process, "association", f"to_{sheet.id}")
            line.attrib.update(sourceRef=sheet.id, targetRef=sheet.task)

    def _lane(self, lane_set: Element, lane: str) -> None:
        here = part(lane_set, "lane", f"lane_{lane}_{self.number}", self.diagram.lanes[lane])
        remember(here)
        for node in self.diagram.nodes.values():
            if node.lane == lane:
                SubElement(here, "bpmn:flowNodeRef").text = node.id

    def _node(self, process: Element, node: Node) -> None:
        here = part(process, node.tag, node.id, node.name)
        describe(here, node.documentation)
        remember(here)
        if node.id in self._defaults:
            here.set("default", self._defaults[node.id])
        for tag in ("incoming", "outgoing"):
            for flow in self._ways[tag, node.id]:
                SubElement(here, f"bpmn:{tag}").text = flow
        if node.slot == "wait":
            timer = part(here, "timerEventDefinition", f"timer_{node.id}")
            if node.duration:
                SubElement(timer, "bpmn:timeDuration").text = node.duration
        elif node.slot == "start" and node.step:
            part(here, "messageEventDefinition", f"occasion_{node.id}")


def _papers(process: Element, papers: Papers) -> None:
    thing = part(process, "dataObject", f"kept_{papers.id}", papers.name)
    if papers.several:
        thing.set("isCollection", "true")
    here = part(process, "dataObjectReference", papers.id, papers.name)
    here.set("dataObjectRef", f"kept_{papers.id}")
    remember(here)


def _flow(process: Element, flow: Flow) -> None:
    here = part(process, "sequenceFlow", flow.id, flow.name)
    here.attrib.update(sourceRef=flow.source, targetRef=flow.target)
    remember(here)
    if flow.conditional:
        SubElement(here, "bpmn:conditionExpression").text = flow.name
