"""What a picture is of: the document, the journey in it, and how it is looked at, with its numbers worked out once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from journeys.domain.diff.uniting import Became
from journeys.domain.document import Document, Journey, Opportunity
from journeys.domain.flow import Link, links
from journeys.domain.sealing import mark_of, seal_of
from journeys.render.voice import Voice

View = Literal["journey", "blueprint", "comparison", "heat"]
Paper = Literal["a3", "a4"]
"""Sizes of paper that pictures are laid out for, landscape."""


@dataclass(frozen=True)
class Subject(Voice):
    """`paper` is the size of the sheets, None for the screen; `step_link` gives the address that a step's boxes lead
    to, where they lead anywhere. A comparison also has what the journey is to become, `to_be`; a filtered journey the
    one that it was made from, `whole`, whose numbers it keeps. Where two states of a journey are shown in one picture,
    `became` says what became of its steps (those not named are the same), and `about` which states. `talks` counts the
    comments on steps that are open."""

    document: Document
    journey: Journey
    view: View
    paper: Paper | None = None
    step_link: Callable[[str], str] | None = None
    to_be: Journey | None = None
    whole: Journey | None = None
    became: Mapping[str, Became] | None = None
    talks: Mapping[str, int] | None = None
    about: str = ""

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Step id → its number in every view, from 1; 0 for a step that went."""
        there = [step.id for step in self.journey.steps() if step.id not in self._gone]
        return {**dict.fromkeys(self._gone, 0), **{ref: n for n, ref in enumerate(there, start=1)}}

    @cached_property
    def _gone(self) -> frozenset[str]:
        return frozenset(ref for ref, one in (self.became or {}).items() if one.fate == "removed")

    @cached_property
    def edition(self) -> str:
        """A mark of all that the document says: two sheets with one mark are of one state, whatever they show of it."""
        return mark_of(seal_of(self.document))

    @cached_property
    def pain_numbers(self) -> Mapping[str, int]:
        """Pain point id → its number in the whole journey, from 1."""
        notes = (p for step in self._counted.steps() for p in step.pain_points)
        return {note.id: n for n, note in enumerate(notes, start=1)}

    @cached_property
    def need_numbers(self) -> Mapping[str, int]:
        """Need id → its number in the whole journey, from 1."""
        notes = (p for step in self._counted.steps() for p in step.needs)
        return {note.id: n for n, note in enumerate(notes, start=1)}

    @property
    def _counted(self) -> Journey:
        return self.whole or self.journey

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every way onward whose target there is, in order; its place here is its number in the drawing."""
        return tuple(
            link
            for link in links(self.journey)
            if (link.target in self.numbers or link.target == "end") and link.source not in self._gone
        )

    @cached_property
    def links_at(self) -> Mapping[str, Sequence[int]]:
        """Step id → numbers of the links that begin or end there."""
        at: dict[str, list[int]] = {step: [] for step in self.numbers}
        for n, link in enumerate(self.links):
            for step in {link.source, link.target} & at.keys():
                at[step].append(n)
        return at

    @cached_property
    def further(self) -> tuple[str, ...]:
        """Who has a mood on some step besides the one whom the journey is about, in the document's order."""
        felt = {mood.persona for step in self.journey.steps() for mood in step.moods}
        everybody = (persona.id for persona in self.document.personas)
        return tuple(one for one in everybody if one in felt and one != self.journey.persona)

    @cached_property
    def ideas(self) -> Mapping[str, Sequence[Opportunity]]:
        """Step id → what would help there: made for the step, or against a note on it."""
        at: dict[str, list[Opportunity]] = {step: [] for step in self.numbers}
        step_of = {note.id: step.id for step in self.journey.steps() for note in step.notes()}
        for idea in self.document.opportunities:
            for step in at.keys() & {idea.step, *map(step_of.get, idea.addresses)}:
                at[step].append(idea)
        return at
