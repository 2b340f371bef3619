"""The commands for workshops: opening one that needs no moderation; forgetting who took part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from journeys.commands.ending import BAD_INPUT, Ended, here, tell
from journeys.commands.running import settings_here
from journeys.commands.stored import migrated, service_named
from journeys.domain.words import Words

if TYPE_CHECKING:
    from journeys.domain.workshops.tables import Workshop

ONLY_HERE = Words(
    "Diese Adresse erreicht nur, wer an diesem Rechner sitzt. Setzen Sie JOURNEYS_PUBLIC_URL für das Netz.",
    "This address reaches only who sits at this machine. Set JOURNEYS_PUBLIC_URL for the network.",
)


@click.group(help=here("Workshops zu einer Leistung.", "Workshops on a service."))
def workshop() -> None:
    pass


@workshop.command(
    "open",
    help=here(
        "Öffnet einen Workshop im eigenen Tempo und gibt die Adresse zum Mitmachen aus.",
        "Opens a workshop at one's own pace and prints the address to join it.",
    ),
)
@click.argument("service_id", metavar="SERVICE_ID")
def open_(service_id: str) -> None:
    from journeys.routes.workshops.addresses import join_address, means_this_machine

    settings = settings_here()
    opened = _opened(service_id)
    click.echo(join_address(settings, opened.code))
    if means_this_machine(settings.public_url):
        tell(ONLY_HERE)


def _opened(service_id: str) -> Workshop:
    from journeys.domain.findings import Refused
    from journeys.domain.tables import now
    from journeys.domain.workshops.preparing import open_self_paced

    try:
        with migrated() as database, database.writing() as session:
            return open_self_paced(session, service_named(session, service_id).id, now())
    except Refused as refused:
        raise Ended(BAD_INPUT, *(finding.text for finding in refused.findings)) from None


@workshop.command(
    "forget",
    help=here(
        "Löscht, wer mitgemacht hat, in Workshops, deren Frist vorbei ist. Der Server tut das auch von selbst.",
        "Deletes who took part, in workshops whose time is over. The server does this by itself too.",
    ),
)
@click.option("--dry-run", is_flag=True, help=here("zeigt nur, welche es wären", "only shows which ones"))
def forget(dry_run: bool) -> None:
    from journeys.domain import retention
    from journeys.domain.tables import now

    act = retention.due if dry_run else retention.forget
    with migrated() as database:
        with database.writing() as session:
            found = act(session, now().date())
        if found and not dry_run:
            database.wipe()  # running servers learn from the audit trail what to clear from memory
    for each in found:
        click.echo(f"{each.on:%Y-%m-%d} {each.project.name}: {each.workshop.title}")


COMMANDS: tuple[click.Command, ...] = (workshop,)
