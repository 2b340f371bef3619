"""The HTML in a service description into blocks of plain text: headings, paragraphs, entries of lists."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from typing import Literal, NamedTuple

import nh3

from journeys.domain.intake.letters import FORBIDDEN
from journeys.settings import MARKUP

HEADINGS = frozenset(f"h{n}" for n in range(1, 7))
BLOCKS = HEADINGS | {"p", "li", "ul", "ol", "div", "tr", "td", "th", "dt", "dd", "table", "blockquote", "br"}
MARKED = re.compile(r"<[a-zA-Z/!]|&#?\w{1,10};")


class TooMuchMarkup(Exception):
    """A text so long that it is not looked at."""


class Block(NamedTuple):
    """One piece of text, on one line; `kind` is what it was in the HTML, `intro` a paragraph that leads to a list."""

    kind: Literal["heading", "paragraph", "entry", "intro"]
    text: str


def blocks_of(html: str) -> list[Block]:
    """The blocks of a text, in order, empty ones left out. A text without tags has a paragraph on each line.

    Scripts, styles, comments and attributes go, what is nested deeply is read flat. Raises TooMuchMarkup.
    """
    if len(html) > MARKUP.value:
        raise TooMuchMarkup
    clean = FORBIDDEN.sub(" ", html)
    found = list(_parsed(clean)) if MARKED.search(clean) else _lines(clean)
    return list(_with_intros(found))


def text_of(html: str) -> str:
    """The same as one text, a line for each block; entries of lists begin with a dash. Raises TooMuchMarkup."""
    return "\n".join(f"– {block.text}" if block.kind == "entry" else block.text for block in blocks_of(html))


def _lines(text: str) -> list[Block]:
    return [Block("paragraph", said) for line in text.splitlines() if (said := " ".join(line.split()))]


def _parsed(html: str) -> list[Block]:
    reader = _Reader()
    reader.feed(nh3.clean(html, tags=set(BLOCKS), attributes={}, strip_comments=True))
    reader.close()
    reader.end_block()
    return reader.blocks


def _with_intros(blocks: list[Block]) -> Iterator[Block]:
    for block, after in pairwise([*blocks, Block("paragraph", "")]):
        leads = block.kind == "paragraph" and block.text.endswith(":") and after.kind == "entry"
        yield block._replace(kind="intro") if leads else block


class _Reader(HTMLParser):
    """Collects text until a block begins or ends. Its input is clean: well formed, known tags, no attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._text: list[str] = []
        self._kind: Literal["heading", "paragraph", "entry"] = "paragraph"

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.end_block()
        if tag in HEADINGS:
            self._kind = "heading"
        elif tag == "li":
            self._kind = "entry"

    def handle_endtag(self, tag: str) -> None:
        self.end_block()
        if tag in HEADINGS or tag in ("li", "ul", "ol"):
            self._kind = "paragraph"

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def end_block(self) -> None:
        """What was collected is a block."""
        text = " ".join(FORBIDDEN.sub(" ", "".join(self._text)).split())
        self._text = []
        if text:
            self.blocks.append(Block(self._kind, text))
