"""All slides of a document in their order: the title, each journey with its overview and phases, the comparisons."""

from collections.abc import Iterator
from itertools import islice

from journeys.domain.comparing import compare
from journeys.domain.document import Document
from journeys.domain.findings import Finding, Refused
from journeys.domain.words import Words
from journeys.render.layout import check_size
from journeys.render.slides.figures import comparison_slide
from journeys.render.slides.overview import overview_slides
from journeys.render.slides.phases import phase_slides
from journeys.render.slides.title import title_slide
from journeys.render.slides.topic import topic_of
from journeys.render.slides.values import Slide
from journeys.settings import SLIDES


def deck(document: Document) -> tuple[Slide, ...]:
    """The slides of all journeys. Raises Refused for a journey with more steps than are drawn, or for too many
    slides."""
    for journey in document.journeys:
        check_size(journey)
    slides = tuple(islice(_slides(document), SLIDES.value + 1))
    if len(slides) > SLIDES.value:
        words = Words(
            f"Das wären mehr als {SLIDES.value} Folien. Wählen Sie eine einzelne Reise oder eine andere Datei.",
            f"That would be more than {SLIDES.value} slides. Choose a single journey or another kind of file.",
        )
        raise Refused([Finding("journeys", words)])
    return slides


def _slides(document: Document) -> Iterator[Slide]:
    topics = [topic_of(document, journey) for journey in document.journeys]
    yield title_slide(document, topics)
    for topic in topics:
        yield from overview_slides(topic)
        yield from phase_slides(topic)
    as_is = next((topic for topic in topics if topic.journey.kind == "as_is"), None)
    drafts = [topic for topic in topics if topic.journey.kind == "to_be"]
    if as_is is not None:
        for topic in drafts:
            yield comparison_slide(topic, compare(as_is.journey, topic.journey), len(drafts) > 1)
