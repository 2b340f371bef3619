"""What rows of a table name in other rows: an id, or what people call it. What is not there is a warning."""

from collections.abc import Callable, Iterator
from typing import Any

from journeys.domain.document import END
from journeys.domain.findings import Finding
from journeys.domain.intake.sheets.grids import warning
from journeys.domain.intake.sheets.parts import Part
from journeys.domain.sheets.forms import plain_word
from journeys.domain.wording import shown

Plain = dict[str, Any]
Tell = Callable[[str, str], None]


class Names:
    """Parts of one kind by id, by number and by name; of equal names the first."""

    def __init__(self, parts: Iterator[tuple[str, str, int | None]]) -> None:
        self._ids: set[str] = set()
        self._names: dict[str, str] = {}
        for ref, name, number in parts:
            self._ids.add(ref)
            if name:
                self._names.setdefault(_called(name), ref)
            if number is not None:
                self._names.setdefault(str(number), ref)

    def id_of(self, said: str) -> str | None:
        return said if said in self._ids else self._names.get(_called(said))


def _called(name: str) -> str:
    """The name without what people write now so, now so; as it is where that is all of it."""
    return plain_word(name) or name


def named(parts: list[Plain], field: str) -> Names:
    """These parts, named by what stands in `field`."""
    return Names((part["id"], part.get(field) or "", None) for part in parts)


def steps_of(journeys: list[Plain]) -> Names:
    """The steps of these journeys."""
    return Names(
        (step["id"], step["title"], number)
        for journey in journeys
        for number, step in enumerate((s for phase in journey["phases"] for s in phase["steps"]), 1)
    )


def tells(findings: list[Finding], part: Part) -> Tell:
    """What says that a name in a field of the part is not there."""

    def tell(field: str, said: str) -> None:
        de, en = (
            f"„{shown(said)}“ gibt es nicht; nicht übernommen.",
            f"There is no “{shown(said)}”; not taken.",
        )
        findings.append(warning(part.place(field), de, en))

    return tell


def one(plain: Plain, field: str, names: Names, tell: Tell) -> None:
    """The field names one part, or is left out."""
    if field in plain:
        said = plain.pop(field)
        ref = names.id_of(said)
        if ref is None:
            tell(field, said)
        else:
            plain[field] = ref


def several(plain: Plain, field: str, names: Names, tell: Tell, told_as: str = "") -> None:
    """The field names parts; those that are not there go."""
    if field in plain:
        ids = []
        for said in plain[field]:
            ref = names.id_of(said)
            ids += [ref] if ref is not None else []
            if ref is None:
                tell(told_as or field, said)
        plain[field] = ids


def ways(plain: Plain, names: Names, tell: Tell) -> None:
    """Where the step leads; a way to nothing goes, and with the last one the whole field."""
    said = plain.pop("next", None)
    if said is None:
        return
    found = []
    for way in said:
        ref = END if way["to"] == END else names.id_of(way["to"])
        if ref is None:
            tell("next", way["to"])
        else:
            found.append({**way, "to": ref})
    if found or not said:
        plain["next"] = found


def speaking(plain: Plain, field: str, key: str, names: Names, tell: Tell) -> None:
    """Entries that speak of a persona or a lane, each at most once."""
    said = plain.pop(field, None)
    if said is None:
        return
    found: dict[str, Plain] = {}
    for entry in said:
        ref = names.id_of(entry[key])
        if ref is None or ref in found:
            tell(field, entry[key])
        else:
            found[ref] = {**entry, key: ref}
    if found:
        plain[field] = list(found.values())
