"""Numbers and days in cells: as a spreadsheet holds them, or as people type them."""

import re
from datetime import date

from journeys.domain.sheets.forms import Form, Unclear, said, take_text, text_of
from journeys.domain.words import Words

_GERMAN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?", re.ASCII)
_LARGEST = 2**53 - 1


def _take_number(cell: str | int | float, ours: bool) -> int | float:
    number = number_of(cell)
    if number is None or not -_LARGEST <= number <= _LARGEST:
        raise Unclear(Words("Hier gehört eine Zahl hin.", "Here belongs a number."))
    return number


def number_of(cell: str | int | float) -> int | float | None:
    """The number that a cell holds or spells, with a decimal comma or a point; None when it is none."""
    if not isinstance(cell, str):
        return cell
    text = cell.strip().replace("−", "-").replace("\u00a0", "")
    if re.fullmatch(r"[+-]?[\d.]*\d,\d+([eE][+-]?\d+)?", text):
        text = text.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"[+-]?\d{1,20}(\.\d{1,330})?([eE][+-]?\d{1,3})?", text, re.ASCII):
        return None
    number = float(text)
    return int(text) if re.fullmatch(r"[+-]?\d+", text) else int(number) if number.is_integer() else number


def _take_whole(cell: str | int | float, ours: bool) -> int:
    number = _take_number(cell.strip().removesuffix(".") if isinstance(cell, str) else cell, ours)
    if not isinstance(number, int):
        raise Unclear(Words("Hier gehört eine ganze Zahl hin.", "Here belongs a whole number."))
    return number


def within(low: int, high: int) -> Form:
    """A whole number from `low` to `high`."""

    def take(cell: str | int | float, ours: bool) -> int:
        number = _take_whole(cell, ours)
        if not low <= number <= high:
            de = f"Möglich ist eine ganze Zahl von {low} bis {high}."
            raise Unclear(Words(de, f"Possible is a whole number from {low} to {high}."))
        return number

    return Form(lambda value, language: value, take)


def _take_day(cell: str | int | float, ours: bool) -> str:
    text = text_of(cell).strip()
    german, day = _GERMAN_DAY.fullmatch(text), _DAY.fullmatch(text)
    year, month, number = (
        (german[3], german[2], german[1]) if german else day.groups() if day else ("0", "0", "0")
    )
    try:
        return date(int(year), int(month), int(number)).isoformat()
    except ValueError:
        words = Words("Hier gehört ein Tag hin, etwa 12.11.2026.", "Here belongs a day, like 2026-11-12.")
        raise Unclear(words) from None


NUMBER = Form(lambda value, language: value, _take_number)
WHOLE = Form(lambda value, language: value, _take_whole)
DAY = Form(lambda value, language: value, _take_day)
VALUE = Form(
    lambda value, language: said(value) if isinstance(value, str) else value,
    lambda cell, ours: take_text(cell, ours) if isinstance(cell, str) else _take_number(cell, ours),
)
"""A number as a number, a text as a text."""
