"""What an office should think of before people rely on the app: doctor tells it as a warning, never as a lack."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from journeys.domain.words import Words
from journeys.settings import BACKUP_DAYS, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

KEY_LETTERS = 32
ONLY_HERE = Words(
    "JOURNEYS_PUBLIC_URL führt nur auf diesen Rechner: Links und QR-Codes erreichen niemanden sonst.",
    "JOURNEYS_PUBLIC_URL leads to this machine only: links and QR codes reach nobody else.",
)
NOT_SECURE = Words(
    "JOURNEYS_PUBLIC_URL beginnt nicht mit https: Anmeldungen lassen sich im Netz mitlesen.",
    "JOURNEYS_PUBLIC_URL does not begin with https: sign-ins can be read in the network.",
)
SHORT_KEY = Words(
    f"JOURNEYS_SECRET_KEY ist zu kurz: Bitte nehmen Sie mindestens {KEY_LETTERS} zufällige Zeichen.",
    f"JOURNEYS_SECRET_KEY is too short: please take at least {KEY_LETTERS} random characters.",
)
NO_PROXIES = Words(
    "JOURNEYS_TRUSTED_PROXIES ist leer: Steht ein Proxy davor, zählen alle als eine Adresse, "
    "und falsche Codes oder Passwörter bremsen dann alle zugleich.",
    "JOURNEYS_TRUSTED_PROXIES is empty: if there is a proxy in front, everybody counts as one address, "
    "and wrong codes or passwords then slow down all of them together.",
)
OPEN_PORT = Words(
    "HOST nimmt Verbindungen aus allen Netzen an, und zwar unverschlüsselt. "
    "Steht ein Proxy auf diesem Rechner davor, nehmen Sie HOST=127.0.0.1.",
    "HOST takes connections from all networks, and these are not encrypted. "
    "With a proxy in front on this machine, take HOST=127.0.0.1.",
)
NO_BACKUP = Words(
    "Es gibt noch keine Sicherung. Eine macht: journeys backup FILE",
    "There is no backup yet. This makes one: journeys backup FILE",
)
OLD_BACKUP = Words(
    f"Die letzte Sicherung ist älter als {BACKUP_DAYS.value} Tage. Eine neue macht: journeys backup FILE",
    f"The last backup is older than {BACKUP_DAYS.value} days. This makes a new one: journeys backup FILE",
)
NO_ADMIN = Words(
    "Niemand verwaltet diese Anwendung. Einen Link für die erste Person macht: journeys sign-in-link",
    "Nobody administers this app. This makes a link for the first person: journeys sign-in-link",
)
NO_WAY_IN = Words(
    "Wer verwaltet, hat weder ein Passwort noch ein verbundenes Konto und kommt nur mit einem Link hinein. "
    "Einen macht: journeys sign-in-link",
    "No administrator has a password or a linked account; they get in with a link only. "
    "This makes one: journeys sign-in-link",
)


def advice(settings: Settings) -> list[Words]:
    """What to think of in the settings and files."""
    looks = (
        _of_address,
        _of_key,
        _of_files,
        _of_network,
    )
    return [words for look in looks for words in look(settings)]


def advice_on_data(settings: Settings) -> list[Words]:
    """What to think of in the database, which must be up to date."""
    from journeys.commands.stored import migrated

    with migrated() as database, database.reading() as session:
        return [*_of_backups(session), *_of_people(session)]


def _of_address(settings: Settings) -> Iterator[Words]:
    from journeys.routes.workshops.addresses import means_this_machine

    if means_this_machine(settings.public_url):
        yield ONLY_HERE
    elif not _is_https(settings):
        yield NOT_SECURE


def _of_key(settings: Settings) -> Iterator[Words]:
    if settings.secret_key and len(settings.secret_key) < KEY_LETTERS:
        yield SHORT_KEY


def _of_files(settings: Settings) -> Iterator[Words]:
    """Whose folder nobody else may enter needs no look at the files in it."""
    if os.name != "posix":
        return
    folder, file = settings.instance, _sqlite_file(settings)
    for path in dict.fromkeys((folder, *([file.parent] if file else []))):
        if _is_open(path):
            yield _readable(path, "700")
            files = [folder / "secret-key", *([file] if file else [])]
            yield from (_readable(one, "600") for one in files if one.parent == path and _is_open(one))


def _of_network(settings: Settings) -> Iterator[Words]:
    if _is_https(settings) and not settings.trusted_proxies:
        yield NO_PROXIES
    if settings.host in ("0.0.0.0", "::"):
        yield OPEN_PORT


def _of_backups(session: Session) -> Iterator[Words]:
    from journeys.domain.backups import last_backup
    from journeys.domain.tables import now

    last = last_backup(session)
    if last is None:
        yield NO_BACKUP
    elif last < now() - timedelta(days=BACKUP_DAYS.value):
        yield OLD_BACKUP


def _of_people(session: Session) -> Iterator[Words]:
    from journeys.domain.administration import administrators, has_lasting_way_in

    there = administrators(session)
    if not there:
        yield NO_ADMIN
    elif not any(has_lasting_way_in(session, person) for person in there):
        yield NO_WAY_IN


def _is_https(settings: Settings) -> bool:
    return settings.public_url.startswith("https://")


def _sqlite_file(settings: Settings) -> Path | None:
    from sqlalchemy import make_url

    url = make_url(settings.database_url)
    return Path(url.database).absolute() if url.get_backend_name() == "sqlite" and url.database else None


def _is_open(path: Path) -> bool:
    """Whether its group, or anybody, may do something with it."""
    return path.exists() and bool(path.stat().st_mode & 0o077)


def _readable(path: Path, mode: str) -> Words:
    return Words(
        f"{path}: Das können andere auf diesem Rechner öffnen. Bitte ändern: chmod {mode} {path}",
        f"{path}: Others on this machine can open this. Please change it: chmod {mode} {path}",
    )
