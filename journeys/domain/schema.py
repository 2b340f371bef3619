"""Findings from the JSON schema of format journeys/1, said in words: for a whole document or for a part of it.

The `jsonschema` library finds what is wrong; each of its keywords is put into words here.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from journeys.domain.findings import Finding
from journeys.domain.schema_words import (
    END_IS_NO_ID,
    NOTHING,
    PATTERNS,
    is_empty,
    no_such_field,
    one_of,
    wrong_type,
)
from journeys.domain.wording import inside, place_of, quoted, shown
from journeys.domain.words import Words
from journeys.places import place

# Nobody mends more than these at once, and a hostile document has a hundred thousand.
MOST = 1_000

# Where the schema keeps the shape of each part that can be edited for itself.
PARTS: dict[str, tuple[str, ...]] = {
    "service": ("properties", "service"),
    "persona": ("properties", "personas", "items"),
    "journey": ("properties", "journeys", "items"),
    "lane": ("properties", "journeys", "items", "properties", "lanes", "items"),
    "phase": ("properties", "journeys", "items", "properties", "phases", "items"),
    "step": ("$defs", "step"),
    "next": ("$defs", "step", "properties", "next", "items"),
    "pain_point": ("$defs", "step", "properties", "pain_points", "items"),
    "need": ("$defs", "step", "properties", "needs", "items"),
    "quote": ("$defs", "step", "properties", "quotes", "items"),
    "opportunity": ("properties", "opportunities", "items"),
    "unsorted_note": ("properties", "unsorted_notes", "items"),
    "source": ("properties", "sources", "items"),
    "fact": ("$defs", "fact"),
    "span": ("$defs", "span"),
}


def schema_findings(plain: Any, part: str | None = None) -> list[Finding]:
    """What the schema has against `plain`, at most a thousand findings; `part` is a key of PARTS.

    Places are counted from the part: an edited step's field is `title`, not `journeys[0]….title`.
    """
    return _told(_validator(part), plain)


def findings_against(shape: Mapping[str, Any], plain: Any) -> list[Finding]:
    """The same for plain values of another shape, given as a JSON schema."""
    return _told(Draft202012Validator(dict(shape)), plain)


def _told(validator: Draft202012Validator, plain: Any) -> list[Finding]:
    errors = validator.iter_errors(plain)
    findings = (Finding(*said) for error in islice(errors, MOST) for said in _say(_miss(error)))
    return list(dict.fromkeys(islice(findings, MOST)))


@cache
def schema() -> dict[str, Any]:
    """The published schema."""
    path = place("docs/format") / "journey-document.schema.json"
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return loaded


@cache
def part_schema(part: str | None) -> dict[str, Any]:
    """The schema of one part, with the definitions that it refers to; raises KeyError for an unknown part.

    `head` is the document without its parts: what it says of itself.
    """
    if part == "head":
        return _head_schema()
    shape = schema()
    for key in PARTS[part] if part else ():
        shape = shape[key]
    return {**shape, "$defs": schema()["$defs"]}


def _head_schema() -> dict[str, Any]:
    fields = {name: schema()["properties"][name] for name in ("id", "language", "as_of", "disclaimer")}
    return {"type": "object", "required": ["id"], "additionalProperties": False, "properties": fields}


@cache
def _validator(part: str | None) -> Draft202012Validator:
    return Draft202012Validator(part_schema(part))


class Miss(NamedTuple):
    """One thing that a keyword of the schema has against a value."""

    keyword: str
    wanted: Any
    found: Any
    shape: Any
    place: str
    causes: tuple["Miss", ...]


Said = Iterator[tuple[str, Words]]


def _miss(error: ValidationError) -> Miss:
    # Of several shapes that are possible the first is the one to be mended.
    first = (cause for cause in error.context or () if cause.schema_path[0] == 0)
    return Miss(
        str(error.validator),
        error.validator_value,
        error.instance,
        error.schema,
        place_of(error.absolute_path),
        tuple(map(_miss, first)),
    )


def _say(miss: Miss) -> Said:
    yield from SPEAKERS.get(miss.keyword, _anything_else)(miss)


def _required(miss: Miss) -> Said:
    for field in miss.wanted:
        if field not in miss.found:
            de, en = (
                f"Das Feld „{field}“ fehlt. Bitte ergänzen Sie es.",
                f"The field “{field}” is missing. Please add it.",
            )
            yield inside(miss.place, field), Words(de, en)


def _unknown_field(miss: Miss) -> Said:
    known = list(miss.shape["properties"])
    for field in islice((f for f in miss.found if f not in known), MOST):
        yield inside(miss.place, field), no_such_field(field, known)


def _type(miss: Miss) -> Said:
    wanted = miss.wanted if isinstance(miss.wanted, list) else [miss.wanted]
    if miss.found is None:
        yield miss.place, is_empty(wanted) if miss.place else NOTHING
    else:
        yield miss.place, wrong_type(miss.found, wanted)


def _enum(miss: Miss) -> Said:
    yield miss.place, is_empty(["string"]) if miss.found is None else one_of(miss.found, miss.wanted)


def _const(miss: Miss) -> Said:
    yield miss.place, one_of(miss.found, [miss.wanted])


def _pattern(miss: Miss) -> Said:
    said, must = quoted(miss.found), PATTERNS[miss.wanted]
    yield (
        miss.place,
        Words(f"{said.de} passt hier nicht: {must.de}", f"{said.en} does not fit here: {must.en}"),
    )


def _bound(miss: Miss) -> Said:
    low, high, said = miss.shape["minimum"], miss.shape["maximum"], shown(miss.found)
    de = f"Möglich ist eine ganze Zahl von {low} bis {high}, nicht {said}."
    yield miss.place, Words(de, f"Possible is a whole number from {low} to {high}, not {said}.")


def _too_few(miss: Miss) -> Said:
    de, en = "Diese Liste braucht mindestens einen Eintrag.", "This list needs at least one entry."
    yield miss.place, Words(de, en)


def _target(miss: Miss) -> Said:
    for cause in miss.causes:
        yield from _say(cause)


def _end_as_id(miss: Miss) -> Said:
    yield miss.place, END_IS_NO_ID


def _anything_else(miss: Miss) -> Said:
    said = quoted(miss.found)
    yield miss.place, Words(f"{said.de} passt hier nicht.", f"{said.en} does not fit here.")


SPEAKERS: dict[str, Callable[[Miss], Said]] = {
    "required": _required,
    "additionalProperties": _unknown_field,
    "type": _type,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "minimum": _bound,
    "maximum": _bound,
    "minItems": _too_few,
    "anyOf": _target,
    "not": _end_as_id,
}
