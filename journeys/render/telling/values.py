"""Plain values of a document's fields as a sentence says them: words instead of codes, names instead of ids."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from journeys.domain import words
from journeys.domain.document import END, Document, Maturity
from journeys.domain.durations import in_figures
from journeys.domain.standards import FIM_ACTIVITIES, level_in_words
from journeys.domain.words import Words

CODES: Mapping[str, Mapping[Any, Words]] = {
    "actor": words.ACTOR,
    "role": words.ACTOR,
    "channel": words.CHANNEL,
    "channels": words.CHANNEL,
    "digital_skill": words.DIGITAL_SKILL,
    "emotion": words.EMOTION,
    "severity": words.SEVERITY,
    "frequency": words.FREQUENCY,
    "priority": words.PRIORITY,
    "certainty": words.CERTAINTY,
    "change": words.CHANGE,
    "marks": words.MARK,
    "horizon": words.HORIZON,
    "reliability": words.RELIABILITY,
    "fim_activity": FIM_ACTIVITIES,
}
"""Fields whose values are words of a table."""
KINDS: Mapping[str, Mapping[Any, Words]] = {
    "journey": words.KIND,
    "lane": words.LANE_KIND,
    "note": words.NOTE_KIND,
}
YES, NO = Words("ja", "yes"), Words("nein", "no")
FINISH = Words("Ende", "end")
EMPTY = Words("leer", "empty")


@dataclass(frozen=True)
class Values:
    """Says values in the language of `after`; names come from both documents, those of `after` first. Times and facts
    are said by their words, in `full` with their numbers and sources."""

    before: Document
    after: Document
    full: bool = False

    def said(self, field: str, value: Any, what: str = "", most: int = 200) -> str:
        """A field's value, nothing for None; texts in quotation marks, cut where they have more than `most` letters."""
        if value is None:
            return ""
        if field == "kind" and what in KINDS:
            return self._code(KINDS[what], value)
        if isinstance(value, list):
            return "; ".join(self.said(field, each, what, most) for each in value) or self._say(EMPTY)
        if field in CODES:
            return self._code(CODES[field], value)
        if field in self._named:
            return self.quoted(self._named[field].get(value, value), most)
        if isinstance(value, bool):
            return self._say(YES if value else NO)
        if isinstance(value, int | float):
            return in_figures(value).in_(self._language)
        if isinstance(value, dict):
            return self._parts[_shape(value)](value, most)
        return self.quoted(str(value), most)

    def whole(self, field: str, value: Any, what: str = "") -> str:
        """The same as it stands in a cell of a table: uncut, and a text as it was typed."""
        is_text = isinstance(value, str) and field not in {"kind", *CODES, *self._named}
        return str(value) if is_text else self.said(field, value, what, sys.maxsize)

    def quoted(self, text: str, most: int) -> str:
        """A text in quotation marks on one line, cut where it is long."""
        line = " ".join(text.split())
        cut = line if len(line) <= most else f"{line[: most - 1]}…"
        return f"„{cut}“" if self._language == "de" else f"“{cut}”"

    @property
    def _language(self) -> str:
        return self.after.words_language

    def _say(self, said: Words) -> str:
        return said.in_(self._language)

    def _code(self, table: Mapping[Any, Words], value: Any) -> str:
        return self._say(table[value]).format(staff=self.after.staff_term) if value in table else str(value)

    @cached_property
    def _named(self) -> dict[str, dict[str, str]]:
        """By field: what its ids mean."""
        steps, pains, personas, sources = ({} for _ in range(4))  # type: ignore[var-annotated]
        for document in (self.before, self.after):
            steps |= {step.id: step.title for step in document.steps()}
            pains |= {pain.id: pain.text for step in document.steps() for pain in step.pain_points}
            personas |= {persona.id: persona.name for persona in document.personas}
            sources |= {source.id: source.title for source in document.sources}
        return {
            "persona": personas,
            "personas": personas,
            "replaces": steps,
            "removed_steps": steps,
            "step": steps,
            "to": steps | {END: self._say(FINISH)},
            "resolves": pains,
            "addresses": pains,
            "sources": sources,
            "lane": {
                lane.id: lane.name
                for document in (self.before, self.after)
                for journey in document.journeys
                for lane in journey.lanes
            },
        }

    @cached_property
    def _parts(self) -> dict[str, Callable[[dict[str, Any], int], str]]:
        return {
            "to": lambda way, most: self._with(
                f"→ {self.said('to', way['to'], most=most)}", way.get("condition")
            ),
            "emotion": lambda mood, most: (
                f"{self._named['persona'].get(mood['persona'], mood['persona'])}: "
                f"{self.said('emotion', mood['emotion'])}"
            ),
            "lane": lambda said, most: (
                f"{self._named['lane'].get(said['lane'], said['lane'])}: {self.quoted(said['text'], most)}"
            ),
            "level": lambda reached, most: self._with(
                self._say(level_in_words(Maturity.from_plain(reached))), reached.get("date")
            ),
            "workshop": lambda origin, most: self._with(
                self.quoted(origin["workshop"], most), origin.get("date")
            ),
            "text": self._fact,
        }

    def _fact(self, fact: dict[str, Any], most: int) -> str:
        """A length of time or another fact."""
        text = " ".join(fact["text"].split())
        if not self.full:
            return text
        numbers = [in_figures(fact[name]).in_(self._language) for name in ("min", "max") if name in fact]
        value, unit = fact.get("value"), fact.get("unit")
        number = value if isinstance(value, str) else in_figures(value).in_(self._language)
        said = "–".join(dict.fromkeys(numbers)) or number
        measure = self._say(words.UNIT[unit]) if unit in words.UNIT else unit
        cited = self.said("sources", fact["sources"], most=40) if fact.get("sources") else ""
        return self._with(text, "; ".join(filter(None, (" ".join(filter(None, (said, measure))), cited))))

    def _with(self, text: str, more: str | None) -> str:
        return f"{text} ({more})" if more else text


def _shape(value: dict[str, Any]) -> str:
    """The name of the field by which a part is known for what it is."""
    return next(name for name in ("to", "emotion", "lane", "level", "workshop", "text") if name in value)
