"""Fees, times and channels of a service description as facts of the service."""

import re
from typing import Any
from xml.etree.ElementTree import Element

from journeys.domain.document import Unit
from journeys.domain.durations import number_typed, span_in_words
from journeys.domain.intake.xzufi import words
from journeys.domain.intake.xzufi.parts import Notice, children, local, said, text_in_language
from journeys.settings import TEXT, TITLE

UNITS: dict[str, Unit] = {
    "JAHR": "years",
    "MONAT": "months",
    "WOCHE": "weeks",
    "TAG": "days",
    "WERKTAG": "working_days",
    "ARBEITSTAG": "working_days",
    "STUNDE": "hours",
    "MINUTE": "minutes",
}
FACTS = (("modulKosten", "fee", "Kosten"), ("modulBearbeitungsdauer", "duration", "Bearbeitungsdauer"))
FURTHER = "modulFrist", "Frist"
TOLD = frozenset(("beschreibung", "betrag", "dauer"))
MANY = 20
"""As many deadlines, fees and times of each kind are read."""
SAYS = (
    (
        "online",
        re.compile(r"online-?\s?(?:verfahren|dienst|antrag)\s*(?:möglich|vorhanden)?\s*:?\s*ja\b", re.I),
    ),
    (
        "counter",
        re.compile(r"persönliches\s+erscheinen\s*(?:nötig|erforderlich|notwendig)?\s*:?\s*ja\b", re.I),
    ),
)


def channels(lines: list[str], notice: Notice) -> list[str]:
    """The channels that the text about forms names in its usual words („Onlineverfahren möglich: ja“)."""
    if not lines:
        return []
    text = " ".join(lines)
    found = [channel for channel, words_ in SAYS if words_.search(text)]
    if found:
        notice.unclear(words.module("14"), words.CHANNELS)
    notice.left_out(words.module("14"), words.NO_PLACE)
    return found


def facts(service: Element, notice: Notice) -> dict[str, Any]:
    """`fee`, `duration` and the further `facts`, as plain values."""
    out: dict[str, Any] = {}
    further: list[dict[str, Any]] = []
    for name, field, label in FACTS:
        found = _facts(service, name, notice)
        if found:
            out[field] = found[0]
            further += [{"text": _labelled(label, fact["text"])} for fact in found[1:]]
    name, label = FURTHER
    further += [{"text": _labelled(label, fact["text"])} for fact in _facts(service, name, notice)]
    return {**out, "facts": further}


def _facts(service: Element, name: str, notice: Notice) -> list[dict[str, Any]]:
    parts = children(service, name)
    if len(parts) > MANY:
        notice.left_out(name, words.too_many(len(parts) - MANY))
    entries = [entry for part in parts[:MANY] for entry in _entries(part)]
    return [fact for entry in entries[:MANY] if (fact := _fact(entry, name, notice))]


def _entries(part: Element) -> list[Element]:
    """The fees or times in a module that holds several; the module itself where it says one thing."""
    inner = [each for each in part if any(local(deep) in TOLD for deep in each.iter() if deep is not each)]
    return [part] if children(part, "beschreibung") or not inner else inner


def _labelled(label: str, text: str) -> str:
    return text if label.lower() in text[: TITLE.value].lower() else f"{label}: {text}"[: TEXT.value]


def _fact(part: Element, name: str, notice: Notice) -> dict[str, Any]:
    text = "\n".join(notice.lines(name, text_in_language(part, "beschreibung", name, notice)))
    amount, unit = _amount(part)
    text = notice.short(name, text or f"{amount} {unit}".strip() or _time(part), TEXT.value)
    if not text:
        notice.left_out(name, words.NOTHING_READABLE)
        return {}
    value = number_typed(amount) if amount else None
    number = {"value": value, "unit": unit} if isinstance(value, int | float) and unit else {}
    return {"text": text, **number}


def _amount(part: Element) -> tuple[str, str]:
    """A fee's amount and currency, where there is exactly one."""
    amounts = [each for each in part.iter() if local(each) == "betrag" and (each.text or "").strip()]
    if len(amounts) != 1:
        return "", ""
    currency = next((each for each in part.iter() if local(each) == "waehrung"), None)
    unit = "" if currency is None else (currency.text or "").strip() or said(currency, "code")
    return (amounts[0].text or "").strip()[: TITLE.value], unit[: TITLE.value]


def _time(part: Element) -> str:
    """A time in numbers, in words: „3 Monate“."""
    length = next((each for each in part.iter() if local(each) == "dauer"), None)
    unit = next((each for each in part.iter() if local(each) == "einheit"), None)
    if length is None or unit is None:
        return ""
    number = (length.text or "").strip() or said(length, "wert")
    name = ((unit.text or "").strip() or said(unit, "code")).upper()
    value = number_typed(number) if number else None
    if not isinstance(value, int | float):
        return ""
    known = UNITS.get(name)
    return span_in_words(value, value, known, "de") if known else f"{number} {name.title()}".strip()
