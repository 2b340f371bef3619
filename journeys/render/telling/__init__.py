"""A whole document in words, as blocks: what Markdown and the report say is told here, once."""

from collections.abc import Iterator

from journeys.domain.blocks import Block
from journeys.domain.document import Document
from journeys.render.telling.head import personas, summary, title
from journeys.render.telling.noted import opportunities, sources, unsorted
from journeys.render.telling.teller import Teller
from journeys.render.telling.way import journey_head, phases


def tell(document: Document) -> Iterator[Block]:
    """Title, summary, personas, each journey by phase and step, opportunities, notes on no step, sources."""
    teller = Teller(document)
    yield from title(teller)
    yield from overview(teller)
    yield from details(teller)


def overview(teller: Teller) -> Iterator[Block]:
    """What comes before the journeys: the summary and the personas."""
    yield from summary(teller)
    yield from personas(teller)


def details(teller: Teller) -> Iterator[Block]:
    """The journeys by phase and step, and all that comes after them."""
    for journey in teller.document.journeys:
        yield from journey_head(teller, journey)
        yield from phases(teller, journey)
    yield from opportunities(teller)
    yield from unsorted(teller)
    yield from sources(teller)
