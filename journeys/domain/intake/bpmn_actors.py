"""Who acts in a lane or pool of a model, by the words of its name."""

import re

_WORDS = {
    "citizen": r"bürger|antragstell|kund|nutzer|einwohner|person\b|eltern|halter|mieter|patient|betroffene|"
    r"citizen|customer|applicant|client\b|resident",
    "system": r"system|\bit\b|\bit-|fachverfahren|portal|software|server|anwendung|automat|engine|datenbank|"
    r"schnittstelle|database|\bapi\b",
    "third_party": r"dritte|extern|partner|lieferant|vermiet|\bbank\b|gutachter|third|supplier|vendor",
    "clerk": r"behörde|amt\b|ämter|amts|sachbearbeit|verwaltung|stelle\b|bearbeit|\bvfa\b|schalter|empfang|team|"
    r"abteilung|referat|im kontakt|hintergrund|beschäftigte|mitarbeit|kasse|authority|office|clerk|staff|agent|"
    r"department|desk",
}
_PATTERNS = {actor: re.compile(words) for actor, words in _WORDS.items()}
_FRONT = re.compile(r"front|kontakt|schalter|empfang|annahme|service|counter|desk|beratung")


def actor_of(*names: str) -> str:
    """The actor that the first of the names tells, empty when none does."""
    for name in names:
        folded = name.casefold()
        found = next((actor for actor, words in _PATTERNS.items() if words.search(folded)), "")
        if found:
            return found
    return ""


def is_front(name: str) -> bool:
    """Whether a lane of the authority's is one where people are met."""
    return bool(_FRONT.search(name.casefold()))
