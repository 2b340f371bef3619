"""What doctor says of the configuration: a warning for what an office should think of, and no more than that."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from journeys.cli import run
from journeys.commands.production import (
    NO_ADMIN,
    NO_BACKUP,
    NO_PROXIES,
    NO_WAY_IN,
    NOT_SECURE,
    OLD_BACKUP,
    ONLY_HERE,
    OPEN_PORT,
    SHORT_KEY,
    advice,
    advice_on_data,
)
from journeys.database import Database
from journeys.domain.audit import AuditEntry
from journeys.domain.identities import Identity
from journeys.domain.passwords import set_password
from journeys.domain.people import Person, add_person
from journeys.domain.tables import now
from journeys.domain.words import Words
from journeys.settings import Settings

GOOD = {
    "JOURNEYS_PUBLIC_URL": "https://reise.example",
    "JOURNEYS_TRUSTED_PROXIES": "127.0.0.1",
    "JOURNEYS_SECRET_KEY": "k" * 32,
}


@pytest.fixture
def said(tmp_path: Path) -> Callable[..., list[Words]]:
    """What is said of these settings."""

    def advised(**environ: str) -> list[Words]:
        instance = {"JOURNEYS_INSTANCE": str(tmp_path / "instance")}
        return advice(Settings.from_environment({**instance, **GOOD, **environ}))

    return advised


def test_of_a_good_configuration_nothing_is_said(said: Callable[..., list[Words]]) -> None:
    assert said() == []


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"JOURNEYS_PUBLIC_URL": ""}, ONLY_HERE),
        ({"JOURNEYS_PUBLIC_URL": "https://localhost"}, ONLY_HERE),
        ({"JOURNEYS_PUBLIC_URL": "http://[::1]:5000"}, ONLY_HERE),
        ({"JOURNEYS_PUBLIC_URL": "http://reise.example"}, NOT_SECURE),
        ({"JOURNEYS_PUBLIC_URL": "http://10.0.0.7:5000", "JOURNEYS_TRUSTED_PROXIES": ""}, NOT_SECURE),
        ({"JOURNEYS_SECRET_KEY": "k" * 31}, SHORT_KEY),
        ({"JOURNEYS_TRUSTED_PROXIES": ""}, NO_PROXIES),
        ({"HOST": "0.0.0.0"}, OPEN_PORT),
        ({"HOST": "::"}, OPEN_PORT),
    ],
)
def test_each_thing_to_think_of_is_said(
    said: Callable[..., list[Words]], environ: dict[str, str], words: Words
) -> None:
    assert said(**environ) == [words]


def test_files_that_others_can_open_are_named(said: Callable[..., list[Words]], tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    folder.mkdir(0o700)
    for name in ("secret-key", "journeys.sqlite"):
        (folder / name).touch()
        (folder / name).chmod(0o644)
    assert said() == [], "nobody else gets through the folder"
    folder.chmod(0o750)
    assert [words.en.rpartition(": ")[2] for words in said()] == [
        f"chmod 700 {folder}",
        f"chmod 600 {folder}/secret-key",
        f"chmod 600 {folder}/journeys.sqlite",
    ]
    for name in ("secret-key", "journeys.sqlite"):
        (folder / name).chmod(0o600)
    assert len(said()) == 1


def test_a_database_in_a_folder_of_its_own_is_looked_at(
    said: Callable[..., list[Words]], tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    folder.mkdir(0o755)
    (folder / "x.sqlite").touch()
    (folder / "x.sqlite").chmod(0o640)
    found = said(JOURNEYS_DATABASE_URL=f"sqlite:///{folder}/x.sqlite")
    assert [words.en.rpartition(": ")[2] for words in found] == [
        f"chmod 700 {folder}",
        f"chmod 600 {folder}/x.sqlite",
    ]


@pytest.fixture
def of_data(either: Database, tmp_path: Path) -> Iterator[Callable[[], list[Words]]]:
    """What is said of the data, as the command would."""
    url = either.url.render_as_string(hide_password=False)
    settings = Settings.from_environment({"JOURNEYS_INSTANCE": str(tmp_path), "JOURNEYS_DATABASE_URL": url})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOURNEYS_DATABASE_URL", url)
        yield lambda: advice_on_data(settings)


def test_backups_are_asked_for_when_there_is_none_or_an_old_one(
    either: Database, of_data: Callable[[], list[Words]]
) -> None:
    assert NO_BACKUP in of_data()
    for days, words in ((8, [OLD_BACKUP]), (6, [])):
        with either.writing() as session:
            session.add(AuditEntry(at=now() - timedelta(days=days), what="backed_up"))
            session.add(AuditEntry(at=now(), what="exported"))
        assert [said for said in of_data() if said in (NO_BACKUP, OLD_BACKUP)] == words


def test_somebody_must_be_able_to_administer(either: Database, of_data: Callable[[], list[Words]]) -> None:
    def of_people() -> list[Words]:
        return [said for said in of_data() if said in (NO_ADMIN, NO_WAY_IN)]

    with either.writing() as session:
        set_password(session, add_person(session, "Gestaltung"), "vier Wörter ohne Sinn darin", now())
    assert of_people() == [NO_ADMIN]
    with either.writing() as session:
        first, second = (add_person(session, f"Verwaltung {n}", is_admin=True).id for n in (1, 2))
    assert of_people() == [NO_WAY_IN]
    with either.writing() as session:
        session.add(Identity(person_id=second, issuer="https://sso.example", subject="2"))
    assert of_people() == []
    with either.writing() as session:
        session.get_one(Person, second).disabled_at = now()
    assert of_people() == [NO_WAY_IN]
    with either.writing() as session:
        set_password(session, session.get_one(Person, first), "vier Wörter ohne Sinn darin", now())
    assert of_people() == []
    with either.writing() as session:
        session.get_one(Person, first).disabled_at = now()
    assert of_people() == [NO_ADMIN]


def test_warnings_are_no_lack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JOURNEYS_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.delenv("JOURNEYS_DATABASE_URL", raising=False)
    monkeypatch.setenv("LANG", "de_DE")
    assert run(["doctor"]) == 0
    out, err = capsys.readouterr()
    assert out.count("✓") == len(out.splitlines()) > 3
    hints = err.splitlines()
    assert hints and all(line.startswith("Hinweis: ") for line in hints)
    assert not [line for line in hints if "chmod" in line], "folders that we make are for nobody else"
    monkeypatch.setenv("JOURNEYS_TRUSTED_PROXIES", "nginx")
    assert run(["doctor"]) == 2
    assert "JOURNEYS_TRUSTED_PROXIES" in capsys.readouterr().err


def test_what_is_missing_and_what_to_think_of_stand_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JOURNEYS_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("JOURNEYS_DATABASE_URL", "sqlite:////proc/none/x.sqlite")
    monkeypatch.setenv("LANG", "en_GB")
    assert run(["doctor"]) == 3
    err = capsys.readouterr().err
    assert "✗ Database" in err and f"Warning: {ONLY_HERE.en}" in err
