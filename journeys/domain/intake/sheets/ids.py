"""Ids of what a table says: those that it gives, each once; the others made of the content, so that the same file gives
the same ones."""

import re
import unicodedata
from collections import defaultdict
from hashlib import blake2b

from journeys.domain.document import END
from journeys.domain.findings import Finding
from journeys.domain.intake.sheets.grids import warning
from journeys.domain.intake.sheets.parts import Part
from journeys.domain.wording import shown

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
LENGTH = 48


def slug(text: str) -> str:
    """`antrag-abgeben` of “Antrag abgeben”; empty where no letter is left."""
    plain = text[: 4 * LENGTH].casefold().translate(_UMLAUTS)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LENGTH].strip("-")


def mark(*texts: str) -> str:
    """A short mark of a content."""
    return blake2b("\n".join(texts).encode(), digest_size=5).hexdigest()


class Ids:
    """The ids of one kind of part. First all that are given, then `made` for those without."""

    def __init__(self, findings: list[Finding]) -> None:
        self._taken: set[str] = {END}
        self._counts: dict[str, int] = defaultdict(int)
        self._findings = findings

    def claim(self, part: Part) -> None:
        """Keep the part's id, unless another has it: then it gets one of its own."""
        ref = part.plain.get("id")
        if ref in self._taken:
            de, en = (
                f"Die Kennung „{shown(ref)}“ gibt es schon; die Zeile bekommt eine eigene.",
                f"The id “{shown(ref)}” is there already; the row gets one of its own.",
            )
            self._findings.append(warning(part.place("id"), de, en))
            del part.plain["id"]
        elif ref is not None:
            self._taken.add(ref)

    def reserve(self, ref: str) -> None:
        """Nobody else gets this id: something that is yet to come bears it."""
        self._taken.add(ref)

    def has(self, ref: str) -> bool:
        return ref in self._taken

    def made(self, base: str) -> str:
        """An id of this content that no other part has."""
        while True:
            self._counts[base] += 1
            ref = base if self._counts[base] == 1 else f"{base}-{self._counts[base]}"
            if ref not in self._taken:
                self._taken.add(ref)
                return ref
