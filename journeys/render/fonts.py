"""The font of everything printed: where its files lie, and which characters it can draw."""

import struct
from functools import cache
from pathlib import Path

from journeys.domain.words import Words
from journeys.places import place
from journeys.render.drawing import PenBroken

FAMILY = "Arimo"
STAND_IN = "□"
_FILES = ("Arimo-Regular.ttf", "Arimo-Bold.ttf")
_MISSING = Words(
    "Die Schrift für Papier und Bilddateien fehlt auf diesem Rechner. Bitte führen Sie script/setup aus.",
    "The font for paper and image files is missing on this machine. Please run script/setup.",
)


def font_folder() -> Path:
    """The folder with the font files. Raises PenBroken("missing") when set-up has not brought them."""
    try:
        folder = place("static") / "vendor" / "arimo"
    except FileNotFoundError:
        raise PenBroken("missing", _MISSING) from None
    for name in _FILES:
        if not (folder / name).is_file():
            raise PenBroken("missing", _MISSING, str(folder / name))
    return folder


def printable(text: str) -> str:
    """`text` with □ for every character that the font lacks: PDF/UA-1 forbids a missing glyph."""
    known = _known(font_folder())
    return text if known.issuperset(text) else "".join(c if c in known else STAND_IN for c in text)


@cache
def _known(folder: Path) -> frozenset[str]:
    both = frozenset.intersection(*(_characters((folder / name).read_bytes()) for name in _FILES))
    return both | frozenset("\n\t")


def _characters(font: bytes) -> frozenset[str]:
    """The characters of an OpenType font, read from its `cmap` table (format 4: the Basic Multilingual Plane)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * n) for n in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    for n in range(struct.unpack_from(">H", font, start + 2)[0]):
        at = start + struct.unpack_from(">L", font, start + 8 + 8 * n)[0]
        if struct.unpack_from(">H", font, at)[0] == 4:
            return _format_4(font, at)
    return frozenset()


def _format_4(font: bytes, at: int) -> frozenset[str]:
    """Segments of characters; one with a range offset names each glyph, and glyph 0 means: not there."""
    doubled = struct.unpack_from(">H", font, at + 6)[0]
    count = doubled // 2
    numbers = struct.unpack_from(f">{count}H2x{count}H{count}H{count}H", font, at + 14)
    ends, starts, deltas, offsets = (numbers[count * k : count * (k + 1)] for k in range(4))
    found = set()
    for n, (end, start, delta, offset) in enumerate(zip(ends, starts, deltas, offsets, strict=True)):
        table = at + 16 + 3 * doubled + 2 * n + offset
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = struct.unpack_from(">H", font, table + 2 * (code - start))[0] if offset else code + delta
            if glyph & 0xFFFF:
                found.add(chr(code))
    return frozenset(found)
