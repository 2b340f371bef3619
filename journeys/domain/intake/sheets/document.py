"""A document out of the parts that tables hold: each has an id, belongs somewhere, and names only what is there."""

from dataclasses import dataclass, field
from typing import Any

from journeys.domain.findings import Finding
from journeys.domain.intake.sheets.ids import Ids, mark, slug
from journeys.domain.intake.sheets.journeys import Plain, Way
from journeys.domain.intake.sheets.notes import Notes, Steps
from journeys.domain.intake.sheets.parts import Part, lacks
from journeys.domain.intake.sheets.references import (
    Names,
    named,
    one,
    several,
    speaking,
    steps_of,
    tells,
    ways,
)
from journeys.domain.words import Language


@dataclass
class Found:
    """The parts as the rows say them; `head` is what the document and its service say."""

    head: Plain
    parts: dict[str, list[Part]] = field(default_factory=dict)
    language: Language = "de"
    makes_personas: bool = False
    """Whether a persona that nobody lists is made of its name."""

    def of(self, name: str) -> list[Part]:
        return self.parts.get(name, [])


def document_of(found: Found, findings: list[Finding]) -> Plain:
    """The plain document."""
    personas = _listed(found.of("personas"), "name", "Name", findings)
    sources = _listed(found.of("sources"), "title", "Titel", findings)
    opportunities = _listed(found.of("opportunities"), "text", "Maßnahme", findings)
    way, notes = Way(findings, found.language), Notes(findings)
    way.add_journeys(found.of("journeys"))
    way.add_lanes(found.of("lanes"))
    way.add_phases(found.of("phases"))
    way.add_steps([p for p in found.of("steps") if not lacks(p, "title", "Schritt", findings)])
    notes.add(found.of("notes"), Steps(way.steps))
    if found.makes_personas:
        personas += _new_personas(found.of("notes"), personas)
    plain: dict[str, Any] = {
        **found.head,
        "personas": personas,
        "journeys": way.whole(),
        "opportunities": opportunities,
        "unsorted_notes": notes.unsorted,
        "sources": sources,
    }
    _Resolver(plain, found, way, findings).all()
    return plain


def _listed(parts: list[Part], needed: str, heading: str, findings: list[Finding]) -> list[Plain]:
    kept = [part for part in parts if not lacks(part, needed, heading, findings)]
    ids = Ids(findings)
    for part in kept:
        ids.claim(part)
    for part in kept:
        text = part.plain[needed]
        part.plain.setdefault("id", ids.made(slug(text) or mark(text)))
    return [part.plain for part in kept]


def _new_personas(notes: list[Part], there: list[Plain]) -> list[Plain]:
    known = named(there, "name")
    said = [note.plain["persona"] for note in notes if "persona" in note.plain]
    names = dict.fromkeys(name for name in said if known.id_of(name) is None)
    ids = Ids([])
    return [{"id": ids.made(slug(name) or mark(name)), "name": name} for name in names]


class _Resolver:
    """Makes ids of what parts name."""

    def __init__(self, plain: Plain, found: Found, way: Way, findings: list[Finding]) -> None:
        self._plain, self._found, self._way, self._findings = plain, found, way, findings
        self._personas, self._sources = named(plain["personas"], "name"), named(plain["sources"], "title")
        journeys = plain["journeys"]
        self._as_is = steps_of([journey for journey in journeys if journey["kind"] == "as_is"])
        self._steps = steps_of(journeys)
        self._in = {
            journey["id"]: (steps_of([journey]), named(journey["lanes"], "name")) for journey in journeys
        }
        texts = (p for part, _ in way.steps for p in part.plain.get("pain_points", []))
        self._pain_points = Names((p["id"], p["text"], None) for p in texts)

    def all(self) -> None:
        for part in self._found.of("journeys"):
            tell = tells(self._findings, part)
            journey = next(j for j in self._plain["journeys"] if j["id"] == part.plain["id"])
            one(journey, "persona", self._personas, tell)
            several(journey, "personas", self._personas, tell)
            several(journey, "removed_steps", self._as_is, tell)
        for part, journey in self._way.steps:
            self._step(part, journey)
        for part in self._found.of("notes"):
            one(part.plain, "persona", self._personas, tells(self._findings, part))
        for part in self._found.of("opportunities"):
            one(part.plain, "step", self._steps, tells(self._findings, part))
            several(part.plain, "addresses", self._pain_points, tells(self._findings, part))
        for name in ("service", "personas", "notes", "opportunities"):
            for part in self._found.of(name):
                several(part.plain, "sources", self._sources, tells(self._findings, part))

    def _step(self, part: Part, journey: Plain) -> None:
        plain, tell = part.plain, tells(self._findings, part)
        steps, lanes = self._in[journey["id"]]
        ways(plain, steps, tell)
        several(plain, "replaces", self._as_is, tell)
        several(plain, "resolves", self._pain_points, tell)
        speaking(plain, "moods", "persona", self._personas, tell)
        speaking(plain, "in_lanes", "lane", lanes, tell)
        for name in ("waiting_time", "processing_time", "cost"):
            several(plain.get(name, {}), "sources", self._sources, tell, f"{name}.sources")
