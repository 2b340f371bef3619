"""A document as BPMN 2.0: a collaboration and a diagram for each journey."""

from xml.etree.ElementTree import Element, indent, tostring

import journeys
from journeys.domain.bpmn_written import NAMESPACE
from journeys.domain.document import Document
from journeys.domain.findings import Finding, Refused
from journeys.domain.words import Words
from journeys.domain.writing import to_json_line
from journeys.render.bpmn.drawing import draw
from journeys.render.bpmn.layout import place
from journeys.render.bpmn.planning import plan
from journeys.render.bpmn.semantics import Meaning
from journeys.render.bpmn.telling import of_journey, voice_of
from journeys.settings import STEPS

_NAMESPACES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "color": "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
    "reise": NAMESPACE,
}


def write(document: Document) -> bytes:
    """The file; raises Refused for a document with more steps than can be drawn."""
    _check(document)
    root = Element("bpmn:definitions", {f"xmlns:{prefix}": name for prefix, name in _NAMESPACES.items()})
    root.attrib.update(
        id="definitions",
        name=document.service.name,
        targetNamespace=f"urn:buergerreise:journeys:{document.id}",
        exporter="Bürgerreise",
        exporterVersion=journeys.__version__,
    )
    diagrams = [plan(document, journey, n) for n, journey in enumerate(document.journeys, 1)]
    voice = voice_of(document)
    for diagram, journey in zip(diagrams, document.journeys, strict=True):
        kept = to_json_line(document) if diagram.number == 1 else ""
        Meaning(root, diagram).write(of_journey(document, journey, voice), kept)
    for diagram in diagrams:
        draw(root, diagram, place(diagram, document.words_language))
    indent(root)
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _check(document: Document) -> None:
    steps = sum(1 for _ in document.steps())
    if steps > STEPS.value:
        de = f"Zu viele Schritte: {steps}. In eine BPMN-Datei passen höchstens {STEPS.value}."
        en = f"Too many steps: {steps}. A BPMN file holds at most {STEPS.value}."
        raise Refused([Finding("journeys", Words(de, en))])
