"""What a workbook says of itself: its sheets, its common texts, and which number formats mean a day."""

import posixpath
import re
from typing import NamedTuple

from journeys.domain.intake.sheets import refusals as say
from journeys.domain.intake.sheets.workbook_parts import Parts
from journeys.settings import SHEET_CELLS, SHEET_LETTERS, SHEETS

_LETTER = re.compile(r"_x([0-9A-Fa-f]{4})_")
# Numbers of the built-in formats of days and times (ECMA-376, 18.8.30), and what stands for them in others.
_DAYS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
MOST = 5_000
_NO_LETTERS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


class Listed(NamedTuple):
    """A sheet: its name, its part of the file, whether people see it."""

    name: str
    part: str
    shown: bool


class Book(NamedTuple):
    """What the cells of all sheets need."""

    sheets: list[Listed]
    texts: list[str]
    days: frozenset[int]
    from_1904: bool


def book_of(parts: Parts) -> Book:
    """The book in these parts; raises Refused."""
    _refuse_macros(parts)
    path = _relations(parts, "").get("officeDocument", [("", "xl/workbook.xml")])[0][1]
    targets = {ref: target for pairs in _relations(parts, path).values() for ref, target in pairs}
    sheets, from_1904 = _sheets(parts, path, targets)
    if not sheets:
        say.refuse(say.NO_WORKBOOK, say.SAVE_AGAIN)
    beside = posixpath.dirname(path)
    texts = _Texts()
    parts.stream(posixpath.join(beside, "sharedStrings.xml"), texts.start, texts.end, texts.text)
    return Book(sheets, texts.found, _days(parts, posixpath.join(beside, "styles.xml")), from_1904)


def letters(text: str) -> str:
    """The text with the letters that are written as `_x000A_`."""
    return _LETTER.sub(lambda hit: chr(int(hit[1], 16)), text) if "_x" in text else text


def _nothing(*_: object) -> None:
    """Of this nothing is needed."""


def _refuse_macros(parts: Parts) -> None:
    def start(tag: str, attributes: dict[str, str]) -> None:
        if "macroenabled" in attributes.get("ContentType", "").casefold():
            say.refuse(say.MACROS)

    parts.stream("[Content_Types].xml", start, _nothing, _nothing)


def _relations(parts: Parts, path: str) -> dict[str, list[tuple[str, str]]]:
    """What a part names: by kind, its ids and the names of the files; what is outside is not followed."""
    out: dict[str, list[tuple[str, str]]] = {}
    folder, name = posixpath.split(path)

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and len(out) < MOST and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            out.setdefault(kind, []).append((attributes.get("Id", ""), target))
            del out[kind][MOST:]

    parts.stream(posixpath.join(folder, "_rels", f"{name}.rels"), start, _nothing, _nothing)
    return out


def _sheets(parts: Parts, path: str, targets: dict[str, str]) -> tuple[list[Listed], bool]:
    sheets: list[Listed] = []
    from_1904 = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal from_1904
        if tag == "workbookPr":
            from_1904 = attributes.get("date1904") in ("1", "true")
        if tag == "sheet":
            ref = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            shown = attributes.get("state", "visible") == "visible"
            sheets.append(Listed(attributes.get("name", ""), targets.get(ref, ""), shown))
        if len(sheets) > SHEETS.value:
            say.too_many(say.SHEETS_WORD, SHEETS)

    parts.stream(path, start, _nothing, _nothing)
    return sheets, from_1904


class _Texts:
    """The texts that cells refer to by number; readings of Japanese words beside them are left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._said: list[str] = []
        self._in_text = self._aside = False
        self._letters = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "si":
            self._said = []
        self._aside = self._aside or tag == "rPh"
        self._in_text = tag == "t" and not self._aside

    def text(self, text: str) -> None:
        if self._in_text:
            self._said.append(text)
            self._letters += len(text)
            if self._letters > SHEET_LETTERS.value:
                say.too_many(say.LETTERS, SHEET_LETTERS)

    def end(self, tag: str) -> None:
        self._in_text = False
        self._aside = self._aside and tag != "rPh"
        if tag == "si":
            self.found.append(letters("".join(self._said)))
            if len(self.found) > SHEET_CELLS.value:
                say.too_many(say.CELLS, SHEET_CELLS)


def _days(parts: Parts, path: str) -> frozenset[int]:
    """The numbers of the cell styles that show a number as a day."""
    codes: dict[str, bool] = {}
    styles: list[bool] = []
    inside = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        inside = inside or tag == "cellXfs"
        if tag == "numFmt" and len(codes) < MOST:
            codes[attributes.get("numFmtId", "")] = _is_day(attributes.get("formatCode", ""))
        if tag == "xf" and inside:
            ref = attributes.get("numFmtId", "")
            styles.append(codes.get(ref, ref.isdecimal() and int(ref) in _DAYS))

    def end(tag: str) -> None:
        nonlocal inside
        inside = inside and tag != "cellXfs"

    parts.stream(path, start, end, _nothing)
    return frozenset(number for number, day in enumerate(styles) if day)


def _is_day(code: str) -> bool:
    return bool(re.search("[ymdhs]", _NO_LETTERS.sub("", code.split(";")[0][:200]), re.IGNORECASE))
