"""Sets pages with Typst: content as data, files beside it, the one bundled font; tagged PDF/UA-1 or an image.

Nothing in the files depends on the time or the machine: the same content gives the same bytes.
"""

import json
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst

from journeys.domain.words import Words
from journeys.render.drawing import PenBroken
from journeys.render.fonts import font_folder
from journeys.render.letters import printable

TEMPLATES = Path(__file__).parent / "typst"
_FAILED = Words(
    "Das Bild ließ sich nicht auf Papier setzen. Bitte prüfen Sie die Installation mit „journeys doctor“.",
    "The picture could not be set on paper. Please check the installation with “journeys doctor”.",
)


def typeset(
    template: str,
    content: Mapping[str, Any],
    files: Mapping[str, str],
    form: Literal["pdf", "png"] = "pdf",
    dpi: int = 150,
) -> bytes:
    """The template of this name with `content` (its `picture.json`) and `files` (SVG by name).

    Raises PenBroken, "missing" when the font is not there, "failed" when Typst refuses.
    """
    fonts = _fonts(font_folder())
    with TemporaryDirectory(prefix="journeys-") as name:
        folder = Path(name)
        for file, text in files.items():
            (folder / file).write_text(printable(text), encoding="utf-8")
        (folder / "picture.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        shutil.copy(TEMPLATES / template, folder)
        try:
            made = typst.compile(
                folder / template,
                font_paths=fonts,
                ignore_system_fonts=True,
                format=form,
                ppi=dpi,
                pdf_standards="ua-1" if form == "pdf" else [],
            )
        except typst.TypstError as error:
            raise PenBroken("failed", _FAILED, str(error)) from error
    return made


@cache
def _fonts(folder: Path) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
