"""Service descriptions of the public catalogues (XZuFi 2.2 and 2.3): a service, with the draft of its as-is journey.

Only parts whose meaning was checked are read (docs/format/import.md); everything else is named as left out. Elements
are found by their local names, for the namespace differs by version and some elements have none.
"""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from journeys.domain.findings import Finding, Refused
from journeys.domain.intake import Plain
from journeys.domain.intake.from_xml import parse
from journeys.domain.intake.xzufi import facts, words
from journeys.domain.intake.xzufi.parts import Notice, children, local, said, text_in_language, version_of
from journeys.domain.intake.xzufi.steps import COURSE, DOCUMENTS, draft
from journeys.domain.naming import slug
from journeys.settings import LIST_ITEMS, TEXT, TITLE

KEY = re.compile(r"[0-9]{14}")
KEY_SEPARATORS = re.compile(r"[\s.]+")
FEDERAL = "99"
READ = ("id", "referenzLeiKa", "modulText", "modulFrist", "modulKosten", "modulBearbeitungsdauer")
NAME, FOR_CITIZENS, SHORT, WHOLE, LAW, FORMS, BODY = "02", "03", "05", "06", "07", "14", "22"
USED = frozenset((NAME, FOR_CITIZENS, SHORT, WHOLE, LAW, DOCUMENTS, COURSE, FORMS, BODY))
NAMELESS = "Leistung"
OTHERS = 100
"""As many further services and elements are named."""


def read_xzufi(data: bytes, name: str) -> Plain:
    """The first service of the file; `name` is its name when it says none. Raises Refused."""
    root = parse(data)
    services = [part for part in root.iter() if local(part) == "leistung"]
    if not services:
        raise Refused([Finding("", words.NO_SERVICE)])
    notice = Notice()
    notice.version(version_of(root, services[0]))
    plain = _Service(services[0], name, notice).plain()
    for other in services[1:OTHERS]:
        notice.left_out(said(other, "id")[: TITLE.value] or NAMELESS, words.OTHER_SERVICE)
    return Plain(plain, notice.findings)


class _Service:
    """One `leistung`, read part by part."""

    def __init__(self, part: Element, name: str, notice: Notice) -> None:
        self._part, self._notice = part, notice
        self._texts = dict(self._modules())
        self._name = self._title(NAME) or self._title(FOR_CITIZENS) or " ".join(name.split()) or NAMELESS

    def plain(self) -> dict[str, Any]:
        """The document's plain values."""
        out = {
            "format": "journeys/1",
            "id": self._id(),
            "language": "de",
            "service": self._facts(),
            "journeys": [self._journey()],
        }
        for name in list(dict.fromkeys(local(part) for part in self._part))[:OTHERS]:
            if name not in READ:
                self._notice.left_out(name[: TITLE.value], words.NO_PLACE)
        return out

    def _modules(self) -> Iterator[tuple[str, str]]:
        """The German HTML of each text module that is used, by its code; the first of a code counts."""
        seen: set[str] = set()
        for module in children(self._part, "modulText"):
            code = said(module, "leikaTextmodul", "code")
            code = code.zfill(2) if code.isdecimal() else code
            html = text_in_language(module, "inhalt", words.module(code), self._notice)
            if html and code in USED and code not in seen:
                seen.add(code)
                yield code, html
            elif html:
                self._notice.left_out(words.module(code), words.NO_PLACE)

    def _lines(self, code: str) -> list[str]:
        return self._notice.lines(words.module(code), self._texts.get(code, ""))

    def _title(self, code: str) -> str:
        return self._notice.short(words.module(code), " ".join(self._lines(code)), TITLE.value)

    def _text(self, code: str) -> str:
        return self._notice.short(words.module(code), "\n".join(self._lines(code)), TEXT.value)

    def _entries(self, code: str) -> list[str]:
        lines = dict.fromkeys(self._lines(code))
        return [self._notice.short(words.module(code), line, TEXT.value) for line in lines][
            : LIST_ITEMS.value
        ]

    def _id(self) -> str:
        """From the id that the service has in its catalogue, which stays when its name changes."""
        ref = said(self._part, "id")
        return slug(f"xzufi-{ref}") if ref else slug(self._name)

    def _facts(self) -> dict[str, Any]:
        second = self._title(FOR_CITIZENS)
        found = {
            "name": self._name,
            "short_name": second if second != self._name else "",
            "key": self._key(),
            "legal_basis": self._entries(LAW),
            "authority": self._text(BODY),
            "channels": facts.channels(self._lines(FORMS), self._notice),
            **facts.facts(self._part, self._notice),
        }
        return {name: value for name, value in found.items() if value}

    def _key(self) -> str:
        """The first good Leistungsschlüssel; what is said about the others."""
        codes = [said(reference, "code") for reference in children(self._part, "referenzLeiKa")]
        keys = list(dict.fromkeys(KEY_SEPARATORS.sub("", code) for code in codes))[:OTHERS]
        first = next((key for key in keys if KEY.fullmatch(key)), "")
        for key in keys:
            if key and key != first:
                why = words.SECOND_KEY if KEY.fullmatch(key) else words.WRONG_KEY
                self._notice.left_out(f"Leistungsschlüssel {key[:20]}", why)
        if first and not first.startswith(FEDERAL):
            self._notice.unclear(f"Leistungsschlüssel {first}", words.OTHER_CATALOGUE)
        return first

    def _journey(self) -> dict[str, Any]:
        summary = self._text(SHORT)
        if summary and WHOLE in self._texts:
            self._notice.left_out(words.module(WHOLE), words.NO_PLACE)
        summary = summary or self._text(WHOLE)
        blocks = self._notice.blocks(words.module(COURSE), self._texts.get(COURSE, ""))
        phases = draft(blocks, self._entries(DOCUMENTS), self._notice)
        said_ = {"summary": summary} if summary else {}
        return {"id": "xzufi-ist", "kind": "as_is", "title": "Ist", **said_, "phases": phases}
