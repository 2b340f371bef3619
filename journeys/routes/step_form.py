"""The form of a step: from the value to its fields, and from its fields to what changes."""

import json
import re
from collections.abc import Sequence
from typing import Any

from flask import request
from flask_babel import gettext
from sqlmodel import Session

from journeys.domain.document import Span, Step
from journeys.domain.durations import in_figures, number_typed, span_in_words
from journeys.domain.stations import Station, pain_points
from journeys.domain.steps import SPAN_ROLES
from journeys.routes.forms import joined, lines, revision_sent, said, sent
from journeys.routes.step_facts_form import facts_in_words, facts_of, sent_facts, typed_facts

TEXTS = ("title", "touchpoint", "citizen_action", "frontstage", "backstage", "evidence")
CHOICES = ("channel", "actor", "change")
LISTS = ("support_systems", "documents")
SPAN_FIELDS = ("text", "min", "max", "unit")
SPANS = tuple(f"{role}.{field}" for role in SPAN_ROLES for field in SPAN_FIELDS)
TICKED = ("replaces", "resolves")
ONLY_TO_BE = ("change", *TICKED)
EMPTY_WAYS = 3
MOST_WAYS = 40
_ENTRY = re.compile(
    r"^(support_systems|documents|replaces|resolves|reused|legal_basis|marks|moods|in_lanes)\[.*$"
)
_INNER = re.compile(r"^(cost|maturity)\.(sources|model|level).*$")

Typed = dict[str, Any]


def typed_of(value: Step, language: str) -> Typed:
    """The form's fields for what is stored."""
    typed: Typed = {name: getattr(value, name) or "" for name in (*TEXTS, *CHOICES)}
    typed |= {name: joined(getattr(value, name)) for name in LISTS}
    for role in SPAN_ROLES:
        typed |= _typed_span(role, getattr(value, role), language)
    typed["emotion"] = "" if value.emotion is None else str(value.emotion)
    typed["optional"] = bool(value.optional)
    typed["leads"] = "next" if value.next is None else "ways" if value.next else "end"
    typed["ways"] = [[way.to, way.condition or ""] for way in value.next or ()]
    typed |= typed_facts(value)
    return typed | {name: sorted(getattr(value, name)) for name in TICKED}


def form_values(
    session: Session,
    here: Station,
    typed: Typed | None = None,
    opened: Typed | None = None,
    revision: int = 0,
) -> dict[str, Any]:
    """What the form shows: what is stored, with what was `typed` over it. `opened`: how it stood when it was opened."""
    stored = typed_of(here.value, here.service.language or "de")
    fields = {**stored, **(typed or {})}
    return {
        "station": here,
        "places": here.places,
        "pains": pain_points(session, here.service.id) if here.journey.kind == "to_be" else [],
        "typed": fields,
        "ways": next(placed for journey, placed in here.places if journey.id == here.journey.id),
        "rows": [*fields["ways"], *[["", ""]] * EMPTY_WAYS],
        "opened": json.dumps(stored if opened is None else opened, ensure_ascii=False),
        "revision": revision or here.row.revision,
    }


def _typed_span(role: str, span: Span | None, language: str) -> Typed:
    values: Typed = {field: getattr(span, field) if span else None for field in SPAN_FIELDS}
    if values["text"] == span_in_words(values["min"], values["max"], values["unit"], language):
        values["text"] = None  # made from the numbers, and made anew when they change
    return {f"{role}.{field}": _as_typed(value) for field, value in values.items()}


def _as_typed(value: Any) -> str:
    return value if isinstance(value, str) else in_figures(value).de


def sent_step() -> Typed:
    """The fields as they were typed; ways of which nothing was said are left out."""
    typed: Typed = sent(*TEXTS, *CHOICES, *LISTS, *SPANS, "emotion", "leads")
    typed["optional"] = "optional" in request.form
    pairs = zip(request.form.getlist("to"), request.form.getlist("condition"), strict=False)
    typed["ways"] = [[to, condition] for to, condition in pairs if to or condition.strip()][:MOST_WAYS]
    return {
        **typed,
        **sent_facts(),
        "replaces": request.form.getlist("replaces"),
        "resolves": request.form.getlist("resolves"),
    }


def opened_form() -> Typed:
    """The fields as they were when the form was opened, which it carries along; empty when that is no more there."""
    try:
        opened = json.loads(request.form.get("opened", ""))
    except ValueError:
        return {}
    return opened if isinstance(opened, dict) else {}


def changed_fields(typed: Typed, opened: Typed) -> Typed:
    """What this person changed: the rest is left to whoever changed it meanwhile."""
    return {name: value for name, value in typed.items() if value != opened.get(name)}


def revision_seen(changed: Typed, opened: Typed, here: Station) -> int:
    """The step's revision now when the fields that were changed still stand as they did when the form was opened: what
    somebody else changed beside them is no reason to ask. Else the one that the form was made from."""
    stored = typed_of(here.value, here.service.language or "de")
    untouched = opened and all(stored.get(name) == opened.get(name) for name in changed)
    return here.row.revision if untouched else revision_sent()


def changes_of(typed: Typed, changed: Typed, before: Step, kind: str, language: str) -> dict[str, Any]:
    """What was changed, in the document's fields."""
    values: dict[str, Any] = {name: said(typed[name]) for name in (*TEXTS, *CHOICES)}
    values["title"] = typed["title"].strip()
    values |= {name: lines(typed[name]) for name in LISTS}
    values |= {role: _span(role, typed, getattr(before, role), language) for role in SPAN_ROLES}
    values["emotion"] = int(typed["emotion"]) if re.fullmatch(r"-?\d", typed["emotion"]) else None
    # Not ticking what was never said leaves it unsaid.
    values["optional"] = typed["optional"] or (False if before.optional is not None else None)
    values["next"] = _next(typed)
    values |= facts_of(typed, before)
    values |= {name: _ticked(typed[name], getattr(before, name)) for name in TICKED}
    touched = {_field_of(name) for name in changed} - (set() if kind == "to_be" else set(ONLY_TO_BE))
    return {name: value for name, value in values.items() if name in touched}


def _ticked(refs: list[str], before: Sequence[str]) -> list[str] | None:
    """What is ticked: first what was, in the order in which it stood, which boxes cannot say."""
    return [*(ref for ref in before if ref in refs), *(ref for ref in refs if ref not in before)] or None


def _field_of(name: str) -> str:
    return "next" if name in ("leads", "ways") else name.partition(".")[0]


def _span(role: str, typed: Typed, before: Span | None, language: str) -> dict[str, Any] | None:
    text, least, most, unit = (typed[f"{role}.{field}"].strip() for field in SPAN_FIELDS)
    numbers = {"min": number_typed(least) if least else None, "max": number_typed(most) if most else None}
    in_words = text or span_in_words(numbers["min"], numbers["max"], unit, language)
    if not in_words:
        return None
    said_ = {"text": in_words, **numbers, "unit": unit or None}
    sources = {"sources": list(before.sources)} if before and before.sources else {}
    return {name: value for name, value in said_.items() if value is not None} | sources


def _next(typed: Typed) -> list[dict[str, str]] | None:
    if typed["leads"] == "ways":
        ways = typed["ways"] or [["", ""]]  # a way without a target is refused, with the words for it
        return [{"to": to} | ({"condition": c} if (c := condition.strip()) else {}) for to, condition in ways]
    return [] if typed["leads"] == "end" else None


def in_words(values: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """The changes as somebody compares them: with the `names` of what is referred to in place of document ids."""
    out = {**values, **facts_in_words(values, names)}
    if "next" in out:
        ways = out["next"] and [
            f"{names.get(way['to'], way['to'])}: {way.get('condition', '')}".strip(": ")
            for way in out["next"]
        ]
        onward = (
            gettext("Hier endet die Reise") if ways is not None else gettext("weiter zum nächsten Schritt")
        )
        out["next"] = ways or onward
    for field in TICKED:
        if out.get(field):
            out[field] = [names.get(ref, ref) for ref in out[field]]
    return out


def field_errors(errors: dict[str, str]) -> dict[str, str]:
    """Places of the document as fields of the form: an entry of a list is its whole field."""
    return {
        _INNER.sub(r"\1", _ENTRY.sub(r"\1", place)): sentence for place, sentence in reversed(errors.items())
    }
