"""Text is measured, wrapped and never lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys.render.letters import MISSING, SHY, advance, drawable, uncovered
from journeys.render.text import LONGEST, SLACK, passage, passages, shorten, wrap

anything = st.text(max_size=400)
calm = settings(deadline=None)
widths = st.floats(12, 400)
sizes = st.sampled_from([6.5, 7.5, 8.5, 17.0])


def bare(text: str) -> str:
    """The text without blanks and hyphens, which wrapping adds and takes."""
    return re.sub(r"[\s\-\u00ad]", "", text)


@calm
@given(anything, widths, sizes, st.booleans())
def test_no_line_is_wider_than_its_space(text: str, width: float, size: float, bold: bool) -> None:
    for line in passage(text, width, size, bold).lines:
        assert advance(line, size, bold) <= max(width - SLACK, size * 1.1)


@calm
@given(anything, widths)
def test_wrapping_keeps_every_letter_in_order(text: str, width: float) -> None:
    assert bare("".join(wrap(drawable(text), width, 7.5))) == bare(drawable(text))


@given(anything)
def test_only_letters_of_the_font_are_drawn(text: str) -> None:
    assert uncovered(drawable(text)) == ""


def test_widths_are_those_of_the_font() -> None:
    assert advance("Ä", 2048) == 1366 and advance("Ä", 2048, bold=True) == 1479
    assert advance("AB", 2048) == 2 * 1366


def test_a_long_german_word_stays_whole_where_it_fits() -> None:
    assert wrap("Wohnungsgeberbestätigung", 98, 7.5) == ("Wohnungsgeberbestätigung",)


def test_words_break_by_german_patterns() -> None:
    lines = wrap("Wohnungsgeberbestätigung", 60, 7.5)
    assert lines[0].endswith("-") and lines[0][:-1] in {"Wohnungsge", "Wohnungsgeber", "Wohnungs"}


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("Bundesdruckerei-Schnittstellen", "Bundesdruckerei-"),
        ("Sperrdienst/Bundesdruckerei", "Sperrdienst/"),
        (f"Fachver{SHY}fahrensschnittstelle", "Fachver-"),
        ("x" * 60, "x" * 20),
    ],
    ids=["hyphen", "slash", "soft hyphen", "anywhere"],
)
def test_breaks_come_in_order(word: str, first: str) -> None:
    assert wrap(word, 78.1, 7.5)[0] == first


def test_a_numbering_stays_with_its_word() -> None:
    assert all(line != "5." for line in wrap("Antrag 5. Stellen", 40, 7.5))


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("a\x00b\tc\nd", "a b c d"),
        ("e\u0301", "é"),
        ("日本", MISSING * 2),
        ("👍🏽 gut", f"{MISSING} gut"),
        ("❤️", MISSING),
        ("  ", ""),
    ],
)
def test_foreign_letters_become_boxes_and_marks_vanish(typed: str, drawn: str) -> None:
    assert drawable(typed) == drawn


def test_uncovered_names_each_letter_once() -> None:
    assert uncovered("日本日 gut") == "日本"


@given(st.text("ab ", max_size=LONGEST))
def test_up_to_three_hundred_characters_nothing_is_cut(text: str) -> None:
    assert shorten(text) == text and not passage(text, 98, 7.5).cut


def test_a_longer_text_is_cut_and_kept_whole() -> None:
    words = passage("Wort " * 100, 98, 7.5)
    assert words.cut and words.lines[-1].endswith("…")
    assert words.whole == ("Wort " * 100).strip()


def test_a_word_of_five_thousand_letters_is_cut() -> None:
    words = passage("y" * 5000, 98, 7.5)
    assert words.cut and sum(map(len, words.lines)) <= LONGEST and len(words.whole) == 5000


def test_several_texts_begin_a_line_each() -> None:
    words = passages(("BundID", "AusweisApp"), 98, 7.5)
    assert words.lines == ("BundID", "AusweisApp") and words.whole == "BundID · AusweisApp"


def test_a_passage_knows_its_size() -> None:
    words = passage("eins zwei drei", 40, 7.5)
    assert words.height == pytest.approx(len(words.lines) * 9.0)
    assert words.width == pytest.approx(max(advance(line, 7.5) for line in words.lines) + SLACK)
