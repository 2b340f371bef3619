"""What the command line says about an office's own file of building blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeys.commands.ending import BAD_INPUT, WRONG_CALL, Ended, file_name, language
from journeys.domain.words import Words

if TYPE_CHECKING:
    from pathlib import Path

BLOCKS = Words("Bausteine", "Building blocks")


def check_blocks(own: Path | None) -> str:
    """How many there are, with those of the office's own file; ends the command with what is wrong in it."""
    from journeys.domain.building_blocks import load
    from journeys.domain.findings import Refused

    try:
        count = len(load(own))
    except Refused as refused:
        raise Ended(
            BAD_INPUT, *(_at(own, finding.text, finding.place) for finding in refused.findings)
        ) from None
    except OSError:
        words = Words("Die Datei lässt sich nicht lesen.", "The file cannot be read.")
        raise Ended(WRONG_CALL, _at(own, words)) from None
    return Words(f"{count} Bausteine", f"{count} building blocks").in_(language())


def _at(own: Path | None, words: Words, place: str = "") -> Words:
    """The sentence behind the setting, the file and the place in it."""
    where = f"JOURNEYS_BUILDING_BLOCKS {file_name(str(own))}: {place}{': ' if place else ''}"
    return Words(where + words.de, where + words.en)
