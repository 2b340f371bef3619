"""Ids and titles for what comes from a model: the same each time, within what a journey document takes."""

import re

from journeys.settings import TEXT, TITLE

_NO_ID = re.compile(r"[^A-Za-z0-9._-]+")
_NO_START = re.compile(r"^[^A-Za-z0-9]+")
_LONGEST = 60


def one_line(text: str | None) -> str:
    """A text as a name: blanks are one, none at the ends; a byte order mark counts as one, too."""
    return " ".join((text or "").replace("\ufeff", " ").split())


class Ids:
    """Gives each thing an id like that of its element, none twice."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken | {"end"}

    def take(self, wanted: str, otherwise: str) -> str:
        base = _NO_START.sub("", _NO_ID.sub("-", wanted))[:_LONGEST] or otherwise
        free, n = base, 2
        while free in self._taken:
            free, n = f"{base[: _LONGEST - 8]}-{n}", n + 1
        self._taken.add(free)
        return free


def title(text: str) -> str:
    """At most as long as a title may be."""
    return text if len(text) <= TITLE.value else f"{text[: TITLE.value - 2]} …"


def body(text: str) -> str:
    """At most as long as a text may be."""
    return text if len(text) <= TEXT.value else f"{text[: TEXT.value - 2]} …"
