"""Codes that people type or read aloud, and names that are nobody's."""

import re
import secrets
from functools import cache
from pathlib import Path

from journeys.settings import WRONG_CODES_ADDRESS, WRONG_CODES_BROWSER

SIGNS = "23456789ACDEFGHJKMNPRTUWXY"
"""One of each two that look alike, and none of 0, O, Q and 1, I, L: nobody has to ask which one is meant."""
MEANT = str.maketrans("ZSBV", "258U")
"""What somebody types who read the other one of two that look alike."""
LENGTH = 8
_HERE = Path(__file__).parent
_NOT_A_SIGN = re.compile(r"[^0-9A-Z]")
_STRIDE = 389
"""No common factor with the number of names: in steps of it, all names come before one comes again."""


def new_code() -> str:
    """A join code: 8 of 26 signs, about 37.6 bits."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def typed_code(text: str) -> str:
    """A code as people type it (small letters, blanks, dashes, a sign that looks alike) as we keep it."""
    return _NOT_A_SIGN.sub("", text.upper()).translate(MEANT)


def spoken_code(code: str) -> str:
    """A code as it is shown and read aloud: in two groups of four."""
    return f"{code[:4]} {code[4:]}"


def pseudonym(start: int, number: int) -> str:
    """The `number`-th name of a workshop whose names begin at `start`; from 960 on they carry a number."""
    colours, plants = _names()
    lap, _ = divmod(number, len(colours) * len(plants))
    of_plant, of_colour = divmod((start + number * _STRIDE) % (len(colours) * len(plants)), len(colours))
    return f"{colours[of_colour]} {plants[of_plant]}" + (f" {lap + 1}" if lap else "")


def new_return_code() -> str:
    """A code to come back with: three words and a number, about 29 bits, to be said and written down with ease.

    Guessing is bounded by `attempts`, and needs the workshop's code as well.
    """
    words = [secrets.choice(return_words()) for _ in range(3)]
    return f"{words[0]}-{words[1]}-{secrets.randbelow(90) + 10}-{words[2]}"


def typed_return_code(text: str) -> str:
    """A return code as people type it as we keep it."""
    plain = text.lower().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
    return "-".join(re.findall(r"[a-z]+|\d+", plain))


def bounds(browser: str, address: str) -> dict[str, int]:
    """How many wrong codes are let pass, for `attempts`: from one browser, and from one address."""
    return {
        f"codes browser {browser}": WRONG_CODES_BROWSER.value,
        f"codes address {address}": WRONG_CODES_ADDRESS.value,
    }


@cache
def _names() -> tuple[list[str], list[str]]:
    """24 adjectives and 40 plants that they fit, both from one file."""
    colours, plants = (_HERE / "names.txt").read_text(encoding="utf-8").split("\n\n")
    return colours.split(), plants.split()


@cache
def return_words() -> tuple[str, ...]:
    """Short German words that are heard and spelled without doubt."""
    return tuple((_HERE / "return_words.txt").read_text(encoding="utf-8").split())
