"""The words for types, patterns and choices of the schema."""

from collections.abc import Sequence
from typing import Any

from journeys.domain.wording import listed, nearest, quoted
from journeys.domain.words import Words

TYPES = {
    "string": Words("ein Text", "a text"),
    "number": Words("eine Zahl", "a number"),
    "integer": Words("eine ganze Zahl", "a whole number"),
    "boolean": Words("true oder false", "true or false"),
    "array": Words("eine Liste", "a list"),
    "object": Words("ein Block mit Feldern", "a block of fields"),
}

ACCUSATIVE = {"ein Text": "einen Text", "ein Block mit Feldern": "einen Block mit Feldern"}

PATTERNS = {
    "^[0-9]{14}$": Words(
        "Der Leistungsschlüssel hat genau 14 Ziffern, ohne Leerzeichen.",
        "the Leistungsschlüssel has exactly 14 digits, without spaces.",
    ),
    "^[a-z0-9][a-z0-9-]{0,63}$": Words(
        "Die Kennung des Dokuments hat 1 bis 64 Zeichen: kleine Buchstaben a bis z, Ziffern und Bindestriche; "
        "sie beginnt mit Buchstabe oder Ziffer.",
        "the document's id has 1 to 64 characters: small letters a to z, digits and hyphens; "
        "it begins with a letter or digit.",
    ),
    "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$": Words(
        "Eine Kennung hat 1 bis 64 Zeichen: Buchstaben A bis Z und a bis z, Ziffern, Punkt, Unterstrich und "
        "Bindestrich; sie beginnt mit Buchstabe oder Ziffer.",
        "an id has 1 to 64 characters: letters A to Z and a to z, digits, full stop, underscore and hyphen; "
        "it begins with a letter or digit.",
    ),
    r"^\d{4}-\d{2}-\d{2}$": Words(
        "Ein Tag hat die Form Jahr-Monat-Tag, etwa 2026-11-12.",
        "a day has the form year-month-day, like 2026-11-12.",
    ),
}

END_IS_NO_ID = Words(
    "„end“ bedeutet das Ende der Reise und kann keine Kennung sein. Wählen Sie eine andere.",
    "“end” means the end of the journey and can not be an id. Choose another one.",
)

NOTHING = Words("Hier steht nichts. Bitte füllen Sie das aus.", "There is nothing here. Please fill it in.")


def _types(wanted: Sequence[str]) -> Words:
    names = [TYPES[name] for name in wanted]
    return Words(" oder ".join(n.de for n in names), " or ".join(n.en for n in names))


def is_empty(wanted: Sequence[str]) -> Words:
    """The words for a field that stands there without a value."""
    type_ = _types(wanted)
    return Words(
        f"Das Feld ist leer. Tragen Sie {ACCUSATIVE.get(type_.de, type_.de)} ein oder lassen Sie das Feld weg.",
        f"The field is empty. Fill in {type_.en} or leave the field out.",
    )


def wrong_type(found: Any, wanted: Sequence[str]) -> Words:
    """The words for a value of another type, with the mend for what is typed wrongly most often."""
    type_, said = _types(wanted), quoted(found)
    mend = Words("", "")
    if "string" in wanted and not isinstance(found, (dict, list)):
        mend = Words(" Setzen Sie den Wert in Anführungszeichen.", " Put the value in quotation marks.")
    elif "array" in wanted:
        mend = Words(
            " Auch ein einzelner Eintrag steht in einer Liste.", " Even a single entry stands in a list."
        )
    elif isinstance(found, str) and {"number", "integer", "boolean"} & set(wanted):
        mend = Words(
            " Schreiben Sie den Wert ohne Anführungszeichen.", " Write the value without quotation marks."
        )
    return Words(
        f"Hier gehört {type_.de} hin, nicht {said.de}.{mend.de}",
        f"Here belongs {type_.en}, not {said.en}.{mend.en}",
    )


def no_such_field(field: str, known: Sequence[str]) -> Words:
    """The words for a field that the part does not have, with the one that was most likely meant."""
    said, like, all_of_them = quoted(field), nearest(field, known), listed(known)
    if like is not None:
        mend = Words(f"Meinten Sie „{like}“?", f"Did you mean “{like}”?")
    else:
        mend = Words(f"Möglich sind: {all_of_them.de}.", f"Possible are: {all_of_them.en}.")
    return Words(
        f"Das Feld {said.de} gibt es hier nicht. {mend.de}", f"There is no field {said.en} here. {mend.en}"
    )


def one_of(value: Any, values: Sequence[Any]) -> Words:
    """The words for a value that is none of those possible."""
    said = quoted(value)
    if len(values) == 1:
        return Words(
            f"Hier muss „{values[0]}“ stehen, nicht {said.de}.", f"Here must be “{values[0]}”, not {said.en}."
        )
    names = [str(v) for v in values]
    like, all_of_them = nearest(value, names) if isinstance(value, str) else None, listed(names)
    ask = Words(f" Meinten Sie „{like}“?", f" Did you mean “{like}”?") if like else Words("", "")
    return Words(
        f"{said.de} ist hier nicht möglich.{ask.de} Möglich sind: {all_of_them.de}.",
        f"{said.en} is not possible here.{ask.en} Possible are: {all_of_them.en}.",
    )
