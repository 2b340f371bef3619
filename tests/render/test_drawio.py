"""Files for draw.io: well-formed, ends held by boxes, layers of lanes, and every text as text."""

from collections import Counter
from html.parser import HTMLParser
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import HealthCheck, given, settings

from journeys.domain.document import Document, Journey, Lane, LaneText, Phase, Service, Step
from journeys.domain.findings import Refused
from journeys.render.drawio import to_drawio
from journeys.render.layout import lay_out
from journeys.render.letters import drawable, in_xml
from tests.domain.documents import documents
from tests.render.cases import NAMES, example
from tests.render.pages import HOSTILE

SHY = "\u00ad"


def diagrams(document: Document) -> list[Element]:
    """The root of every page's cells."""
    file = ElementTree.fromstring(to_drawio(document))
    found = [diagram.find("mxGraphModel/root") for diagram in file.iter("diagram")]
    assert file.tag == "mxfile" and len(found) == len(document.journeys)
    return [root for root in found if root is not None]


def cells(root: Element) -> dict[str, Element]:
    """Every cell by its id; what is told about a cell stands around it."""
    found = {}
    for child in root:
        cell = child if child.tag == "mxCell" else child[0]
        found[child.get("id", "")] = cell
    assert len(found) == len(root)
    return found


def layer_of(id: str, by_id: dict[str, Element]) -> str:
    """The layer that a cell lies in, through the groups that it is in."""
    parent = by_id[id].get("parent", "")
    return id if parent == "0" else layer_of(parent, by_id)


class Label(HTMLParser):
    """A label as a browser takes it: its text, and the elements in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.text += "\n"

    def handle_data(self, data: str) -> None:
        self.text += data.replace(SHY, "")


def labels(root: Element) -> list[Label]:
    """Those of all cells; the names of layers are no labels."""
    drawn = [child for child in root if child.get("parent") != "0"]
    return [Label(child.get("label") or child.get("value") or "") for child in drawn]


def faults(document: Document) -> list[str]:
    """What draw.io could not make sense of."""
    found = []
    for journey, root in zip(document.journeys, diagrams(document), strict=True):
        by_id = cells(root)
        for name, cell in by_id.items():
            held = [cell.get(end) for end in ("parent", "source", "target") if cell.get(end) is not None]
            found += [f"{name} names {end}, which is not there" for end in held if end not in by_id]
            if cell.get("edge"):
                ends = {point.get("as") for point in cell.iter("mxPoint")}
                if not (cell.get("source") or "sourcePoint" in ends) or not (
                    cell.get("target") or "targetPoint" in ends
                ):
                    found.append(f"{name} has a loose end")
            elif cell.get("vertex") and cell.find("mxGeometry") is None:
                found.append(f"{name} lies nowhere")
        heads = Counter(
            c.get("step") for c in root if c.get("id", "").startswith("box-title-") and c.get("step")
        )
        if heads != Counter(step.id for step in journey.steps()):
            found.append(f"steps of {journey.id}: {heads}")
        found += [f"markup in {one.text!r}" for one in labels(root) if set(one.elements) - {"br"}]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_whole(name: str) -> None:
    assert faults(example(name)) == []


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_every_document_is_whole(document: Document) -> None:
    assert faults(document) == []


@pytest.mark.full
@settings(max_examples=1_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(most_steps=12))
def test_every_document_is_whole_many_times(document: Document) -> None:
    assert faults(document) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_lane_is_a_layer_and_holds_its_cells(name: str) -> None:
    document = example(name)
    for journey, root in zip(document.journeys, diagrams(document), strict=True):
        [page] = lay_out(document, journey, "blueprint").pages
        by_id = cells(root)
        layers = [name for name, cell in by_id.items() if cell.get("parent") == "0"]
        lanes = {lane.key for band in page.bands for lane in band.lanes if lane.rect.height}
        assert set(layers) == {f"layer-{key}" for key in (*lanes, "frame", "ways")}
        names = [by_id[layer].get("value") for layer in layers]
        assert len(set(names)) == len(names) and all(names)
        for step in journey.steps():
            if step.citizen_action:
                assert layer_of(f"box-citizen-{step.id}", by_id) == "layer-citizen"
            if step.channel:
                assert layer_of(f"box-icon-{step.id}.0", by_id) == "layer-touchpoint"


@pytest.mark.parametrize("name", NAMES)
def test_ways_are_held_by_the_boxes_that_they_join(name: str) -> None:
    document = example(name)
    for journey, root in zip(document.journeys, diagrams(document), strict=True):
        [page] = lay_out(document, journey, "blueprint").pages
        by_id = cells(root)
        for line in page.lines:
            cell = by_id[f"line-{line.id}"]
            assert cell.get("source") == (f"box-{line.source}" if line.source else None)
            assert cell.get("target") == (f"box-{line.target}" if line.target else None)
            if line.label:
                assert by_id[f"box-{line.label.id}"].get("parent") == f"line-{line.id}"


@pytest.mark.parametrize("name", NAMES)
def test_the_labels_say_what_the_steps_say(name: str) -> None:
    document = example(name)
    for journey, root in zip(document.journeys, diagrams(document), strict=True):
        said = [" ".join(one.text.split()) for one in labels(root)]
        for n, step in enumerate(journey.steps(), 1):
            assert f"{n}. {step.title}" in said
            assert not step.citizen_action or step.citizen_action in said
            for system in step.support_systems:
                assert any(system in text for text in said), system
            for note in (*step.pain_points, *step.needs):
                assert any(note.text in text for text in said), note.text


@pytest.mark.parametrize("text", [*HOSTILE, "%step%", "=1+1", "a\x0bb\x00c\ufffe", "Wohn-\nsitz · Amt"])
def test_hostile_texts_stay_text(text: str) -> None:
    step = Step(id="s", title=text, citizen_action=text, in_lanes=(LaneText(lane="l", text=text),))
    lane = Lane(id="l", name=text, kind="other")
    phase = Phase(id="a", name=text, steps=(step,))
    journey = Journey(id="ist", kind="as_is", title=text, lanes=(lane,), phases=(phase,))
    document = Document(id="d", service=Service(name=text), journeys=(journey,))
    assert faults(document) == []
    [root] = diagrams(document)
    told = [child.get("tooltip", "") for child in root]
    assert any(in_xml(text) in one for one in told)
    if drawable(text) == in_xml(text) and len(text) < 40:
        assert any(in_xml(text) in one.text.replace("\n", " ") for one in labels(root))


def test_a_long_journey_is_whole() -> None:
    """200 steps with ways back and forth."""
    steps = tuple(Step(id=f"s{n}", title="Prüfen", citizen_action="Legt vor") for n in range(200))
    phases = tuple(Phase(id=f"p{n}", name=f"Phase {n}", steps=steps[n * 20 : n * 20 + 20]) for n in range(10))
    journey = Journey(id="ist", kind="as_is", phases=phases)
    assert faults(Document(id="d", service=Service(name="Lang"), journeys=(journey,))) == []


def test_what_is_too_long_to_draw_is_refused() -> None:
    steps = tuple(Step(id=f"s{n}", title="x") for n in range(401))
    journey = Journey(id="ist", kind="as_is", phases=(Phase(id="p", name="P", steps=steps),))
    with pytest.raises(Refused, match="400"):
        to_drawio(Document(id="d", service=Service(name="Lang"), journeys=(journey,)))
