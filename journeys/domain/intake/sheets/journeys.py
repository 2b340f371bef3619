"""Journeys, phases and steps out of rows, put together by ids, else by names, in the order of their numbers."""

from typing import Any

from journeys.domain.findings import Finding
from journeys.domain.intake.sheets.grids import warning
from journeys.domain.intake.sheets.ids import Ids, mark, slug
from journeys.domain.intake.sheets.parts import Part, lacks
from journeys.domain.wording import shown
from journeys.domain.words import KIND, Language, Words

COURSE = Words("Ablauf", "Course")
Plain = dict[str, Any]


class Way:
    """The journeys of a document while they are made. `steps` knows each step's part, by its id in `plain`."""

    def __init__(self, findings: list[Finding], language: Language) -> None:
        self._findings, self._language = findings, language
        self.journeys: list[Plain] = []
        self.steps: list[tuple[Part, Plain]] = []
        self._meant: dict[tuple[str, str | None, str | None], Plain] = {}
        self._phases: dict[tuple[str, str, str | None], Plain] = {}
        self._used: set[str] = set()
        self._journey_ids, self._phase_ids, self.step_ids, self._lane_ids = (Ids(findings) for _ in range(4))

    def add_journeys(self, parts: list[Part]) -> None:
        for part in parts:
            self._journey_ids.claim(part)
        for part in parts:
            kind = part.plain.setdefault("kind", "as_is")
            part.plain.setdefault("id", self._journey_ids.made(_base(kind, part.plain.get("title"))))
            self.journeys.append({**part.plain, "lanes": [], "phases": []})

    def add_lanes(self, parts: list[Part]) -> None:
        parts = [part for part in parts if not lacks(part, "name", "Name", self._findings)]
        for part in parts:
            self._lane_ids.claim(part)
        for part in parts:
            part.plain.setdefault("kind", "other")
            part.plain.setdefault("id", self._lane_ids.made(slug(part.plain["name"]) or "bahn"))
            self._journey_of(part)["lanes"].append(part.plain)

    def add_phases(self, parts: list[Part]) -> None:
        parts = [part for part in parts if not lacks(part, "name", "Phase", self._findings)]
        for part in parts:
            self._phase_ids.claim(part)
        for part in parts:
            part.plain.setdefault("id", self._phase_ids.made(slug(part.plain["name"]) or "phase"))
            self._keep(self._journey_of(part), {**part.plain, "steps": []})

    def add_steps(self, parts: list[Part]) -> None:
        """Each part one step; journeys and phases that nobody listed are made."""
        for part in parts:
            self.step_ids.claim(part)
            if isinstance(part.where.get("@phase"), str):
                self._phase_ids.reserve(part.where["@phase"])
        last: dict[str, Plain] = {}
        placed = []
        for part in parts:
            journey = self._journey_of(part)
            phase = last[journey["id"]] = self._phase_of(part, journey, last.get(journey["id"]))
            placed.append((part, journey, phase))
        for part, journey, phase in _in_order(placed):
            part.plain.setdefault(
                "id", self.step_ids.made(slug(part.plain["title"]) or f"schritt-{mark(part.plain['title'])}")
            )
            phase["steps"].append(part.plain)
            self.steps.append((part, journey))

    def whole(self) -> list[Plain]:
        """The journeys; at least one."""
        if not self.journeys:
            self._new_journey(None, None, "as_is")
        return self.journeys

    def _journey_of(self, part: Part) -> Plain:
        ref, title, kind = (part.where.get(name) for name in ("@journey", "@journey.title", "@journey.kind"))
        meant = ("id", ref, "") if ref is not None else ("name", title, kind)
        if meant not in self._meant:
            there = (journey for journey in self.journeys if _is_meant(journey, ref, title, kind))
            found = next(there, None)
            self._meant[meant] = found if found is not None else self._new_journey(ref, title, kind)
        return self._meant[meant]

    def _new_journey(self, ref: str | None, title: str | None, kind: str | None) -> Plain:
        by_title = next((key for key, words in KIND.items() if title in words), "as_is")
        kind = kind or by_title
        if ref is None or self._journey_ids.has(ref):
            ref = self._journey_ids.made(_base(kind, title))
        journey: Plain = {"id": ref, "kind": kind, "lanes": [], "phases": []}
        if title is not None:
            journey["title"] = title
        self.journeys.append(journey)
        return journey

    def _phase_of(self, part: Part, journey: Plain, before: Plain | None) -> Plain:
        ref, name = part.where.get("@phase"), part.where.get("@phase.name")
        meant = (journey["id"], "name" if ref is None else "id", name if ref is None else ref)
        there = self._phases.get(meant)
        if there is not None:
            return there
        phases: list[Plain] = journey["phases"]
        last = before or (phases[-1] if phases else None)
        if ref is None and name is None and last is not None:
            return last
        name = COURSE.in_(self._language) if name is None else name
        made: Plain = {"id": self._id_of_phase(part, ref, name), "name": name, "steps": []}
        self._phases[meant] = made
        return self._keep(journey, made)

    def _keep(self, journey: Plain, phase: Plain) -> Plain:
        journey["phases"].append(phase)
        self._used.add(phase["id"])
        self._phases.setdefault((journey["id"], "id", phase["id"]), phase)
        self._phases.setdefault((journey["id"], "name", phase["name"]), phase)
        return phase

    def _id_of_phase(self, part: Part, ref: str | None, name: str) -> str:
        if ref is None:
            return self._phase_ids.made(slug(name) or "phase")
        if ref in self._used:
            de = f"Die Phase „{shown(ref)}“ gehört zu einer anderen Reise; hier ist eine neue angelegt."
            en = f"The phase “{shown(ref)}” belongs to another journey; here is a new one."
            self._findings.append(warning(part.place("@phase"), de, en))
            return self._phase_ids.made(slug(name) or "phase")
        return ref


def _is_meant(journey: Plain, ref: str | None, title: str | None, kind: str | None) -> bool:
    if ref is not None:
        return bool(journey["id"] == ref)
    names = (journey.get("title"), *KIND[journey["kind"]], journey["id"])
    return (title is None or title in names) and (kind is None or kind == journey["kind"])


def _base(kind: str, title: str | None) -> str:
    return slug(title or "") or KIND[kind].de.casefold()


def _in_order(placed: list[tuple[Part, Plain, Plain]]) -> list[tuple[Part, Plain, Plain]]:
    """By number within each journey; a row without one stays behind the row before it."""
    at: dict[str, int] = {}
    keyed = []
    for entry in placed:
        part, journey, _ = entry
        at[journey["id"]] = part.where.get("@number", at.get(journey["id"], 0))
        keyed.append((at[journey["id"]], entry))
    return [entry for _, entry in sorted(keyed, key=lambda pair: pair[0])]
