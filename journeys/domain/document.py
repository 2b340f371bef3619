"""The journey document, format journeys/1, as typed values.

The shape is that of `docs/format/journey-document.schema.json`; `intake` reads files into it and `writing` writes
it. An optional list that is absent and one that is empty mean the same, but for `Step.next`, where absent means
"to the step that follows" and empty means "the journey ends here".
"""

import json
from collections.abc import Iterator
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict

Kind = Literal["as_is", "to_be"]
Actor = Literal["citizen", "clerk", "system", "third_party"]
Channel = Literal["online", "app", "counter", "phone", "mail", "email", "internal", "self"]
Frequency = Literal["rarely", "sometimes", "often", "almost_always"]
Certainty = Literal["seen", "told", "data", "assumed"]
NoteKind = Literal["pain_point", "need", "quote", "keep", "worry", "idea"]
Unit = Literal["minutes", "hours", "days", "working_days", "weeks", "months", "years"]
DigitalSkill = Literal["low", "medium", "high"]
Change = Literal["added", "changed", "unchanged"]
Horizon = Literal["short", "medium", "long"]
Reliability = Literal["high", "medium", "low", "unchecked", "invented"]
LaneKind = Literal["third_party", "law", "data", "metrics", "other"]
Mark = Literal["decision", "fail_point", "moment_of_truth", "waiting_point"]
MaturityModel = Literal["1.1", "2.0"]
END = "end"


class Value(BaseModel):
    """A part of the document: immutable, and written without what it does not say."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    def plain(self) -> dict[str, Any]:
        """This part as dicts, lists, strings, numbers and booleans, in the schema's order of fields."""
        out: dict[str, Any] = {}
        for name in type(self).model_fields:
            value = getattr(self, name)
            if self._is_said(name, value):
                out[name] = _plain(value)
        return out

    @classmethod
    def from_plain(cls, plain: Any) -> Self:
        """The value that `plain()` gives this for; raises ValueError for anything that the schema refuses."""
        return cls.model_validate_json(json.dumps(plain))

    @classmethod
    def _is_said(cls, name: str, value: Any) -> bool:
        return value is not None and (value != () or cls.model_fields[name].is_required())


def _plain(value: Any) -> Any:
    if isinstance(value, Value):
        return value.plain()
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value


class Fact(Value):
    text: str
    value: int | float | str | None = None
    unit: str | None = None
    sources: tuple[str, ...] = ()


class Span(Value):
    """A length of time in words, and as numbers where they are known; `min` and `max` in `unit`."""

    text: str
    min: int | float | None = None
    max: int | float | None = None
    unit: Unit | None = None
    sources: tuple[str, ...] = ()


class Service(Value):
    name: str
    short_name: str | None = None
    country: str | None = None
    staff_term: str | None = None
    key: str | None = None
    life_situation: str | None = None
    legal_basis: tuple[str, ...] = ()
    authority: str | None = None
    channels: tuple[Channel, ...] = ()
    fee: Fact | None = None
    duration: Fact | None = None
    facts: tuple[Fact, ...] = ()


class Persona(Value):
    id: str
    name: str
    role: Actor | None = None
    age: int | None = None
    situation: str | None = None
    goals: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()
    digital_skill: DigitalSkill | None = None
    sources: tuple[str, ...] = ()


class Origin(Value):
    """The workshop in which a note was written: its title and its day (ISO 8601). Never who, or at what time."""

    workshop: str
    date: str | None = None


class PainPoint(Value):
    """`severity` 1 lästig, 2 hinderlich, 3 schlimm."""

    id: str
    text: str
    severity: int | None = None
    frequency: Frequency | None = None
    persona: str | None = None
    sources: tuple[str, ...] = ()
    certainty: Certainty | None = None
    origin: Origin | None = None


class Need(Value):
    """`priority` 1 unbedingt, 2 wichtig, 3 hilfreich."""

    id: str
    text: str
    priority: int | None = None
    persona: str | None = None
    sources: tuple[str, ...] = ()
    origin: Origin | None = None


class Quote(Value):
    id: str
    text: str
    speaker: str | None = None
    invented: bool | None = None
    persona: str | None = None
    sources: tuple[str, ...] = ()
    origin: Origin | None = None


Note = PainPoint | Need | Quote


class NextStep(Value):
    """`to` is a step's id or `end`."""

    to: str
    condition: str | None = None


class Mood(Value):
    """How it goes for one of the further personas; `emotion` as in a step."""

    persona: str
    emotion: int


class Maturity(Value):
    """The level that was reached in a model of digital maturity (OZG-Reifegrad), and the day of finding so (ISO 8601).

    `level` 0 to 4 in model 1.1, 0 to 7 in model 2.0.
    """

    model: MaturityModel
    level: int
    date: str | None = None


class Lane(Value):
    """A lane of a journey's own, below those that every blueprint has; a hidden one is kept and not drawn."""

    id: str
    name: str
    kind: LaneKind
    hidden: bool | None = None


class LaneText(Value):
    """What a step says in one of its journey's own lanes."""

    lane: str
    text: str


class Step(Value):
    """`emotion` is the mood of the journey's persona; `moods` are those of further ones. `reused`: once-only, what is
    there already and need not be asked again. `fim_activity` is the number of a FIM reference activity group."""

    id: str
    title: str
    actor: Actor | None = None
    optional: bool | None = None
    channel: Channel | None = None
    touchpoint: str | None = None
    evidence: str | None = None
    citizen_action: str | None = None
    frontstage: str | None = None
    backstage: str | None = None
    support_systems: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    reused: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    waiting_time: Span | None = None
    processing_time: Span | None = None
    cost: Fact | None = None
    emotion: int | None = None
    moods: tuple[Mood, ...] = ()
    marks: tuple[Mark, ...] = ()
    maturity: Maturity | None = None
    fim_activity: int | None = None
    in_lanes: tuple[LaneText, ...] = ()
    next: tuple[NextStep, ...] | None = None
    change: Change | None = None
    replaces: tuple[str, ...] = ()
    resolves: tuple[str, ...] = ()
    pain_points: tuple[PainPoint, ...] = ()
    needs: tuple[Need, ...] = ()
    quotes: tuple[Quote, ...] = ()

    @classmethod
    def _is_said(cls, name: str, value: Any) -> bool:
        return value is not None if name == "next" else super()._is_said(name, value)

    def notes(self) -> tuple[Note, ...]:
        """All notes on the step: pain points, then needs, then quotes."""
        return (*self.pain_points, *self.needs, *self.quotes)


class Phase(Value):
    id: str
    name: str
    goal: str | None = None
    steps: tuple[Step, ...]


class Journey(Value):
    id: str
    kind: Kind
    title: str | None = None
    summary: str | None = None
    persona: str | None = None
    personas: tuple[str, ...] = ()
    lanes: tuple[Lane, ...] = ()
    removed_steps: tuple[str, ...] = ()
    phases: tuple[Phase, ...]

    def steps(self) -> tuple[Step, ...]:
        """The steps of all phases, in order; the n-th has the number n in every view (from 1)."""
        return tuple(step for phase in self.phases for step in phase.steps)


class Opportunity(Value):
    """`impact` and `effort` 1 small to 5 large."""

    id: str
    text: str
    addresses: tuple[str, ...] = ()
    impact: int | None = None
    effort: int | None = None
    horizon: Horizon | None = None
    step: str | None = None
    sources: tuple[str, ...] = ()


class UnsortedNote(Value):
    id: str
    text: str
    kind: NoteKind | None = None
    origin: Origin | None = None


class Source(Value):
    id: str
    title: str
    publisher: str | None = None
    url: str | None = None
    date: str | None = None
    used_for: str | None = None
    verified: bool | None = None
    reliability: Reliability | None = None


class Document(Value):
    format: Literal["journeys/1"] = "journeys/1"
    id: str
    language: str | None = None
    as_of: str | None = None
    disclaimer: str | None = None
    service: Service
    personas: tuple[Persona, ...] = ()
    journeys: tuple[Journey, ...]
    opportunities: tuple[Opportunity, ...] = ()
    unsorted_notes: tuple[UnsortedNote, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def words_language(self) -> Literal["de", "en"]:
        """The language of words that a picture adds: the document's when it is `de` or `en`, else English."""
        return "de" if (self.language or "de") == "de" else "en"

    @property
    def staff_term(self) -> str:
        return self.service.staff_term or "VFA"

    def journey(self, id: str | None = None) -> Journey | None:
        """The journey with this id, the first one without an id, None when there is none of that id."""
        return next((j for j in self.journeys if id is None or j.id == id), None)

    def steps(self) -> Iterator[Step]:
        """The steps of all journeys."""
        for journey in self.journeys:
            yield from journey.steps()
