"""The command that looks this machine and its configuration over: doctor."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from journeys.commands.building_blocks import BLOCKS, check_blocks
from journeys.commands.ending import MACHINE_LACKS, WARNING, Ended, here, language, tell
from journeys.commands.mails import MAILS, taking
from journeys.commands.office import OFFICE, answering
from journeys.commands.running import settings_here
from journeys.commands.stored import migrated
from journeys.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@click.command(
    help=here(
        "Sagt, was diesem Rechner fehlt und was an der Einrichtung zu bedenken ist.",
        "Says what is missing on this machine, and what to think of in its configuration.",
    )
)
def doctor() -> None:
    from journeys.commands.production import advice, advice_on_data

    settings = settings_here()
    missing = [lack for name, check in _checks() for lack in _look(name, check)]
    hints = advice(settings) if missing else [*advice(settings), *advice_on_data(settings)]
    for hint in hints:
        tell(Words(f"{WARNING.de}{hint.de}", f"{WARNING.en}{hint.en}"))
    if missing:
        raise Ended(MACHINE_LACKS, *missing)


def _look(name: Words, check: Callable[[], str]) -> Iterator[Words]:
    from journeys.render.hand import PenBroken

    try:
        click.echo(f"✓ {name.in_(language())}: {check()}")
    except PenBroken as broken:
        yield Words(f"✗ {name.de}: {broken.words.de}", f"✗ {name.en}: {broken.words.en}")
    except Ended as ended:
        yield from (Words(f"✗ {name.de}: {w.de}", f"✗ {name.en}: {w.en}") for w in ended.messages)
    except OSError as error:
        yield Words(f"✗ {name.de}: {error}", f"✗ {name.en}: {error}")


def _checks() -> tuple[tuple[Words, Callable[[], str]], ...]:
    return (
        (Words("Python", "Python"), lambda: sys.version.split()[0]),
        (Words("Datenbank", "Database"), _database),
        (Words("Zeichenprogramm", "Drawing program"), _drawing_program),
        (Words("Schriften für PDF und PNG", "Fonts for PDF and PNG"), _paper_fonts),
        (Words("Stil und Skripte der Seiten", "Styles and scripts of the pages"), _assets),
        (BLOCKS, lambda: check_blocks(settings_here().building_blocks)),
        (OFFICE, lambda: answering(settings_here().provider)),
        (MAILS, lambda: taking(settings_here().mail_server)),
    )


def _database() -> str:
    with migrated() as database:
        database.check()
        return database.url.render_as_string()


def _drawing_program() -> str:
    from journeys.render.drawing import Pen, find_program

    settings = settings_here()
    Pen(settings.dot).check()
    return str(find_program(settings.dot))


def _paper_fonts() -> str:
    from journeys.render.fonts import font_folder

    return str(font_folder())


def _assets() -> str:
    from journeys.places import place

    return str(place("static/vendor"))


COMMANDS: tuple[click.Command, ...] = (doctor,)
