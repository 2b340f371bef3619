"""How easy a text is to read, so that a role card is understood at the first reading."""

import re

MOST_WORDS = 120
"""A role card with more is not read to its end."""
EASY = 40
"""Up to here LIX counts as easy: fiction and children's books; from 50 on as difficult."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:]+(?=\s|$)|\n+")
_LONG = 6


def words_in(text: str) -> list[str]:
    """The words of a text; one with a hyphen is one."""
    return _WORD.findall(text)


def lix(text: str) -> float:
    """Läsbarhetsindex: words per sentence plus the percentage of words with more than six letters.

    Carl-Hugo Björnsson, Läsbarhet, Stockholm: Liber 1968; in use for German as well as for Swedish. A colon and a line
    end close a sentence too, as he counts them: headings and entries of a list are sentences. 0 for no words.
    """
    words = words_in(text)
    if not words:
        return 0.0
    sentences = sum(bool(words_in(piece)) for piece in _SENTENCE_END.split(text))
    long = sum(len(word.replace("-", "")) > _LONG for word in words)
    return len(words) / sentences + 100 * long / len(words)
