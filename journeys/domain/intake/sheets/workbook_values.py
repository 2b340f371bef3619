"""What stands in the file of a workbook for a place, a number or a day."""

import re
from datetime import datetime, timedelta

from journeys.domain.sheets.forms import Cell

REF = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
_LAST_DAY = 2_957_000


def whole(said: str | None, otherwise: int) -> int:
    """The number of a row, or the one that follows from the row before."""
    return int(said) if said and said.isdecimal() and len(said) < 8 else otherwise


def column(ref: str | None, otherwise: int) -> int:
    """The column of a place such as `C5`, counted from 0."""
    found = REF.fullmatch(ref or "")
    if not found:
        return otherwise
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def smooth(number: int | float) -> int | float:
    """A number that is whole as a whole one."""
    is_whole = isinstance(number, float) and number.is_integer() and abs(number) < 2**53
    return int(number) if is_whole else number


def day(number: int | float, from_1904: bool) -> Cell:
    """The day, or the time of day, that a number stands for."""
    if not 0 <= number < _LAST_DAY:
        return number
    when = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    when += timedelta(seconds=round(number * 86_400))
    if number < 1:
        return f"{when:%H:%M}"
    return f"{when:%Y-%m-%d}" if when.time() == datetime.min.time() else f"{when:%Y-%m-%d %H:%M}"
