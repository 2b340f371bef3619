"""The pain score: severity × frequency."""

import pytest

from journeys.domain.measures import note_score, pain_score, step_pain_score
from tests.builders import a_pain_point, a_step


@pytest.mark.parametrize(
    ("severity", "frequency", "score"),
    [
        (1, "rarely", 1),
        (1, "sometimes", 2),
        (2, "often", 6),
        (3, "almost_always", 12),
        (3, None, 0),
        (None, "often", 0),
        (None, None, 0),
    ],
)
def test_severity_times_frequency(severity: int | None, frequency: str | None, score: int) -> None:
    assert note_score(severity, frequency) == score
    assert pain_score(a_pain_point(severity=severity, frequency=frequency)) == score


def test_a_step_adds_up_its_pain_points() -> None:
    notes = (
        a_pain_point("P1", severity=3, frequency="often"),
        a_pain_point("P2", severity=2),
        a_pain_point("P3"),
    )
    assert step_pain_score(a_step(pain_points=notes)) == 9
    assert step_pain_score(a_step()) == 0
