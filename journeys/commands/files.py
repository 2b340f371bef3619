"""The commands that work on files alone, without a database: render, convert."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from journeys.commands.ending import (
    MACHINE_LACKS,
    WRONG_CALL,
    Ended,
    file_name,
    here,
    not_offered,
    refused,
    tell_findings,
)
from journeys.commands.usage import Wrong
from journeys.domain.words import Words

if TYPE_CHECKING:
    from journeys.domain.document import Document
    from journeys.domain.findings import Finding
    from journeys.render.drawing import Pen

VIEWS = ("journey", "blueprint", "comparison", "heat")
PICTURES = ("svg", "png", "pdf", "dot")
PAPERS = ("a3", "a4")
DATA = ("yaml", "json")
READ = (*DATA, "xlsx", "csv", "bpmn", "xzufi", "text")
WRITTEN = (*DATA, "bpmn", "drawio", "xlsx", "csv", "csv-plain", "pptx", "markdown", "report")


class Offered(click.ParamType):  # type: ignore[type-arg]
    """One of a few words."""

    name = "word"

    def __init__(self, offered: Sequence[str]) -> None:
        self.offered = offered

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.offered:
            raise Wrong(not_offered(str(value), self.offered), ctx)
        return str(value)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return f"[{'|'.join(self.offered)}]"


OUT = click.option(
    "-o",
    "out",
    metavar="OUT",
    required=True,
    help=here("Zieldatei; - für die Standardausgabe", "target file; - for standard output"),
)
JOURNEY = click.option(
    "--journey",
    metavar="ID",
    help=here(
        "Kennung der Reise, sonst die erste; beim Vergleich die der Soll-Reise",
        "id of the journey, else the first; of the to-be journey for a comparison",
    ),
)


@click.command(help=here("Zeichnet eine Reise als Bild.", "Draws a journey."))
@click.argument("file", metavar="FILE")
@click.option("--view", type=Offered(VIEWS), required=True, help=here("Ansicht", "view"))
@JOURNEY
@click.option(
    "--format", "format_", type=Offered(PICTURES), required=True, help=here("Dateiformat", "file format")
)
@click.option(
    "--paper",
    type=Offered(PAPERS),
    default="a3",
    help=here("Papier einer PDF-Datei, sonst A3", "paper of a PDF file, else A3"),
)
@OUT
def render(file: str, view: str, journey: str | None, format_: str, paper: str, out: str) -> None:
    from journeys.commands.whole_files import write_whole
    from journeys.domain.checks import limit_findings
    from journeys.render.coverage import coverage_findings
    from journeys.render.pictures import render as draw

    document = read_document(file, None)
    check_journey(file, document, journey)
    if view == "comparison":
        _check_to_be(file, document, journey)
    beyond = limit_findings(document)
    if beyond:
        raise refused(file, beyond)
    options: dict[str, Any] = {"journey": journey, "paper": paper}
    write_whole(out, picture(file, lambda pen: draw(document, view, format_, pen=pen, **options)))  # type: ignore[arg-type]
    tell_findings(file, coverage_findings(document))


def picture(file: str, draw: Callable[[Pen], bytes]) -> bytes:
    """What `draw` draws; raises Ended for what is wrong with the file and for a machine that cannot draw."""
    from journeys.domain.findings import Refused
    from journeys.render.drawing import Pen
    from journeys.render.hand import PenBroken
    from journeys.settings import Settings

    try:
        return draw(Pen(Settings.from_environment().dot))
    except PenBroken as broken:
        raise Ended(MACHINE_LACKS, broken.words) from None
    except Refused as error:
        raise refused(file, error.findings) from None


@click.command(
    help=here("Wandelt eine Datei in ein anderes Format um.", "Converts a file into another format.")
)
@click.argument("file", metavar="FILE")
@click.option(
    "--from",
    "from_",
    type=Offered(READ),
    help=here(
        "Format der Datei, sonst an Namen und Inhalt erkannt",
        "format of the file, else guessed by name and content",
    ),
)
@click.option("--to", type=Offered(WRITTEN), required=True, help=here("Zielformat", "target format"))
@click.option(
    "--journey", metavar="ID", help=here("nur diese Reise, sonst alle", "only this journey, else all of them")
)
@OUT
def convert(file: str, from_: str | None, to: str, journey: str | None, out: str) -> None:
    from journeys.commands.whole_files import write_whole
    from journeys.domain.excerpt import only_journey

    document = read_telling(file, from_)
    if journey is not None:
        check_journey(file, document, journey)
        document = only_journey(document, journey)
    write_whole(out, _written(file, document, to))


def _written(file: str, document: Document, format_: str) -> bytes:
    from journeys.domain.findings import Refused
    from journeys.render.drawing import Pen
    from journeys.render.exports import EXPORTS
    from journeys.render.hand import PenBroken
    from journeys.settings import Settings

    try:
        return EXPORTS[format_].write(document, Pen(Settings.from_environment().dot))
    except PenBroken as broken:
        raise Ended(MACHINE_LACKS, broken.words) from None
    except Refused as error:
        raise refused(file, error.findings) from None


def read_document(file: str, format_: str | None) -> Document:
    """The document in a file; raises Ended with every error told."""
    return _read(file, format_)[0]


def read_telling(file: str, format_: str | None) -> Document:
    """The same, telling what is unclear and what is left out, as the page for reading files in does."""
    from journeys.render.coverage import coverage_findings

    document, findings = _read(file, format_)
    tell_findings(file, [*findings, *coverage_findings(document)])
    return document


def _read(file: str, format_: str | None) -> tuple[Document, Sequence[Finding]]:
    from journeys.commands.whole_files import read_input
    from journeys.domain.findings import Refused
    from journeys.domain.intake import Format, examine_file
    from journeys.domain.intake.guessing import Unguessed

    if format_ is None and not (_knows_end(file) or Path(file).exists()):
        raise Wrong(_unknown_end(file))
    try:
        document, findings = examine_file(Path(file).name, read_input(file), cast("Format | None", format_))
    except Unguessed:
        raise Wrong(_unknown_end(file)) from None
    except Refused as error:
        raise refused(file, error.findings) from None
    if document is None:
        raise refused(file, findings)
    return document, findings


def _knows_end(file: str) -> bool:
    from journeys.domain.intake import ENDINGS

    return Path(file).suffix.lower() in (*ENDINGS, ".xml")


def _unknown_end(file: str) -> Words:
    from journeys.domain.intake import ENDINGS, OTHERS

    name, ends = file_name(file), ", ".join((*ENDINGS, ".xml"))
    if other := OTHERS.get(Path(file).suffix.lower()):
        return Words(f"{name}: {other.text.de}", f"{name}: {other.text.en}")
    return Words(
        f"{name}: Das Format ist nicht zu erkennen; möglich sind {ends}.",
        f"{name}: the format can not be told; possible are {ends}.",
    )


def check_journey(file: str, document: Document, journey: str | None) -> None:
    from journeys.domain.wording import listed, quoted

    if document.journey(journey) is None:
        ids, said, name = listed([j.id for j in document.journeys]), quoted(journey), file_name(file)
        de = f"{name}: Eine Reise {said.de} gibt es nicht. Vorhanden sind: {ids.de}."
        raise Ended(WRONG_CALL, Words(de, f"{name}: there is no journey {said.en}. There are: {ids.en}."))


def _check_to_be(file: str, document: Document, journey: str | None) -> None:
    """A comparison is asked for by its to-be journey; the as-is is always the first."""
    from journeys.domain.wording import quoted

    found = document.journey(journey)
    if journey is not None and found is not None and found.kind != "to_be":
        said, name = quoted(journey), file_name(file)
        de = f"{name}: Die Reise {said.de} ist eine Ist-Reise. Nennen Sie zum Vergleich eine Soll-Reise."
        en = f"{name}: the journey {said.en} is an as-is journey. For a comparison name a to-be journey."
        raise Ended(WRONG_CALL, Words(de, en))


COMMANDS: tuple[click.Command, ...] = (render, convert)
