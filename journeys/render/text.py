"""Measures and wraps text, so that no writer has to: what is handed on fits its box. Lengths are points."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from journeys.render.hyphens import hyphens
from journeys.render.lettering import LEADING
from journeys.render.letters import SHY, advance, drawable, whole, width_of

SLACK = 3.0
"""Points of a line that stay free: browsers differ from our table by a hair."""
LONGEST = 300
"""Characters of a text in a cell that are always drawn; what is longer ends in an ellipsis."""
_NUMBERING = re.compile(r"(?<!\S)(\d{1,3}\.) (?=\S)")
_NATURAL = re.compile(r"(?<=[^\W\d_][-–/])(?=\w)|(?<=\d/)(?=\w)|(?<=[_@&=?])(?=\w)")
_BOUND = re.compile("\u00a0")
_LONG = re.compile(r"[^\W\d_]{9,60}")


class Passage(NamedTuple):
    """A text set in lines. `whole` is all of it; `cut` says that the lines show only its beginning."""

    lines: tuple[str, ...]
    whole: str
    size: float
    bold: bool
    cut: bool

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING

    @property
    def width(self) -> float:
        """The longest line, slack included."""
        return max((advance(line, self.size, self.bold) for line in self.lines), default=0.0) + SLACK


def shorten(text: str, limit: int = LONGEST) -> str:
    """`text` when it has at most `limit` characters, else its beginning, at a blank where one is near, and …"""
    if len(text) <= limit:
        return text
    head = text[: limit - 2]
    blank = head.rfind(" ", limit - 30)
    return f"{head[:blank] if blank > 0 else head} …"


def passage(
    text: str, width: float, size: float, bold: bool = False, limit: int = LONGEST, language: str = "de"
) -> Passage:
    """`text` in lines for a space of `width` points; 3 points of it stay free."""
    return _set((text,), width, size, bold, limit, language)


def passages(
    texts: Iterable[str],
    width: float,
    size: float,
    bold: bool = False,
    limit: int = LONGEST,
    language: str = "de",
) -> Passage:
    """Several texts under one another, each beginning a line; `limit` is for all of them together."""
    return _set(tuple(texts), width, size, bold, limit, language)


@lru_cache(maxsize=16_384)
def _set(texts: tuple[str, ...], width: float, size: float, bold: bool, limit: int, language: str) -> Passage:
    """Kept, because a changed note leaves all other texts of a drawing as they were."""
    lines: list[str] = []
    drawn = list(map(drawable, texts))
    left = limit
    for text in filter(None, drawn):
        if left > 0:
            lines += wrap(shorten(text, max(left, 40)), width, size, bold, language)
        left -= len(text)
    said = " · ".join(whole(text) for text, seen in zip(texts, drawn, strict=True) if seen)
    return Passage(tuple(lines), said, size, bold, cut=left < 0)


def wrap(text: str, width: float, size: float, bold: bool = False, language: str = "de") -> tuple[str, ...]:
    """Lines of `text` no wider than `width` less the slack. Words move whole to the next line where they fit; longer
    ones break at a hyphen or slash, at a soft hyphen, by the language's hyphenation, and only then anywhere."""
    room = max(width - SLACK, size * 1.1)
    lines: list[str] = []
    line, taken = "", 0.0
    for word in _words(text):
        behind = f" {word}" if line else word
        joined = taken + width_of(behind, bold)
        if joined * size <= room:
            line, taken = line + behind, joined
            continue
        alone = width_of(word, bold)
        if alone * size <= room:
            lines.append(line)
            line, taken = word, alone
            continue
        *full, line = _broken(line, word, room, size, bold, language)
        lines += full
        taken = advance(line, 1.0, bold)
    return tuple(filter(None, (line.replace(SHY, "") for line in (*lines, line))))


def _words(text: str) -> list[str]:
    """Words of a drawable text; „5.“ is bound to the word that follows, a dot between entries to the one before."""
    if ". " in text:
        text = _NUMBERING.sub("\\1\u00a0", text)
    return text.replace(" · ", "\u00a0· ").split(" ")


def _broken(line: str, word: str, room: float, size: float, bold: bool, language: str) -> Iterator[str]:
    """`line` and the lines of `word`, which is too long for a line of its own."""
    if line:
        left = room - advance(line + " ", size, bold)
        begun = _split(word, left, size, bold, language, hard=False) if left > room / 3 else None
        if begun:
            line, word = f"{line} {begun[0]}", begun[1]
    if line:
        yield line
    while advance(word, size, bold) > room:
        parts = _split(word, room, size, bold, language, hard=True)
        if parts is None:
            break
        yield parts[0]
        word = parts[1]
    yield word


def _split(
    word: str, room: float, size: float, bold: bool, language: str, hard: bool
) -> tuple[str, str] | None:
    """The longest beginning of `word` that fits `room`, and the rest; None when it cannot be broken."""
    for places, hyphen in _breaks(word, language):
        for at in reversed(places):
            head = word[:at].rstrip(SHY) + hyphen
            if advance(head, size, bold) <= room:
                return head, word[at:]
    if not hard or len(word) < 2:
        return None
    at = next((n for n in range(2, len(word)) if advance(word[:n], size, bold) > room), len(word)) - 1
    return word[:at], word[at:]


def _breaks(word: str, language: str) -> Iterator[tuple[list[int], str]]:
    """Places where `word` may break, the best kind first, with what is added before the break."""
    yield [m.start() for m in _NATURAL.finditer(word)], ""
    yield [n + 1 for n, letter in enumerate(word) if letter == SHY and 0 < n < len(word) - 1], "-"
    yield hyphens(language).positions(word[:LONGEST]), "-"
    yield [m.end() for m in _BOUND.finditer(word)], ""


def hyphened(text: str, language: str = "de") -> str:
    """`text` with soft hyphens where long words of the language may break, for who sets it in narrow columns."""
    return _LONG.sub(lambda word: hyphens(language).inserted(word[0], SHY), text)
