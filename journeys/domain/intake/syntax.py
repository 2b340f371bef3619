"""What is said about YAML that can not be read, or that a journey document does without."""

from typing import Literal

import yaml

from journeys.domain.findings import Finding
from journeys.domain.words import Words

GENERAL = Words(
    "Prüfen Sie dort Einrückung, Doppelpunkte und Anführungszeichen.",
    "Check the indentation, colons and quotation marks there.",
)
# By a part of the parser's own message; messages of libyaml and of PyYAML's parser agree in these parts.
HINTS = (
    (
        "mapping values are not allowed",
        Words(
            "Ein Doppelpunkt steht mitten in einem Text; setzen Sie den ganzen Text in Anführungszeichen.",
            "A colon stands within a text; put the whole text in quotation marks.",
        ),
    ),
    (
        "cannot start any token",
        Words(
            "Rücken Sie mit Leerzeichen ein, nicht mit dem Tabulator; Texte, die mit @ oder ` beginnen, "
            "gehören in Anführungszeichen.",
            "Indent with spaces, not with tabs; texts that begin with @ or ` belong in quotation marks.",
        ),
    ),
    (
        "unexpected end of stream",
        Words(
            "Ein Anführungszeichen oder eine Klammer wird nicht geschlossen.",
            "A quotation mark or a bracket is not closed.",
        ),
    ),
    (
        "expected ',' or",
        Words(
            "Davor fehlt ein Komma, oder eine Klammer wird nicht geschlossen.",
            "Before it a comma is missing, or a bracket is not closed.",
        ),
    ),
    (
        "could not find expected ':'",
        Words(
            "Nach dem Namen des Feldes fehlt der Doppelpunkt.", "The colon after the field's name is missing."
        ),
    ),
    (
        "block sequence entries are not allowed",
        Words(
            "Ein Listenstrich steht hinter einem Feld; er gehört auf eine eigene Zeile.",
            "A dash of a list stands behind a field; it belongs on a line of its own.",
        ),
    ),
)

Impossible = Literal["alias", "tag", "key", "merge", "documents"]
IMPOSSIBLE: dict[Impossible, Words] = {
    "alias": Words(
        "Verweise in YAML (& und *) sind hier nicht möglich. Schreiben Sie den Inhalt aus; "
        "ein Text, der mit & oder * beginnt, gehört in Anführungszeichen.",
        "References of YAML (& and *) are not possible here. Write the content out; "
        "a text that begins with & or * belongs in quotation marks.",
    ),
    "tag": Words(
        "Typangaben in YAML (!…) sind hier nicht möglich. Lassen Sie sie weg; "
        "ein Text, der mit ! beginnt, gehört in Anführungszeichen.",
        "Tags of YAML (!…) are not possible here. Leave them out; "
        "a text that begins with ! belongs in quotation marks.",
    ),
    "key": Words(
        "Der Name eines Feldes muss ein Text sein, keine Zahl, keine Liste und nicht leer.",
        "The name of a field must be a text, not a number, not a list and not empty.",
    ),
    "merge": Words(
        "Das Zusammenführen mit << ist hier nicht möglich. Schreiben Sie die Felder aus.",
        "Merging with << is not possible here. Write the fields out.",
    ),
    "documents": Words(
        "Die Datei enthält mehrere Dokumente (---). Legen Sie für jedes eine eigene Datei an.",
        "The file holds several documents (---). Make a file of its own for each.",
    ),
}


def not_possible(what: Impossible, line: int) -> Finding:
    """The finding for something that YAML knows and a journey document does without."""
    words = IMPOSSIBLE[what]
    return Finding("", Words(f"Zeile {line}: {words.de}", f"Line {line}: {words.en}"))


def syntax(error: yaml.YAMLError) -> Finding:
    """The finding for a parser's error: line, column, and what it most likely is."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", "") or "")
    hint = next((words for part, words in HINTS if part in problem), GENERAL)
    if mark is None:
        de, en = "Das", "This"
    else:
        line, column = mark.line + 1, mark.column + 1
        de, en = f"Zeile {line}, Spalte {column}: Das", f"Line {line}, column {column}: this"
    return Finding("", Words(f"{de} ist kein gültiges YAML. {hint.de}", f"{en} is no valid YAML. {hint.en}"))
