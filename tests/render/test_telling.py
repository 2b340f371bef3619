"""A document in words: nothing that it says is missing, and nothing that people wrote is markup."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from markdown import Markdown

from journeys.domain.blocks import line
from journeys.domain.document import Document
from journeys.domain.markdown import as_markdown
from journeys.render.telling import tell
from tests.domain.whole import whole_document
from tests.domain.workshops.test_minutes import EXTENSIONS, NASTY, Read
from tests.render.cases import NAMES
from tests.render.cases import example as case

NO_TEXT = {
    "id",
    "format",
    "language",
    "kind",
    "actor",
    "role",
    "channel",
    "channels",
    "frequency",
    "certainty",
}
NO_TEXT |= {
    "persona",
    "personas",
    "sources",
    "to",
    "replaces",
    "removed_steps",
    "step",
    "resolves",
    "addresses",
}
NO_TEXT |= {"unit", "model", "change", "horizon", "reliability", "digital_skill", "marks", "lane", "key"}
"""Fields that hold ids, or words from a fixed list, for which words of ours are said."""
FREE = ("text", "title", "name", "goal", "summary", "situation", "condition", "touchpoint", "backstage")
TAGS = {"h1", "h2", "h3", "h4", "p", "ul", "li", "strong"}


def texts(value: Any, field: str = "") -> Iterator[str]:
    """Every text in a plain document, but those of the fields above."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, field)
    elif isinstance(value, str) and field not in NO_TEXT:
        yield value


def bare(text: str) -> str:
    return "".join(text.split())


def read(document: Document) -> Read:
    """The page that Markdown makes of it."""
    return Read(Markdown(extensions=EXTENSIONS).convert(as_markdown(tell(document))))


@pytest.mark.parametrize("name", [*NAMES, "whole"])
def test_every_text_of_the_document_is_told(name: str) -> None:
    document = Document.from_plain(whole_document()) if name == "whole" else case(name)
    told = bare(read(document).text)
    missing = {text for text in texts(document.plain()) if bare(line(text)) not in told}
    assert missing == set()


def with_texts(value: Any, text: str) -> Any:
    """The document with this text in every place that takes one."""
    if isinstance(value, dict):
        return {
            k: text if k in FREE and isinstance(v, str) else with_texts(v, text) for k, v in value.items()
        }
    return [with_texts(each, text) for each in value] if isinstance(value, list) else value


@example("# {x} {0}")
@example("<img src=x onerror=alert(1)>")
@example("[a](javascript:alert(1)) *b* `c`")
@example("1. Satz\n\n- Punkt\n\n    code")
@given(NASTY)
def test_markup_in_texts_stays_text(text: str) -> None:
    text = f"x{text}x"
    page = read(Document.from_plain(with_texts(whole_document(), text)))
    assert page.tags <= TAGS and page.attributes == []
    assert bare(page.text).count(bare(line(text))) >= 40


def test_headings_lead_from_the_service_to_the_step() -> None:
    text = as_markdown(tell(case("wohngeld-beantragen")))
    levels = [row.split(" ")[0] for row in text.splitlines() if row.startswith("#")]
    assert levels[0] == "#" and levels.count("#") == 1
    ranks = [len(level) for level in levels]
    assert all(after <= before + 1 for before, after in pairwise(ranks))
    assert "## Soll-Reise\n" in text and "#### Schritt 3: Unterlagen zusammentragen" in text


def test_words_of_ours_are_in_the_language_of_the_document() -> None:
    plain = whole_document() | {"language": "en"}
    text = as_markdown(tell(Document.from_plain(plain)))
    assert "## Summary" in text and "**Waiting time:**" in text and "Zusammenfassung" not in text


def test_ways_on_are_told_with_their_condition_and_numbers() -> None:
    text = read(case("wohngeld-beantragen")).text
    assert "nicht vollständig → Schritt 6: Fehlende Nachweise anfordern" in text
