"""Where long words of a language may break: by the patterns of pyphen's dictionaries, read in a moment.

There are 77,000 for German. pyphen takes all of them apart before it breaks its first word, which takes longer than ten
drawings, and it keeps every word it was asked for. Here a pattern is taken apart when a word has it, and no word stays.
"""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pyphen

_DICTIONARIES = {"de": "de_DE", "en": "en_US"}
_WITHOUT_DIGITS = str.maketrans("", "", "0123456789")
_PIECE = re.compile(r"(\d?)(\D?)")


class Hyphens:
    """Patterns as Frank Liang's algorithm has them: letters with digits between them, odd ones for a place to break."""

    def __init__(self, path: Path, left: int = 3, right: int = 3) -> None:
        """`left` and `right` letters of a word stay together."""
        self._left, self._right = left, right
        with path.open("rb") as file:
            encoding = file.readline().decode("ascii").strip()
        text = path.read_text(encoding)
        pairs = zip(text.translate(_WITHOUT_DIGITS).split("\n"), text.split("\n"), strict=True)
        self._patterns = {
            letters: line for letters, line in pairs if len(letters) < len(line) and " " not in line
        }
        self._longest = max(map(len, self._patterns), default=0)

    def positions(self, word: str) -> list[int]:
        """The places where the word may break, as numbers of the letters before them."""
        dotted = f".{word.lower()}."
        degrees = [0] * (len(dotted) + 1)
        for start in range(len(dotted) - 1):
            for end in range(start + 1, min(start + self._longest, len(dotted)) + 1):
                line = self._patterns.get(dotted[start:end])
                if line is not None:
                    for n, (degree, _) in enumerate(_PIECE.findall(line), start):
                        if degree and int(degree) > degrees[n]:
                            degrees[n] = int(degree)
        last = len(word) - self._right
        return [n - 1 for n, degree in enumerate(degrees) if degree % 2 and self._left <= n - 1 <= last]

    def inserted(self, word: str, hyphen: str) -> str:
        """The word with `hyphen` at every place where it may break."""
        places = [0, *self.positions(word), len(word)]
        return hyphen.join(word[start:end] for start, end in pairwise(places))


@cache
def hyphens(language: str) -> Hyphens:
    """The patterns of a language; German ones for a language that has none here."""
    return Hyphens(pyphen.LANGUAGES[_DICTIONARIES.get(language, "de_DE")])
