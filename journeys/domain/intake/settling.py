"""From what a parser found to plain values: keys once, texts readable, numbers that every program holds exactly."""

from typing import Any, NamedTuple

from journeys.domain.findings import Finding
from journeys.domain.intake.letters import LINE_END, forbidden_words
from journeys.domain.wording import inside
from journeys.domain.words import Words

# The whole numbers that a double holds exactly (RFC 7493, section 2.2), and so every reader of JSON.
LARGEST = 2**53 - 1


class Pairs(list[tuple[str, Any]]):
    """The fields of one object as they stand in the file, doubles included."""


class Parsed(NamedTuple):
    """What a parser found: `tree` of Pairs, lists and scalars; `lines` by place, empty where lines say nothing."""

    tree: Any
    lines: dict[str, int]


class Settled(NamedTuple):
    """Plain dicts, lists and scalars, and what was wrong on the way."""

    plain: Any
    findings: list[Finding]


def settle(tree: Any) -> Settled:
    """The plain value of a parser's `tree`; its depth is bounded by the parser."""
    findings: list[Finding] = []
    return Settled(_value(tree, "", findings), findings)


def _value(found: Any, place: str, findings: list[Finding]) -> Any:
    if isinstance(found, Pairs):
        return _fields(found, place, findings)
    if isinstance(found, list):
        return [_value(entry, inside(place, i), findings) for i, entry in enumerate(found)]
    if isinstance(found, str):
        return _text(found, place, findings)
    if isinstance(found, (int, float)) and not isinstance(found, bool):
        return _number(found, place, findings)
    return found


def _fields(pairs: Pairs, place: str, findings: list[Finding]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, found in pairs:
        here = inside(place, key)
        name = _text(key, here, findings)
        if name in out:
            findings.append(Finding(here, TWICE))
        out[name] = _value(found, here, findings)
    return out


def _text(text: str, place: str, findings: list[Finding]) -> str:
    wrong = forbidden_words(text) if not text.isprintable() else None
    if wrong is None:
        return LINE_END.sub("\n", text) if "\r" in text else text
    clean = LINE_END.sub("\n", text)
    wrong = forbidden_words(clean)
    if wrong is not None:
        findings.append(Finding(place, wrong))
    return clean


def _number(number: int | float, place: str, findings: list[Finding]) -> int | float:
    if not -LARGEST <= number <= LARGEST:
        findings.append(Finding(place, NO_NUMBER))
        return 0
    # JSON knows one kind of number; 2.0 is the whole number 2 wherever a whole number is asked for.
    return int(number) if number == int(number) else number


TWICE = Words(
    "Dieses Feld steht hier zweimal. Lassen Sie eines davon stehen.",
    "This field stands here twice. Keep one of them.",
)
NO_NUMBER = Words(
    f"Diese Zahl ist zu groß oder keine Zahl; möglich ist höchstens {LARGEST}. "
    "Soll es ein Text sein, setzen Sie ihn in Anführungszeichen.",
    f"This number is too large or no number; at most {LARGEST} is possible. "
    "If it is meant as a text, put it in quotation marks.",
)
