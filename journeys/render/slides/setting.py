"""Texts set for a place on a slide: how high they become, and as large as they fit.

Presentation programs break lines by themselves, at blanks and anywhere in a word that is too long, and never hyphenate.
What is measured here is at least as high.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from journeys.render.lettering import LEADING
from journeys.render.letters import MISSING, drawable, in_xml, width_of
from journeys.render.slides.values import Para, Paras
from journeys.render.text import LONGEST, SLACK, shorten, wrap

SMALLEST = 10.0
"""Points of the smallest letters on a slide."""
_STEPS = (300, 240, 180, 140, 110, 90, 75, 60, 50, 40, 30, 20, 12, 6)


def para(
    text: str,
    size: float = SMALLEST,
    bold: bool = False,
    style: str = "",
    gap: float = 0.0,
    limit: int = LONGEST,
) -> Para:
    """A paragraph with at most `limit` characters of the text."""
    said = in_xml(text)
    seen = shorten(said, limit)
    return Para(seen, size, bold, style, gap, said if seen != said else "")


@lru_cache(maxsize=16_384)
def lines(text: str, width: float, size: float, bold: bool = False) -> int:
    """How many lines the text takes at most. Letters of other fonts count twice: they may be as wide as high."""
    drawn = drawable(text).replace(MISSING, 2 * MISSING)
    room = (width - SLACK) / size
    pieces = [piece for word in drawn.split(" ") for piece in _pieces(word, room, bold)]
    return max(len(wrap(" ".join(pieces), width, size, bold)), 1)


def _pieces(word: str, room: float, bold: bool) -> Iterator[str]:
    """The word, cut anywhere where it is longer than a line."""
    while width_of(word, bold) > room and len(word) > 1:
        ends = accumulate(width_of(letter, bold) for letter in word)
        fitting = max(sum(end <= room for end in ends), 1)
        yield word[:fitting]
        word = word[fitting:]
    yield word


def height(paras: Iterable[Para], width: float) -> float:
    """How high the paragraphs become at this width."""
    return sum(p.gap + lines(p.text, width, p.size, p.bold) * p.size * LEADING for p in paras)


def fitted(
    text: str,
    width: float,
    room: float,
    sizes: Sequence[float] = (SMALLEST,),
    bold: bool = False,
    style: str = "",
    limit: int = LONGEST,
) -> Para:
    """The text as large as it fits into `width` × `room`; its beginning where even the smallest size is too large."""
    for size in sizes:
        made = para(text, size, bold, style, limit=limit)
        if not made.whole and height((made,), width) <= room:
            return made
    for most in _STEPS:
        made = para(text, sizes[-1], bold, style, limit=min(most, limit))
        if height((made,), width) <= room:
            return made
    return made


def filled_paras(*paras: Para | None) -> Paras:
    """Those that say something."""
    return tuple(p for p in paras if p is not None and p.text)
