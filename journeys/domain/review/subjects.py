"""What a comment is about, in any version: the thing itself, how it is called there, and whether it has changed."""

from typing import Any, NamedTuple

from journeys.domain.diff.items import Key, Parts, parts_of
from journeys.domain.document import Document
from journeys.domain.field_words import FIELD
from journeys.domain.review.tables import About
from journeys.domain.words import KIND, NOTE_KIND, Words

NAMES = ("title", "name", "text")
CELLS = (
    *("channel", "touchpoint", "evidence", "documents", "citizen_action", "frontstage", "backstage"),
    *(
        "support_systems",
        "waiting_time",
        "processing_time",
        "emotion",
        "next",
        "legal_basis",
        "reused",
        "cost",
    ),
)
"""The fields of a step that are cells of a blueprint: what a comment on a cell can be about, besides own lanes."""
NOUN: dict[About, Words] = {
    "service": Words("Leistung", "Service"),
    "journey": Words("Reise", "Journey"),
    "step": Words("Schritt", "Step"),
    "cell": Words("Schritt", "Step"),
    "note": Words("Hinweis", "Note"),
    "opportunity": Words("Maßnahme", "Opportunity"),
}
PART: dict[About, str] = {
    "service": "service",
    "journey": "journey",
    "step": "step",
    "cell": "step",
    "note": "note",
    "opportunity": "opportunity",
}


class Subject(NamedTuple):
    """What a comment is about. `ref` is its document id, empty for the service; `lane` a field of the step or the id of
    an own lane."""

    about: About
    ref: str = ""
    lane: str = ""


class Standing(NamedTuple):
    """A subject in one document: what it is called, the step and the journey it is at (ids; empty where it is at none),
    and what it says and what holds it, to compare."""

    name: str
    step: str
    journey: str
    content: Any
    into: str | None
    noun: Words
    lane: Words | None


class Directory:
    """Finds the subjects of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._parts: Parts = parts_of(document)
        self._journeys = {step.id: j.id for j in document.journeys for step in j.steps()}
        self._numbers = {s.id: n for j in document.journeys for n, s in enumerate(j.steps(), 1)}
        self._steps = {step.id: step for step in document.steps()}

    def find(self, subject: Subject) -> Standing | None:
        """Where it stands; None where it is not there."""
        if subject.about == "service":
            fields = self._parts.items["service", ""].fields
            return Standing(str(fields["name"]), "", "", fields, None, NOUN["service"], None)
        key: Key = (PART[subject.about], subject.ref)  # type: ignore[assignment]
        item = self._parts.items.get(key)
        if item is None:
            return None
        step = self._step_of(subject, item.into)
        journey = subject.ref if subject.about == "journey" else self._journeys.get(step, "")
        content: Any = item.fields
        lane = None
        if subject.about == "cell":
            lane = self._lane(subject.lane)
            if lane is None:
                return None
            content = self._cell(subject, item.fields)
        elif subject.about == "step":
            # With its notes: what one sees of it.
            content = self._steps[subject.ref]
        return Standing(
            self._name(key, subject),
            step,
            journey,
            content,
            item.into,
            self._noun(subject, item.fields),
            lane,
        )

    def _step_of(self, subject: Subject, into: str | None) -> str:
        if subject.about in ("step", "cell"):
            return subject.ref
        if subject.about == "opportunity":
            return str(self._parts.items["opportunity", subject.ref].fields.get("step", ""))
        return (into or "") if subject.about == "note" else ""

    def _name(self, key: Key, subject: Subject) -> str:
        fields = self._parts.items[key].fields
        name = next((str(fields[name]) for name in NAMES if fields.get(name)), "")
        if subject.about == "journey" and not name:
            return KIND[str(fields["kind"])].in_(self._document.words_language)
        number = self._numbers.get(subject.ref) if subject.about in ("step", "cell") else None
        return f"{number} {name}" if number else name or subject.ref

    def _noun(self, subject: Subject, fields: dict[str, Any]) -> Words:
        if subject.about == "note":
            return NOTE_KIND.get(str(fields.get("kind")), NOUN["note"])
        return NOUN[subject.about]

    def _lane(self, lane: str) -> Words | None:
        if lane in CELLS:
            return FIELD[lane]
        names = (each.name for j in self._document.journeys for each in j.lanes if each.id == lane)
        name = next(names, None)
        return Words(name, name) if name is not None else None

    def _cell(self, subject: Subject, fields: dict[str, Any]) -> Any:
        if subject.lane in CELLS:
            return fields.get(subject.lane)
        return [said["text"] for said in fields.get("in_lanes", ()) if said["lane"] == subject.lane]
