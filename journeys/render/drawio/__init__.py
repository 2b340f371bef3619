"""A document as a file for draw.io: the blueprint of each journey as a page, each lane a layer, everything editable."""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from journeys.domain.document import Document, Journey
from journeys.render.drawio.looks import SCALE, number
from journeys.render.drawio.sheet import Sheet
from journeys.render.layout import lay_out
from journeys.render.naming import journey_name


def to_drawio(document: Document) -> bytes:
    """The file, not compressed. Raises Refused for a journey with more steps than are drawn."""
    file = Element("mxfile", host="Bürgerreise", pages=str(len(document.journeys)))
    for n, journey in enumerate(document.journeys, 1):
        file.append(_page(document, journey, n))
    made: bytes = ElementTree.tostring(file, encoding="utf-8", xml_declaration=True)
    return made


def _page(document: Document, journey: Journey, n: int) -> Element:
    [page] = lay_out(document, journey, "blueprint").pages
    diagram = Element("diagram", id=f"page-{n}", name=journey_name(document, journey))
    size = {"pageWidth": number(page.width * SCALE), "pageHeight": number(page.height * SCALE)}
    fixed = {"grid": "0", "guides": "1", "tooltips": "1", "connect": "1", "arrows": "1", "fold": "1"}
    fixed |= {"page": "1", "pageScale": "1", "math": "0", "shadow": "0", "background": "#ffffff"}
    root = SubElement(SubElement(diagram, "mxGraphModel", fixed | size), "root")
    Sheet(root, page).draw()
    return diagram
