"""Where a stored step leads: the ways that it says, through deleted steps on to what followed them."""

from collections.abc import Iterator
from itertools import chain, dropwhile, islice

from journeys.domain.document import END, NextStep
from journeys.domain.journeys import Phase
from journeys.domain.rows import Rows
from journeys.domain.sharing import shared
from journeys.domain.steps import Step, StepLink


def next_of(rows: Rows, step: Step) -> tuple[NextStep, ...] | None:
    """Where the step leads; None when that is just to the step that follows.

    A step that says nothing in front of a deleted one that said where it leads takes that over: else it would fall
    through into whatever comes next, perhaps a sibling branch.
    """
    if step.says_next:
        return _without_doubles(rows, step)
    through = masking(rows, step)
    return tuple(_unique(_onward(rows, through[0], frozenset()), ())) if through else None


def masking(rows: Rows, step: Step) -> list[Step]:
    """The deleted steps right behind this one, when they lead elsewhere than to the live step behind them."""
    if len(rows.live("steps")) == len(rows.rows(Step)):
        return []  # nearly always, and then nothing has to be searched
    run = []
    for follower in followers(rows, step):
        if rows.is_live(follower):
            break
        run.append(follower)
    return run if any(deleted.says_next for deleted in run) else []


def followers(rows: Rows, step: Step) -> Iterator[Step]:
    """The steps behind this one in its journey, deleted ones too, in order."""
    here = rows.row("phases", step.phase_id)
    phases = rows.of(Phase, "journey_id", rows.row("journeys", here.journey_id))
    later = islice(dropwhile(lambda phase: phase.id != here.id, phases), 1, None)
    beside = rows.of(Step, "phase_id", here)
    yield from islice(dropwhile(lambda other: other.id != step.id, beside), 1, None)
    yield from chain.from_iterable(rows.of(Step, "phase_id", phase) for phase in later)


def _without_doubles(rows: Rows, step: Step) -> tuple[NextStep, ...]:
    """What is said stays as it is said; what leads through deleted steps is left out where it is said already."""
    links = rows.of(StepLink, "step_id", step)
    said = [_direct(rows, link) for link in links]
    taken = {way.to for way in said if way}
    out: list[NextStep] = []
    for link, way in zip(links, said, strict=True):
        out += (
            [way]
            if way
            else _unique(_through(rows, link, frozenset({step.id})), (*taken, *(w.to for w in out)))
        )
    return tuple(out)


def _direct(rows: Rows, link: StepLink) -> NextStep | None:
    to = END if link.target_id is None else rows.ref_of("steps", link.target_id)
    return shared(NextStep, to=to, condition=link.condition) if to is not None else None


def _through(rows: Rows, link: StepLink, passed: frozenset[int]) -> Iterator[NextStep]:
    """The ways that a link comes to; its own condition counts, else the first one that is met on the way."""
    way = _direct(rows, link)
    if way:
        yield way
    elif link.target_id not in passed:
        deleted = rows.row("steps", link.target_id)
        for way in _onward(rows, deleted, passed):
            yield shared(NextStep, to=way.to, condition=link.condition or way.condition)


def _onward(rows: Rows, deleted: Step, passed: frozenset[int]) -> Iterator[NextStep]:
    """Where a deleted step leads."""
    passed |= {deleted.id}
    links = rows.of(StepLink, "step_id", deleted)
    if deleted.says_next and links:
        for link in links:
            yield from _through(rows, link, passed)
    elif deleted.says_next or (behind := next(followers(rows, deleted), None)) is None:
        yield shared(NextStep, to=END, condition=None)
    elif rows.is_live(behind):
        yield shared(NextStep, to=behind.ref, condition=None)
    elif behind.id not in passed:
        yield from _onward(rows, behind, passed)


def _unique(ways: Iterator[NextStep], taken: tuple[str, ...]) -> list[NextStep]:
    """The first way to each target that is not taken."""
    out: dict[str, NextStep] = {}
    for way in ways:
        out.setdefault(way.to, way)
    return [way for to, way in out.items() if to not in taken]
