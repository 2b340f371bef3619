"""How many people a choice of steps takes, checked against dealing itself."""

from collections import Counter

import pytest

from journeys.domain.workshops.dealing import dealt
from journeys.domain.workshops.preparing import cover


@pytest.mark.parametrize("steps", [1, 2, 7, 9, 12])
@pytest.mark.parametrize("each", [1, 3, 4, 50])
def test_it_tells_what_dealing_does(steps: int, each: int) -> None:
    told = cover(steps, each)
    seen: Counter[int] = Counter()
    for person in range(1, told.room + 1):
        seen.update(dealt(range(steps), seen, each))
        assert (len(seen) == steps) == (person >= told.people)
    assert (min(seen.values()), max(seen.values())) == (told.low, told.high)


def test_nothing_in_play_needs_nobody() -> None:
    assert cover(0, 4).people == 0
    assert cover(5, 0).each == 1
