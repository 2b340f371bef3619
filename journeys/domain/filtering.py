"""A journey with only what one asks for: notes of a persona, from a severity on, only needs; steps of a channel, or
only those that changed. What is left out is left out of a copy: the order, the numbers and the ways stay, so that a
filtered picture can be laid beside the whole one.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple, get_args

from journeys.domain import document
from journeys.domain.document import Document, Journey, Step
from journeys.domain.words import CHANNEL, SEVERITY, Words

NOTHING: dict[str, Any] = {
    "touchpoint": None,
    "evidence": None,
    "citizen_action": None,
    "frontstage": None,
    "backstage": None,
    "support_systems": (),
    "documents": (),
    "waiting_time": None,
    "processing_time": None,
    "emotion": None,
    "moods": (),
    "reused": (),
    "legal_basis": (),
    "cost": None,
    "marks": (),
    "maturity": None,
    "fim_activity": None,
    "in_lanes": (),
    "pain_points": (),
    "needs": (),
    "quotes": (),
}
"""What is not said of a step that is only there for its place."""


class Filter(NamedTuple):
    """What is asked for; empty asks for nothing. `severity`: pain points of at least this weight."""

    persona: str = ""
    channel: str = ""
    severity: int = 0
    needs: bool = False
    changed: bool = False

    def key(self) -> tuple[str | int | bool, ...]:
        """What a picture that is kept depends on."""
        return tuple(self)

    def asked(self) -> dict[str, str]:
        """The same as an address says it; empty for nothing."""
        said = {"persona": self.persona, "channel": self.channel, "severity": str(self.severity or "")}
        said |= {"needs": "1" if self.needs else "", "changed": "1" if self.changed else ""}
        return {name: value for name, value in said.items() if value}


NO_FILTER = Filter()
"""All is shown."""


def read_filter(asked: Mapping[str, str], value: Document) -> Filter:
    """The filter that an address asks for; what does not exist is not asked for."""
    persona, channel, severity = (asked.get(name, "") for name in ("persona", "channel", "severity"))
    return Filter(
        persona if persona in {p.id for p in value.personas} else "",
        channel if channel in get_args(document.Channel) else "",
        int(severity) if severity in ("2", "3") else 0,
        asked.get("needs") == "1",
        asked.get("changed") == "1",
    )


def filtered(value: Document, journey: Journey, by: Filter) -> Journey:
    """A journey of the document as the filter leaves it; its title says what was left out."""
    if by == NO_FILTER:
        return journey
    phases = tuple(
        phase.model_copy(update={"steps": tuple(_step(step, by) for step in phase.steps)})
        for phase in journey.phases
    )
    said = in_words(by, value).in_(value.words_language)
    title = f"{journey.title} ({said})" if journey.title else said
    return journey.model_copy(update={"phases": phases, "title": title})


def in_words(by: Filter, value: Document) -> Words:
    """What is asked for, in a few words: „nur Lena Brückner, nur Online“."""
    name = next((persona.name for persona in value.personas if persona.id == by.persona), "")
    parts = [
        Words(f"nur {name}", f"only {name}") if name else None,
        Words(f"nur {CHANNEL[by.channel].de}", f"only {CHANNEL[by.channel].en}") if by.channel else None,
        Words(f"ab „{SEVERITY[by.severity].de}“", f"from “{SEVERITY[by.severity].en}” on")
        if by.severity
        else None,
        Words("nur Bedarfe", "only needs") if by.needs else None,
        Words("nur was sich ändert", "only what changes") if by.changed else None,
    ]
    said = [part for part in parts if part]
    return Words(", ".join(part.de for part in said), ", ".join(part.en for part in said))


def _step(step: Step, by: Filter) -> Step:
    other_channel = by.channel and step.channel != by.channel
    if other_channel or (by.changed and step.change not in ("added", "changed")):
        return step.model_copy(update=NOTHING)
    return step.model_copy(
        update={
            "pain_points": () if by.needs else _of(by, step.pain_points),
            "needs": _of(by, step.needs),
            "quotes": () if by.needs or by.severity else _of(by, step.quotes),
        }
    )


def _of(by: Filter, notes: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(
        note
        for note in notes
        if (not by.persona or note.persona in (by.persona, None))
        and (not by.severity or not hasattr(note, "severity") or (note.severity or 0) >= by.severity)
    )
