"""How a command ends: its exit status, and its messages in the caller's language on standard error.

0 done, 1 the input is bad, 2 the call is wrong, 3 something that the machine lacks.
"""

import os
from collections.abc import Sequence

import click

from journeys.domain.findings import Finding
from journeys.domain.wording import shown
from journeys.domain.words import Language, Words

BAD_INPUT, WRONG_CALL, MACHINE_LACKS = 1, 2, 3
PRINTED = 100
WARNING = Words("Hinweis: ", "Warning: ")
MARKS = {
    "error": Words("", ""),
    "warning": WARNING,
    "left_out": Words("Nicht übernommen: ", "Left out: "),
}


class Ended(Exception):
    """The command ends here with this status and these messages."""

    def __init__(self, status: int, *messages: Words) -> None:
        self.status, self.messages = status, messages
        super().__init__("; ".join(m.en for m in messages))


def language() -> Language:
    """German when LANG begins with `de`, else English."""
    return "de" if os.environ.get("LANG", "").startswith("de") else "en"


def here(de: str, en: str) -> str:
    """The words for help texts, in the caller's language."""
    return Words(de, en).in_(language())


def tell(words: Words) -> None:
    """One message on standard error."""
    click.echo(words.in_(language()), err=True)


def tell_findings(file: str, findings: Sequence[Finding]) -> None:
    """One line for each finding: the file, the place, the sentence; the first hundred, and how many more."""
    name = file_name(file)
    for finding in findings[:PRINTED]:
        mark = MARKS[finding.level]
        place = f"{finding.place}: " if finding.place else ""
        tell(
            Words(f"{name}: {place}{mark.de}{finding.text.de}", f"{name}: {place}{mark.en}{finding.text.en}")
        )
    rest = len(findings) - PRINTED
    if rest > 0:
        tell(Words(f"{name}: … und mindestens {rest} weitere.", f"{name}: … and at least {rest} more."))


def file_name(file: str) -> str:
    """A file's name as it was typed, without anything that could steer a terminal."""
    return "".join(c if c.isprintable() else "�" for c in file)


def refused(file: str, findings: Sequence[Finding]) -> Ended:
    """The end with status 1 and every finding told."""
    tell_findings(file, findings)
    return Ended(BAD_INPUT)


def not_offered(value: str, offered: Sequence[str]) -> Words:
    """The words for a view or format that there is not."""
    names = ", ".join(offered)
    return Words(
        f"„{shown(value)}“ gibt es nicht. Möglich sind: {names}.",
        f"There is no “{shown(value)}”. Possible are: {names}.",
    )
