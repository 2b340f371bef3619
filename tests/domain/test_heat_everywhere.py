"""What hurts over all services: ranked by score, put together only where the documents say the same words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.domain.document import Document, Journey, Phase, Service, Step
from journeys.domain.heat import heat_of_journey, together
from journeys.domain.heat_everywhere import (
    Listed,
    by_channel,
    by_phase_name,
    by_title,
    by_touchpoint,
    places,
    without_as_is,
)
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.domain.test_heat import journeys

BAD = a_pain_point("B", severity=3, frequency="almost_always")
MILD = a_pain_point("M", severity=1, frequency="rarely")
UNRATED = a_pain_point("U", severity=2)


def listed(*some: Journey | tuple[Journey, ...]) -> list[Listed]:
    """Services 1, 2 … with these journeys."""
    each = [one if isinstance(one, tuple) else (one,) for one in some]
    return [
        (n, a_document(*one, service=Service(name=f"Leistung {n}")) if one else _empty(n))
        for n, one in enumerate(each, 1)
    ]


def _empty(n: int) -> Document:
    return Document(id="d", service=Service(name=f"Leistung {n}"), journeys=())


def hurting(n: str, **fields: Any) -> Step:
    return a_step(n, **{"pain_points": (BAD,), **fields})


@given(st.lists(journeys(), min_size=1, max_size=4))
def test_nothing_is_lost_and_the_worst_come_first(some: list[Journey]) -> None:
    found = places(listed(*some))
    scores = [place.heat.score for place in found]
    assert scores == sorted(scores, reverse=True)
    whole = together(map(heat_of_journey, some))
    counted = together(place.heat for place in found)
    assert (counted.score, counted.pain_points) == (whole.score, whole.pain_points)
    assert all(place.rank == 1 + sum(score > place.heat.score for score in scores) for place in found)


@given(st.lists(journeys(), min_size=1, max_size=4))
def test_groups_hold_each_step_once_and_add_up(some: list[Journey]) -> None:
    found = places(listed(*some))
    groups = by_channel(found)
    told = [place for place in found if place.hot.step.channel]
    assert sum(len(group.places) for group in groups) == len(told)
    assert sum(group.heat.score for group in groups) == sum(place.heat.score for place in told)
    for group in (*groups, *by_phase_name(found)):
        assert group.services == len({place.service for place in group.places})
        assert group.each * len(group.places) == pytest.approx(group.heat.score)
        assert group.places[0].heat.score == max(place.heat.score for place in group.places)
    assert all(group.services > 1 for group in by_phase_name(found))


def test_steps_without_pain_points_are_not_listed_and_unrated_ones_are() -> None:
    found = places(listed(a_journey((a_step("S1"), a_step("S2", pain_points=(UNRATED,))))))
    assert [(place.hot.step.id, place.heat.score, place.hot.number) for place in found] == [("S2", 0, 2)]


def test_equal_scores_share_a_place_and_more_pain_points_come_first() -> None:
    few, many = hurting("S1"), hurting("S2", pain_points=(BAD, UNRATED))
    mild = hurting("S3", pain_points=(MILD,))
    found = places(listed(a_journey((mild, few, many))))
    assert [(place.rank, place.hot.step.id) for place in found] == [(1, "S2"), (1, "S1"), (3, "S3")]


def test_a_plan_counts_nowhere_and_a_service_with_nothing_else_is_named() -> None:
    plan = a_journey((hurting("S1"),), kind="to_be")
    services = listed(plan, a_journey(0), a_journey((hurting("S1"),)))
    assert [place.service for place in places(services)] == [3]
    assert without_as_is(services) == [(1, "Leistung 1"), (2, "Leistung 2")]


def test_all_as_is_journeys_of_a_service_count_and_say_which_they_are() -> None:
    two = (a_journey((hurting("S1"),)), a_journey((hurting("T1"),), id="J2"))
    assert [(place.journey, place.hot.step.id) for place in places(listed(two))] == [
        ("J1", "S1"),
        ("J2", "T1"),
    ]


def test_equal_words_are_put_together_whatever_their_capitals_and_blanks() -> None:
    one = a_journey((hurting("S1", title="Termin  buchen"), hurting("S2", title="Termin")))
    other = a_journey((hurting("S1", title="termin buchen"),))
    [group] = by_title(places(listed(one, other)))
    assert (group.name, group.services, len(group.places), group.heat.score) == ("Termin buchen", 2, 2, 24)


def test_what_only_one_service_says_is_no_group_but_for_channels() -> None:
    one = (hurting("S1", touchpoint="Portal", channel="online"), hurting("S2", touchpoint="Portal"))
    other = (hurting("S1", touchpoint="Schalter", channel="counter"),)
    found = places(listed(a_journey(one), a_journey(other)))
    assert by_touchpoint(found) == []
    assert {group.name: group.services for group in by_channel(found)} == {"online": 1, "counter": 1}


def test_a_dash_for_nothing_is_no_touchpoint() -> None:
    both = [a_journey((hurting("S1", touchpoint=dash),)) for dash in ("—", "—")]
    assert by_touchpoint(places(listed(*both))) == []


def test_what_hurts_in_most_services_comes_first() -> None:
    phases = (
        Phase(id="P1", name="Prüfen", steps=(hurting("S1", pain_points=(MILD,)),)),
        Phase(id="P2", name="Warten", steps=(hurting("S2", pain_points=(BAD, BAD)),)),
    )
    both = Journey(id="J", kind="as_is", phases=phases)
    only = Journey(id="J", kind="as_is", phases=phases[:1])
    groups = by_phase_name(places(listed(both, both, only)))
    assert [(group.name, group.services) for group in groups] == [("Prüfen", 3), ("Warten", 2)]
