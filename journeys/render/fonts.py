"""The font of everything printed: where its files lie."""

from pathlib import Path

from journeys.domain.words import Words
from journeys.places import place
from journeys.render.hand import PenBroken

FAMILY = "Arimo"
_FILES = ("Arimo-Regular.ttf", "Arimo-Bold.ttf")
_MISSING = Words(
    "Die Schrift für Papier und Bilddateien fehlt auf diesem Rechner. Bitte führen Sie script/setup aus.",
    "The font for paper and image files is missing on this machine. Please run script/setup.",
)


def font_folder() -> Path:
    """The folder with the font files. Raises PenBroken("missing") when set-up has not brought them."""
    try:
        folder = place("static") / "vendor" / "arimo"
    except FileNotFoundError:
        raise PenBroken("missing", _MISSING) from None
    for name in _FILES:
        if not (folder / name).is_file():
            raise PenBroken("missing", _MISSING, str(folder / name))
    return folder
