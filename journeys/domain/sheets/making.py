"""What sheets are made of: columns, and those that several sheets have."""

from typing import NamedTuple

from journeys.domain import words as w
from journeys.domain.sheets.choices import one_of
from journeys.domain.sheets.forms import TITLE, Form
from journeys.domain.sheets.lists import IDS
from journeys.domain.sheets.numbers import NUMBER
from journeys.domain.sheets.otherwise import KIND_OTHERWISE, NOTE_KIND_OTHERWISE, UNIT_OTHERWISE
from journeys.domain.words import Words

UNIT = one_of(w.UNIT, UNIT_OTHERWISE)
KIND = one_of(w.KIND, KIND_OTHERWISE)
NOTE_KIND = one_of(w.NOTE_KIND, NOTE_KIND_OTHERWISE)


class Column(NamedTuple):
    """`width` in letters."""

    field: str
    heading: Words
    form: Form
    width: int = 14


class Sheet(NamedTuple):
    """A sheet of the workbook; `says` tells what is in it."""

    title: Words
    says: Words
    columns: tuple[Column, ...]
    frozen: int = 0
    printed: int | None = None
    """How many columns go onto paper, all where it is None."""


def column(field: str, de: str, en: str, form: Form = TITLE, width: int = 14) -> Column:
    """A column of a sheet."""
    return Column(field, Words(de, en), form, width)


def sources(field: str = "sources", de: str = "Quellen", en: str = "Sources") -> Column:
    """The column for what something rests on."""
    return column(field, de, en, IDS)


def span(field: str, de: str, en: str) -> tuple[Column, ...]:
    """The columns for the numbers of a length of time."""
    return (
        column(f"{field}.min", f"{de} mindestens", f"{en} at least", NUMBER),
        column(f"{field}.max", f"{de} höchstens", f"{en} at most", NUMBER),
        column(f"{field}.unit", f"{de} Einheit", f"{en} unit", UNIT),
        sources(f"{field}.sources", f"{de} Quellen", f"{en} sources"),
    )
