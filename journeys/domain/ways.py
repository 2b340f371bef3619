"""Where a stored step leads: the ways that it says, through deleted steps on to what followed them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from journeys.domain.document import END, NextStep
from journeys.domain.journeys import Journey, Phase
from journeys.domain.steps import Step, StepLink

if TYPE_CHECKING:
    from journeys.domain.records import Records


def next_of(records: "Records", step: Step) -> tuple[NextStep, ...] | None:
    """Where the step leads; None when that is just to the step that follows.

    A step that says nothing in front of a deleted one that said where it leads takes that over: else it would fall
    through into whatever comes next, perhaps a sibling branch.
    """
    if step.says_next:
        return _without_doubles(records, step)
    through = masking(records, step)
    return tuple(_unique(_onward(records, through[0], frozenset()), ())) if through else None


def masking(records: "Records", step: Step) -> list[Step]:
    """The deleted steps right behind this one, when they lead elsewhere than to the live step behind them."""
    if all(records.is_live(row) for row in records.rows(Step)):
        return []  # nearly always, and then nothing has to be searched
    run = []
    for follower in followers(records, step):
        if records.is_live(follower):
            break
        run.append(follower)
    return run if any(deleted.says_next for deleted in run) else []


def followers(records: "Records", step: Step) -> list[Step]:
    """The steps behind this one in its journey, deleted ones too, in order."""
    journeys = {phase.id: phase.journey_id for phase in records.rows(Phase)}
    journey = next(row for row in records.rows(Journey) if row.id == journeys[step.phase_id])
    phases = records.of(Phase, "journey_id", journey)
    order = [row for phase in phases for row in records.of(Step, "phase_id", phase)]
    return order[[row.id for row in order].index(step.id) + 1 :]


def _without_doubles(records: "Records", step: Step) -> tuple[NextStep, ...]:
    """What is said stays as it is said; what leads through deleted steps is left out where it is said already."""
    links = records.of(StepLink, "step_id", step)
    said = [_direct(records, link) for link in links]
    taken = {way.to for way in said if way}
    out: list[NextStep] = []
    for link, way in zip(links, said, strict=True):
        out += (
            [way]
            if way
            else _unique(_through(records, link, frozenset({step.id})), (*taken, *(w.to for w in out)))
        )
    return tuple(out)


def _direct(records: "Records", link: StepLink) -> NextStep | None:
    to = END if link.target_id is None else records.ref_of("steps", link.target_id)
    return NextStep(to=to, condition=link.condition) if to is not None else None


def _through(records: "Records", link: StepLink, passed: frozenset[int]) -> Iterator[NextStep]:
    """The ways that a link comes to; its own condition counts, else the first one that is met on the way."""
    way = _direct(records, link)
    if way:
        yield way
    elif link.target_id not in passed:
        deleted = next(row for row in records.rows(Step) if row.id == link.target_id)
        for way in _onward(records, deleted, passed):
            yield way.model_copy(update={"condition": link.condition or way.condition})


def _onward(records: "Records", deleted: Step, passed: frozenset[int]) -> Iterator[NextStep]:
    """Where a deleted step leads."""
    passed |= {deleted.id}
    links = records.of(StepLink, "step_id", deleted)
    if deleted.says_next and links:
        for link in links:
            yield from _through(records, link, passed)
    elif deleted.says_next or not (behind := followers(records, deleted)):
        yield NextStep(to=END)
    elif records.is_live(behind[0]):
        yield NextStep(to=behind[0].ref)
    elif behind[0].id not in passed:
        yield from _onward(records, behind[0], passed)


def _unique(ways: Iterator[NextStep], taken: tuple[str, ...]) -> list[NextStep]:
    """The first way to each target that is not taken."""
    out: dict[str, NextStep] = {}
    for way in ways:
        out.setdefault(way.to, way)
    return [way for to, way in out.items() if to not in taken]
