"""Accounts from the terminal: `journeys user …`."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from journeys.commands.ending import BAD_INPUT, WRONG_CALL, Ended, here, language, tell
from journeys.commands.running import settings_here
from journeys.commands.stored import migrated
from journeys.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

    from journeys.domain.people import Person


@click.group(help=here("Verwaltet Konten.", "Manages accounts."))
def user() -> None:
    pass


@user.command(
    help=here("Legt ein Konto an und gibt den Link zum Anmelden aus.", "Adds an account, prints its link.")
)
@click.argument("name")
@click.option("--admin", is_flag=True, help=here("verwaltet die Installation", "manages the installation"))
def add(name: str, admin: bool) -> None:
    from journeys.domain import accounts
    from journeys.domain.tables import now

    settings = settings_here()
    with _changing() as rows:
        person = accounts.add_account(rows, name, admin, None)
        link = accounts.invitation(rows, settings.public_url, person, None, now())
    click.echo(link)


@user.command("list", help=here("Zeigt alle Konten.", "Lists all accounts."))
def list_() -> None:
    from journeys.domain.people import all_people

    with migrated() as database, database.reading() as rows:
        for person in all_people(rows):
            click.echo("\t".join([person.name, *(words.in_(language()) for words in _marks(person))]))


@user.command(
    help=here("Sperrt ein Konto; es ist sofort abgemeldet.", "Disables an account; it is out at once.")
)
@click.argument("name")
def disable(name: str) -> None:
    from journeys.domain import accounts
    from journeys.domain.tables import now

    with _changing() as rows:
        accounts.disable(rows, _named(rows, name), None, now())


@user.command(help=here("Entsperrt ein Konto.", "Enables an account again."))
@click.argument("name")
def enable(name: str) -> None:
    from journeys.domain import accounts

    with _changing() as rows:
        accounts.enable(rows, _named(rows, name), None)


@user.command(
    help=here(
        "Nimmt das Passwort weg, meldet überall ab und gibt einen Link zum Anmelden aus.",
        "Takes the password away, ends all sign-ins and prints a sign-in link.",
    )
)
@click.argument("name")
def reset(name: str) -> None:
    from journeys.domain import accounts
    from journeys.domain.tables import now

    settings = settings_here()
    with _changing() as rows:
        link = accounts.reset(rows, settings.public_url, _named(rows, name), None, now())
    click.echo(link)


@contextmanager
def _changing() -> Iterator[Session]:
    """A write; what the domain refuses ends the command with status 1 and its sentences."""
    from journeys.domain.findings import Refused

    try:
        with migrated() as database, database.writing() as rows:
            yield rows
    except Refused as refused:
        for finding in refused.findings:
            tell(finding.text)
        raise Ended(BAD_INPUT) from None


def _named(rows: Session, name: str) -> Person:
    from journeys.domain.people import person_with_name

    person = person_with_name(rows, name)
    if person is None:
        words = Words(
            f"Ein Konto „{name}“ gibt es nicht. Alle zeigt: journeys user list",
            f"There is no account “{name}”. See them all with: journeys user list",
        )
        raise Ended(WRONG_CALL, words)
    return person


def _marks(person: Person) -> Iterator[Words]:
    if person.is_admin:
        yield Words("verwaltet", "administrator")
    if person.disabled_at:
        yield Words("gesperrt", "disabled")
    if person.password_hash:
        yield Words("mit Passwort", "with password")


COMMANDS: tuple[click.Command, ...] = (user,)
