"""The further facts in the form of a step: from the value to their fields, back, and in words."""

from collections.abc import Mapping
from typing import Any

from flask import request

from journeys.domain.document import Maturity, Step
from journeys.domain.durations import in_figures, number_typed
from journeys.domain.standards import FIM_ACTIVITIES, level_in_words
from journeys.domain.words import EMOTION, MARK
from journeys.routes.forms import joined, lines, said, say, sent

LISTS = ("reused", "legal_basis")
COST = ("text", "value", "unit")
FIELDS = (*LISTS, *(f"cost.{field}" for field in COST), "maturity", "maturity.date", "fim_activity")
MOOD, LANE = "mood.", "lane."
Typed = dict[str, Any]


def typed_facts(value: Step) -> Typed:
    """The form's fields for what is stored."""
    typed: Typed = {name: joined(getattr(value, name)) for name in LISTS}
    typed |= _typed_cost(value)
    typed["maturity"] = f"{value.maturity.model}/{value.maturity.level}" if value.maturity else ""
    typed["maturity.date"] = (value.maturity.date if value.maturity else None) or ""
    typed["fim_activity"] = str(value.fim_activity or "")
    typed["marks"] = list(dict.fromkeys(value.marks))
    typed["moods"] = {mood.persona: str(mood.emotion) for mood in value.moods}
    typed["in_lanes"] = {said.lane: said.text for said in value.in_lanes}
    return typed


def _typed_cost(value: Step) -> Typed:
    parts = {field: getattr(value.cost, field, None) for field in COST}
    typed = {field: part if isinstance(part, str) else in_figures(part).de for field, part in parts.items()}
    if typed["text"] == _made(typed["value"], typed["unit"]):
        typed["text"] = ""  # made from the number, and made anew when it changes
    return {f"cost.{field}": text for field, text in typed.items()}


def _made(*parts: str | None) -> str:
    return " ".join(filter(None, parts))


def sent_facts() -> Typed:
    """The fields as they were typed; of moods and lanes those of which something is said."""
    typed: Typed = sent(*FIELDS)
    typed["marks"] = [mark for mark in MARK if mark in request.form.getlist("marks")]
    typed["moods"], typed["in_lanes"] = _sent_under(MOOD), _sent_under(LANE)
    return typed


def _sent_under(prefix: str) -> dict[str, str]:
    names = [name for name in request.form if name.startswith(prefix)]
    return {name.removeprefix(prefix): text for name, text in sent(*names).items() if text.strip()}


def facts_of(typed: Typed, before: Step) -> dict[str, Any]:
    """What the fields say, in the document's fields."""
    return {
        **{name: lines(typed[name]) for name in LISTS},
        "cost": _cost(typed, before),
        "maturity": _maturity(typed),
        "fim_activity": _number(typed["fim_activity"]),
        "marks": typed["marks"] or None,
        "moods": [{"persona": who, "emotion": _number(mood)} for who, mood in typed["moods"].items()] or None,
        "in_lanes": [{"lane": lane, "text": text.strip()} for lane, text in typed["in_lanes"].items()]
        or None,
    }


def _number(text: str) -> int | str | None:
    """A whole number from a list to choose from; anything else is left for the checks to refuse."""
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 4 else said(text)


def _cost(typed: Typed, before: Step) -> dict[str, Any] | None:
    text, value, unit = (said(typed[f"cost.{field}"]) for field in COST)
    in_words = text or _made(value, unit)
    if not in_words:
        return None
    parts = {"text": in_words, "value": _value(value, before), "unit": unit}
    sources = {"sources": list(before.cost.sources)} if before.cost and before.cost.sources else {}
    return {name: part for name, part in parts.items() if part is not None} | sources


def _value(typed: str | None, before: Step) -> int | float | str | None:
    """What was not touched stays as it was: a text that looks like a number, a number of many digits."""
    if typed is None:
        return None
    stays = before.cost is not None and typed == _typed_cost(before)["cost.value"].strip()
    return before.cost.value if before.cost is not None and stays else number_typed(typed)


def _maturity(typed: Typed) -> dict[str, Any] | None:
    """A day without a level says nothing."""
    model, _, level = typed["maturity"].partition("/")
    if not model:
        return None
    found = {"model": model, "level": _number(level), "date": said(typed["maturity.date"])}
    return {name: part for name, part in found.items() if part is not None}


def facts_in_words(values: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Those of the changes that somebody could not compare as they are; `names` of personas and lanes."""
    out: dict[str, Any] = {}
    if values.get("maturity"):
        out["maturity"] = say(level_in_words(Maturity.from_plain(values["maturity"])))
    if values.get("fim_activity"):
        out["fim_activity"] = say(FIM_ACTIVITIES[values["fim_activity"]])
    if values.get("marks"):
        out["marks"] = [say(MARK[mark]) for mark in values["marks"]]
    if values.get("cost"):
        out["cost"] = values["cost"]["text"]
    for field, by, what in (("moods", "persona", "emotion"), ("in_lanes", "lane", "text")):
        if values.get(field):
            said_ = ((names.get(entry[by], entry[by]), entry[what]) for entry in values[field])
            out[field] = [f"{name}: {say(EMOTION.get(text, str(text)))}" for name, text in said_]
    return out
