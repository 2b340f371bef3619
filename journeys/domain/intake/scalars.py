"""What an unquoted YAML value means: the core schema of YAML 1.2 (section 10.3.2), and nothing more.

Dates, `yes`, `12:30` and the like stay the text that was typed. So do digits after a leading zero: YAML 1.1 reads
`0123` as 83, YAML 1.2 as 123, and who types it means a postcode.
"""

import math
import re

NULL = frozenset(("", "~", "null", "Null", "NULL"))
BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
NO_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
DIGITS = 400


def plain_scalar(text: str) -> str | int | float | bool | None:
    """The value of an unquoted scalar; a number that is too long to be one comes back as infinity."""
    if text in NULL:
        return None
    if text in BOOL:
        return BOOL[text]
    if text[0] in "+-.0123456789":
        return _number(text)
    return text


def _number(text: str) -> str | int | float:
    if NO_NUMBER.fullmatch(text):
        return math.nan if "n" in text[-1:].lower() else math.inf
    if INT.fullmatch(text):
        return int(text) if len(text) < DIGITS else math.inf
    if OTHER_BASE.fullmatch(text):
        return int(text, 0) if len(text) < DIGITS else math.inf
    return float(text) if FLOAT.fullmatch(text) else text
