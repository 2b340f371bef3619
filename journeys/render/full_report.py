"""The whole document on paper: title, contents, summary, the pictures on sheets of their own, every step with its
notes, opportunities, sources. PDF/UA-1, whole texts, never cut."""

from collections.abc import Iterator

from journeys.domain.blocks import Block, one
from journeys.domain.document import Document, Journey
from journeys.domain.findings import Refused
from journeys.render.drawing import Pen
from journeys.render.layout import Options, lay_out
from journeys.render.pictures import draw_pages
from journeys.render.report import Sheet, report_with_sheets
from journeys.render.subject import View
from journeys.render.telling import details, labels, overview
from journeys.render.telling.head import title
from journeys.render.telling.teller import Teller


def full_report(document: Document, pen: Pen) -> bytes:
    """The report as a PDF. A picture that is too long to be drawn is left out, and a sentence says why; the texts are
    all there. Raises PenBroken when the machine cannot draw, or has no font."""
    teller = Teller(document)
    blocks: list[Block | Sheet] = [*title(teller), one("contents", teller.say(labels.CONTENTS))]
    blocks += overview(teller)
    blocks += _pictures(teller, pen)
    blocks += details(teller)
    return report_with_sheets(blocks, teller.language)


def _pictures(teller: Teller, pen: Pen) -> Iterator[Block | Sheet]:
    for journey, view in _views(teller.document):
        try:
            picture = lay_out(teller.document, journey, view, Options(paper="a4"))
        except Refused as refused:
            yield from (one("text", finding.text.in_(teller.language)) for finding in refused.findings)
        else:
            name = picture.title.removeprefix(f"{teller.document.service.name} – ")
            yield Sheet(name, draw_pages(picture.pages, pen), picture.pages)


def _views(document: Document) -> Iterator[tuple[Journey, View]]:
    """Both pictures of each journey that has steps; a comparison with the first to-be."""
    there = [journey for journey in document.journeys if journey.steps()]
    for journey in there:
        yield journey, "journey"
        yield journey, "blueprint"
    to_be = next((journey for journey in there if journey.kind == "to_be"), None)
    if to_be and any(journey.kind == "as_is" for journey in there):
        yield to_be, "comparison"
