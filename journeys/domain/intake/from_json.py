"""JSON text into a tree: depth and size are counted before anything is built."""

import json
import math
import re

from journeys.domain.findings import Finding, Refused
from journeys.domain.intake.bounds import too_deep, too_many
from journeys.domain.intake.settling import Pairs, Parsed
from journeys.domain.words import Words
from journeys.settings import DEPTH, EVENTS

# A string (to the end of the text when it is never closed, so that each character is looked at once) or a sign.
TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{},]', re.DOTALL)
DIGITS = 400


def parse(text: str) -> Parsed:
    """The tree of a JSON text; raises Refused."""
    _count(text)
    try:
        tree = json.loads(text, object_pairs_hook=Pairs, parse_int=_int, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise Refused([_syntax(error)]) from None
    return Parsed(tree, {})


def _count(text: str) -> None:
    depth = parts = 0
    for hit in TOKEN.finditer(text):
        sign = hit.group()[0]
        parts += sign != "]" and sign != "}"
        depth += (sign in "[{") - (sign in "]}")
        if depth > DEPTH.value:
            raise Refused([too_deep(text.count("\n", 0, hit.start()) + 1)])
        if parts > EVENTS.value:
            raise Refused([too_many()])


def _int(digits: str) -> int | float:
    return int(digits) if len(digits) < DIGITS else math.inf


def _constant(name: str) -> float:
    return float(name)


def _syntax(error: json.JSONDecodeError) -> Finding:
    return Finding(
        "",
        Words(
            f"Zeile {error.lineno}, Spalte {error.colno}: Das ist kein gültiges JSON. "
            "Prüfen Sie dort Kommas, Klammern und Anführungszeichen.",
            f"Line {error.lineno}, column {error.colno}: this is no valid JSON. "
            "Check the commas, brackets and quotation marks there.",
        ),
    )
