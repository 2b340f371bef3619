"""Which format a file has: by the end of its name, and by its content where that tells."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from journeys.domain.findings import Finding, Refused
from journeys.domain.intake.from_xml import parse, root_tag
from journeys.domain.wording import shown
from journeys.domain.words import Words

FORMATS: dict[str, Words] = {
    "yaml": Words("eine Bürgerreise in YAML", "a journey document in YAML"),
    "json": Words("eine Bürgerreise in JSON", "a journey document in JSON"),
    "xlsx": Words("eine Excel-Mappe", "an Excel workbook"),
    "csv": Words("eine CSV-Tabelle", "a CSV table"),
    "bpmn": Words("ein BPMN-Modell", "a BPMN model"),
    "xzufi": Words("eine Leistungsbeschreibung (XZuFi)", "a service description (XZuFi)"),
    "text": Words("ein Text", "a text"),
}
NAMES: dict[str, Words] = {
    "yaml": Words("Bürgerreise (YAML)", "Journey document (YAML)"),
    "json": Words("Bürgerreise (JSON)", "Journey document (JSON)"),
    "xlsx": Words("Excel-Mappe (XLSX)", "Excel workbook (XLSX)"),
    "csv": Words("Tabelle (CSV)", "Table (CSV)"),
    "bpmn": Words("Prozessmodell (BPMN)", "Process model (BPMN)"),
    "xzufi": Words("Leistungsbeschreibung (XZuFi)", "Service description (XZuFi)"),
    "text": Words("Text (TXT)", "Text (TXT)"),
}
"""The same as a list names them."""
_PASTE = Words(
    "Kopieren Sie den Text daraus und fügen Sie ihn unter „Text einfügen“ ein, einen Hinweis je Zeile.",
    "Copy the text out of it and paste it under “Paste text”, one note a line.",
)
_SAVE = Words(
    "Speichern Sie sie als .xlsx ohne Kennwort und ohne Makros.",
    "Save it as .xlsx, without a password and without macros.",
)
_UNPACK = Words("Entpacken Sie sie und nehmen Sie die Datei darin.", "Unpack it and take the file in it.")
OTHERS: dict[str, tuple[Words, Words]] = {
    "pdf": (Words("eine PDF-Datei", "a PDF file"), _PASTE),
    "docx": (Words("ein Word-Dokument", "a Word document"), _PASTE),
    "pptx": (Words("eine Präsentation", "a presentation"), _PASTE),
    "html": (Words("eine Internetseite", "a web page"), _PASTE),
    "odf": (Words("eine Datei aus LibreOffice", "a LibreOffice file"), _SAVE),
    "ole": (
        Words("eine ältere oder verschlüsselte Office-Datei", "an older or encrypted Office file"),
        _SAVE,
    ),
    "zip": (Words("eine ZIP-Datei", "a ZIP file"), _UNPACK),
}
"""What can be recognised and not be read, and what to do about it."""
LOOKED_AT = 4_096
DIRECTORY = 128 * 1024
INSIDE = ((b"xl/", "xlsx"), (b"word/", "docx"), (b"ppt/", "pptx"), (b"opendocument", "odf"))
NAMESPACES = (
    (re.compile(r"http://xoev\.de/schemata/xzufi/"), "xzufi"),
    (re.compile(r"http://www\.omg\.org/spec/BPMN/"), "bpmn"),
    (re.compile(r"http://www\.w3\.org/1999/xhtml"), "html"),
)
HTML = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
YAML = re.compile(rb"^format: *['\"]?journeys/", re.MULTILINE)
JSON = re.compile(rb'"format"\s*:\s*"journeys/')
ALIKE = ({"yaml", "json"},)
"""JSON is YAML too: whichever the name says will do."""


class Unguessed(Refused):
    """Neither the name nor the content tells the format."""


class Guess(NamedTuple):
    """The format, and what to say about a name that says another one."""

    format: str
    findings: list[Finding]


def guess(name: str, data: bytes, endings: Mapping[str, str], readable: frozenset[str]) -> Guess:
    """The format of a file with this name and content, by a table of `endings`; raises Refused where there is none that
    is `readable`, Unguessed where nothing tells. Without content the name alone decides."""
    end = re.sub(r"^.*(?=\.)|^[^.]*$", "", name).lower()
    named, seen = endings.get(end), content(data)
    if seen in OTHERS and named != "xlsx":  # what is wrong with a workbook its reader knows better
        raise Refused([_other(*OTHERS[seen])])
    if seen is None or seen in OTHERS or any({named, seen} <= each for each in ALIKE):
        if named is None:
            if end == ".xml":
                parse(data)  # says what is wrong with it as XML
            raise Unguessed([_unknown(data, endings)])
        return Guess(named, [])
    if seen not in readable:
        raise Refused([_not_yet(FORMATS[seen])])
    return Guess(seen, [_misnamed(end, FORMATS[seen])] if named not in (None, seen) else [])


def content(data: bytes) -> str | None:
    """What the bytes surely are: one of FORMATS or OTHERS; None for a text that may be many things."""
    if data.startswith(b"%PDF"):
        return "pdf"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "ole"
    if data.startswith(b"PK\x03\x04"):
        told = data[:LOOKED_AT] + data[-DIRECTORY:]
        return next((kind for part, kind in INSIDE if part in told), "zip")
    head = data[:LOOKED_AT]
    if HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "html"
    tag = root_tag(data) if head.lstrip(b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n")[:1] == b"<" else None
    if tag is not None:
        return next((kind for namespace, kind in NAMESPACES if namespace.match(tag.lstrip("{"))), None)
    if YAML.search(head):
        return "yaml"
    return "json" if JSON.search(head) else None


def _unknown(data: bytes, endings: Mapping[str, str]) -> Finding:
    tag = root_tag(data)
    if tag is not None:
        name = shown(tag.lstrip("{").replace("}", " "))
        return Finding(
            "",
            Words(
                f"Diese XML-Datei ist weder BPMN noch XZuFi, sie beginnt mit „{name}“. "
                "Bitte geben Sie sie dort, wo sie herkommt, in einem dieser Formate aus.",
                f"This XML file is neither BPMN nor XZuFi, it begins with “{name}”. "
                "Please export it in one of these formats where it comes from.",
            ),
        )
    ends = ", ".join(endings)
    words = Words(
        f"Das Format ist am Namen der Datei nicht zu erkennen; möglich sind {ends}.",
        f"The file's name does not tell its format; possible are {ends}.",
    )
    return Finding("", words)


def _other(what: Words, todo: Words) -> Finding:
    return Finding(
        "",
        Words(
            f"Das ist {what.de} und hier nicht lesbar. {todo.de}",
            f"This is {what.en}, which can not be read here. {todo.en}",
        ),
    )


def _not_yet(what: Words) -> Finding:
    return Finding(
        "",
        Words(
            f"Das ist {what.de}. Dieses Format kann diese Fassung noch nicht einlesen.",
            f"This is {what.en}. This version can not read this format yet.",
        ),
    )


def _misnamed(end: str, what: Words) -> Finding:
    return Finding(
        "",
        Words(
            f"Der Name der Datei endet auf {end}, ihr Inhalt ist aber {what.de}. So wurde sie gelesen.",
            f"The file's name ends with {end}, but its content is {what.en}. It was read as that.",
        ),
        "warning",
    )
