"""Writes journeys/render/widths.json, the advances of the letters we draw with, from font files.

Usage: python script/make_widths.py OUT REGULAR BOLD [REGULAR BOLD]…

A letter is in the table when every font given has it, with the widest of their advances: Liberation Sans draws in
browsers on Linux, Arimo in PDF and PNG, and both have Arial's widths but for a handful of signs.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from fontTools.ttLib import TTFont

_UNITS = 2048


def advances(paths: Sequence[Path]) -> dict[int, int]:
    """Code point → widest advance, for the code points that all fonts at `paths` have."""
    tables = [_advances(TTFont(path)) for path in paths]
    shared = set(tables[0]).intersection(*tables[1:])
    return {code: max(table[code] for table in tables) for code in sorted(shared)}


def _advances(font: TTFont) -> dict[int, int]:
    per_em, metrics = font["head"].unitsPerEm, font["hmtx"]
    return {code: round(metrics[name][0] * _UNITS / per_em) for code, name in font.getBestCmap().items()}


def runs(table: dict[int, int]) -> list[list[int]]:
    """The table as runs of neighbouring code points: the first one, then an advance each."""
    out: list[list[int]] = []
    for code, advance in table.items():
        if out and code == out[-1][0] + len(out[-1]) - 1:
            out[-1].append(advance)
        else:
            out.append([code, advance])
    return out


def main(out: str, *fonts: str) -> None:
    paths = [Path(font) for font in fonts]
    regular, bold = advances(paths[0::2]), advances(paths[1::2])
    shared = regular.keys() & bold.keys()
    table = {
        "units": _UNITS,
        "regular": runs({code: width for code, width in regular.items() if code in shared}),
        "bold": runs({code: width for code, width in bold.items() if code in shared}),
    }
    Path(out).write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="ascii")


if __name__ == "__main__":
    main(*sys.argv[1:])
