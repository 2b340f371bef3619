"""What a page weighs at its first load: everything a browser fetches, compressed, fonts counted."""

import gzip
import re
from urllib.parse import urljoin

from bench.server import Caller

LINKED = re.compile(r'<(?:link|script|img)\b[^>]*?(?:href|src)="(/[^"]+)"|<use href="(/[^"#]+)')
FONT = re.compile(r'url\("?([^")]+\.woff2)')
PICTURE = re.compile(r'<svg [^>]*role="(?:group|img)".*?</svg>', re.DOTALL)


def weight_rows(caller: Caller, address: str, goal: int, has_picture: bool = False) -> list[tuple[str, ...]]:
    """One row for each file, and the sum; the picture in the page is left out. Goal in kB."""
    html = caller.get(address)[2].decode()
    page = PICTURE.sub("", html) if has_picture else html
    assert not has_picture or len(page) < len(html), "the picture was not found in the page"
    files = {"page without its picture" if has_picture else "page": len(gzip.compress(page.encode()))}
    addresses = {a or b for a, b in LINKED.findall(page)}
    addresses = {a for a in addresses if a.startswith("/static/")}
    for style in [a for a in addresses if a.endswith(".css")]:
        text = caller.get(style)[2].decode()
        addresses |= {urljoin(style, font) for font in FONT.findall(text)}
    for address in sorted(addresses):
        body = caller.get(address, **{"Accept-Encoding": "gzip"})[2]
        files[address.rpartition("/")[2]] = len(body)
    rows = [(name, f"{size / 1000:.1f}") for name, size in files.items()]
    return [*rows, (f"**sum** (goal ≤ {goal})", f"**{sum(files.values()) / 1000:.1f}**")]
