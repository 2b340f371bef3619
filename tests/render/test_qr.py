"""QR codes: the modules are those of the standard's encoder, with a quiet edge, and readable as SVG."""

import re
from xml.etree import ElementTree

import segno

from journeys.render.qr import QUIET, qr_svg

ADDRESS = "https://reise.example/w/ABCD2345"


def modules(svg: str) -> list[bytes]:
    """The picture read back, a byte for each module."""
    root = ElementTree.fromstring(svg)
    size = int(root.get("viewBox", "").split()[2])
    rows = [bytearray(size) for _ in range(size)]
    path = next(e.get("d", "") for e in root.iter() if e.tag.endswith("path"))
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)", path):
        rows[int(y)][int(x) : int(x) + int(length)] = b"\1" * int(length)
    return [bytes(row) for row in rows]


def test_the_modules_are_those_of_the_code_with_a_quiet_edge() -> None:
    drawn = modules(qr_svg(ADDRESS, "QR-Code"))
    code = [bytes(row) for row in segno.make(ADDRESS, error="m", micro=False).matrix]
    assert [row[QUIET:-QUIET] for row in drawn[QUIET:-QUIET]] == code
    assert not any(any(row) for row in (*drawn[:QUIET], *drawn[-QUIET:]))
    assert not any(any(row[:QUIET]) or any(row[-QUIET:]) for row in drawn)


def test_it_has_a_title_in_words_and_nothing_that_a_page_forbids() -> None:
    svg = qr_svg(ADDRESS, "Code <für alle>")
    assert "<title>Code &lt;für alle&gt;</title>" in svg and 'role="img"' in svg
    assert "style" not in svg and "script" not in svg
