"""Every format in which a document leaves: its ending and type, what it is good for, and who writes it.

Writers are loaded when they are used: the libraries of some take long to start.
"""

from collections.abc import Callable
from typing import NamedTuple

from journeys.domain.document import Document
from journeys.domain.words import Words
from journeys.render.drawing import Pen


class Export(NamedTuple):
    """A format. `holds` says what is in the file and what is not. `write` makes the file of all journeys that are in
    the document; it raises Refused for one that is beyond what the format holds, and PenBroken where it has pictures
    and this machine cannot draw."""

    ending: str
    media_type: str
    good_for: Words
    write: Callable[[Document, Pen], bytes]
    holds: Words = Words("", "")


def _yaml(document: Document, pen: Pen) -> bytes:
    from journeys.domain.writing import to_yaml

    return to_yaml(document).encode()


def _json(document: Document, pen: Pen) -> bytes:
    from journeys.domain.writing import to_json

    return to_json(document).encode()


def _markdown(document: Document, pen: Pen) -> bytes:
    from journeys.domain.markdown import as_markdown
    from journeys.render.telling import tell

    return as_markdown(tell(document)).encode()


def _report(document: Document, pen: Pen) -> bytes:
    from journeys.render.full_report import full_report

    return full_report(document, pen)


EXPORTS: dict[str, Export] = {
    "yaml": Export(
        "yaml",
        "application/yaml; charset=utf-8",
        Words("YAML – alle Daten der Leistung, gut lesbar", "YAML – all data of the service, easy to read"),
        _yaml,
    ),
    "json": Export(
        "json",
        "application/json; charset=utf-8",
        Words("JSON – alle Daten, für andere Programme", "JSON – all data, for other programs"),
        _json,
    ),
    "markdown": Export(
        "md",
        "text/markdown; charset=utf-8",
        Words("Markdown – alles als Text, zum Weiterschreiben", "Markdown – everything as text, to write on"),
        _markdown,
        Words(
            "Enthält alles, was die Leistung sagt, in Worten: Zusammenfassung, Personas, jede Reise nach Phasen und "
            "Schritten, Maßnahmen, Quellen. Ohne Bilder und ohne Kennungen.",
            "Holds everything that the service says, in words: summary, personas, each journey by phases and steps, "
            "opportunities, sources. Without pictures and ids.",
        ),
    ),
    "report": Export(
        "pdf",
        "application/pdf",
        Words(
            "PDF-Bericht – Bilder und alle Texte, barrierefrei",
            "PDF report – pictures and all texts, accessible",
        ),
        _report,
        Words(
            "Enthält alles, was die Leistung sagt, in Worten, dazu Reisekarten, Servicebaupläne und den Vergleich. "
            "Jeder Text steht ganz da.",
            "Holds everything that the service says, in words, with journey maps, service blueprints and the "
            "comparison. Every text is there whole.",
        ),
    ),
}
"""By the name that the command line and addresses know them by."""

BY_ENDING: dict[str, Export] = {export.ending: export for export in EXPORTS.values()}
