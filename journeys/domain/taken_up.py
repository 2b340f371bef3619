"""What became of the pain points of the as-is: who in the to-be resolves them, which opportunity is against them."""

from typing import NamedTuple

from journeys.domain.document import Document, Opportunity, PainPoint, Step


class Fate(NamedTuple):
    """A pain point with its step, the to-be steps that resolve it and the opportunities against it."""

    step: Step
    pain: PainPoint
    resolved_by: tuple[Step, ...]
    opportunities: tuple[Opportunity, ...]

    @property
    def is_taken_up(self) -> bool:
        return bool(self.resolved_by or self.opportunities)


def fates(document: Document) -> list[Fate]:
    """Every pain point of the as-is journeys, in their order."""
    new = [step for journey in document.journeys if journey.kind == "to_be" for step in journey.steps()]
    old = [step for journey in document.journeys if journey.kind == "as_is" for step in journey.steps()]
    return [
        Fate(
            step,
            pain,
            tuple(each for each in new if pain.id in each.resolves),
            tuple(each for each in document.opportunities if pain.id in each.addresses),
        )
        for step in old
        for pain in step.pain_points
    ]
