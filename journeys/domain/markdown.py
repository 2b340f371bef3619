"""Blocks as Markdown. What people wrote comes out as they wrote it: nothing in it is markup."""

import re
from collections.abc import Iterable, Iterator

from journeys.domain.blocks import Block

# Only what every kind of Markdown takes after a backslash; all else as a character reference.
_SLASHED = re.compile(r"[\\`*_#\[\]{}]")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "~": "&#126;", "|": "&#124;", "$": "&#36;", "^": "&#94;"}
_AT_START = re.compile(r"^(?:(\d+)([.)])|([+-])|([=:!]))")
_HEADINGS = {"title": "#", "heading": "##", "subheading": "###", "minor": "####"}


def as_markdown(blocks: Iterable[Block]) -> str:
    """The blocks one after another, a blank line between them."""
    return "\n\n".join("\n".join(_written(block)) for block in blocks if block.texts) + "\n"


def escaped(text: str) -> str:
    """One line of text as Markdown that shows just this text, wherever on a line it stands."""
    safe = _SLASHED.sub(r"\\\g<0>", "".join(_NAMED.get(sign, sign) for sign in text.strip()))
    return _AT_START.sub(_harmless, safe)


def _harmless(start: re.Match[str]) -> str:
    number, dot, slashed, named = start.groups()
    if number:
        return f"{number}&#{ord(dot)};"
    return f"\\{slashed}" if slashed else f"&#{ord(named)};"


def _written(block: Block) -> Iterator[str]:
    if block.kind == "list":
        yield from (f"- {escaped(text)}" for text in block.texts)
    elif block.kind in ("terms", "facts"):
        pairs = zip(block.texts[::2], block.texts[1::2], strict=True)
        colon = ":" if block.kind == "facts" else ""
        yield from (f"- **{escaped(term)}{colon}** {escaped(told)}" for term, told in pairs)
    elif block.kind in _HEADINGS:
        yield f"{_HEADINGS[block.kind]} {escaped(block.texts[0])}"
    elif block.kind in ("mark", "label"):
        yield f"**{escaped(block.texts[0])}**"
    else:
        yield escaped(block.texts[0])
