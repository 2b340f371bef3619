"""A file of building blocks: what may stand in it, and what is wrong with one, said like the slips of a document."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from journeys.domain.document import Actor, Channel
from journeys.domain.findings import Finding, Refused
from journeys.domain.intake import guess_format, in_order, read_bytes, read_plain
from journeys.domain.schema import findings_against
from journeys.domain.typed import typed_findings
from journeys.domain.wording import inside
from journeys.domain.words import Words

TOP = "building_blocks"
TEXT: dict[str, Any] = {
    "type": ["string", "object"],
    "required": ["de", "en"],
    "additionalProperties": False,
    "properties": {"de": {"type": "string"}, "en": {"type": "string"}},
}
LIST: dict[str, Any] = {"type": "array", "items": {"type": "string"}}
SEARCH: dict[str, Any] = {
    **TEXT,
    "type": ["array", "object"],
    "items": {"type": "string"},
    "properties": {"de": LIST, "en": LIST},
}
LANES = ("evidence", "citizen_action", "frontstage", "backstage")
BLOCK: dict[str, Any] = {
    "type": "object",
    "required": ["id", "title"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"},
        "title": TEXT,
        "actor": {"enum": list(get_args(Actor))},
        "channel": {"enum": list(get_args(Channel))},
        **dict.fromkeys(LANES, TEXT),
        "support_systems": {"type": "array", "items": TEXT},
        "fim_activity": {"type": "integer", "minimum": 1, "maximum": 8},
        "search": SEARCH,
    },
}
SHAPE: dict[str, Any] = {
    "type": "object",
    "required": [TOP],
    "additionalProperties": False,
    "properties": {TOP: {"type": "array", "items": BLOCK}},
}


NAMELESS = Words("Bitte geben Sie dem Baustein einen Titel.", "Please give the building block a title.")


def read_blocks(file: Path) -> list[dict[str, Any]]:
    """The blocks of a file as plain values; raises Refused with every finding, and OSError."""
    read = read_plain(read_bytes(file), guess_format(file))
    found = [*read.findings, *findings_against(SHAPE, read.value)]
    if not found:
        found = [finding for n, block in enumerate(read.value[TOP]) for finding in _of_texts(n, block)]
        found += _doubles(read.value[TOP])
    if found:
        raise Refused(in_order(found, read.lines))
    blocks: list[dict[str, Any]] = read.value[TOP]
    return blocks


def _of_texts(n: int, block: dict[str, Any]) -> Iterator[Finding]:
    here = inside(TOP, n)
    for name, said in block.items():
        texts = list(said.values()) if isinstance(said, dict) else said
        if name == "title" and not all(text.strip() for text in _flat(texts)):
            yield Finding(inside(here, name), NAMELESS)
        yield from (wrong._replace(place=inside(here, name)) for wrong in typed_findings({name: texts}))


def _flat(texts: str | list[str]) -> list[str]:
    return [texts] if isinstance(texts, str) else texts


def _doubles(blocks: list[dict[str, Any]]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for n, block in enumerate(blocks):
        if first.setdefault(block["id"], n) != n:
            words = Words(
                f"Die Kennung „{block['id']}“ steht zweimal da. Jeder Baustein braucht eine eigene.",
                f"The id “{block['id']}” stands there twice. Each building block needs one of its own.",
            )
            yield Finding(inside(inside(TOP, n), "id"), words)
