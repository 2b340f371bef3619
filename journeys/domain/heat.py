"""Where it hurts: what was noted on the steps of one journey, counted so that it can be added up.

How it is counted; every screen and picture that shows these figures says so:

- A pain point counts whole on the step that it was noted on, with severity × frequency (`measures`). One that lacks
  either is *not rated*: it counts as a pain point, its score is 0, and it has a figure of its own.
- The document knows no lane for a pain point, so none is made up. There are two sides instead: pain points and quotes
  are what citizens go through, needs are what the staff lacks. The sides stand beside one another and are never added.
- A persona gets the notes that name it; notes that name none are a share of their own. A channel and a phase get the
  notes of their steps. So the shares of each of these three add up to the whole journey.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple, TypeVar

from journeys.domain.document import Channel, Journey, Need, Note, PainPoint, Step
from journeys.domain.measures import FREQUENCY_WEIGHT, pain_score

LEVELS = 5
LEVEL_WIDTH = 6
"""Scores that share a level: half of what one pain point can have at most."""
K = TypeVar("K", bound=Hashable)


class Heat(NamedTuple):
    """Figures of some notes. Rated pain points are told apart by severity, needs by priority (the last: not said)."""

    score: int = 0
    severe: int = 0
    obstructive: int = 0
    annoying: int = 0
    unrated: int = 0
    essential: int = 0
    important: int = 0
    helpful: int = 0
    unweighed: int = 0
    quotes: int = 0

    @property
    def pain_points(self) -> int:
        return self.severe + self.obstructive + self.annoying + self.unrated

    @property
    def needs(self) -> int:
        return self.essential + self.important + self.helpful + self.unweighed

    @property
    def level(self) -> int:
        return level(self.score)


def level(score: int) -> int:
    """0 for no pain, else 1 (up to 6) to 5 (from 25): fixed, so that pictures of different services compare."""
    return min(LEVELS, -(-score // LEVEL_WIDTH))


def heat_of(notes: Iterable[Note]) -> Heat:
    """The figures of these notes."""
    return together(map(_heat_of_one, notes))


def _heat_of_one(note: Note) -> Heat:
    if isinstance(note, PainPoint):
        score = pain_score(note)
        how = {1: "annoying", 2: "obstructive", 3: "severe"}[note.severity or 0] if score else "unrated"
        return Heat(score=score)._replace(**{how: 1})
    if isinstance(note, Need):
        names = {1: "essential", 2: "important", 3: "helpful"}
        return Heat()._replace(**{names.get(note.priority or 0, "unweighed"): 1})
    return Heat(quotes=1)


def together(heats: Iterable[Heat]) -> Heat:
    """The sum, figure by figure."""
    return Heat(*map(sum, zip(*heats, strict=True)))


class HotStep(NamedTuple):
    """A step in its journey, with its number, its phase and the figures of its notes."""

    number: int
    phase: str
    step: Step
    heat: Heat


def hot_steps(journey: Journey) -> tuple[HotStep, ...]:
    """Every step of the journey, in order."""
    placed = [(phase.name, step) for phase in journey.phases for step in phase.steps]
    return tuple(HotStep(n, name, step, heat_of(step.notes())) for n, (name, step) in enumerate(placed, 1))


def heat_of_journey(journey: Journey) -> Heat:
    """The figures of all steps together."""
    return heat_of(note for step in journey.steps() for note in step.notes())


class Share(NamedTuple):
    """What falls to one phase, channel or persona: on how many steps, and the figures."""

    steps: int
    heat: Heat


def by_phase(journey: Journey) -> list[tuple[str, Share]]:
    """Each phase in order, empty ones too; two of one name stay two."""
    return [
        (phase.name, Share(len(phase.steps), heat_of(note for step in phase.steps for note in step.notes())))
        for phase in journey.phases
    ]


def by_channel(journey: Journey) -> dict[Channel | None, Share]:
    """Each channel that steps go through, the one with the highest score first; None for steps that name none."""
    return _ranked(_shares(journey, lambda step, note: step.channel, lambda step: (step.channel,)))


def by_persona(journey: Journey) -> dict[str | None, Share]:
    """Each persona that notes name, the one with the highest score first, and last None: notes that name none."""
    shares = _ranked(_shares(journey, lambda step, note: note.persona, lambda step: ()))
    return {**{key: share for key, share in shares.items() if key is not None}, **_only(shares, None)}


def _shares(
    journey: Journey, of_note: Callable[[Step, Note], K], of_step: Callable[[Step], tuple[K, ...]]
) -> dict[K, Share]:
    """The notes by what `of_note` says; a share has the steps of which it has a note, or to which it is by itself."""
    notes: dict[K, list[Note]] = {}
    steps: dict[K, set[str]] = {}
    for step in journey.steps():
        for key in (*of_step(step), *(of_note(step, note) for note in step.notes())):
            steps.setdefault(key, set()).add(step.id)
        for note in step.notes():
            notes.setdefault(of_note(step, note), []).append(note)
    return {key: Share(len(ids), heat_of(notes.get(key, ()))) for key, ids in steps.items()}


def _ranked(shares: dict[K, Share]) -> dict[K, Share]:
    return dict(sorted(shares.items(), key=lambda entry: -entry[1].heat.score))


def _only(shares: dict[K, Share], key: K) -> dict[K, Share]:
    return {key: shares[key]} if key in shares else {}


def terms(step: Step) -> tuple[tuple[int, int], ...]:
    """What the step's score is the sum of: severity and weight of each rated pain point, the heaviest first."""
    rated = [
        (p.severity or 0, FREQUENCY_WEIGHT[p.frequency or ""]) for p in step.pain_points if pain_score(p)
    ]
    return tuple(sorted(rated, key=lambda term: (-term[0] * term[1], -term[0])))


def persona_scores(step: Step) -> list[tuple[str | None, int]]:
    """The step's score by the personas that its pain points name, in their order, and last what names none."""
    named = dict.fromkeys(pain.persona for pain in step.pain_points)
    return [(key, score_for(step, key)) for key in sorted(named, key=lambda key: key is None)]


def score_for(step: Step, persona: str | None) -> int:
    """What of the step's score falls to this persona, or to none."""
    return heat_of(pain for pain in step.pain_points if pain.persona == persona).score


class Sums(NamedTuple):
    """What a picture of a journey says of all its steps. `personas`: the score of each persona that pain points name
    and, last, of those that name none; empty when none is named at all."""

    all: Heat
    personas: tuple[tuple[str | None, int], ...]


def sums_of(journey: Journey) -> Sums:
    """The sums over all steps of the journey."""
    pains = [(key, share.heat) for key, share in by_persona(journey).items() if share.heat.pain_points]
    named = any(key is not None for key, _ in pains)
    return Sums(heat_of_journey(journey), tuple((key, heat.score) for key, heat in pains if named))
