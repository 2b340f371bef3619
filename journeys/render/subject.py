"""What a picture is of: the document, the journey in it, and how it is looked at, with its numbers worked out once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from journeys.domain.document import Document, Journey, Opportunity, Step
from journeys.domain.flow import Link, links
from journeys.domain.words import Words
from journeys.render.text import LONGEST, Passage, passage, passages

View = Literal["journey", "blueprint"]
_NOTHING = frozenset({"", "-", "–", "—", "―", "−"})


def filled(text: str | None) -> str:
    """`text`, or nothing where it is only a dash: an empty cell stays empty."""
    stripped = (text or "").strip()
    return "" if stripped in _NOTHING else stripped


@dataclass(frozen=True)
class Subject:
    """`step_link` gives the address that a step's boxes lead to; on paper there is none."""

    document: Document
    journey: Journey
    view: View
    paper: bool = False
    step_link: Callable[[str], str] | None = None

    @property
    def language(self) -> Literal["de", "en"]:
        return self.document.words_language

    def say(self, words: Words, **values: object) -> str:
        """The words in the document's language; `{staff}` and `values` are filled in."""
        return words.in_(self.language).format(staff=self.document.staff_term, **values)

    def set(
        self, text: str, width: float, size: float = 7.5, bold: bool = False, limit: int = LONGEST
    ) -> Passage:
        """A text in lines, broken by the rules of the document's language."""
        return passage(text, width, size, bold, limit, self.language)

    def set_list(self, texts: tuple[str, ...], width: float, size: float = 7.5) -> Passage:
        """Texts under one another."""
        return passages(texts, width, size, language=self.language)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Step id → its number in every view, from 1."""
        return {step.id: n for n, step in enumerate(self.journey.steps(), start=1)}

    @cached_property
    def pain_numbers(self) -> Mapping[str, int]:
        """Pain point id → its number in the journey, from 1."""
        notes = (p for step in self.journey.steps() for p in step.pain_points)
        return {note.id: n for n, note in enumerate(notes, start=1)}

    @cached_property
    def need_numbers(self) -> Mapping[str, int]:
        """Need id → its number in the journey, from 1."""
        notes = (p for step in self.journey.steps() for p in step.needs)
        return {note.id: n for n, note in enumerate(notes, start=1)}

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every way onward whose target there is, in order; its place here is its number in the drawing."""
        return tuple(
            link for link in links(self.journey) if link.target in self.numbers or link.target == "end"
        )

    @cached_property
    def ways_out(self) -> Mapping[str, int]:
        """Step id → how many ways lead on from it."""
        out: dict[str, int] = {}
        for link in self.links:
            out[link.source] = out.get(link.source, 0) + 1
        return out

    def opportunities(self, step: Step) -> tuple[Opportunity, ...]:
        """What would help at the step: made for it, or against a note on it."""
        notes = {note.id for note in step.notes()}
        return tuple(
            o for o in self.document.opportunities if o.step == step.id or notes.intersection(o.addresses)
        )

    def link(self, step: Step) -> str | None:
        return self.step_link(step.id) if self.step_link else None
