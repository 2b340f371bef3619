"""Reading a service description part by part: elements by local name, texts in German first, findings by name."""

import re
from xml.etree.ElementTree import Element, tostring

from journeys.domain.findings import Finding
from journeys.domain.intake.markup import Block, TooMuchMarkup, blocks_of
from journeys.domain.intake.xzufi import words
from journeys.domain.words import Words
from journeys.settings import MARKUP_IN_ALL

VERSION = re.compile(r"\{http://xoev\.de/schemata/xzufi/(\d+(?:_\d+)*)\}")
CHECKED = ("2_2", "2_3")
FOREIGN = 4


class Notice:
    """Collects what is unclear and what is left out, each once, named as the source names it."""

    def __init__(self) -> None:
        self._found: dict[Finding, None] = {}
        self._letters = 0

    @property
    def findings(self) -> list[Finding]:
        return list(self._found)

    def unclear(self, place: str, text: Words) -> None:
        self._found[Finding(place, text, "warning")] = None

    def left_out(self, place: str, text: Words) -> None:
        self._found[Finding(place, text, "left_out")] = None

    def version(self, found: str) -> None:
        """Warns of a version that nobody has checked."""
        if not found.startswith(CHECKED):
            self.unclear(f"XZuFi {found.replace('_', '.')}".strip(), words.OTHER_VERSION)

    def blocks(self, place: str, html: str) -> list[Block]:
        """The blocks of a text; none where it is too long, or all texts together are."""
        self._letters += len(html)
        try:
            if self._letters > MARKUP_IN_ALL.value:
                raise TooMuchMarkup
            return blocks_of(html)
        except TooMuchMarkup:
            self.left_out(place, words.too_long())
            return []

    def lines(self, place: str, html: str) -> list[str]:
        """The same as plain lines, without paragraphs that only lead to a list."""
        return [block.text for block in self.blocks(place, html) if block.kind != "intro"]

    def short(self, place: str, text: str, most: int) -> str:
        """The text as far as it fits; what was cut is told."""
        if len(text) <= most:
            return text
        self.unclear(place, words.cut(most))
        return text[: most - 1].rstrip() + "…"


def local(part: Element) -> str:
    """An element's name without its namespace."""
    return str(part.tag).rpartition("}")[2]


def children(part: Element, name: str) -> list[Element]:
    """The elements of this name that stand directly in the part."""
    return [each for each in part if local(each) == name]


def said(part: Element, *names: str) -> str:
    """The text of the first element that these names lead to, from the part inwards; empty where there is none."""
    for name in names:
        found = children(part, name)
        if not found:
            return ""
        part = found[0]
    return (part.text or "").strip()


def version_of(root: Element, service: Element) -> str:
    """The version in the namespace, as `2_3_1`; empty where there is none."""
    hit = VERSION.match(str(service.tag)) or VERSION.match(str(root.tag))
    return hit[1] if hit else ""


def text_in_language(part: Element, name: str, place: str, notice: Notice) -> str:
    """The German one of the texts of this name, else one without a language, else the first; others are left out."""
    texts = children(part, name) or [each for each in part.iter() if local(each) == name]
    found = [(each.get("languageCode") or "", _markup(each)) for each in texts]
    found = [(code, text) for code, text in found if text.strip()]
    if not found:
        return ""
    code, text = min(found, key=lambda pair: _rank(pair[0]))
    others = ", ".join(sorted({other for other, _ in found if other != code}))
    if others:
        notice.left_out(place, words.other_languages(others))
    if _rank(code) == FOREIGN:
        notice.unclear(place, words.not_german(code))
    return text


def _rank(code: str) -> int:
    """German first, then that of a country, then no language, then easy German, then the rest."""
    low = code.lower()
    if low in ("de", ""):
        return 0 if low else 2
    if re.fullmatch(r"de-[a-z]{2}", low) and low != "de-ls":
        return 1
    return 3 if low.startswith("de") else FOREIGN


def _markup(part: Element) -> str:
    """What stands in the element, HTML that is not escaped as well."""
    if not len(part):
        return part.text or ""
    for inner in part.iter():
        inner.tag = local(inner)
    return (part.text or "") + "".join(tostring(inner, "unicode", "html") for inner in part)
