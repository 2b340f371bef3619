"""The commands that run the app and look after it: serve, sign-in-link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from journeys.commands.building_blocks import check_blocks
from journeys.commands.ending import WRONG_CALL, Ended, here
from journeys.commands.office import office_of
from journeys.commands.stored import migrated
from journeys.domain.words import Words

if TYPE_CHECKING:
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
    check_blocks(settings.building_blocks)
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


COMMANDS: tuple[click.Command, ...] = (serve, sign_in_link)
