"""XML text into a tree: no document type, no entities, nothing fetched; depth and size are counted on the way."""

from contextlib import suppress
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from journeys.domain.findings import Finding, Refused
from journeys.domain.intake.bounds import too_deep_xml, too_many_xml
from journeys.domain.intake.letters import too_large
from journeys.domain.words import Words
from journeys.settings import UPLOAD_BYTES, XML_DEPTH, XML_PARTS

BEGINNING = 64 * 1024
_ACTS = Words(
    "Die Datei enthält eine Dokumenttyp-Angabe (DOCTYPE) oder eigene Kürzel (ENTITY). Bitte speichern Sie sie ohne.",
    "The file holds a document type (DOCTYPE) or entities of its own (ENTITY). Please save it without them.",
)


def parse(data: bytes) -> Element:
    """The root of an XML file in any encoding that it names; raises Refused."""
    if len(data) > UPLOAD_BYTES.value:
        raise Refused([too_large()])
    counted = _Counted()
    parser = DefusedXMLParser(target=counted, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(data)
        root: Element = parser.close()
    except DefusedXmlException:
        raise Refused([Finding("", _ACTS)]) from None
    except (ParseError, LookupError, ValueError) as error:
        raise Refused([_syntax(error)]) from None
    return root


def root_tag(data: bytes) -> str | None:
    """The tag of the outermost element, its namespace in braces; None where the beginning is no XML that we read."""
    finder = _Finder()
    parser = DefusedXMLParser(target=finder, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    with suppress(_Found, DefusedXmlException, ParseError, LookupError, ValueError):
        parser.feed(data[:BEGINNING])
    return finder.tag


class _Found(Exception):
    """The outermost element is known; the rest is of no interest."""


class _Finder:
    """Looks at the first element and stops."""

    tag: str | None = None

    def start(self, tag: str, _attrs: dict[str, str]) -> None:
        self.tag = tag
        raise _Found


class _Counted(TreeBuilder):
    """Builds the tree as far as it is within the limits."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._parts = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self._depth += 1
        self._parts += 1 + len(attrs)
        if self._depth > XML_DEPTH.value:
            raise Refused([too_deep_xml()])
        if self._parts > XML_PARTS.value:
            raise Refused([too_many_xml()])
        return super().start(tag, attrs)

    def end(self, tag: str) -> Element:
        self._depth -= 1
        return super().end(tag)


def _syntax(error: Exception) -> Finding:
    line, column = getattr(error, "position", (0, 0))
    de, en = "Das ist kein gültiges XML.", "This is no valid XML."
    if line:
        de, en = f"Zeile {line}, Spalte {column + 1}: {de}", f"Line {line}, column {column + 1}: {en}"
    ask = "Bitte speichern Sie die Datei dort noch einmal, wo sie herkommt."
    return Finding("", Words(f"{de} {ask}", f"{en} Please save the file again where it comes from."))
