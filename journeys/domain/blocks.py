"""A text in blocks, of which Markdown and paper are written: what people wrote is in them as data, never as markup."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

Single = Literal["title", "heading", "subheading", "minor", "text", "mark", "label", "contents"]
Several = Literal["list", "terms", "facts"]


class Block(NamedTuple):
    """A piece of a text: `list` holds any number of texts, `terms` and `facts` pairs of a text and what belongs to it,
    all others one. `title`, `heading`, `subheading` and `minor` are headings, from the top down. `label` says what the
    next block is, `mark` what the whole is, `contents` is the heading of a list of headings, for paper alone. No text
    has more than one line."""

    kind: Single | Several
    texts: tuple[str, ...]


def one(kind: Single, text: str) -> Block:
    """A block of one text, put on one line."""
    return Block(kind, (line(text),))


def many(kind: Several, texts: Iterable[str]) -> Block:
    """A block of several texts, each put on one line."""
    return Block(kind, tuple(map(line, texts)))


def paragraphs(text: str) -> Iterator[Block]:
    """A text as it was written, a block for each of its lines."""
    for each in text.splitlines():
        if each.strip():
            yield one("text", each)


def line(text: str) -> str:
    """The text on one line, without what only steers."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
