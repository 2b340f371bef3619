"""The letters that can be drawn, and how wide they are.

Widths are those of Liberation Sans, Arimo and Arial (one width for all three), from `widths.json`, which
`script/make_widths.py` makes out of the font files. Lengths are points.
"""

import json
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

MISSING = "□"
SHY = "\u00ad"
_BLANKS = re.compile("  +")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


class _Widths(dict[str, float]):
    """Width of each letter of a font at size 1; one outside the font is as wide as the sign drawn in its place."""

    def __missing__(self, letter: str) -> float:
        return self[MISSING]


@cache
def _table(bold: bool) -> _Widths:
    raw = json.loads((Path(__file__).parent / "widths.json").read_text(encoding="ascii"))
    runs = raw["bold" if bold else "regular"]
    widths = {chr(run[0] + n): width / raw["units"] for run in runs for n, width in enumerate(run[1:])}
    return _Widths(widths | {SHY: 0.0})


def advance(text: str, size: float, bold: bool = False) -> float:
    """Width of `text` on one line."""
    return sum(map(_table(bold).__getitem__, text)) * size


@lru_cache(maxsize=16_384)
def width_of(word: str, bold: bool) -> float:
    """Width of a word at size 1. Widths are whole parts of 2048, so their sums are exact in any order."""
    return advance(word, 1.0, bold)


@cache
def _printed() -> frozenset[str]:
    return frozenset(_table(False)) & frozenset(_table(True)) | frozenset("\n\t")


def printable(text: str) -> str:
    """`text` with □ for every character that the font lacks: PDF/UA-1 forbids a missing glyph."""
    known = _printed()
    return text if known.issuperset(text) else "".join(c if c in known else MISSING for c in text)


def uncovered(text: str) -> str:
    """The letters of `text` that the font lacks and that are drawn as □, each once, in order."""
    letters = dict.fromkeys(unicodedata.normalize("NFC", text))
    return "".join(c for c in letters if _drawn(c) == MISSING != c)


def drawable(text: str) -> str:
    """`text` on one line in letters that the font has; soft hyphens stay, as places to break."""
    letters = unicodedata.normalize("NFC", text)
    if not _usual().issuperset(letters):
        letters = "".join(map(_drawn, letters))
    return _BLANKS.sub(" ", letters).strip()


@cache
def _usual() -> frozenset[str]:
    """The letters that are drawn as they are: nearly all there are in German and English."""
    return frozenset(letter for letter in _table(False) if _drawn(letter) == letter)


@lru_cache(maxsize=4096)
def _drawn(letter: str) -> str:
    """The letter itself, a blank for space and control characters, nothing for marks that only join or alter."""
    if letter.isspace() and letter != "\u00a0":
        return " "
    if letter in _table(False):
        return letter
    kind = unicodedata.category(letter)
    if kind == "Cc":
        return " "
    return "" if kind in ("Cf", "Mn", "Me", "Sk") else MISSING


def whole(text: str) -> str:
    """`text` as it was typed, foreign letters too, but on one line and without what only steers a line."""
    if not text.isprintable():
        text = _CONTROL.sub(" ", text.replace(SHY, ""))
    return " ".join(text.split())


def in_xml(text: str) -> str:
    """`text` as `whole` gives it, without what no XML file can hold."""
    return _NOT_XML.sub("", whole(text))
