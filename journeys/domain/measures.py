"""Figures of a journey and how they are counted: pain score, counts of notes."""

from journeys.domain.document import PainPoint, Step

FREQUENCY_WEIGHT = {"rarely": 1, "sometimes": 2, "often": 3, "almost_always": 4}


def note_score(severity: int | None, frequency: str | None) -> int:
    """Severity (1–3) × frequency (rarely 1, sometimes 2, often 3, almost_always 4), 1 to 12; 0 when not rated."""
    return (severity or 0) * FREQUENCY_WEIGHT.get(frequency or "", 0)


def pain_score(pain_point: PainPoint) -> int:
    """The score of a pain point, see `note_score`."""
    return note_score(pain_point.severity, pain_point.frequency)


def step_pain_score(step: Step) -> int:
    """The sum of the pain scores of the step's pain points."""
    return sum(pain_score(p) for p in step.pain_points)
