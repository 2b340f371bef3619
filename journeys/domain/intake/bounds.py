"""What is said when a document is nested too deeply or has too many parts."""

from journeys.domain.findings import Finding
from journeys.domain.words import Words
from journeys.settings import DEPTH, EVENTS, XML_DEPTH, XML_PARTS


def too_deep(line: int) -> Finding:
    return Finding(
        "",
        Words(
            f"Zeile {line}: Das Dokument ist zu tief verschachtelt; möglich sind {DEPTH.value} Ebenen.",
            f"Line {line}: the document is nested too deeply; {DEPTH.value} levels are possible.",
        ),
    )


def too_deep_xml() -> Finding:
    return Finding(
        "",
        Words(
            f"Die XML-Datei ist zu tief verschachtelt; möglich sind {XML_DEPTH.value} Ebenen.",
            f"The XML file is nested too deeply; {XML_DEPTH.value} levels are possible.",
        ),
    )


def too_many_xml() -> Finding:
    return Finding(
        "",
        Words(
            f"Die XML-Datei hat zu viele Teile; möglich sind {XML_PARTS.value} Elemente und Attribute.",
            f"The XML file has too many parts; {XML_PARTS.value} elements and attributes are possible.",
        ),
    )


def too_many() -> Finding:
    return Finding(
        "",
        Words(
            f"Das Dokument hat zu viele Teile; möglich sind {EVENTS.value} Felder, Werte und Klammern.",
            f"The document has too many parts; {EVENTS.value} fields, values and brackets are possible.",
        ),
    )
