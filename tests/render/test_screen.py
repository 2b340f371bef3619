"""Bands that are kept: a picture is the same whether its bands were drawn before or not, whatever has changed."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from journeys.domain.document import Document, Journey
from journeys.render.screen import whole_part
from journeys.render.subject import View
from tests.render.cases import NAMES, VIEWS, drawn, example

Path = tuple[str | int, ...]


def paths(value: Any, here: Path = ()) -> Iterator[Path]:
    """The way to everything in a plain document, whole lists and parts too."""
    if here:
        yield here
    if isinstance(value, dict | list):
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        for key, entry in entries:
            yield from paths(entry, (*here, key))


def otherwise(value: Any) -> Any:
    """Another value of the same kind; a degree stays one that there is."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value - 1 if value > 1 else value + 1
    if isinstance(value, str):
        return f"{value} anders"
    return value[:-1] if isinstance(value, list) else {**value, **dict.fromkeys(list(value)[-1:])}


def changed(document: Document, path: Path) -> Document:
    """The document with one thing in it changed; the case is passed over where the format forbids the change."""
    plain = copy.deepcopy(document.plain())
    *way, last = path
    inner: Any = plain
    for key in way:
        inner = inner[key]
    inner[last] = otherwise(inner[last])
    try:
        return Document.from_plain(plain)
    except ValueError:
        assume(False)
        raise


@pytest.mark.parametrize("view", VIEWS)
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(NAMES), data=st.data())
def test_a_changed_document_is_drawn_as_if_nothing_had_been_kept(
    view: View, name: str, data: st.DataObject
) -> None:
    before = example(name)
    kinds: dict[Path, list[Path]] = {}
    for path in paths(before.plain()):
        kinds.setdefault(tuple(key for key in path if isinstance(key, str)), []).append(path)
    path = data.draw(st.sampled_from(kinds[data.draw(st.sampled_from(list(kinds)))]))
    after = changed(before, path)
    assume(after.journeys)
    assert_drawn_alike(before, after, view)


def assert_drawn_alike(before: Document, after: Document, view: View) -> None:
    drawn(before, view)
    with_kept_bands = drawn(after, view)
    whole_part.cache_clear()
    assert with_kept_bands == drawn(after, view)


def without_first(journey: Journey, kind: str) -> Journey:
    """The journey with no notes of a kind on its first phase, so that all others have other numbers."""
    first, *others = journey.phases
    bare = tuple(step.model_copy(update={kind: ()}) for step in first.steps)
    return journey.model_copy(update={"phases": (first.model_copy(update={"steps": bare}), *others)})


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_on_every_band_is_changed_on_every_band(view: View, name: str) -> None:
    before = example(name)
    service = before.service.model_copy(update={"staff_term": "Sachbearbeitung"})
    personas = tuple(p.model_copy(update={"name": f"{p.name} Neu"}) for p in before.personas)
    journeys = tuple(j.model_copy(update={"kind": "to_be"}) for j in before.journeys)
    for change in (
        {"service": service},
        {"personas": personas},
        {"journeys": journeys},
        {"language": "en"},
        {"journeys": tuple(without_first(journey, "pain_points") for journey in before.journeys)},
        {"journeys": tuple(without_first(journey, "needs") for journey in before.journeys)},
    ):
        assert_drawn_alike(before, before.model_copy(update=change), view)


@pytest.mark.parametrize("view", VIEWS)
def test_bands_without_the_changed_note_are_not_drawn_again(view: View) -> None:
    before = example("wohngeld-beantragen")
    path = next(p for p in paths(before.plain()) if "pain_points" in p and p[-1] == "text")
    whole_part.cache_clear()
    drawn(before, view)
    bands = whole_part.cache_info().misses
    drawn(changed(before, path), view)
    assert bands > 1
    assert whole_part.cache_info().misses == bands + 1


@pytest.mark.parametrize("view", VIEWS)
def test_a_kept_band_is_not_drawn_on(view: View) -> None:
    document = example("gewerbe-anmelden")
    whole_part.cache_clear()
    first = drawn(document, view)
    assert drawn(document, view) == first
    assert drawn(document, view) == first
