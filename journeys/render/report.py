"""A report on paper: headings, texts and lists on A4, tagged as PDF/UA-1. Whole texts, never cut."""

from collections.abc import Iterable

from journeys.render.typesetting import settable, typeset

Told = tuple[str, tuple[str, ...]]
"""A block: its kind (`title`, `heading`, `subheading`, `text`, `mark`, `label`, `list`, `terms`) and its texts."""


def report(blocks: Iterable[Told], mark: str = "", language: str = "de") -> bytes:
    """The blocks as a PDF. `mark` is one word that stands on each page, such as that it was a rehearsal.

    The first block must be the title. Raises PenBroken, "missing" when the font is not there.
    """
    plain = [{"kind": kind, "texts": [settable(text) for text in texts]} for kind, texts in blocks]
    title = plain[0]["texts"][0]
    return typeset("report", {"title": title, "language": language, "mark": mark, "blocks": plain})
