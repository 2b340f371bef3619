"""Runs Typst on one of our templates: content goes in as data, never as markup; the one bundled font, nothing of this
machine in the file."""

import json
import re
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst

from journeys.domain.words import Words
from journeys.render.fonts import font_folder
from journeys.render.hand import PenBroken
from journeys.render.letters import printable

_TEMPLATES = Path(__file__).parent / "typst"
_ENDLESS = re.compile(r"\S{40}(?=\S)")
_REMEMBERED = 10
_FAILED = Words(
    "Das ließ sich nicht auf Papier setzen. Bitte prüfen Sie die Installation mit „journeys doctor“.",
    "This could not be set on paper. Please check the installation with “journeys doctor”.",
)


def settable(text: str) -> str:
    """The text in letters that the font has, with a place to break after every 40 letters without a blank, so that no
    word is wider than its column."""
    return _ENDLESS.sub("\\g<0>\u200b", printable(text))


def typeset(
    template: str,
    content: Mapping[str, Any],
    files: Mapping[str, str] | None = None,
    form: Literal["pdf", "png"] = "pdf",
    dpi: int = 150,
) -> bytes:
    """`template` (`paper`) with `content`, which it reads from `<template>.json`, and text files beside it.

    A PDF is tagged as PDF/UA-1. Raises PenBroken: "missing" when the font is not there, "failed" with Typst's words.
    """
    fonts = _fonts(font_folder())
    with TemporaryDirectory(prefix="journeys-") as name:
        folder = Path(name)
        for file, text in (files or {}).items():
            (folder / file).write_text(text, encoding="utf-8")
        (folder / f"{template}.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        shutil.copy(_TEMPLATES / f"{template}.typ", folder)
        try:
            made = typst.compile(
                folder / f"{template}.typ",
                font_paths=fonts,
                ignore_system_fonts=True,
                format=form,
                ppi=dpi,
                pdf_standards="ua-1" if form == "pdf" else [],
            )
        except typst.TypstError as error:
            raise PenBroken("failed", _FAILED, str(error)) from error
    return made


def forget_pages() -> None:
    """Let go of what was set. Typst remembers it, a long report takes tens of megabytes, until it has set ten other
    things: so we have it set nothing, a little more often than that. Takes about 50 ms."""
    for _ in range(_REMEMBERED + 1):
        typst.compile(b"", font_paths=_nothing(), ignore_system_fonts=True)


@cache
def _nothing() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[])


@cache
def _fonts(folder: Path) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
