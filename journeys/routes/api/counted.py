"""A service in figures: what the domain counts, as the API says it."""

from journeys.domain import counting, figures, heat
from journeys.domain.comparing import Comparison, compare
from journeys.domain.document import Document, Journey
from journeys.domain.showing import Shown
from journeys.routes.api import models


def figures_of(shown: Shown) -> models.Figures:
    """Each journey in figures, and as-is and to-be beside each other where there are both."""
    document, service = shown.document, shown.service
    return models.Figures(
        service=service.id,
        document_id=document.id,
        name=document.service.name,
        version=service.changes,
        journeys=[_journey(journey) for journey in document.journeys],
        comparison=_compared(document),
    )


def _journey(journey: Journey) -> models.JourneyFigures:
    sums, hurts = counting.sums_of(journey), heat.heat_of_journey(journey)
    waiting = sums.waiting
    return models.JourneyFigures(
        id=journey.id,
        kind=journey.kind,
        steps=len(journey.steps()),
        steps_on_way=len(sums.way.steps),
        citizen_steps=sums.citizen_steps,
        contacts=sums.contacts,
        channels=list(sums.channels),
        waiting_minutes=models.WaitingSum(
            least=float(waiting.least),
            most=None if waiting.most is None else float(waiting.most),
            counted=len(waiting.counted),
            unknown=len(waiting.unknown),
        ),
        heat=models.HeatSums(**hurts._asdict(), pain_points=hurts.pain_points, needs=hurts.needs),
    )


def _compared(document: Document) -> models.Compared | None:
    """The first as-is and the first to-be, as the page of the comparison shows them."""
    first = {journey.kind: journey for journey in reversed(document.journeys)}
    if len(first) < 2:
        return None
    found: Comparison = compare(first["as_is"], first["to_be"])
    language = document.words_language
    return models.Compared(
        as_is=found.as_is.id,
        to_be=found.to_be.id,
        figures=[
            models.ComparedFigure(
                key=one.key,
                name=one.name.in_(language),
                before=one.before.in_(language),
                after=one.after.in_(language),
                how=one.how.in_(language),
            )
            for one in figures.figures(found)
        ],
        ways=figures.counted_ways(found).in_(language),
    )
