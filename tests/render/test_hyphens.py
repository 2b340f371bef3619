"""Words break where pyphen would break them."""

import random
import re

import pyphen
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.places import place
from journeys.render.hyphens import hyphens
from tests.render.cases import NAMES
from tests.render.shapes import compound

OTHERS = {
    "de": pyphen.Pyphen(lang="de_DE", left=3, right=3),
    "en": pyphen.Pyphen(lang="en_US", left=3, right=3),
}
LANGUAGES = pytest.mark.parametrize("language", OTHERS)


def words() -> list[str]:
    """Every word of the examples, and compounds of up to sixty letters."""
    texts = [(place("examples") / f"{name}.yaml").read_text(encoding="utf-8") for name in NAMES]
    dice = random.Random(7)
    made = [compound(dice, letters) for letters in range(6, 61)]
    return sorted({*re.findall(r"\w+", " ".join(texts)), *made})


@LANGUAGES
def test_every_word_of_the_examples_breaks_where_pyphen_breaks_it(language: str) -> None:
    ours, other = hyphens(language), OTHERS[language]
    broken = [word for word in words() if ours.positions(word)]
    assert len(broken) > 1000
    assert [word for word in words() if ours.positions(word) != list(other.positions(word))] == []


@LANGUAGES
@given(
    word=st.text(st.characters(codec="latin-1"), max_size=40)
    | st.text("abcdefghijklmnopqrstuvwxyzäöüß-.'19", max_size=40)
)
def test_any_word_breaks_where_pyphen_breaks_it(language: str, word: str) -> None:
    assert hyphens(language).positions(word) == list(OTHERS[language].positions(word))


@LANGUAGES
@given(word=st.text("abcdefghijklmnopqrstuvwxyzäöüß", max_size=40))
def test_soft_hyphens_are_put_where_it_may_break(language: str, word: str) -> None:
    said = hyphens(language).inserted(word, "|")
    assert said == OTHERS[language].inserted(word, "|")
    assert said.replace("|", "") == word


def test_another_language_breaks_as_german_does() -> None:
    assert hyphens("sv").positions("Wohnungsgeberbestätigung") == hyphens("de").positions(
        "Wohnungsgeberbestätigung"
    )
