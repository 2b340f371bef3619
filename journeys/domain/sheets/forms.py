"""How values of a document stand in the cells of a table, and how they are read from there: one form each, both ways.

A cell holds a text or a number. Whatever the form writes it reads again as the same value, whatever the text: an empty
one, and one that begins with a backslash, has a backslash before it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from journeys.domain.document import END
from journeys.domain.schema_words import PATTERNS
from journeys.domain.words import Language, Words

Cell = str | int | float | None
ID_PATTERN = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"


class Unclear(Exception):
    """A cell that says nothing that its column knows; `words` say what would be right."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.en)


@dataclass(frozen=True)
class Form:
    """`put` makes the cell of a value, in a language; `take` the value of a cell that is not empty, and raises Unclear.

    `take` is told whether the cell is of a table of ours: in one of others a backslash is only a backslash. `choices`
    are the words of which one may stand there.
    """

    put: Callable[[Any, Language], Cell]
    take: Callable[[str | int | float, bool], Any]
    choices: Mapping[Any, Words] | None = None
    wide: bool = False


def text_of(cell: str | int | float) -> str:
    """What a cell says as a text: whole numbers without a point."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell)


def is_empty(cell: Cell) -> bool:
    """Whether nothing that one sees stands in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def plain_word(text: str) -> str:
    """A word or heading without what people write differently: case, blanks, hyphens, brackets."""
    return re.sub(r"[\W_]+", "", text.casefold())


def said(text: str) -> str:
    """The cell of a text."""
    return f"\\{text}" if not text.strip() or text.startswith("\\") else text


def take_text(cell: str | int | float, ours: bool) -> str:
    """The text that a cell means."""
    text = text_of(cell)
    return text.removeprefix("\\") if ours else text.strip()


def _take_key(cell: str | int | float, ours: bool) -> str:
    key = re.sub(r"\s", "", text_of(cell))
    if not re.fullmatch(r"[0-9]{14}", key):
        raise Unclear(PATTERNS["^[0-9]{14}$"])
    return key


def _take_id(cell: str | int | float, ours: bool) -> str:
    ref = text_of(cell).strip()
    if not re.fullmatch(ID_PATTERN, ref) or ref == END:
        raise Unclear(PATTERNS["^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"])
    return ref


def _take_document_id(cell: str | int | float, ours: bool) -> str:
    ref = text_of(cell).strip()
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", ref):
        raise Unclear(PATTERNS["^[a-z0-9][a-z0-9-]{0,63}$"])
    return ref


TEXT = Form(lambda value, language: said(value), take_text, wide=True)
TITLE = Form(lambda value, language: said(value), take_text)
ID = Form(lambda value, language: value, _take_id)
DOCUMENT_ID = Form(lambda value, language: value, _take_document_id)
NAME = Form(lambda value, language: value, lambda cell, ours: text_of(cell).strip())
"""The id of something elsewhere, or what people call it."""
KEY = Form(lambda value, language: value, _take_key)
