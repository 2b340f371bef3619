"""What people type into forms: the same bounds on length and characters as for files."""

from collections.abc import Iterator, Mapping
from typing import Any

from journeys.domain.checks import text_limit
from journeys.domain.findings import Finding, Refused
from journeys.domain.intake.letters import LINE_END, forbidden_words
from journeys.domain.wording import inside
from journeys.domain.words import Words


def typed_findings(said: Mapping[str, Any]) -> list[Finding]:
    """Errors in the texts of a form or a part, each at its field: too long, or with invisible control characters."""
    return [finding for place, field, text in _texts(said, "", "") for finding in _wrong(place, field, text)]


def required(field: str, text: str | None, ask: Any) -> str:
    """The text without blanks around it; raises Refused with the sentence `ask` when nothing is left."""
    text = LINE_END.sub("\n", text or "").strip()
    if not text:
        raise Refused([Finding(field, ask)])
    return text


def _wrong(place: str, field: str, text: str) -> Iterator[Finding]:
    if len(text) > text_limit(field).value:
        yield _too_long(place, text_limit(field).value, len(text))
    words = forbidden_words(text)
    if words is not None:
        yield Finding(place, words)


def _texts(value: Any, place: str, field: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, Mapping):
        for name, entry in value.items():
            yield from _texts(entry, inside(place, name), name)
    elif isinstance(value, list | tuple):
        for n, entry in enumerate(value):
            yield from _texts(entry, inside(place, n), field)
    elif isinstance(value, str):
        yield place, field, value


def _too_long(place: str, most: int, length: int) -> Finding:
    words = Words(
        f"Der Text ist mit {length} Zeichen zu lang; höchstens {most} sind möglich. Bitte kürzen Sie ihn.",
        f"The text is too long with {length} characters; at most {most} are possible. Please shorten it.",
    )
    return Finding(place, words)
