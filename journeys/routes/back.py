"""Where to go on: only addresses of this app, whatever a link says."""

import re

# One slash, then neither a second one nor a backslash, which browsers take for one; no blanks, no control characters.
_INSIDE = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


def safe_target(wanted: str) -> str:
    """`wanted` when it is a path within this app, else the start page."""
    return wanted if _INSIDE.fullmatch(wanted) else "/"
