"""How a journey is called where several stand in one file."""

from journeys.domain.document import Document, Journey
from journeys.domain.words import KIND
from journeys.render.letters import in_xml


def journey_name(document: Document, journey: Journey) -> str:
    """„Ist“ or „Soll“, with the journey's title where that says more; with its id where two were called the same."""
    names = [_short(document, other) for other in document.journeys]
    mine = _short(document, journey)
    return f"{mine} · {journey.id}" if names.count(mine) > 1 else mine


def _short(document: Document, journey: Journey) -> str:
    kind, title = KIND[journey.kind].in_(document.words_language), in_xml(journey.title or "")
    return kind if not title or title == kind else f"{kind} · {title}"
