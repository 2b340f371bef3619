"""Our BPMN in a real modeller: bpmn-js opens every diagram without a warning, and what is changed in it comes back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from playwright.sync_api import Browser, Page

from journeys.domain.document import Document
from journeys.domain.intake import read
from journeys.render.bpmn import write
from tests.databases import examples
from tests.domain.documents import documents
from tests.render.cases import NAMES, example

DIST = Path(__file__).parents[2] / "node_modules/bpmn-js/dist"
OPEN = """async (xml) => {
  document.getElementById("plane").innerHTML = "";
  window.modeller = new BpmnJS({container: "#plane"});
  const found = [...(await modeller.importXML(xml)).warnings];
  for (const diagram of modeller.getDefinitions().diagrams) {
    found.push(...(await modeller.open(diagram)).warnings);
    const drawn = modeller.get("elementRegistry").filter(element => element.type !== "label").length;
    if (drawn !== diagram.plane.planeElement.length + 1) {
      found.push({message: `${drawn} of ${diagram.plane.planeElement.length + 1} are drawn`});
    }
  }
  await modeller.open(modeller.getDefinitions().diagrams[0]);
  return found.map(warning => warning.message);
}"""
SAVE = "async () => (await modeller.saveXML()).xml"
RENAME = """id => modeller.get("modeling").updateProperties(
  modeller.get("elementRegistry").get(id), {name: "Neuer Name"}
)"""
DELETE = """id => modeller.get("modeling").removeElements([modeller.get("elementRegistry").get(id)])"""
INSERT = """ends => {
  const flow = modeller.get("elementRegistry").find(e => e.source?.id === ends[0] && e.target?.id === ends[1]);
  const task = modeller.get("elementFactory").createShape({type: "bpmn:UserTask"});
  const middle = flow.waypoints[0];
  modeller.get("modeling").createShape(task, {x: middle.x + 20, y: middle.y}, flow);
  modeller.get("modeling").updateProperties(task, {name: "Dazwischen"});
}"""


@pytest.fixture(scope="module")
def modeller(browser: Browser) -> Iterator[Page]:
    """A page with bpmn-js from its files; whatever else it asked for would be a request, and is refused."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    context.route("**/*", lambda route: (asked.append(route.request.url), route.abort()))
    page.set_content('<div id="plane" style="width: 1200px; height: 800px"></div>')
    for sheet in ("diagram-js.css", "bpmn-js.css"):
        page.add_style_tag(path=str(DIST / "assets" / sheet))
    page.add_script_tag(path=str(DIST / "bpmn-modeler.production.min.js"))
    yield page
    context.close()
    assert asked == []


def opened(page: Page, document: Document) -> Any:
    return page.evaluate(OPEN, write(document).decode())


def saved(page: Page) -> Document:
    return read(page.evaluate(SAVE).encode(), "bpmn")


@pytest.mark.parametrize("name", NAMES)
def test_the_modeller_opens_an_example_without_a_warning_and_saves_it_whole(
    modeller: Page, name: str
) -> None:
    assert opened(modeller, example(name)) == []
    assert saved(modeller) == example(name)


def test_the_modeller_opens_generated_documents_without_a_warning(modeller: Page) -> None:
    @examples(25)
    @given(documents(most_steps=6))
    def check(document: Document) -> None:
        assert opened(modeller, document) == []
        assert saved(modeller) == document

    check()


def test_what_is_changed_in_the_modeller_comes_back_changed(modeller: Page) -> None:
    document = example("gewerbe-anmelden")
    opened(modeller, document)
    modeller.evaluate(RENAME, "citizen_GEWE-I-S01")
    modeller.evaluate(INSERT, ["citizen_GEWE-I-S01", "citizen_GEWE-I-S02"])
    for task in ("citizen_GEWE-I-S10", "systems_GEWE-I-S10"):
        modeller.evaluate(DELETE, task)
    before, after = document.journeys[0].steps(), saved(modeller).journeys[0].steps()
    assert after[0] == before[0].model_copy(update={"title": "Neuer Name"})
    assert (after[1].title, after[1].actor, after[1].next) == ("Dazwischen", "citizen", None)
    assert [step.id for step in (after[0], *after[2:])] == [step.id for step in before[:-1]]
    assert after[2:] == before[1:-1]
