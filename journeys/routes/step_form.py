"""The form of a step: from the value to its fields, and from its fields to what changes."""

from typing import Any

from flask import request

from journeys.domain.document import NextStep, Span, Step
from journeys.domain.durations import number_typed, span_in_words
from journeys.domain.steps import SPAN_ROLES
from journeys.routes.forms import joined, lines, said, sent

TEXTS = ("title", "touchpoint", "citizen_action", "frontstage", "backstage", "evidence")
CHOICES = ("channel", "actor", "change")
LISTS = ("support_systems", "documents")
SPAN_FIELDS = ("text", "min", "max", "unit")
SPANS = tuple(f"{role}.{field}" for role in SPAN_ROLES for field in SPAN_FIELDS)
EMPTY_WAYS = 3
MOST_WAYS = 40


def typed_of(value: Step) -> dict[str, Any]:
    """The form's fields for what is stored."""
    typed: dict[str, Any] = {name: getattr(value, name) or "" for name in (*TEXTS, *CHOICES)}
    typed |= {name: joined(getattr(value, name)) for name in LISTS}
    for role in SPAN_ROLES:
        typed |= _typed_span(role, getattr(value, role))
    typed["emotion"] = "" if value.emotion is None else str(value.emotion)
    typed["optional"] = bool(value.optional)
    typed["leads"] = "next" if value.next is None else "ways" if value.next else "end"
    typed["ways"] = [(way.to, way.condition or "") for way in value.next or ()] + [("", "")] * EMPTY_WAYS
    return {**typed, "replaces": list(value.replaces), "resolves": list(value.resolves)}


def _typed_span(role: str, span: Span | None) -> dict[str, str]:
    values = {field: getattr(span, field) if span else None for field in SPAN_FIELDS}
    return {f"{role}.{field}": _as_typed(value) for field, value in values.items()}


def _as_typed(value: Any) -> str:
    return "" if value is None else f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)


def sent_step() -> dict[str, Any]:
    """The fields as they were typed."""
    typed: dict[str, Any] = sent(*TEXTS, *CHOICES, *LISTS, *SPANS, "emotion", "leads")
    typed["optional"] = "optional" in request.form
    targets, conditions = request.form.getlist("to"), request.form.getlist("condition")
    typed["ways"] = list(zip(targets, conditions, strict=False))[:MOST_WAYS]
    return {
        **typed,
        "replaces": request.form.getlist("replaces"),
        "resolves": request.form.getlist("resolves"),
    }


def changes_of(typed: dict[str, Any], before: Step, kind: str) -> dict[str, Any]:
    """What the form says, in the document's fields. What the form does not ask stays as it is."""
    changes: dict[str, Any] = {name: said(typed[name]) for name in (*TEXTS, *CHOICES)}
    changes["title"] = typed["title"].strip()
    changes |= {name: lines(typed[name]) for name in LISTS}
    changes |= {role: _span(role, typed, getattr(before, role)) for role in SPAN_ROLES}
    changes["emotion"] = int(typed["emotion"]) if typed["emotion"].lstrip("-").isdecimal() else None
    # Not ticking what was never said leaves it unsaid.
    changes["optional"] = typed["optional"] or (False if before.optional is not None else None)
    changes["next"] = _next(typed)
    if kind == "to_be":
        return changes | {name: typed[name] or None for name in ("replaces", "resolves")}
    del changes["change"]
    return changes


def _span(role: str, typed: dict[str, Any], before: Span | None) -> dict[str, Any] | None:
    values = {field: typed[f"{role}.{field}"].strip() for field in SPAN_FIELDS}
    plain: dict[str, Any] = {f: number_typed(values[f]) for f in ("min", "max") if values[f]}
    if values["unit"]:
        plain["unit"] = values["unit"]
    in_words = values["text"]
    if not in_words and not any(isinstance(n, str) for n in plain.values() if n != values["unit"]):
        in_words = span_in_words(plain.get("min"), plain.get("max"), plain.get("unit"), "de")
    if not in_words and not plain.keys() - {"unit"}:
        return None
    sources = {"sources": list(before.sources)} if before and before.sources else {}
    return {"text": in_words, **plain, **sources}


def _next(typed: dict[str, Any]) -> list[dict[str, str]] | None:
    if typed["leads"] == "next":
        return None
    if typed["leads"] == "end":
        return []
    ways = [NextStep(to=to, condition=said(condition)) for to, condition in typed["ways"] if to]
    return [way.plain() for way in ways] or None
