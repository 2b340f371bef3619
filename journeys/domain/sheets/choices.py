"""Words of a table in cells: one of them, or several; in either language, or as people call it otherwise."""

import re
from collections.abc import Mapping
from typing import Any

from journeys.domain import words as w
from journeys.domain.sheets.forms import Form, Unclear, plain_word, text_of
from journeys.domain.sheets.numbers import number_of
from journeys.domain.words import Words


def one_of(table: Mapping[Any, Words], otherwise: Mapping[str, Any] | None = None) -> Form:
    """One word of a table, in either language, or its number where it has one; `otherwise` are other words for it."""
    known = {plain_word(word): key for key, words in table.items() for word in words}
    known = {plain_word(word): key for word, key in (otherwise or {}).items()} | known

    def take(cell: str | int | float, ours: bool) -> Any:
        word, number = plain_word(text_of(cell)), number_of(cell)
        found = known.get(word, known.get(word.strip("0123456789")))
        if number in table:
            return next(key for key in table if key == number)
        if found is None:
            de = f"Möglich sind: {', '.join(words.de for words in table.values())}."
            raise Unclear(Words(de, f"Possible are: {', '.join(words.en for words in table.values())}."))
        return found

    return Form(lambda value, language: table[value].in_(language), take, table)


def some_of(table: Mapping[Any, Words]) -> Form:
    """Several words of a table, with commas between."""
    single = one_of(table)

    def take(cell: str | int | float, ours: bool) -> list[Any]:
        return [single.take(part, ours) for part in re.split(r"[,;\n]", text_of(cell)) if part.strip()]

    return Form(lambda value, language: ", ".join(table[v].in_(language) for v in value) or None, take)


YES_NO = {True: Words("ja", "yes"), False: Words("nein", "no")}
TRUTH = one_of(YES_NO, {"wahr": True, "true": True, "x": True, "falsch": False, "false": False})
EMOTION = one_of(w.EMOTION)
