"""The command line `journeys`: joins the commands, and ends each with the status and words of the contract."""

import contextlib
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from journeys.commands import accounts, diffing, doctor, files, running, saving, stored, validating, workshops
from journeys.commands.ending import BAD_INPUT, MACHINE_LACKS, WRONG_CALL, Ended, file_name, here, tell
from journeys.commands.usage import usage_words
from journeys.domain.words import Words

COMMANDS: tuple[click.Command, ...] = (
    *validating.COMMANDS,
    *files.COMMANDS,
    *diffing.COMMANDS,
    *stored.COMMANDS,
    *running.COMMANDS,
    *doctor.COMMANDS,
    *saving.COMMANDS,
    *workshops.COMMANDS,
    *accounts.COMMANDS,
)


@click.group(
    name="journeys",
    commands=COMMANDS,
    help=here(
        "Verwaltungsleistungen vom Menschen her gestalten: Reisen prüfen, zeichnen und umwandeln.",
        "Design public services from the human: check, draw and convert journeys.",
    ),
)
def journeys() -> None:
    pass


def main() -> None:
    """Run the command that was typed and leave with its status."""
    # A terminal that can not show a letter gets a mark instead of a traceback.
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit status. Everything that goes wrong becomes a sentence on standard error."""
    try:
        status = journeys.main(list(arguments), prog_name="journeys", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except Ended as ended:
        for words in ended.messages:
            tell(words)
        return ended.status
    except click.ClickException as error:
        tell(usage_words(error))
        return WRONG_CALL
    except click.Abort:
        tell(Words("Abgebrochen.", "Aborted."))
        return BAD_INPUT
    except (OSError, MemoryError, ImportError) as error:
        tell(_lack(error))
        return MACHINE_LACKS
    except Exception as error:
        tell(_defect(error))
        return MACHINE_LACKS


def _lack(error: Exception) -> Words:
    from journeys.commands.whole_files import REASONS

    if isinstance(error, MemoryError):
        return Words("Der Arbeitsspeicher reicht nicht.", "There is not enough memory.")
    if isinstance(error, OSError) and error.errno in REASONS:
        reason, file = REASONS[error.errno], f"{file_name(str(error.filename))}: " if error.filename else ""
        return Words(f"{file}{reason.de}", f"{file}{reason.en}")
    return Words(f"Diesem Rechner fehlt etwas: {error}", f"This machine lacks something: {error}")


def _defect(error: Exception) -> Words:
    """What happened and where, in one line: enough for a report, no traceback."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__}, {Path(last.filename).name}:{last.lineno}"
    return Words(
        f"Unerwarteter Fehler im Programm ({where}). Bitte melden Sie ihn.",
        f"Unexpected error in the program ({where}). Please report it.",
    )
