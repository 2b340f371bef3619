"""Tables in docs/performance.md: each bench has a section of its own between two marks and leaves the others alone."""

import os
import platform
import re
import sys
from collections.abc import Iterable
from pathlib import Path

OUT = Path(__file__).parents[1] / "docs" / "performance.md"
TITLE = "# Performance\n"


def machine() -> str:
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def put(whole: str, name: str, text: str) -> str:
    """The whole file with this text as the section of this name; the other sections stay as they are."""
    begin, end = f"<!-- begin {name} -->\n", f"<!-- end {name} -->\n"
    section = begin + text.strip("\n") + "\n" + end
    old = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    if old.search(whole):
        return old.sub(lambda _: section, whole)
    return (whole or TITLE).rstrip("\n") + "\n\n" + section


def tell(name: str, text: str) -> None:
    """Print the section, and with `--write` put it into the file."""
    print(text)
    if "--write" in sys.argv:
        OUT.write_text(put(OUT.read_text() if OUT.exists() else "", name, text))
