"""How services are found and ordered, and how their key is read."""

from hypothesis import given
from hypothesis import strategies as st

from journeys.domain.listing import ORDERS, folded, matching, ordered
from journeys.domain.overview import Overview, Worst
from journeys.domain.services import Service
from journeys.domain.standards import grouped_key
from journeys.domain.words import Words

URGENT_FIRST = ["rate_notes", "collect_notes", "add_steps", "resolve_open", "view_blueprint"]
SAID = Words("", "")


def overviews() -> st.SearchStrategy[list[Overview]]:
    worst = st.none() | st.builds(
        Worst, note=st.none(), step=st.none(), number=st.just(1), score=st.integers(0, 12)
    )
    service = st.builds(Service, name=st.text(min_size=1), ref=st.just("x"), key=st.none() | st.just("99"))
    return st.lists(
        st.builds(
            Overview,
            service=service,
            pain_points=st.just(0),
            needs=st.just(0),
            steps=st.just(0),
            worst=worst,
            state=st.just(SAID),
            next=st.sampled_from(URGENT_FIRST),
            reason=st.just(SAID),
            goal=st.just(1),
        )
    )


@given(overviews(), st.sampled_from(ORDERS))
def test_every_order_keeps_every_service(services: list[Overview], order: str) -> None:
    assert sorted(map(id, ordered(services, order))) == sorted(map(id, services))


@given(overviews())
def test_the_worst_pain_comes_first_and_none_last(services: list[Overview]) -> None:
    scores = [s.worst.score if s.worst else -1 for s in ordered(services, "pain")]
    assert scores == sorted(scores, reverse=True)


@given(overviews())
def test_what_waits_for_somebody_comes_before_what_is_done(services: list[Overview]) -> None:
    places = [URGENT_FIRST.index(s.next) for s in ordered(services, "next")]
    assert places == sorted(places)


@given(overviews(), st.data())
def test_a_service_is_found_by_any_part_of_its_name(services: list[Overview], data: st.DataObject) -> None:
    if not services:
        return
    wanted = data.draw(st.sampled_from(services))
    name = wanted.service.name
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    assert any(found is wanted for found in matching(services, name[start:end]))


def test_umlauts_may_be_spelled_out() -> None:
    assert folded("Führerschein STRASSE") == folded("FUEHRERSCHEIN straße")


@given(st.text("0123456789", max_size=20))
def test_a_grouped_key_loses_no_digit(key: str) -> None:
    assert grouped_key(key).replace(" ", "") == key


def test_a_key_is_read_in_groups() -> None:
    assert grouped_key("99115005104000") == "99 115 005 104 000"
    assert grouped_key("991") == "99 1"
