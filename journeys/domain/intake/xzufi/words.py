"""What is said about a service description: names of its text modules, what is unclear, what is left out."""

from journeys.domain.words import Words
from journeys.settings import MARKUP, MARKUP_IN_ALL

MODULES = {
    "02": "Name",
    "03": "Name für Bürgerinnen und Bürger",
    "05": "Kurztext",
    "06": "Volltext",
    "07": "Rechtsgrundlagen",
    "08": "Erforderliche Unterlagen",
    "09": "Voraussetzungen",
    "11": "Verfahrensablauf",
    "14": "Formulare",
    "22": "Zuständige Stelle",
    "25": "Rechtsbehelf",
}
"""The text modules whose number was checked; others are named by number alone."""


def module(code: str) -> str:
    """A text module as the list of findings names it."""
    name = MODULES.get(code)
    return f"Textmodul {code[:20]} „{name}“" if name else f"Textmodul {code[:20] or 'ohne Nummer'}"


NO_SERVICE = Words(
    "In dieser XML-Datei steht keine Leistung („leistung“). Bitte geben Sie die Leistungsbeschreibung im Format "
    "XZuFi 2.2 oder 2.3 aus.",
    "There is no service (“leistung”) in this XML file. Please export the service description as XZuFi 2.2 or 2.3.",
)
OTHER_SERVICE = Words(
    "Die Datei beschreibt mehrere Leistungen; gelesen ist nur die erste. Bitte lesen Sie diese aus einer eigenen "
    "Datei ein.",
    "The file describes several services; only the first one was read. Please import this one from a file of its own.",
)
OTHER_VERSION = Words(
    "Geprüft sind die Fassungen 2.2 und 2.3. Bitte sehen Sie genau hin, ob alles da ist.",
    "Versions 2.2 and 2.3 are checked. Please look closely whether everything is there.",
)
NO_PLACE = Words("Dafür hat eine Bürgerreise keinen Platz.", "A journey document has no place for it.")
SECOND_KEY = Words(
    "Eine Leistung hat hier einen Schlüssel; der erste ist übernommen.",
    "A service has one key here; the first one is taken.",
)
WRONG_KEY = Words(
    "Ein Leistungsschlüssel hat 14 Ziffern; dieser nicht.",
    "A Leistungsschlüssel has 14 digits; this one has not.",
)
OTHER_CATALOGUE = Words(
    "Der Schlüssel beginnt nicht mit 99. Bitte prüfen Sie, ob er stimmt.",
    "The key does not begin with 99. Please check whether it is right.",
)
SECOND = Words(
    "Es gibt mehrere; diese steht bei den weiteren Angaben.", "There are several; this one is a further fact."
)
NOTHING_READABLE = Words("Hier steht kein lesbarer Text.", "There is no readable text here.")
NO_COURSE = Words(
    "Es gibt keinen Text dazu. Die Reise hat noch keine Schritte.",
    "There is no text about it. The journey has no steps yet.",
)
DRAFTED = Words(
    "Aus diesem Text sind die Schritte der Ist-Reise entworfen, auch wer jeweils handelt. Bitte prüfen Sie sie.",
    "The steps of the as-is journey are drafted from this text, and so is who acts. Please check them.",
)
CHANNELS = Words(
    "Aus diesem Text sind die Kanäle erschlossen. Bitte prüfen Sie sie.",
    "The channels are concluded from this text. Please check them.",
)
DOCUMENTS_NOWHERE = Words(
    "Ohne Schritte haben die Unterlagen keinen Platz.", "Without steps the documents have no place."
)


def documents_at(title: str) -> Words:
    return Words(
        f"Die Unterlagen stehen beim Schritt „{title}“. Bitte prüfen Sie, ob sie dort gebraucht werden.",
        f"The documents are at the step “{title}”. Please check whether they are needed there.",
    )


def other_languages(codes: str) -> Words:
    return Words(f"Texte in anderen Sprachen: {codes[:100]}", f"Texts in other languages: {codes[:100]}")


def not_german(code: str) -> Words:
    return Words(
        f"Der Text ist nicht auf Deutsch da, nur als „{code[:20]}“.",
        f"The text is not there in German, only as “{code[:20]}”.",
    )


def too_long() -> Words:
    return Words(
        f"Der Text ist zu lang und wurde nicht gelesen; möglich sind {MARKUP.value} Zeichen, "
        f"in allen Texten zusammen {MARKUP_IN_ALL.value}.",
        f"The text is too long and was not read; {MARKUP.value} characters are possible, "
        f"{MARKUP_IN_ALL.value} in all texts together.",
    )


def cut(most: int) -> Words:
    return Words(
        f"Der Text ist nach {most} Zeichen abgeschnitten.", f"The text is cut after {most} characters."
    )


def too_many(rest: int) -> Words:
    return Words(f"{rest} weitere Angaben sind nicht gelesen.", f"{rest} further entries were not read.")
