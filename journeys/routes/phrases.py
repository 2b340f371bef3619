"""How templates say values: words of the domain in the person's language, plain values as text."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Flask
from flask_babel import format_date, format_decimal, gettext
from markupsafe import Markup

from journeys.domain import standards, words
from journeys.domain.sealing import mark_of
from journeys.domain.standards import grouped_key
from journeys.render.text import hyphened
from journeys.routes.forms import say
from journeys.routes.prose import prose

VALUES: dict[str, Mapping[Any, words.Words]] = {
    "channel": words.CHANNEL,
    "actor": words.ACTOR,
    "role": words.ACTOR,
    "digital_skill": words.DIGITAL_SKILL,
    "emotion": words.EMOTION,
    "change": words.CHANGE,
    "severity": words.SEVERITY,
    "frequency": words.FREQUENCY,
    "priority": words.PRIORITY,
}
"""The fields whose values are words of a table."""
# Everything but the characters that a document of HTML may hold.
_JOINT = re.compile(r"(?=[./])(?<=\w)")
_INVISIBLE = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010fffd]")


def shown(value: Any, field: str = "") -> str:
    """A plain value of the document's `field` as a person reads it."""
    if field in VALUES and value in VALUES[field]:
        return say(VALUES[field][value]).format(staff=words.STAFF_TERM)
    if value is None or value in ("", [], {}):
        return str(gettext("(leer)"))
    if isinstance(value, bool):
        return str(gettext("ja") if value else gettext("nein"))
    if isinstance(value, Mapping):
        return ", ".join(shown(entry) for entry in value.values())
    if isinstance(value, list | tuple):
        return "\n".join(shown(entry) for entry in value)
    return str(value)


def number(value: float | str | None) -> str:
    """A fact's value: numbers as one writes them in the person's language, the rest as it is."""
    if value is None:
        return ""
    return value if isinstance(value, str) else str(format_decimal(value))


def visible(text: Any) -> str:
    """Text as a field can show it again: control characters, which no page may hold, as a sign that stands out."""
    return _INVISIBLE.sub("\N{REPLACEMENT CHARACTER}", str(text))


def day(text: str) -> str:
    """A day as the document writes it (2026-03-02) as a person reads it; a year or month stays as it is."""
    try:
        return str(format_date(date.fromisoformat(text), "medium"))
    except ValueError:
        return text


def breakable(address: str) -> Markup:
    """An address with places to break before its dots and slashes."""
    return Markup("").join(
        Markup("<wbr>") + part if n else part for n, part in enumerate(_JOINT.split(address))
    )


def teach_phrases(app: Flask) -> None:
    """Give templates `words` (all tables of words), `standards` (code lists) and the filters to say them."""
    app.jinja_env.globals["words"] = words
    app.jinja_env.globals["standards"] = standards
    app.add_template_filter(say, "say")
    app.add_template_filter(shown, "shown")
    app.add_template_filter(visible, "visible")
    app.add_template_filter(number, "number")
    app.add_template_filter(grouped_key, "grouped_key")
    app.add_template_filter(prose, "prose")
    app.add_template_filter(hyphened, "hyphened")
    app.add_template_filter(breakable, "breakable")
    app.add_template_filter(day, "day")
    app.add_template_filter(mark_of, "mark")
