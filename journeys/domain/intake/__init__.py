"""Reading journey documents from files of others: bounded, all findings at once, never anything but Refused."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, cast

from journeys.domain.checks import limit_findings, plain_reference_findings, reference_findings, slip_findings
from journeys.domain.document import Document
from journeys.domain.findings import Finding, Refused
from journeys.domain.intake import from_json, from_yaml
from journeys.domain.intake.guessing import Unguessed, guess
from journeys.domain.intake.letters import decode, too_large
from journeys.domain.intake.mapping import TABLES
from journeys.domain.intake.plain import Plain as Plain
from journeys.domain.intake.settling import Parsed, settle
from journeys.domain.intake.sheets.refusals import MACROS, OLD
from journeys.domain.schema import schema_findings
from journeys.domain.words import Words
from journeys.settings import UPLOAD_BYTES

Format = Literal["yaml", "json", "xlsx", "csv", "bpmn", "xzufi", "text"]
OTHERS = {".xlsm": Finding("", MACROS), ".xls": Finding("", OLD)}
"""What is said of names that people take for ones of files that are read."""
PARSE: dict[str, Callable[[str], Parsed]] = {"yaml": from_yaml.parse, "json": from_json.parse}
ENDINGS: dict[str, Format] = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".xlsx": "xlsx",
    ".csv": "csv",
    ".bpmn": "bpmn",
    ".xzufi": "xzufi",
    ".txt": "text",
}
"""The ends of names; that of .xml is told by its content."""


def _xlsx(data: bytes, name: str) -> Plain:
    from journeys.domain.intake.from_sheets import read_sheet

    return read_sheet(data, name, "xlsx")


def _csv(data: bytes, name: str) -> Plain:
    from journeys.domain.intake.from_sheets import read_sheet

    return read_sheet(data, name, "csv")


def _bpmn(data: bytes, name: str) -> Plain:
    from journeys.domain.intake.from_bpmn import read_bpmn

    return read_bpmn(data, name)


def _xzufi(data: bytes, name: str) -> Plain:
    from journeys.domain.intake.from_xzufi import read_xzufi

    return read_xzufi(data, name)


def _text(data: bytes, name: str) -> Plain:
    from journeys.domain.intake.from_text import read_text

    return read_text(data, name)


READERS: dict[Format, Callable[[bytes, str], Plain]] = {
    "yaml": lambda data, name: read_plain(data, "yaml"),
    "json": lambda data, name: read_plain(data, "json"),
    "xlsx": _xlsx,
    "csv": _csv,
    "bpmn": _bpmn,
    "xzufi": _xzufi,
    "text": _text,
}
"""What each kind of file is read by: its bytes and its name without the end in, plain values of a document out. A
reader raises Refused for what it can make nothing of; what is only unclear or left out is a finding."""


def read(data: bytes, format: Format, name: str = "") -> Document:
    """The document in `data`; raises Refused with every error that was found."""
    document, findings = examine(data, format, name)
    if document is None:
        raise Refused([f for f in findings if f.level == "error"])
    return document


def read_file(path: Path, format: Format | None = None) -> Document:
    """The document in a file, its format guessed where none is named; raises Refused, and OSError from reading."""
    data = read_bytes(path)
    return read(data, format or guess_format(path, data), path.stem)


def read_bytes(path: Path) -> bytes:
    """A file's bytes, never more than the limit of one upload; raises Refused and OSError."""
    with path.open("rb") as file:
        data = file.read(UPLOAD_BYTES.value + 1)
    if len(data) > UPLOAD_BYTES.value:
        raise Refused([too_large()])
    return data


def guess_format(path: Path, data: bytes = b"") -> Format:
    """The format of a file by its name, and by its content where that is given; raises Refused."""
    return guess_file(path.name, data)[0]


def guess_file(name: str, data: bytes) -> tuple[Format, list[Finding]]:
    """The same, with what is to be said about a name that says another format; raises Refused."""
    try:
        found = guess(name, data, ENDINGS, frozenset(READERS))
    except Unguessed:
        if other := OTHERS.get(Path(name).suffix.lower()):
            raise Refused([other]) from None
        raise
    return cast(Format, found.format), found.findings


def read_plain(data: bytes, format: Format) -> Plain:
    """What stands in a YAML or JSON file of ours, with the same bounds; raises Refused."""
    if format not in PARSE:
        raise Refused([_only_ours()])
    parsed = PARSE[format](decode(data))
    return Plain(*settle(parsed.tree), parsed.lines)


def _only_ours() -> Finding:
    words = Words("Hier ist nur YAML oder JSON möglich.", "Only YAML or JSON is possible here.")
    return Finding("", words)


def examine(
    data: bytes, format: Format, name: str = "", mapping: Mapping[str, str] | None = None
) -> tuple[Document | None, tuple[Finding, ...]]:
    """The document, None when there are errors, and everything noticed: errors, or else warnings and what was left out.
    `name` is the file's, without its end: the title of what says none itself. `mapping` says of the columns of a table
    which field they mean, where the guess is wrong.

    A document beyond a limit is valid: limits are warnings here and errors on import and drawing.
    """
    try:
        if mapping is not None and format in TABLES:
            plain, findings, lines = TABLES[format]().read(data, name, mapping)
        else:
            plain, findings, lines = READERS[format](data, name)
    except Refused as refused:
        return None, refused.findings
    errors = [finding for finding in findings if finding.level == "error"] + schema_findings(plain)
    if errors:
        return None, in_order([*errors, *plain_reference_findings(plain)], lines)
    document = Document.model_validate(plain, strict=False)
    errors = reference_findings(document)
    if errors:
        return None, in_order(errors, lines)
    limits = [f._replace(level="warning") for f in limit_findings(document)]
    return document, in_order([*findings, *limits, *slip_findings(document)], lines)


def examine_file(
    name: str, data: bytes, format: Format | None = None, mapping: Mapping[str, str] | None = None
) -> tuple[Document | None, tuple[Finding, ...]]:
    """The same for a file by its whole name; its format is guessed where none is said. Raises Unguessed."""
    try:
        known, more = (format, []) if format is not None else guess_file(name, data)
    except Unguessed:
        raise
    except Refused as refused:
        return None, refused.findings
    document, findings = examine(data, known, Path(name).stem, mapping)
    return document, (*more, *findings)


def in_order(findings: list[Finding], lines: dict[str, int]) -> tuple[Finding, ...]:
    """The findings in the order of their lines (by place), each saying its line where lines are known."""
    said = [(_line(f.place, lines), f) for f in dict.fromkeys(findings)]
    said.sort(key=lambda pair: pair[0])
    return tuple(_with_line(f, line) for line, f in said)


def _line(place: str, lines: dict[str, int]) -> int:
    """The line of the place, or of the nearest thing around it; 0 when there is none."""
    while place and place not in lines:
        place = place[: max(place.rfind("."), place.rfind("["), 0)]
    return lines.get(place, 0)


def _with_line(finding: Finding, line: int) -> Finding:
    if not line:
        return finding
    words = Words(f"{finding.text.de} (Zeile {line})", f"{finding.text.en} (line {line})")
    return finding._replace(text=words)
