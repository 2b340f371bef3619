"""Names and texts as we compare them, and ids made out of them: readable, and the same each time."""

import re
import unicodedata
from hashlib import blake2b

UMLAUTS: dict[int, str] = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"}
NAMELESS = "leistung"


def slug(name: str) -> str:
    """A document id out of a name: „Führerschein (neu)“ becomes `fuehrerschein-neu`."""
    german = name.lower().translate(UMLAUTS)
    ascii_ = unicodedata.normalize("NFKD", german).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-")[:60].strip("-") or NAMELESS


def folded(name: str) -> str:
    """A name as we compare it: „Anna  Berg“ and „anna berg“ are one."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


class Marks:
    """Gives out ids that depend on the text alone, wherever it stands; a text that comes again gets a number."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._given: dict[str, int] = {}

    def of(self, text: str) -> str:
        """The id for this text."""
        mark = blake2b(" ".join(text.split()).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
        self._given[mark] = nth = self._given.get(mark, 0) + 1
        return f"{self._prefix}{mark}" + (f"-{nth}" if nth > 1 else "")
