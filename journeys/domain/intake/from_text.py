"""Text as somebody pastes it, one note a line: notes that stand on no step yet."""

import re
from io import StringIO
from itertools import pairwise

from journeys.domain.findings import Finding, Refused
from journeys.domain.intake import Plain
from journeys.domain.intake.letters import LINE_END, decode, forbidden_words, too_large
from journeys.domain.naming import Marks, slug
from journeys.domain.words import Words
from journeys.settings import LIST_ITEMS, TEXT, TITLE, UPLOAD_BYTES

BULLET = re.compile(r"\s*(?:[-–—*+•·‣▪●○◦☐☑□✓✔]|\[[ xX]?\]|[a-zA-Z]\))\s+")
NUMBER = re.compile(r"\s*\(?(\d{1,3})[.)]\s+")
BREAKS = dict.fromkeys(map(ord, "\v\f\u2028\u2029"), "\n")
"""Ends of lines in what is copied out of slides and text documents."""
UNNAMED = Words("Notizen", "Notes")
_NOTHING = Words(
    "Hier steht nichts. Bitte schreiben Sie in jede Zeile einen Hinweis.",
    "There is nothing here. Please write one note on each line.",
)
_OLD_LETTERS = Words(
    "Der Text ist nicht in UTF-8 gespeichert und wurde als Windows-Text (CP1252) gelesen. "
    "Bitte prüfen Sie die Umlaute.",
    "The text is not stored as UTF-8 and was read as Windows text (CP1252). Please check the special letters.",
)
_NO_TEXT = Words(
    "Das ist keine Textdatei. Bitte speichern Sie den Text mit der Zeichenkodierung UTF-8 "
    "oder fügen Sie ihn in das Feld ein.",
    "This is no text file. Please save the text with the encoding UTF-8, or paste it into the field.",
)


def read_text(data: bytes, name: str) -> Plain:
    """A document whose service has the `name` and whose unsorted notes are the lines; raises Refused.

    The id of a note depends on its words alone, so that the same line is the same note wherever it stands.
    """
    text, findings = _decoded(data)
    notes = _notes(_lines(text))
    title = "".join(c for c in " ".join(name.split()) if c.isprintable())[: TITLE.value] or UNNAMED.de
    return Plain(
        {
            "format": "journeys/1",
            "id": slug(title),
            "language": "de",
            "service": {"name": title},
            "journeys": [{"id": "ist", "kind": "as_is", "title": "Ist", "phases": []}],
            "unsorted_notes": notes,
        },
        findings,
    )


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines that are not blank, with their numbers; raises Refused where there are too many, keeping none."""
    lines, found = [], 0
    for number, line in enumerate(StringIO(text), 1):
        if line.strip():
            found += 1
            if found <= LIST_ITEMS.value:
                lines.append((number, line.removesuffix("\n")))
    if found > LIST_ITEMS.value:
        raise Refused([_many(found)])
    return lines


def _notes(lines: list[tuple[int, str]]) -> list[dict[str, str]]:
    said = [(number, text) for number, text in _bare(lines) if text]
    if not said:
        raise Refused([Finding("", _NOTHING)])
    long = [_long(number, len(text)) for number, text in said if len(text) > TEXT.value]
    if long:
        raise Refused(long)
    marks = Marks("t")
    return [{"id": marks.of(text), "text": text} for _, text in said]


def _bare(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines without bullets, and without numbers where these count on: „1. Mai“ alone keeps its number."""
    numbered = [(n, int(hit[1])) for n, (_, line) in enumerate(lines) if (hit := NUMBER.match(line))]
    counting = {n for a, b in pairwise(numbered) if b[1] == a[1] + 1 for n in (a[0], b[0])}
    bare = [NUMBER.sub("", line, 1) if n in counting else line for n, (_, line) in enumerate(lines)]
    return [
        (number, BULLET.sub("", text, 1).strip() if BULLET.match(text) else text.strip())
        for (number, _), text in zip(lines, bare, strict=True)
    ]


def _decoded(data: bytes) -> tuple[str, list[Finding]]:
    """The text, also where an older program wrote it; raises Refused."""
    if len(data) > UPLOAD_BYTES.value:
        raise Refused([too_large()])
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if data.startswith(mark):
            try:
                return _clean(data.decode(encoding)), []
            except UnicodeDecodeError:
                break
    try:
        return _clean(data.decode("cp1252")), [Finding("", _OLD_LETTERS, "warning")]
    except UnicodeDecodeError:
        raise Refused([Finding("", _NO_TEXT)]) from None


def _clean(text: str) -> str:
    if "\0" in text:
        raise Refused([Finding("", _NO_TEXT)])
    text = LINE_END.sub("\n", text).translate(BREAKS)
    if forbidden_words(text):
        decode(text.encode("utf-8", "surrogatepass"))  # says where each of them stands
    return text


def _many(found: int) -> Finding:
    most = LIST_ITEMS.value
    return Finding(
        "",
        Words(
            f"Der Text hat {found} Zeilen; möglich sind höchstens {most}. Bitte teilen Sie ihn auf.",
            f"The text has {found} lines; at most {most} are possible. Please divide it.",
        ),
    )


def _long(line: int, found: int) -> Finding:
    return Finding(
        f"Zeile {line}",
        Words(
            f"Die Zeile hat {found} Zeichen; möglich sind höchstens {TEXT.value}. Bitte teilen Sie sie auf.",
            f"The line has {found} characters; at most {TEXT.value} are possible. Please divide it.",
        ),
    )
