"""Bytes into text: UTF-8 of a bounded size, without characters that nobody can see or that no file can hold."""

import re

from journeys.domain.findings import Finding, Refused
from journeys.domain.words import Words
from journeys.settings import UPLOAD_BYTES

# C0 but tab and line end: invisible, and impossible in XML, so no SVG could hold them. DEL and C1: invisible,
# impossible in plain YAML, and in practice always Windows-1252 that was read wrongly. Surrogates and the two
# non-characters: not writable as UTF-8 or not allowed in XML.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
LINE_END = re.compile("\r\n?")
NAMED_AT_MOST = 20
OTHER_ENCODINGS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def decode(data: bytes) -> str:
    """The text of a file, line ends as `\\n`, without a byte order mark; raises Refused."""
    if len(data) > UPLOAD_BYTES.value:
        raise Refused([too_large()])
    for mark, encoding in OTHER_ENCODINGS:
        if data.startswith(mark):
            raise Refused([_not_utf8(encoding)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused([_not_utf8("", data.count(b"\n", 0, error.start) + 1)]) from None
    text = LINE_END.sub("\n", text)
    if FORBIDDEN.search(text):
        raise Refused(_places_of_forbidden(text))
    return text


def too_large() -> Finding:
    """The finding for a file that is larger than any that is read."""
    size = UPLOAD_BYTES.value // 1024 // 1024
    return Finding(
        "",
        Words(
            f"Die Datei ist zu groß; möglich sind höchstens {size} MiB.",
            f"The file is too large; at most {size} MiB are possible.",
        ),
    )


def _not_utf8(encoding: str, line: int | None = None) -> Finding:
    de, en = (f"Die Datei ist in {encoding}", f"The file is in {encoding}")
    if not encoding:
        de, en = (f"Zeile {line}: Die Datei ist nicht in UTF-8", f"Line {line}: the file is not in UTF-8")
    return Finding(
        "",
        Words(
            f"{de} gespeichert. Bitte speichern Sie sie mit der Zeichenkodierung UTF-8.",
            f"{en}. Please save it with the encoding UTF-8.",
        ),
    )


def forbidden_words(text: str) -> Words | None:
    """What is wrong with `text` as a value of the document, or None when every character may stand in it."""
    hit = FORBIDDEN.search(text)
    if hit is None:
        return None
    code = f"U+{ord(hit.group()):04X}"
    return Words(
        f"Der Text enthält das unsichtbare Steuerzeichen {code} (Zeichen Nr. {hit.start() + 1}). "
        "Bitte löschen Sie es.",
        f"The text holds the invisible control character {code} (character no. {hit.start() + 1}). "
        "Please delete it.",
    )


def _places_of_forbidden(text: str) -> list[Finding]:
    out = []
    for _, hit in zip(range(NAMED_AT_MOST), FORBIDDEN.finditer(text), strict=False):
        line = text.count("\n", 0, hit.start()) + 1
        column = hit.start() - text.rfind("\n", 0, hit.start())
        code = f"U+{ord(hit.group()):04X}"
        words = Words(
            f"Zeile {line}, Spalte {column}: Hier steht das unsichtbare Steuerzeichen {code}. Bitte löschen Sie es.",
            f"Line {line}, column {column}: here is the invisible control character {code}. Please delete it.",
        )
        out.append(Finding("", words))
    return out
