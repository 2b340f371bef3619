"""A report on paper: headings, texts and lists on A4, tagged as PDF/UA-1. Whole texts, never cut."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from journeys.render.letters import printable
from journeys.render.paper import sheets_of
from journeys.render.picture import Page
from journeys.render.typesetting import forget_pages, settable, typeset

Told = tuple[str, tuple[str, ...]]
"""A block: its kind and its texts, see `domain.blocks`."""


class Sheet(NamedTuple):
    """A picture on sheets of its own: what it is called, the pages and what was drawn of each."""

    name: str
    svgs: Sequence[str]
    pages: Sequence[Page]


def report(blocks: Iterable[Told], mark: str = "", language: str = "de") -> bytes:
    """The blocks as a PDF. `mark` is one word that stands on each page, such as that it was a rehearsal.

    The first block must be the title. Raises PenBroken, "missing" when the font is not there.
    """
    return report_with_sheets(blocks, language, mark)


def report_with_sheets(blocks: Iterable[Told | Sheet], language: str, mark: str = "") -> bytes:
    """The same with pictures between the blocks, each on sheets of its own size."""
    plain: list[dict[str, Any]] = []
    files: dict[str, str] = {}
    for number, block in enumerate(blocks):
        if isinstance(block, Sheet):
            plain += _sheets(block, number, files)
        else:
            plain.append({"kind": block[0], "texts": [settable(text) for text in block[1]]})
    content = {"title": plain[0]["texts"][0], "language": language, "mark": mark, "blocks": plain}
    try:
        return typeset("report", content, files)
    finally:
        forget_pages()


def _sheets(sheet: Sheet, number: int, files: dict[str, str]) -> list[dict[str, Any]]:
    """The sheets of a picture as blocks; what is drawn goes into `files`."""
    about = {"kind": "sheet", "texts": [], "picture": number, "name": settable(sheet.name)}
    about["several"] = len(sheet.pages) > 1
    told = enumerate(sheets_of(sheet.pages), 1)
    plain = [{**each, **about, "number": n} for n, each in told]
    for each, svg in zip(plain, sheet.svgs, strict=True):
        each["file"] = f"{number}-{each['file']}"
        files[each["file"]] = printable(svg)
    return plain
