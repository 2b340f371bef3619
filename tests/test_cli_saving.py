"""backup and restore as a caller meets them."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from journeys.cli import run
from journeys.database import Database
from journeys.domain.audit import AuditEntry
from journeys.domain.projects import Project, create_project
from tests.databases import sqlite_at

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs a command with an instance folder of its own; its status, output and messages."""
    monkeypatch.setenv("JOURNEYS_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.delenv("JOURNEYS_DATABASE_URL", raising=False)

    def called(*arguments: object, lang: str = "en_GB") -> tuple[int, str, str]:
        monkeypatch.setenv("LANG", lang)
        status = run([str(a) for a in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return called


@pytest.fixture
def running(call: Call, tmp_path: Path) -> Database:
    """A database with the examples."""
    assert call("migrate")[0] == 0
    return sqlite_at(tmp_path / "instance" / "journeys.sqlite")


def projects(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.exec(select(Project.name).order_by(col(Project.id))))


def told(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as session:
        rows = session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))
        return [(row.what, row.by, row.about) for row in rows]


def test_a_backup_and_what_it_brings_back(call: Call, running: Database, tmp_path: Path) -> None:
    file, before = tmp_path / "a.zip", projects(running)
    status, out, err = call("backup", file)
    assert (status, err) == (0, "") and out.startswith(f"{file}: saved: projects: 1, services:")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with running.writing() as session:
        create_project(session, "Seither")
    status, out, err = call("restore", file, "--yes")
    assert status == 0 and out.startswith(f"{file}: restored: projects: 1, services:")
    assert "restart the app" in err and "sign-in-link" in err
    assert projects(running) == before
    assert told(running) == [("backed_up", "", "a.zip"), ("restored", "", "a.zip")]


def test_without_yes_it_says_what_it_would_replace(call: Call, running: Database, tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    call("backup", file)
    with running.writing() as session:
        create_project(session, "Seither")
    status, out, err = call("restore", file, lang="de_DE")
    assert (status, out) == (2, "")
    assert "Die Sicherung ist in Ordnung" in err
    assert "alles ersetzen, was es jetzt gibt (Vorhaben: 2, Leistungen: 4, Workshops: 0)" in err
    assert "--yes" in err and "Seither" in projects(running)


def test_on_a_new_machine_it_asks_nothing_and_brings_no_examples(
    call: Call, running: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running.writing() as session:
        session.execute(text("DELETE FROM project"))
        create_project(session, "Eigenes")
    assert call("backup", tmp_path / "a.zip")[0] == 0
    monkeypatch.setenv("JOURNEYS_INSTANCE", str(tmp_path / "new" / "machine"))
    assert call("restore", tmp_path / "a.zip")[0] == 0
    assert projects(sqlite_at(tmp_path / "new" / "machine" / "journeys.sqlite")) == ["Eigenes"]


def test_the_key_is_not_in_it(call: Call, running: Database, tmp_path: Path) -> None:
    import zipfile

    (tmp_path / "instance" / "secret-key").write_text("geheim" * 8)
    call("backup", tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as opened:
        assert not [name for name in opened.namelist() if b"geheimgeheim" in opened.read(name)]
    assert "secret key" in " ".join(call("backup", "--help")[1].split())


def test_a_file_is_replaced_only_when_asked_for(call: Call, running: Database, tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_text("Ein Brief")
    status, out, err = call("backup", file)
    assert (status, out) == (2, "") and "--force" in err
    assert file.read_text() == "Ein Brief"
    assert call("backup", file, "--force")[0] == 0
    assert call("restore", file, "--yes")[0] == 0


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_what_is_no_place_for_a_file_is_a_wrong_call(
    call: Call, running: Database, tmp_path: Path, force: list[str]
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for place in (tmp_path, tmp_path / "none" / "a.zip", pipe):
        status, out, err = call("backup", place, *force)
        assert (status, out) == (2, "") and str(place) in err
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_what_is_no_file_is_bad_input(call: Call, running: Database, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty.zip").touch()
    for name in ("none.zip", ".", "pipe", "empty.zip"):
        status, out, err = call("restore", tmp_path / name, "--yes")
        assert (status, out) == (1, "") and "Traceback" not in err and len(err.splitlines()) == 1


def test_a_damaged_copy_is_refused_and_the_data_stay(call: Call, running: Database, tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    call("backup", file)
    before, whole = projects(running), bytearray(file.read_bytes())
    whole[len(whole) // 3] ^= 4
    file.write_bytes(whole)
    status, out, err = call("restore", file, "--yes", lang="de_DE")
    assert (status, out) == (1, "") and "Die Sicherung ist beschädigt" in err
    assert projects(running) == before


def test_a_database_that_lacks_something_is_a_lack_of_the_machine(
    call: Call, running: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.zip"
    call("backup", file)
    with running.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for command in (["backup", tmp_path / "b.zip"], ["restore", file, "--yes"]):
        status, out, err = call(*command)
        assert (status, out) == (3, "") and "newer version" in err
    monkeypatch.setenv("JOURNEYS_DATABASE_URL", "sqlite:////proc/none/x.sqlite")
    for command in (["backup", tmp_path / "b.zip"], ["restore", file, "--yes"]):
        status, out, err = call(*command)
        assert (status, out) == (3, "") and "JOURNEYS_DATABASE_URL" in err
    assert not (tmp_path / "b.zip").exists()


def test_a_database_without_tables_is_not_saved(call: Call, tmp_path: Path) -> None:
    (tmp_path / "instance").mkdir()
    status, _, err = call("backup", tmp_path / "a.zip")
    assert status == 3 and "empty" in err


def test_a_name_that_steers_a_terminal_does_not(call: Call, running: Database, tmp_path: Path) -> None:
    file = tmp_path / "a\x1b[31m.zip"
    _, out, _ = call("backup", file)
    assert "\x1b" not in out
    assert "\x1b" not in told(running)[-1][2]
