"""Lengths of time as people type and read them."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from journeys.domain.words import UNIT, Words

_ONE = {
    "minutes": Words("Minute", "minute"),
    "hours": Words("Stunde", "hour"),
    "days": Words("Tag", "day"),
    "working_days": Words("Werktag", "working day"),
    "weeks": Words("Woche", "week"),
    "months": Words("Monat", "month"),
    "years": Words("Jahr", "year"),
}
Number = int | float | str | None
"""A number, or what somebody typed in place of one."""
_NUMBER = re.compile(r"\d{1,15}([.,]\d{1,15})?")


def number_typed(text: str) -> int | float | str:
    """The number in a field, with comma or point; the text itself when it is none, for the checks to refuse."""
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return text
    number = float(text.replace(",", "."))
    return int(number) if number.is_integer() else number


def span_in_words(least: Number, most: Number, unit: str | None, language: str) -> str:
    """A span as a sentence says it: „2 bis 6 Wochen“, „mindestens 3 Tage“; empty without a number."""
    known = [n for n in (least, most) if n is not None]
    if not known:
        return ""
    unit_words = (_ONE if known == [1] or known == [1, 1] else UNIT).get(unit or "", Words("", ""))
    said = _numbers(least, most).in_(language)
    return f"{said} {unit_words.in_(language)}".strip()


def _numbers(least: Number, most: Number) -> Words:
    low, high = in_figures(least), in_figures(most)
    if least is None:
        return Words(f"höchstens {high.de}", f"at most {high.en}")
    if most is None:
        return Words(f"mindestens {low.de}", f"at least {low.en}")
    return low if least == most else Words(f"{low.de} bis {high.de}", f"{low.en} to {high.en}")


def in_figures(number: Number) -> Words:
    """A number as somebody types it, all its digits, without an exponent."""
    text = (
        ""
        if number is None
        else format(Decimal(str(number)), "f")
        if isinstance(number, float)
        else str(number)
    )
    text = text.removesuffix(".0")
    return Words(text.replace(".", ","), text)


_MINUTES = {
    "minutes": Fraction(1),
    "hours": Fraction(60),
    "days": Fraction(24 * 60),
    "working_days": Fraction(24 * 60 * 7, 5),
    "weeks": Fraction(7 * 24 * 60),
    "months": Fraction(30 * 24 * 60),
    "years": Fraction(365 * 24 * 60),
}
CONVERTED = Words(
    "5 Werktage gelten als 7 Tage, ein Monat als 30 Tage",
    "5 working days count as 7 days, a month as 30 days",
)
"""How lengths in different units are made comparable."""


def in_minutes(number: int | float, unit: str) -> Fraction:
    """A length in minutes, so that lengths in different units can be added; see `CONVERTED`."""
    return Fraction(number) * _MINUTES[unit]


def rounded(minutes: Fraction, unit: str) -> int:
    """A length in whole units, halves up."""
    return int((minutes / _MINUTES[unit] + Fraction(1, 2)) // 1)


def unit_for(minutes: Fraction) -> Literal["minutes", "hours", "days"]:
    """The unit in which one says a sum of this length."""
    if minutes < _MINUTES["hours"]:
        return "minutes"
    return "hours" if minutes < 2 * _MINUTES["days"] else "days"
