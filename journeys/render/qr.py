"""QR codes as SVG: black on white whatever the page's colours, with the quiet edge that readers need."""

from collections.abc import Iterator
from html import escape
from itertools import groupby

import segno

QUIET = 4
"""Modules of white around the code: ISO/IEC 18004, 9.1."""


def qr_svg(text: str, title: str) -> str:
    """The code for `text` as one SVG element without a size of its own; `title` says in words what it is.

    Error correction M: 15 % of it may be dirty or covered by a shadow.
    """
    code = segno.make(text, error="m", micro=False)
    rows = [bytes(row) for row in code.matrix]
    size = len(rows) + 2 * QUIET
    path = "".join(_runs(rows))
    return (
        f'<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" '
        f'shape-rendering="crispEdges"><title>{escape(title, quote=False)}</title>'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )


def _runs(rows: list[bytes]) -> Iterator[str]:
    """One rectangle for each run of dark modules in a row."""
    for y, row in enumerate(rows, QUIET):
        x = QUIET
        for is_dark, run in groupby(row):
            length = len(list(run))
            if is_dark:
                yield f"M{x} {y}h{length}v1h-{length}z"
            x += length
