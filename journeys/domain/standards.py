"""Codes of the field: the service key, the text modules of a service's description in the catalogue, and the lists that
a step may name, digital maturity (OZG-Reifegrad) and FIM reference activities.

The lists are data (`standards.json`). Names of FIM activities, of text modules and of the levels of model 2.0 are
working labels.
"""

import json
from pathlib import Path

from journeys.domain.document import Maturity
from journeys.domain.words import Words

_LISTS = json.loads(Path(__file__).with_name("standards.json").read_text("utf-8"))
MATURITY: dict[str, tuple[Words, ...]] = {
    model: tuple(Words(**level) for level in levels) for model, levels in _LISTS["maturity"].items()
}
"""The names of a model's levels, from level 0 on."""
FIM_ACTIVITIES = {n: Words(**name) for n, name in enumerate(_LISTS["fim_activities"], 1)}
TEXT_MODULES = {code: Words(**name) for code, name in _LISTS["text_modules"].items()}
"""By their number in the catalogue; those without one by their element in XZuFi."""
_LEVEL = Words("Stufe {level}: {name} (Modell {model})", "level {level}: {name} (model {model})")


def level_in_words(maturity: Maturity) -> Words:
    """A level with its name and model: „Stufe 3: Online-Leistung (Modell 1.1)“."""
    return level_words(maturity.model, maturity.level)


def level_words(model: str, level: int) -> Words:
    """The same for who has the two apart."""
    name = MATURITY[model][level]
    here = {"level": level, "model": model}
    return Words(_LEVEL.de.format(name=name.de, **here), _LEVEL.en.format(name=name.en, **here))


def module_words(code: str) -> Words:
    """A text module with its number: „06 Volltext“."""
    name = TEXT_MODULES[code]
    return Words(f"{code} {name.de}", f"{code} {name.en}") if code.isdecimal() else name


def grouped_key(key: str) -> str:
    """A Leistungsschlüssel as it is read, 2-3-3-3-3: `99 115 005 104 000`."""
    return " ".join(filter(None, (key[:2], key[2:5], key[5:8], key[8:11], key[11:])))
