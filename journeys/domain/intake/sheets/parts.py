"""A row as a part of the document: each cell read by the form of its column; what is unclear is a warning there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from journeys.domain.findings import Finding
from journeys.domain.intake.sheets.grids import left_out, warning
from journeys.domain.intake.sheets.tables import Record
from journeys.domain.sheets.forms import Unclear, text_of
from journeys.domain.sheets.making import UNIT, Column
from journeys.domain.sheets.numbers import number_of
from journeys.domain.wording import shown
from journeys.domain.words import UNIT as UNIT_WORDS

_SPAN = re.compile(
    r"(?:ca\.?|etwa|about)?\s*(\d[\d.,]*)(?:\s*(?:-|–|bis|to)\s*(\d[\d.,]*))?\s*([^\W\d][\w. ]*)"
)
SPANS = ("waiting_time", "processing_time")
MOST_FINDINGS = 2_000


@dataclass
class Part:
    """A part that is being made: its fields, where it belongs (fields with @), and the row that says so."""

    plain: dict[str, Any]
    where: dict[str, Any]
    record: Record
    said: dict[str, str] = field(default_factory=dict)
    """By field the heading under which it was said."""

    def place(self, field: str = "") -> str:
        return self.record.place(self.said.get(field, ""))


class Findings(list[Finding]):
    """What is noticed; nobody reads more than some thousand, and a hostile file has more."""

    def append(self, finding: Finding) -> None:
        if len(self) < MOST_FINDINGS:
            super().append(finding)
        elif len(self) == MOST_FINDINGS:
            de = f"Es gibt noch mehr zu sagen; das sind die ersten {MOST_FINDINGS} Meldungen."
            super().append(
                warning("", de, f"There is more to say; these are the first {MOST_FINDINGS} findings.")
            )

    def extend(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.append(finding)


def part_of(
    record: Record, columns: Iterable[tuple[str, Column]], ours: bool, findings: list[Finding]
) -> Part:
    """What a row says of one part; `columns` by the field that the record has them under."""
    part = Part({}, {}, record)
    for name, column in columns:
        said = record.cells.get(name)
        if said is None or column.field[0] == "#":
            continue
        try:
            value = column.form.take(said.cell, ours)
        except Unclear as why:
            findings.append(unclear(record.place(said.heading), said.cell, why))
            continue
        part.said[column.field] = said.heading
        _set(part, column.field, value)
    _mend(part, ours, findings)
    return part


def _set(part: Part, name: str, value: Any) -> None:
    if name[0] == "@":
        part.where[name] = value
    elif "." in name:
        outer, inner = name.split(".")
        part.plain.setdefault(outer, {})[inner] = value
    else:
        part.plain[name] = value


def unclear(place: str, cell: str | int | float, why: Unclear) -> Finding:
    """The warning for a cell that is not taken."""
    said, words = shown(cell), why.words
    return warning(
        place,
        f"„{said}“ ist hier unklar und nicht übernommen. {words.de}",
        f"“{said}” is unclear here and not taken. {words.en}",
    )


def _mend(part: Part, ours: bool, findings: list[Finding]) -> None:
    """What has several columns is whole, or said to be left out."""
    for name in SPANS:
        if name in part.plain:
            part.plain[name] = _span(part.plain[name], ours)
    if "cost" in part.plain:
        cost = part.plain["cost"]
        cost.setdefault("text", " ".join(text_of(cost[key]) for key in ("value", "unit") if key in cost))
    _whole(part, "maturity", ("model", "level"), findings)
    _whole(part, "origin", ("workshop",), findings)
    maturity = part.plain.get("maturity")
    if maturity and maturity["model"] == "1.1" and maturity["level"] > 4:
        de, en = "Das Modell 1.1 hat nur die Stufen 0 bis 4.", "Model 1.1 has the levels 0 to 4 only."
        findings.append(warning(part.place("maturity.level"), de, en))
        del part.plain["maturity"]


def _whole(part: Part, name: str, needed: tuple[str, ...], findings: list[Finding]) -> None:
    value = part.plain.get(name)
    if value is not None and any(key not in value for key in needed):
        said = next(part.said[f"{name}.{key}"] for key in value)
        de, en = (
            "Dazu fehlt eine Angabe in einer anderen Spalte; nicht übernommen.",
            "Another column lacks what belongs to this; not taken.",
        )
        findings.append(warning(part.record.place(said), de, en))
        del part.plain[name]


def _span(span: dict[str, Any], ours: bool) -> dict[str, Any]:
    """With a text where only numbers are said, and with numbers where the text is nothing but them."""
    if "text" not in span:
        numbers = "–".join(dict.fromkeys(text_of(span[key]) for key in ("min", "max") if key in span))
        unit = UNIT_WORDS[span["unit"]].de if "unit" in span else ""
        return {"text": f"{numbers} {unit}".strip(), **span}
    found = None if ours else _SPAN.fullmatch(span["text"].strip())
    if found is None or {"min", "max", "unit"} & span.keys():
        return span
    try:
        unit = UNIT.take(found[3], False)
    except Unclear:
        return span
    low, high = number_of(found[1]), number_of(found[2] or found[1])
    return span if low is None or high is None else {**span, "min": low, "max": high, "unit": unit}


def lacks(part: Part, name: str, heading: str, findings: list[Finding]) -> bool:
    """Whether the part lacks what it can not be without; then that is said, and the row is not taken."""
    if name in part.plain:
        return False
    said = ", ".join(shown(said.cell) for said in part.record.cells.values())
    de, en = (
        f"Ohne „{heading}“ ist die Zeile nicht übernommen: {said}",
        f"Without “{heading}” the row is not taken: {said}",
    )
    findings.append(warning(part.record.place(), de, en))
    return True


def only(part: Part, known: Iterable[str], what: str, findings: list[Finding]) -> None:
    """Leave out, and say so, the fields that a part of this kind does not have."""
    for name in [name for name in part.plain if name not in known]:
        heading = next((h for f, h in part.said.items() if f.partition(".")[0] == name), name)
        said = shown(part.plain.pop(name))
        de, en = f"Dafür hat „{what}“ keinen Platz: {said}", f"“{what}” has no place for this: {said}"
        findings.append(left_out(part.record.place(heading), de, en))
