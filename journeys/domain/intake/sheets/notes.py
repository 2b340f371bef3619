"""Notes out of rows: on the step that a row names, or not yet sorted."""

from collections import defaultdict
from typing import Any

from journeys.domain.document import Need, PainPoint, Quote, UnsortedNote
from journeys.domain.findings import Finding
from journeys.domain.intake.sheets.grids import warning
from journeys.domain.intake.sheets.ids import Ids, mark
from journeys.domain.intake.sheets.journeys import Plain
from journeys.domain.intake.sheets.parts import Part, lacks, only
from journeys.domain.sheets.forms import plain_word
from journeys.domain.wording import shown
from journeys.domain.words import NOTE_KIND

ON_STEP: dict[str, tuple[str, Any]] = {
    "pain_point": ("pain_points", PainPoint),
    "need": ("needs", Need),
    "quote": ("quotes", Quote),
}
TELLING = {
    "severity": "pain_point",
    "frequency": "pain_point",
    "certainty": "pain_point",
    "priority": "need",
    "speaker": "quote",
}
"""What a note without a kind says tells what it is."""


class Steps:
    """Finds a step by its id, its title or its number."""

    def __init__(self, steps: list[tuple[Part, Plain]]) -> None:
        self._by_id = {part.plain["id"]: part.plain for part, _ in steps}
        self._by_title: dict[str, Plain] = {}
        self._by_number: dict[str, Plain] = {}
        numbers: dict[str, int] = defaultdict(int)
        for part, journey in steps:
            numbers[journey["id"]] += 1
            number = part.where.get("@number", numbers[journey["id"]])
            self._by_title.setdefault(plain_word(part.plain["title"]), part.plain)
            self._by_number.setdefault(str(number), part.plain)

    def found(self, ref: str | None, title: str | None, number: int | None = None) -> Plain | None:
        """The step that is meant; None when there is none."""
        by_id = self._by_id.get(ref) if ref is not None else None
        if by_id is not None or ref is not None:
            return by_id
        by_title = self._by_title.get(plain_word(title)) if title is not None else None
        if by_title is not None or title is None:
            return by_title or self._by_number.get(str(number))
        return self._by_number.get(title.strip())


class Notes:
    """Puts notes where they belong; `unsorted` are those on no step."""

    def __init__(self, findings: list[Finding]) -> None:
        self._findings, self._ids = findings, Ids(findings)
        self.unsorted: list[Plain] = []

    def add(self, parts: list[Part], steps: Steps) -> None:
        parts = [part for part in parts if not lacks(part, "text", "Hinweis", self._findings)]
        for part in parts:
            self._ids.claim(part)
        for part in parts:
            self._place(part, self._step(part, steps))

    def _step(self, part: Part, steps: Steps) -> Plain | None:
        if "@part" in part.where:
            return dict_of(part.where["@part"])
        ref, title, number = (part.where.get(name) for name in ("@step", "@step.title", "@number"))
        step = steps.found(ref, title, number)
        if step is None and not (ref is None and title is None and number is None):
            said = shown(title or ref or number)
            de = f"Den Schritt „{said}“ gibt es nicht; der Hinweis ist noch nicht zugeordnet."
            en = f"There is no step “{said}”; the note is not sorted yet."
            name = "@step" if ref is not None else "@step.title"
            self._findings.append(warning(part.place(name), de, en))
        return step

    def _place(self, part: Part, step: Plain | None) -> None:
        plain = part.plain
        kind = plain.get("kind") or next((k for name, k in TELLING.items() if name in plain), None)
        if step is not None and kind not in ON_STEP:
            self._findings.append(_not_on_step(part, kind, step))
            step = None
        on = step["id"] if step is not None else ""
        plain.setdefault("id", self._ids.made(f"n-{mark(plain['text'], kind or '', on)}"))
        if step is None:
            plain |= {"kind": kind} if kind is not None else {}
            only(part, UnsortedNote.model_fields, "noch nicht zugeordnet", self._findings)
            self.unsorted.append(plain)
            return
        plain.pop("kind", None)
        list_, value = ON_STEP[str(kind)]
        only(part, value.model_fields, NOTE_KIND[str(kind)].de, self._findings)
        step.setdefault(list_, []).append(plain)


def dict_of(step: Part | None) -> Plain | None:
    """The step that stands in the same row."""
    return step.plain if step is not None else None


def _not_on_step(part: Part, kind: str | None, step: Plain) -> Finding:
    title = shown(step["title"])
    if kind is None:
        de = f"Ohne Art steht der Hinweis bei keinem Schritt („{title}“); er ist noch nicht zugeordnet."
        return warning(
            part.place(), de, f"Without a kind the note is on no step (“{title}”); it is not sorted yet."
        )
    words = NOTE_KIND[kind]
    de = f"„{words.de}“ steht in einer Reise bei keinem Schritt („{title}“); der Hinweis ist noch nicht zugeordnet."
    en = f"“{words.en}” is on no step in a journey (“{title}”); the note is not sorted yet."
    return warning(part.place("kind"), de, en)
