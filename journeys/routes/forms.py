"""What a form sent, what is wrong with it at which field, and both texts where somebody else was faster."""

import re
from collections.abc import Iterable

from flask import request
from flask_babel import get_locale

from journeys.domain.findings import Refused
from journeys.domain.words import Words

_INSIDE = re.compile(r"[.\[].*", re.DOTALL)


def say(words: Words | str) -> str:
    """The words in the person's language."""
    return words if isinstance(words, str) else words.in_(str(get_locale() or "de"))


def errors_of(refused: Refused) -> dict[str, str]:
    """One sentence per field, the first that was found; the empty field is the form itself."""
    out: dict[str, str] = {}
    for finding in refused.findings:
        out.setdefault(finding.place, say(finding.text))
    return out


def errors_by_field(refused: Refused) -> dict[str, str]:
    """As `errors_of`, where one field holds a whole part: what is wrong inside of it is said at the field."""
    out: dict[str, str] = {}
    for place, sentence in errors_of(refused).items():
        out.setdefault(_INSIDE.sub("", place), sentence)
    return out


def sent(*names: str) -> dict[str, str]:
    """The named fields as they were typed, line ends made one; what was not sent is empty."""
    return {name: request.form.get(name, "").replace("\r\n", "\n") for name in names}


def said(text: str) -> str | None:
    """A text field's value for the domain: nothing typed is nothing said."""
    return text.strip() or None


def lines(text: str) -> list[str] | None:
    """A field with one entry a line, for the domain."""
    return [line.strip() for line in text.splitlines() if line.strip()] or None


def number_of(text: str) -> int:
    """The number of a row as a form or link names it; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def revision_sent() -> int:
    """The revision that the form was made from; 0, which is never current, when it is missing."""
    return number_of(request.form.get("revision", ""))


def joined(entries: Iterable[str]) -> str:
    """Entries for a field with one a line."""
    return "\n".join(entries)
