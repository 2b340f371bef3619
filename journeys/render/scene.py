"""All that the drawing of one band is made from, besides its columns.

Whoever draws a band gets a scene and not the whole subject, so equal scenes with equal columns are drawn alike, and
a band that was drawn before need not be drawn again when a note on another band has changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from journeys.domain import document
from journeys.domain.diff.uniting import Became
from journeys.domain.document import Kind, Opportunity, Step
from journeys.domain.flow import Link
from journeys.domain.heat import Sums, sums_of
from journeys.render.grid import Stretch
from journeys.render.subject import Subject
from journeys.render.voice import Voice

Pairs = tuple[tuple[str, int], ...]
"""Ids with their numbers."""
Lane = Literal["documents", "quotes", "times", "ideas", "law"]


@dataclass(frozen=True)
class Scene(Voice):
    """`steps`, `pains` and `needs` are numbered as in the whole journey, `links` are those that touch the band.

    `lanes` says which of the lanes that a journey may do without it needs on any band, `own` are the journey's own
    lanes that are drawn. `persona` is whom the journey is about, `further` are those besides who have a mood on some
    step of it. `addresses` are those that the boxes of the band's steps lead to. `sums`: the figures of the whole
    journey, in the heat view only. `became`: what became of the band's steps, where two states are shown in one.
    `talks`: how many open comments there are on steps of the band.
    """

    kind: Kind
    steps: Pairs
    pains: Pairs
    needs: Pairs
    links: tuple[tuple[int, Link], ...]
    ideas: tuple[tuple[str, tuple[Opportunity, ...]], ...]
    personas: tuple[tuple[str, str], ...]
    lanes: frozenset[Lane]
    own: tuple[document.Lane, ...]
    persona: str | None
    further: tuple[str, ...]
    addresses: tuple[tuple[str, str], ...]
    sums: Sums | None = None
    became: tuple[tuple[str, Became], ...] | None = None
    talks: Pairs = ()

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Id → number of every step in the band and of those that its links lead to or come from."""
        return dict(self.steps)

    @cached_property
    def pain_numbers(self) -> Mapping[str, int]:
        return dict(self.pains)

    @cached_property
    def need_numbers(self) -> Mapping[str, int]:
        return dict(self.needs)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Persona id → name."""
        return dict(self.personas)

    @cached_property
    def fates(self) -> Mapping[str, Became]:
        """Step id → what became of it; nothing about those that are the same."""
        return dict(self.became or ())

    @cached_property
    def ways_out(self) -> Mapping[str, int]:
        """Step id → how many ways lead on from it."""
        out: dict[str, int] = {}
        for _, link in self.links:
            out[link.source] = out.get(link.source, 0) + 1
        return out

    def opportunities(self, step: Step) -> tuple[Opportunity, ...]:
        """What would help at the step."""
        return dict(self.ideas)[step.id]


def lanes_of(subject: Subject) -> frozenset[Lane]:
    """The lanes that some step of the journey fills."""
    steps = subject.journey.steps()
    there: dict[Lane, bool] = {
        "documents": any(step.documents for step in steps),
        "quotes": any(step.quotes for step in steps),
        "times": any(step.waiting_time or step.processing_time for step in steps),
        "ideas": any(subject.ideas.values()),
        "law": any(step.legal_basis for step in steps),
    }
    return frozenset(lane for lane, needed in there.items() if needed)


def scene_of(subject: Subject, stretch: Stretch, lanes: frozenset[Lane]) -> Scene:
    """What there is to know for the drawing of `stretch`, and nothing else."""
    steps = [step for _, step, _ in stretch.steps()]
    touching = sorted({n for step in steps for n in subject.links_at[step.id]})
    links = [(n, subject.links[n]) for n in touching]
    known = {step.id for step in steps}.union(*((link.source, link.target) for _, link in links))
    to = subject.step_link
    return Scene(
        subject.language,
        subject.staff,
        kind=subject.journey.kind,
        steps=tuple(sorted((step, subject.numbers[step]) for step in known & subject.numbers.keys())),
        pains=tuple((note.id, subject.pain_numbers[note.id]) for step in steps for note in step.pain_points),
        needs=tuple((note.id, subject.need_numbers[note.id]) for step in steps for note in step.needs),
        links=tuple(links),
        ideas=tuple((step.id, tuple(subject.ideas[step.id])) for step in steps),
        personas=tuple((persona.id, persona.name) for persona in subject.document.personas),
        lanes=lanes,
        own=tuple(lane for lane in subject.journey.lanes if not lane.hidden),
        persona=subject.journey.persona,
        further=subject.further,
        addresses=tuple((step.id, to(step.id)) for step in steps) if to else (),
        sums=sums_of(subject.journey) if subject.view == "heat" else None,
        became=_became(subject, known),
        talks=tuple(sorted((ref, n) for ref, n in (subject.talks or {}).items() if ref in known)),
    )


def _became(subject: Subject, steps: set[str]) -> tuple[tuple[str, Became], ...] | None:
    if subject.became is None:
        return None
    return tuple((ref, one) for ref, one in subject.became.items() if ref in steps)
