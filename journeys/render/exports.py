"""Every format in which a document leaves: its ending and type, what it is good for and holds, and who writes it.

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
    holds: Words

    @property
    def is_text(self) -> bool:
        """Whether people can read the file as it is: its first lines are shown where it is offered."""
        return "charset=" in self.media_type


def _yaml(document: Document, pen: Pen) -> bytes:
    from journeys.domain.writing import to_yaml

    return to_yaml(document).encode()


def _json(document: Document, pen: Pen) -> bytes:
    from journeys.domain.writing import to_json

    return to_json(document).encode()


def _bpmn(document: Document, pen: Pen) -> bytes:
    from journeys.render.bpmn import write

    return write(document)


def _drawio(document: Document, pen: Pen) -> bytes:
    from journeys.render.drawio import to_drawio

    return to_drawio(document)


def _xlsx(document: Document, pen: Pen) -> bytes:
    from journeys.render.workbook import workbook_of

    return workbook_of(document)


def _csv(document: Document, pen: Pen) -> bytes:
    from journeys.render.flat_table import for_excel

    return for_excel(document)


def _plain_csv(document: Document, pen: Pen) -> bytes:
    from journeys.render.flat_table import plain

    return plain(document)


def _pptx(document: Document, pen: Pen) -> bytes:
    from journeys.render.slides import to_pptx

    return to_pptx(document)


def _markdown(document: Document, pen: Pen) -> bytes:
    from journeys.domain.markdown import as_markdown
    from journeys.render.telling import tell

    return as_markdown(tell(document)).encode()


def _report(document: Document, pen: Pen) -> bytes:
    from journeys.render.full_report import full_report

    return full_report(document, pen)


_EVERYTHING = Words(
    "Enthält alles, was die Leistung sagt, und lässt sich ohne Verlust wieder einlesen.",
    "Holds everything that the service says, and can be read in again without loss.",
)
_FLAT = Words(
    "Enthält Schritte und Hinweise in einer Tabelle. Ohne Personas, Maßnahmen und Quellen.",
    "Holds steps and notes in one table. Without personas, opportunities and sources.",
)

EXPORTS: dict[str, Export] = {
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
    "pptx": Export(
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        Words("PowerPoint – zum Vorstellen und Anpassen", "PowerPoint – to present and to adapt"),
        _pptx,
        Words(
            "Enthält je Reise einen Überblick und jede Phase mit Schritten und Hinweisen, den Vergleich in Zahlen. "
            "Ohne Maßnahmen, Quellen, Unterlagen, eigene Bahnen und Verzweigungen.",
            "Holds an overview of each journey, every phase with steps and notes, and the comparison in figures. "
            "Without opportunities, sources, documents, own lanes and branches.",
        ),
    ),
    "xlsx": Export(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Words(
            "Excel – alle Daten als Tabellen, zum Bearbeiten und Einlesen",
            "Excel – all data as tables, to edit and to read again",
        ),
        _xlsx,
        _EVERYTHING,
    ),
    "bpmn": Export(
        "bpmn",
        "application/xml; charset=utf-8",
        Words(
            "BPMN 2.0 – als Prozessmodell weiterbearbeiten, mit Pools, Bahnen und Entscheidungen",
            "BPMN 2.0 – to go on with as a process model, with pools, lanes and decisions",
        ),
        _bpmn,
        Words(
            "Enthält Reisen als Prozesse für Bürgerinnen, Bürger und Behörde, Hinweise als Anmerkungen. Alles sonst "
            "steht in Erweiterungen der Datei und kommt beim Einlesen zurück.",
            "Holds journeys as processes of citizens and authority, notes as annotations. All the rest stands in "
            "extensions of the file and comes back when it is read in.",
        ),
    ),
    "drawio": Export(
        "drawio",
        "application/vnd.jgraph.mxfile",
        Words("draw.io – den Bauplan weiterzeichnen", "draw.io – to draw on at the blueprint"),
        _drawio,
        Words(
            "Enthält je Reise den Servicebauplan als eine Seite, jede Bahn als Ebene, alles verschiebbar. "
            "Ohne Stimmung, Maßnahmen und Quellen.",
            "Holds the service blueprint of each journey as a page, each lane as a layer, everything movable. "
            "Without mood, opportunities and sources.",
        ),
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
    "csv": Export(
        "csv",
        "text/csv; charset=utf-8",
        Words(
            "CSV für Excel – Schritte mit Hinweisen als eine Tabelle",
            "CSV for German Excel – steps with their notes as one table",
        ),
        _csv,
        _FLAT,
    ),
    "csv-plain": Export(
        "plain.csv",
        "text/csv; charset=utf-8",
        Words(
            "CSV mit Kommas – dieselbe Tabelle für andere Programme",
            "CSV with commas – the same table for other programs",
        ),
        _plain_csv,
        _FLAT,
    ),
    "yaml": Export(
        "yaml",
        "application/yaml; charset=utf-8",
        Words("YAML – alle Daten der Leistung, gut lesbar", "YAML – all data of the service, easy to read"),
        _yaml,
        _EVERYTHING,
    ),
    "json": Export(
        "json",
        "application/json; charset=utf-8",
        Words("JSON – alle Daten, für andere Programme", "JSON – all data, for other programs"),
        _json,
        _EVERYTHING,
    ),
}
"""By the name that the command line and addresses know them by, in the order in which they are offered."""

BY_ENDING: dict[str, Export] = {export.ending: export for export in EXPORTS.values()}
