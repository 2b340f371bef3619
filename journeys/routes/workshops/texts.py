"""The texts of a workshop between form and domain, and the role card that they make."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import render_template
from markupsafe import Markup

from journeys.domain.workshops.planning import LISTS, TEXTS
from journeys.domain.workshops.preparing import refuse_long
from journeys.domain.workshops.reading_level import EASY, MOST_WORDS, lix, words_in
from journeys.domain.workshops.tables import Workshop
from journeys.routes.forms import joined
from journeys.routes.workshops.typed import date_typed

DATES = ("held_on", "answer_on")
FIELDS = ("title", *DATES, *TEXTS, *LISTS)


class Card(NamedTuple):
    """The role card as people see it, how many words it has, and whether it reads easily."""

    html: Markup
    words: int
    is_easy: bool
    most: int = MOST_WORDS


def as_typed(workshop: Workshop) -> dict[str, str]:
    """The form's fields for what is stored."""
    typed = {name: getattr(workshop, name) for name in ("title", *TEXTS)}
    days = {name: getattr(workshop, name) for name in DATES}
    typed |= {name: day.isoformat() if day else "" for name, day in days.items()}
    return typed | {name: joined(getattr(workshop, name)) for name in LISTS}


def changes_of(typed: Mapping[str, str]) -> dict[str, Any]:
    """What the form says, in the domain's fields; raises Refused for a day that is none."""
    changes: dict[str, Any] = {name: typed[name] for name in ("title", *TEXTS)}
    changes |= {name: date_typed(name, typed[name]) for name in DATES}
    return changes | {name: typed[name].splitlines() for name in LISTS}


def card_of(typed: Mapping[str, str], minutes: int) -> Card:
    """The role card that the typed texts make."""
    lines = {name: [line.strip() for line in typed[name].splitlines() if line.strip()] for name in LISTS}
    html = render_template("phone/_role_card.html", workshop={**typed, **lines}, minutes=minutes)
    text = _told(html)
    return Card(Markup(html), len(words_in(text)), lix(text) <= EASY)


def checked_card(typed: Mapping[str, str], minutes: int) -> None:
    """Raise Refused when the role card is too long to be read to its end."""
    refuse_long(_told(card_of(typed, minutes).html))


def _told(html: str) -> str:
    """The words of the card, a line for each heading and entry."""
    ends = ("</p>", "</li>", "</h3>", "</h4>")
    for end in ends:
        html = html.replace(end, f"{end}\n")
    return "\n".join(Markup(line).striptags() for line in html.splitlines())
