"""The commands that run the app and look after it: serve, doctor, sign-in-link."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from journeys.commands.ending import MACHINE_LACKS, WRONG_CALL, Ended, here, language
from journeys.commands.office import OFFICE, answering, office_of
from journeys.commands.stored import migrated
from journeys.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from journeys.settings import Settings


def settings_here() -> Settings:
    """The settings of this environment; a wrong one ends the command with status 2."""
    from journeys.settings import Settings

    try:
        return Settings.from_environment()
    except ValueError as error:
        raise Ended(WRONG_CALL, Words(str(error), str(error))) from None


@click.command(help=here("Startet die Anwendung.", "Runs the app."))
def serve() -> None:
    from journeys.serving import serve as run

    settings = settings_here()
    office_of(settings.provider)
    with migrated() as database:
        database.engine.dispose()  # the server's workers fork: no connection may be open in two processes
    run(settings)


@click.command(
    "sign-in-link", help=here("Gibt einen Link zum Anmelden aus.", "Prints a one-time sign-in link.")
)
@click.option("--user", metavar="NAME", help=here("für diese Person", "for this person"))
def sign_in_link(user: str | None) -> None:
    from journeys.domain.findings import Unknown
    from journeys.domain.signing_in import make_sign_in_link
    from journeys.domain.tables import now

    settings = settings_here()
    try:
        with migrated() as database, database.writing() as session:
            link = make_sign_in_link(session, settings.public_url, now(), name=user)
    except Unknown:
        words = Words(f"Eine Person „{user}“ gibt es nicht.", f"There is no person “{user}”.")
        raise Ended(WRONG_CALL, words) from None
    click.echo(link)


@click.command(help=here("Sagt, was diesem Rechner fehlt.", "Says what is missing on this machine."))
def doctor() -> None:
    missing = [lack for name, check in _checks() for lack in _look(name, check)]
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
        (OFFICE, lambda: answering(settings_here().provider)),
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


COMMANDS: tuple[click.Command, ...] = (serve, doctor, sign_in_link)
