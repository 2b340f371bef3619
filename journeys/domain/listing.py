"""Finding and ordering the services of a project."""

from collections.abc import Iterable

from journeys.domain.overview import Overview

ORDERS = ("next", "pain", "name")
_URGENCY = ("rate_notes", "collect_notes", "add_steps", "resolve_open", "view_blueprint")


def folded(text: str) -> str:
    """Text as it is compared: small letters, umlauts spelled out."""
    return text.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")


def matching(services: Iterable[Overview], search: str) -> list[Overview]:
    """The services in whose name or key every word of `search` occurs, also inside a word."""
    words = folded(search).split()
    return [s for s in services if all(word in _searched(s) for word in words)]


def _searched(overview: Overview) -> str:
    service = overview.service
    return folded(" ".join(filter(None, (service.name, service.short_name, service.key))))


def ordered(services: Iterable[Overview], order: str) -> list[Overview]:
    """By what is to be done next, by the worst pain point, or by name; equals stay in the project's order."""
    if order == "pain":
        return sorted(services, key=lambda s: -(s.worst.score if s.worst else -1))
    if order == "name":
        return sorted(services, key=lambda s: folded(s.service.name))
    return sorted(services, key=lambda s: _URGENCY.index(s.next))
