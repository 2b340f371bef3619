"""What a journey asks of a citizen, summed along one way through it: never over ways that exclude each other."""

from fractions import Fraction
from typing import NamedTuple

from journeys.domain.document import Channel, Journey, Span, Step
from journeys.domain.durations import in_minutes
from journeys.domain.flow import Way, usual_way

NO_CONTACT = ("internal", "self")
"""Channels on which citizen and office do not meet."""


class Waiting(NamedTuple):
    """Minutes of waiting, the least and the most; `most` is None where some step says no longest time. `counted` and
    `unknown` are ids of the steps that say a waiting time with numbers, and in words alone."""

    least: Fraction
    most: Fraction | None
    counted: tuple[str, ...]
    unknown: tuple[str, ...]


class Sums(NamedTuple):
    """A journey in figures, along its usual way: steps that the citizen takes part in, waiting, contacts with the
    office, and the different channels of these."""

    way: Way
    citizen_steps: int
    waiting: Waiting
    contacts: int
    channels: tuple[Channel, ...]


def sums_of(journey: Journey) -> Sums:
    """The figures of the way that `usual_way` describes."""
    way = usual_way(journey)
    by_id = {step.id: step for step in journey.steps()}
    steps = [by_id[ref] for ref in way.steps]
    channels = [step.channel for step in steps if step.channel and step.channel not in NO_CONTACT]
    return Sums(
        way, sum(map(is_citizens, steps)), waiting(steps), len(channels), tuple(dict.fromkeys(channels))
    )


def is_citizens(step: Step) -> bool:
    """Whether the citizen takes part: not in what is internal, nor in what others do without any channel."""
    if step.channel is not None:
        return step.channel != "internal"
    return step.actor in (None, "citizen")


def waiting(steps: list[Step]) -> Waiting:
    """The waiting times of these steps, one after the other."""
    least, most = Fraction(0), Fraction(0)
    is_open = False
    counted, unknown = [], []
    for step in steps:
        if step.waiting_time is None:
            continue
        span = _range(step.waiting_time)
        if span is None:
            unknown.append(step.id)
            continue
        counted.append(step.id)
        least += span[0]
        is_open = is_open or span[1] is None
        most += span[1] or 0
    return Waiting(least, None if is_open else most, tuple(counted), tuple(unknown))


def _range(span: Span) -> tuple[Fraction, Fraction | None] | None:
    """Least and most minutes; a turned span is taken as it was meant, without a least time it begins at nothing."""
    if span.unit is None or (span.min is None and span.max is None):
        return None
    low = in_minutes(span.min, span.unit) if span.min is not None else Fraction(0)
    if span.max is None:
        return low, None
    high = in_minutes(span.max, span.unit)
    return min(low, high), max(low, high)
