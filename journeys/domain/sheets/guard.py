"""Texts in CSV files that a spreadsheet would take for a formula: an apostrophe before them, taken off on reading.

One that begins with an apostrophe gets another, so that each text comes back as it was.
"""

import re

_ACTS = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r']")


def guarded(text: str) -> str:
    """The text as it stands in a CSV file."""
    return f"'{text}" if _ACTS.match(text) else text


def unguarded(text: str) -> str:
    """What a text out of a CSV file means."""
    return text[1:] if text.startswith("'") and _ACTS.match(text[1:]) else text
