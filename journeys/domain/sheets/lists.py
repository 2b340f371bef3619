"""Several entries in one cell, each on a line of its own, also those that name other parts; ids with commas between.

Further lines of an entry begin with `↳`.
"""

import re
from typing import Any

from journeys.domain import words as w
from journeys.domain.document import END
from journeys.domain.sheets.choices import EMOTION
from journeys.domain.sheets.forms import ID_PATTERN, Form, Unclear, text_of
from journeys.domain.words import Language, Words

NO_WAY = "–"
"""Stands where a step says that nothing follows."""
_PAIR = re.compile(rf"({ID_PATTERN})(?:: ?(.*))?", re.DOTALL)
_SPLIT = re.compile(r"[\n;]")


def _entry(text: str) -> str:
    first, *rest = text.split("\n")
    mark = "\\" if not first.strip() or first.startswith(("\\", "↳")) else ""
    return "\n".join([mark + first, *(f"↳{line}" for line in rest)])


def _entries(text: str) -> list[str]:
    out: list[str] = []
    for line in text.split("\n"):
        if line.startswith("↳") and out:
            out[-1] += f"\n{line[1:]}"
        elif line.strip():
            out.append(line.removeprefix("\\"))
    return out


def entries_of(cell: str | int | float, ours: bool) -> list[str]:
    """The entries of a list: one a line, in tables of others also with semicolons between."""
    if ours:
        return _entries(text_of(cell))
    parts = (part.strip().removeprefix("•").strip() for part in _SPLIT.split(text_of(cell)))
    return [part for part in parts if part]


def _take_ids(cell: str | int | float, ours: bool) -> list[str]:
    return [part for part in re.split(r"[,;\s]+", text_of(cell)) if part]


def _pair(ref: str, text: str | None) -> str:
    return ref if text is None else _entry(f"{ref}: {text}")


def _ways(value: list[dict[str, str]], language: Language) -> str:
    return "\n".join(_pair(way["to"], way.get("condition")) for way in value) or NO_WAY


def _take_ways(cell: str | int | float, ours: bool) -> list[dict[str, str]]:
    out = []
    for entry in entries_of(cell, ours):
        if entry.strip() in (NO_WAY, "-", "—"):
            continue
        pair = _PAIR.fullmatch(entry)
        to, condition = (pair[1], pair[2]) if pair else _target(entry)
        to = END if to.casefold() in ("ende", "end") and not ours else to
        out.append({"to": to} if condition is None else {"to": to, "condition": condition})
    return out


def _target(entry: str) -> tuple[str, str | None]:
    to, colon, condition = entry.partition(":")
    return to.strip(), condition.strip() if colon else None


def _moods(value: list[dict[str, Any]], language: Language) -> str | None:
    return "\n".join(f"{m['persona']}: {w.EMOTION[m['emotion']].in_(language)}" for m in value) or None


def _take_moods(cell: str | int | float, ours: bool) -> list[dict[str, Any]]:
    pairs = _pairs(cell, ours)
    return [{"persona": ref, "emotion": EMOTION.take(text, ours)} for ref, text in pairs]


def _lane_texts(value: list[dict[str, str]], language: Language) -> str | None:
    return "\n".join(_pair(t["lane"], t["text"]) for t in value) or None


def _take_lane_texts(cell: str | int | float, ours: bool) -> list[dict[str, str]]:
    return [{"lane": ref, "text": text} for ref, text in _pairs(cell, ours)]


def _pairs(cell: str | int | float, ours: bool) -> list[tuple[str, str]]:
    out = []
    for entry in entries_of(cell, ours):
        pair = _PAIR.fullmatch(entry)
        if pair is None or pair[2] is None:
            raise Unclear(
                Words(
                    "Hier gehören Kennung, Doppelpunkt und Text hin, eine Angabe je Zeile.",
                    "Here belong an id, a colon and a text, one to a line.",
                )
            )
        out.append((pair[1], pair[2]))
    return out


TEXTS = Form(lambda value, language: "\n".join(map(_entry, value)) or None, entries_of, wide=True)
IDS = Form(lambda value, language: ", ".join(value) or None, _take_ids)
WAYS = Form(_ways, _take_ways, wide=True)
MOODS = Form(_moods, _take_moods)
LANE_TEXTS = Form(_lane_texts, _take_lane_texts, wide=True)
