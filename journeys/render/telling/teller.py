"""Who tells a document: its language, and how it calls what others refer to by an id."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from journeys.domain.document import Document, Fact, Journey, Origin, Span
from journeys.domain.durations import in_figures, span_in_words
from journeys.domain.words import KIND, STAFF_TERM, Language, Words
from journeys.render.telling import labels

Facts = list[tuple[Words, str]]
"""Pairs of a label and what is said; those that say nothing are left out."""


@dataclass(frozen=True)
class Teller:
    """Says words of ours in the document's language, and names instead of ids."""

    document: Document

    @property
    def language(self) -> Language:
        return self.document.words_language

    def say(self, words: Words, **values: object) -> str:
        """The words; `{staff}` and `values` are filled in."""
        text = words.in_(self.language)
        values = {"staff": self.document.service.staff_term or STAFF_TERM, **values}
        return text.format(**values) if "{" in text else text

    @cached_property
    def steps(self) -> dict[str, str]:
        """By id, each step with its number: „Schritt 3: Termin suchen“."""
        numbered = ((n, step) for each in self.document.journeys for n, step in enumerate(each.steps(), 1))
        return {step.id: self.say(labels.NUMBERED, n=n, title=step.title) for n, step in numbered}

    @cached_property
    def pains(self) -> dict[str, str]:
        """By id, the text of each pain point."""
        return {pain.id: pain.text for step in self.document.steps() for pain in step.pain_points}

    @cached_property
    def personas(self) -> dict[str, str]:
        return {persona.id: persona.name for persona in self.document.personas}

    @cached_property
    def sources(self) -> dict[str, str]:
        """By id, the number under which a source stands at the end."""
        there = enumerate(self.document.sources, 1)
        return {source.id: self.say(labels.SOURCE, n=n) for n, source in there}

    def journey(self, journey: Journey) -> str:
        """Its kind, with its title where that says more."""
        kind, title = self.say(KIND[journey.kind]), (journey.title or "").strip()
        name = self.say(labels.JOURNEY, kind=kind)
        return f"{name}: {title}" if title and title != kind else name

    def facts(self, facts: Facts) -> tuple[str, ...]:
        """The pairs that say something, as the texts of a block."""
        said = ((self.say(label), text) for label, text in facts if text)
        return tuple(text for pair in said for text in pair)

    def named(self, names: dict[str, str], ids: Iterable[str | None]) -> str:
        """What the ids mean; an id that means nothing stands for itself."""
        return "; ".join(names.get(each, each) for each in ids if each is not None)

    def about(self, text: str, *more: str) -> str:
        """A text with what is to be said about it, in brackets."""
        said = "; ".join(filter(None, more))
        return f"{text} ({said})" if said else text

    def cited(self, ids: Iterable[str]) -> str:
        return ", ".join(self.sources.get(each, each) for each in ids)

    def fact(self, fact: Fact | None) -> str:
        """A fact with its number and its sources."""
        if fact is None:
            return ""
        value = fact.value if isinstance(fact.value, str) else in_figures(fact.value).in_(self.language)
        return self.about(fact.text, " ".join(filter(None, (value, fact.unit))), self.cited(fact.sources))

    def span(self, span: Span | None) -> str:
        """A length of time in words, with its numbers and its sources."""
        if span is None:
            return ""
        numbers = span_in_words(span.min, span.max, span.unit, self.language)
        return self.about(span.text, "" if numbers == span.text else numbers, self.cited(span.sources))

    def origin(self, origin: Origin | None) -> str:
        if origin is None:
            return ""
        words = labels.ORIGIN_ON if origin.date else labels.ORIGIN
        return self.say(words, title=origin.workshop, day=origin.date)
