"""The command that checks journey documents: in sentences for people, as JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from journeys.commands.ending import BAD_INPUT, Ended, file_name, here, language, tell, tell_findings
from journeys.domain.words import Words

if TYPE_CHECKING:
    from journeys.domain.findings import Finding


@click.command(help=here("Prüft Dateien mit Reisen.", "Checks journey documents."))
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help=here("Befunde auch als JSON auf der Standardausgabe", "findings as JSON on standard output, too"),
)
def validate(files: tuple[str, ...], as_json: bool) -> None:
    told = [_checked(file, as_json) for file in files]
    if as_json:
        whole = {"valid": all(one["valid"] for one in told), "files": told}
        click.echo(json.dumps(whole, ensure_ascii=False, indent=1))
    if not all(one["valid"] for one in told):
        raise Ended(BAD_INPUT)


def _checked(file: str, as_json: bool) -> dict[str, Any]:
    """Check one file and say what was noticed; the same as values."""
    from journeys.domain.findings import Finding

    try:
        is_valid, findings = _examined(file)
    except Ended as ended:
        for words in ended.messages:
            tell(words)
        return _plain(file, False, [Finding("", words) for words in ended.messages])
    tell_findings(file, findings)
    if is_valid and not as_json:
        click.echo(Words(f"{file_name(file)}: in Ordnung", f"{file_name(file)}: valid").in_(language()))
    return _plain(file, is_valid, findings)


def _examined(file: str) -> tuple[bool, list[Finding]]:
    """Whether the file holds a valid document, and what was noticed; raises Ended when it cannot be read."""
    from journeys.commands.whole_files import read_input
    from journeys.domain.findings import Refused
    from journeys.domain.intake import examine_file

    try:
        document, findings = examine_file(Path(file).name, read_input(file))
    except Refused as error:
        return False, list(error.findings)
    if document is None:
        return False, list(findings)
    from journeys.render.coverage import coverage_findings

    return True, [*findings, *coverage_findings(document)]


def _plain(file: str, is_valid: bool, findings: Sequence[Finding]) -> dict[str, Any]:
    said = [{"level": f.level, "place": f.place, "text": f.text.in_(language())} for f in findings]
    return {"file": file_name(file), "valid": is_valid, "findings": said}


COMMANDS: tuple[click.Command, ...] = (validate,)
