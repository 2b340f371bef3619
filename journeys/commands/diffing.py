"""The command that says what changed between two journey documents: in sentences, as JSON, as a picture."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from journeys.commands.ending import file_name, here, refused
from journeys.commands.files import JOURNEY, Offered, check_journey, picture, read_document
from journeys.domain.words import Words

if TYPE_CHECKING:
    from journeys.domain.document import Document

FORMATS = ("text", "json", "svg")
SAME = Words("Beide Dateien sagen dasselbe.", "Both files say the same.")


@click.command(
    help=here("Sagt, was sich zwischen zwei Dateien geändert hat.", "Says what changed between two files.")
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--format",
    "format_",
    type=Offered(FORMATS),
    default="text",
    help=here("Ausgabe, sonst Sätze", "output, else sentences"),
)
@JOURNEY
@click.option(
    "-o",
    "out",
    metavar="OUT",
    default="-",
    help=here("Zieldatei, sonst die Standardausgabe", "target file, else standard output"),
)
def diff(old: str, new: str, format_: str, journey: str | None, out: str) -> None:
    from journeys.commands.whole_files import write_whole

    before, after = read_document(old, None), read_document(new, None)
    if format_ == "svg":
        write_whole(out, _picture((old, before), (new, after), journey))
    else:
        write_whole(out, (_as_json if format_ == "json" else _as_text)(before, after).encode())


def _as_text(before: Document, after: Document) -> str:
    from journeys.render.telling.altered import summed_up

    found = summed_up(before, after)
    lines = [each.text for each in found] or [SAME.in_(after.words_language)]
    return "\n".join(lines) + "\n"


def _as_json(before: Document, after: Document) -> str:
    from journeys.render.telling.altered import plain_changes

    return json.dumps({"changes": plain_changes(before, after)}, ensure_ascii=False, indent=1) + "\n"


def _picture(old: tuple[str, Document], new: tuple[str, Document], journey: str | None) -> bytes:
    """Of the journey that was named, else of the first one that changed, else of the first."""
    from journeys.domain.checks import limit_findings
    from journeys.domain.diff.uniting import united
    from journeys.render.pictures import render_difference

    (old_file, before), (new_file, after) = old, new
    if after.journey(journey) is None:
        check_journey(old_file if journey in {j.id for j in before.journeys} else new_file, before, journey)
    for file, document in (old, new):
        beyond = limit_findings(document)
        if beyond:
            raise refused(file, beyond)
    ids = dict.fromkeys(each.id for document in (after, before) for each in document.journeys)
    chosen = journey or next((ref for ref in ids if united(before, after, ref).became), next(iter(ids)))
    about = f"{file_name(old_file)} → {file_name(new_file)}"

    def draw(pen: Any) -> bytes:
        return render_difference(before, after, "blueprint", "svg", journey=chosen, about=about, pen=pen)

    return picture(new_file, draw)


COMMANDS: tuple[click.Command, ...] = (diff,)
